import { type ApiResult, JsonServiceClient } from '@servicestack/client';
import { Checked, Hello, HelloVoid } from '../../support/hello';
import { clientHost, reached } from './client-host';
import { Managed, Refusals, Secured, Values, type ValuesResponse } from './client-operations';

/** What the unmodified client makes of every kind of error. */
const host = clientHost();
const classic = clientHost({ profile: 'classic' });
let client: JsonServiceClient;

beforeAll(async () => {
  await host.listen(0);
  await classic.listen(0);
});
afterAll(async () => {
  await host.close();
  await classic.close();
});
beforeEach(() => {
  client = new JsonServiceClient(host.url);
  reached.splice(0);
});

const withToken = (token: string) => {
  client.bearerToken = token;
  return client;
};

type Call = () => Promise<ApiResult<unknown>>;

const cases: readonly (readonly [status: number, what: string, call: Call, code: string, message: string | RegExp])[] =
  [
    [
      400,
      'a query value that cannot be read',
      () => client.api(new Values({ count: 'x' as never }), undefined, 'GET'),
      'SerializationException',
      "Unable to bind to request 'Values'",
    ],
    [
      400,
      'a body member that cannot be read',
      () => client.api(new Values({ count: 'x' as never })),
      'SerializationException',
      "Unable to bind to request 'Values'",
    ],
    [
      400,
      'a rule',
      () => client.api(new Refusals({ level: 11 })),
      'InclusiveBetween',
      /^'Level' must be between 0 and 10/,
    ],
    [400, 'a Service', () => client.api(new Refusals({ how: 'badRequest' })), 'BadRequest', 'not like this'],
    [401, 'a guard', () => client.api(new Secured()), 'Unauthorized', 'Not Authenticated'],
    [
      401,
      'a token that has expired',
      () => withToken('expired').api(new Secured()),
      'TokenException',
      'Token has expired',
    ],
    [401, 'a Service', () => client.api(new Refusals({ how: 'unauthorized' })), 'Unauthorized', 'not for you'],
    [403, 'a guard', () => withToken('good').api(new Managed()), 'Forbidden', 'Invalid Role'],
    [403, 'a Service', () => client.api(new Refusals({ how: 'forbidden' })), 'Forbidden', 'not yours'],
    [404, 'a Service', () => client.api(new Refusals({ how: 'notFound' })), 'NotFound', 'not here'],
    [
      405,
      'an operation that does not exist',
      () => client.api(Object.assign(new Hello(), { getTypeName: () => 'Nope' })),
      'NotImplementedException',
      'The operation does not exist for this service',
    ],
    [
      405,
      'a verb that nothing answers',
      () => client.api(new Refusals(), undefined, 'PUT'),
      'NotImplementedException',
      'Could not find method named Put(Refusals) or Any(Refusals) on Service RefusalService',
    ],
    [409, 'a Service', () => client.api(new Refusals({ how: 'conflict' })), 'Conflict', 'already there'],
    [
      413,
      'the size of the body',
      () => client.api(new Refusals({ how: 'x'.repeat(3000) })),
      'PayloadTooLarge',
      'The request body is larger than 2000 bytes, the most that this operation reads.',
    ],
    [418, 'a Service, with a status of its own', () => client.api(new Refusals({ how: 'teapot' })), 'Teapot', 'Teapot'],
    [
      500,
      'a defect, whose cause stays on the server',
      () => client.api(new Refusals({ how: 'defect' })),
      'Exception',
      /^The server failed to answer; its log holds the cause under request id [\w-]{36}\.$/,
    ],
  ];

describe('api().error', () => {
  it.each(cases)('CLI-11 %i because of %s has its code and message', async (status, _what, call, code, message) => {
    const statuses: number[] = [];
    client.responseFilter = (response) => void statuses.push(response.status);

    const api = await call();

    expect(statuses).toEqual([status]);
    expect([api.failed, api.succeeded, api.completed, api.response]).toEqual([true, false, true, undefined]);
    expect(api.errorCode).toBe(code);
    expect(api.errorMessage).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(api.error?.stackTrace).toBeUndefined();
  });

  it('CLI-11 carries every field error of broken rules', async () => {
    const api = await client.api(new Refusals({ level: -1, reason: '' }));

    expect(api.errors).toMatchObject([
      { fieldName: 'level', errorCode: 'InclusiveBetween' },
      { fieldName: 'reason', errorCode: 'NotEmpty', message: "'Reason' must not be empty." },
    ]);
    expect(api.fieldErrorMessage('Reason')).toBe("'Reason' must not be empty.");
    expect([api.hasFieldError('LEVEL'), api.hasFieldError('how')]).toEqual([true, false]);
    expect([api.showSummary(), api.showSummary(['level']), api.errorSummary]).toEqual([true, false, null]);
  });

  it('CLI-11 carries the field errors of the typed envelope', async () => {
    const api = await client.api(new Checked({ age: 0, required: '', email: 'x' }));

    expect(api.errors?.map((error) => [error.fieldName, error.errorCode])).toEqual([
      ['age', 'InclusiveBetween'],
      ['required', 'NotEmpty'],
      ['email', 'Email'],
    ]);
  });

  it('CLI-11 carries a field error for every member that cannot be read', async () => {
    const sent = { count: 'x', ids: ['a', 1], parts: [{ id: {} }], part: [] } as never;

    const inBody = await client.api(new Values(sent));
    const inQuery = await client.api(new Values({ count: 'x', flag: 'perhaps' } as never), undefined, 'GET');

    expect(inBody.errors?.map((error) => error.fieldName)).toEqual(['count', 'ids[0]', 'part', 'parts[0].id']);
    expect(inQuery.errors?.map((error) => [error.fieldName, error.message])).toEqual([
      ['count', "'x' is an Invalid value for 'count'"],
      ['flag', "'perhaps' is an Invalid value for 'flag'"],
    ]);
    expect(inBody.fieldError('IDS[0]')?.errorCode).toBe('SerializationException');
    expect(reached).toEqual([]);
  });

  it('CLI-11 apiVoid carries errors too', async () => {
    const api = await client.apiVoid(new HelloVoid({ id: 'x' as never }));

    expect([api.succeeded, api.errorCode]).toEqual([false, 'SerializationException']);
    expect(api.hasFieldError('id')).toBe(true);
  });

  it('CLI-11 a field error of a Service has its summary in the status', async () => {
    const api = await client.api(new Refusals({ how: 'field' }));

    expect([api.errorCode, api.errorMessage, api.fieldErrorMessage('reason')]).toEqual([
      'Taken',
      'The reason is taken.',
      'The reason is taken.',
    ]);
  });

  it('CLI-11 a route that does not exist has a code and a message', async () => {
    await expect(client.get('/nowhere')).rejects.toMatchObject({
      responseStatus: { errorCode: 'NotFound', message: 'Nothing answers GET at this address.' },
    });
  });
});

describe('calls that reject', () => {
  it.each([
    ['get', () => client.get(new Values({ count: 'x' as never }))],
    ['delete', () => client.delete(new Values({ count: 'x' as never }))],
    ['post', () => client.post(new Values({ count: 'x' as never }))],
    ['put', () => client.put(new Values({ count: 'x' as never }))],
    ['patch', () => client.patch(new Values({ count: 'x' as never }))],
    ['send', () => client.send(new Values({ count: 'x' as never }))],
    ['publish', () => client.publish(new HelloVoid({ id: 'x' as never }))],
    ['sendAll', () => client.sendAll([new Values({ count: 'x' as never })])],
    ['sendAllOneWay', () => client.sendAllOneWay([new Values({ count: 'x' as never })])],
    ['postToUrl', () => client.postToUrl('/values', new Values({ count: 'x' as never }))],
  ] as const)('CLI-11 %s rejects with the response status', async (_name, call) => {
    await expect(call()).rejects.toMatchObject({
      responseStatus: { errorCode: 'SerializationException', errors: [{ errorCode: 'SerializationException' }] },
    });
  });
});

describe('the classic profile', () => {
  const old = () => new JsonServiceClient(classic.url);

  it('CLI-12 reports an empty 401 by its status and reason phrase', async () => {
    const api = await old().api(new Managed());

    expect([api.errorCode, api.errorMessage, api.errors]).toEqual(['401', 'Unauthorized', []]);
  });

  it('CLI-12 reports a 403 in plain text by its status and reason phrase', async () => {
    const signedIn = old();
    signedIn.bearerToken = 'good';

    const api = await signedIn.api(new Managed());

    expect([api.errorCode, api.errorMessage]).toEqual(['403', 'Invalid Role']);
  });

  it('CLI-12 lets those in who have the role', async () => {
    const manager = old();
    manager.bearerToken = 'manager';

    expect((await manager.api<ValuesResponse>(new Managed({ text: 'in' }))).response?.values).toEqual({ text: 'in' });
  });

  it('CLI-11 reports declarative guards, rules and Services with their codes', async () => {
    const codes = [new Secured(), new Refusals({ level: 11 }), new Refusals({ how: 'notFound' })].map(
      async (request) => (await old().api(request)).errorCode,
    );

    expect(await Promise.all(codes)).toEqual(['Unauthorized', 'InclusiveBetween', 'NotFound']);
  });

  it('CLI-11 names fields as they were declared, which the client compares in any case', async () => {
    const api = await old().api(new Refusals({ level: 11 }));

    expect(api.errors?.map((error) => error.fieldName)).toEqual(['Level']);
    expect(api.hasFieldError('level')).toBe(true);
  });

  it('CLI-11 reports an unknown address by its status', async () => {
    await expect(old().get('/nowhere')).rejects.toMatchObject({
      responseStatus: { errorCode: '404', message: 'Not Found' },
    });
  });
});
