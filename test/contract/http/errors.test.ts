import { type Feature, HttpError } from '../../../src/engine';
import { as, profiles, type Reference, startReference } from './reference-host';
import { done } from './reference-services';

/** What the host says about an exception of its own project, and about one that the table knows. */
const mapped: Feature = {
  name: 'mapped',
  register: (host) => {
    host.exceptionMapper((error) => {
      const { name } = (error as Error).constructor;
      if (name === 'OrderMissingException') return new HttpError(410, 'OrderGone', 'The order is gone.');
      return name === 'FileNotFoundException' ? new HttpError(418, 'Teapot') : undefined;
    });
  },
};

describe.each(profiles)('errors, %s profile', (profile) => {
  const isClassic = profile === 'classic';
  let reference: Reference;
  let debugging: Reference;
  let mapping: Reference;
  beforeAll(async () => {
    reference = await startReference({ profile });
    debugging = await startReference({ profile, isDebug: true });
    mapping = await startReference({ profile, features: [mapped] });
  });
  afterAll(async () => {
    await reference.close();
    await debugging.close();
    await mapping.close();
  });
  beforeEach(() => void done.splice(0));

  const thrown = (type: string, more: object = {}, host = reference) =>
    host.post('/api/ThrowType', { type, message: 'it failed', ...more });
  const name = (wire: string) => (isClassic ? `${wire.charAt(0).toUpperCase()}${wire.slice(1)}` : wire);

  it('ERR-01 answers a ResponseStatus with an empty list of errors', async () => {
    const reply = await reference.get('/api/ThrowFactory?name=notFound&message=not+here');

    expect([reply.status, reply.text]).toEqual([
      404,
      '{"responseStatus":{"errorCode":"NotFound","message":"not here","errors":[]}}',
    ]);
  });

  it('ERR-02 keeps the order of members', async () => {
    const { responseStatus } = (await debugging.post('/api/Step[]', [{ id: 0 }])).json<{ responseStatus: object }>();
    const [error] = (responseStatus as { errors: object[] }).errors;

    expect(Object.keys(responseStatus)).toEqual(['errorCode', 'message', 'stackTrace', 'errors', 'meta']);
    expect(Object.keys(error ?? {})).toEqual(['errorCode', 'fieldName', 'message', 'meta']);
  });

  it.each([
    ['rules', '/api/ThrowValidation', {}, ['age', 'required', 'email']],
    ['an error of a Service', '/api/ThrowHttpError', { status: 409, errorCode: 'Taken', fieldName: 'name' }, ['name']],
    [
      'nested members',
      '/api/Nested',
      { items: [{ name: 'a', clientIp: '1234' }], address: {} },
      ['address.city', 'items[0].clientIp'],
    ],
  ])('ERR-03 names fields of %s as declared in the classic profile', async (_what, path, body, wireNames) => {
    const reply = await reference.post(path, body);
    const declared = { 'address.city': 'Address.City', 'items[0].clientIp': 'Items[0].ClientIP' };

    expect(reply.refusal().errors?.map(({ fieldName }) => fieldName)).toEqual(
      wireNames.map((wire) => (isClassic ? ((declared as Record<string, string>)[wire] ?? name(wire)) : wire)),
    );
  });
  it('ERR-03 does so in every text case', async () => {
    const reply = await reference.post('/api/ThrowValidation?jsconfig=epcn', {});

    expect(Object.keys(reply.json())).toEqual(['Age', 'ResponseStatus']);
    expect(reply.text).toContain(`"FieldName":"${name('age')}"`);
  });

  it('ERR-04 uses the response that has a ResponseStatus, its values at their defaults', async () => {
    const reply = await thrown('TypeError');

    expect(reply.text.startsWith('{"count":0,"responseStatus":{"errorCode":"TypeError",')).toBe(true);
  });

  it('ERR-05 uses the plain envelope where the response has none', async () => {
    const reply = await reference.get('/api/ThrowFactory?name=conflict');

    expect(Object.keys(reply.json())).toEqual(['responseStatus']);
  });

  it.each(['/api/ThrowVoid', '/api/ThrowList'])('ERR-06 uses the plain envelope at %s', async (path) => {
    const reply = await reference.post(path, {});

    expect([reply.status, Object.keys(reply.json())]).toEqual([404, ['responseStatus']]);
  });

  it('ERR-07 answers HttpError.notFound with 404', async () => {
    const reply = await reference.get('/api/ThrowFactory?name=notFound&message=no+order');

    expect([reply.status, reply.statusText]).toEqual([404, 'NotFound']);
    expect(reply.refusal()).toMatchObject({ errorCode: 'NotFound', message: 'no order' });
  });

  it.each([
    ['conflict', 409, 'Conflict'],
    ['forbidden', 403, 'Forbidden'],
    ['unauthorized', 401, 'Unauthorized'],
    ['badRequest', 400, 'BadRequest'],
    ['methodNotAllowed', 405, 'MethodNotAllowed'],
    ['notImplemented', 501, 'NotImplemented'],
    ['serviceUnavailable', 503, 'ServiceUnavailable'],
  ])('ERR-08 answers HttpError.%s with %d %s', async (factory, status, code) => {
    const reply = await reference.get(`/api/ThrowFactory?name=${factory}`);

    expect([reply.status, reply.refusal().errorCode, reply.refusal().message]).toEqual([status, code, 'not here']);
  });

  it.each(['ArgumentException', 'ArgumentNullException', 'ArgumentOutOfRangeException', 'BadNameException'])(
    'ERR-09 answers %s with 400, and names its parameter',
    async (type) => {
      const reply = await thrown(type, { message: "Value cannot be null. (Parameter 'Name')", param: 'Name' });
      const nameless = await thrown(type);

      expect([reply.status, reply.refusal()]).toEqual([
        400,
        {
          errorCode: type,
          message: "Value cannot be null. (Parameter 'Name')",
          errors: [{ errorCode: type, fieldName: 'Name', message: 'Value cannot be null.' }],
        },
      ]);
      expect([nameless.status, nameless.refusal().errors]).toEqual([400, []]);
    },
  );

  it.each([
    ['ERR-10', 'NotImplementedException', 405],
    ['ERR-10', 'NotSupportedException', 405],
    ['ERR-11', 'FileNotFoundException', 404],
    ['ERR-11', 'UnauthorizedAccessException', 403],
    ['ERR-11', 'AuthenticationException', 401],
    ['ERR-11', 'TokenException', 401],
    ['ERR-11', 'SecurityTokenExpiredException', 401],
    ['ERR-11', 'OptimisticConcurrencyException', 409],
    ['ERR-11', 'FormatException', 400],
    ['ERR-11', 'SerializationException', 400],
  ])('%s answers %s with %d', async (_id, type, status) => {
    const reply = await thrown(type);

    expect([reply.status, reply.refusal().errorCode, reply.refusal().message]).toEqual([status, type, 'it failed']);
  });

  it.each([
    ['OrderMissingException', 'OrderMissingException'],
    ['TypeError', 'TypeError'],
    ['Error', 'Exception'],
  ])('ERR-12 answers %s with 500 and its class name', async (type, code) => {
    const reply = await thrown(type, { message: 'secret detail' });

    expect([reply.status, reply.refusal().errorCode]).toEqual([500, code]);
    expect(reply.text).not.toContain('secret detail');
  });

  it('ERR-13 lets the host decide about exceptions', async () => {
    const unknown = await thrown('OrderMissingException', {}, mapping);
    const known = await thrown('FileNotFoundException', {}, mapping);
    const other = await thrown('TokenException', {}, mapping);

    expect([unknown.status, unknown.refusal().errorCode]).toEqual([410, 'OrderGone']);
    expect([known.status, known.refusal().errorCode]).toEqual([418, 'Teapot']);
    expect(other.status).toBe(401);
  });

  it('ERR-14 keeps code, message, status and headers of an HttpError', async () => {
    const reply = await reference.get('/api/ThrowHttpError?status=422&errorCode=OddSize&message=Sizes+are+even.');
    const short = await reference.get('/api/ThrowHttpError?status=422&errorCode=OddSize');

    expect([reply.status, reply.headers['x-refused']]).toEqual([422, 'yes']);
    expect(reply.refusal()).toEqual({ errorCode: 'OddSize', message: 'Sizes are even.', errors: [] });
    expect(short.refusal().message).toBe('OddSize');
  });

  it('ERR-15 sends the DTO that an HttpError brings', async () => {
    const reply = await reference.get('/api/ThrowCustomDto');
    const csv = await reference.get('/api/ThrowCustomDto.csv');

    expect([reply.status, reply.text]).toEqual([429, '{"reason":"busy","retryInSeconds":5}']);
    expect([csv.status, csv.text]).toEqual([429, 'Reason,RetryInSeconds\r\nbusy,5\r\n']);
  });

  it('ERR-16 shows stacks in debug mode only', async () => {
    const inProduction = await thrown('OrderMissingException');
    const reply = await thrown('OrderMissingException', { password: 'pa55' }, debugging);
    const { stackTrace = '', meta, message } = reply.refusal();

    expect(inProduction.text).not.toContain('stackTrace');
    expect(stackTrace).toMatch(/^\[ThrowType: \d{4}-\d\d-\d\dT[\d:.]+Z\]:\n\[REQUEST: \{type:OrderMissingException,/);
    expect(stackTrace).toMatch(/\n.*it failed\n +at /);
    expect(reply.text).not.toContain('pa55');
    expect([message, meta]).toEqual(['it failed', { InnerMessages: 'the inner reason\nthe innermost reason' }]);
  });

  it.each(['<script>alert(1)</script>', 'a "<SCRIPT src=x>"'])('ERR-17 encodes %s', async (message) => {
    const text = encodeURIComponent(message);
    const reply = await reference.get(`/api/ThrowHttpError?status=400&errorCode=Bad&fieldName=name&message=${text}`);
    const [error] = reply.refusal().errors ?? [];

    expect(reply.text).not.toMatch(/<script/i);
    expect(reply.refusal().message).toMatch(/&lt;script/i);
    expect(error?.message).toBe(reply.refusal().message);
  });

  it('ERR-18 answers addresses that nobody has', async () => {
    const reply = await reference.call('POST', '/no/such/address', {});

    expect(reply.status).toBe(404);
    expect([reply.headers['content-type'], reply.text]).toEqual(
      isClassic
        ? ['text/plain; charset=utf-8', '404']
        : [
            'application/json; charset=utf-8',
            '{"responseStatus":{"errorCode":"NotFound","message":"Nothing answers POST at this address.","errors":[]}}',
          ],
    );
  });
  it('ERR-18 lists in debug mode what was asked for', async () => {
    const reply = await debugging.get('/no/such/address?a=1');

    expect(reply.status).toBe(404);
    expect(reply.text).toContain(isClassic ? 'Request.PathInfo: /no/such/address\nRequest.QueryString: a=1' : 'GET');
  });

  it('ERR-19 lists all failures in the order of the rules, the first one in the status', async () => {
    const reply = await reference.post('/api/ThrowValidation', { age: 121, email: 'x', required: 'r' });

    expect([reply.status, reply.statusText]).toEqual([400, 'InclusiveBetween']);
    const { errorCode, message, errors = [] } = reply.refusal();
    expect([errorCode, message]).toEqual(['InclusiveBetween', "'Age' must be between 1 and 120. You entered 121."]);
    expect(errors.map((error) => [error.errorCode, error.fieldName])).toEqual([
      ['InclusiveBetween', name('age')],
      ['Email', name('email')],
    ]);
  });
  it('ERR-19 lists a hundred failures at most', async () => {
    const reply = await reference.post('/api/Nested', { items: Array.from({ length: 150 }, () => ({})) });

    expect([reply.status, reply.refusal().errors?.length]).toEqual([400, 100]);
  });

  it('ERR-20 answers ThrowValidation {} in its own envelope with the texts of the contract', async () => {
    const reply = await reference.post('/api/ThrowValidation', {});
    const { errors = [], ...status } = reply.refusal();

    expect(reply.status).toBe(400);
    expect(reply.text.startsWith('{"age":0,"responseStatus":{')).toBe(true);
    expect(status).toEqual({
      errorCode: 'InclusiveBetween',
      message: "'Age' must be between 1 and 120. You entered 0.",
    });
    expect(errors.map((error) => [error.errorCode, error.fieldName, error.message])).toEqual([
      ['InclusiveBetween', name('age'), "'Age' must be between 1 and 120. You entered 0."],
      ['NotEmpty', name('required'), "'Required' must not be empty."],
      ['NotEmpty', name('email'), "'Email' must not be empty."],
    ]);
  });

  /** Values that break each rule, and what the contract says about them. */
  const broken = {
    notEmpty: [' ', 'NotEmpty', "'Not Empty' must not be empty."],
    notNull: [undefined, 'NotNull', "'Not Null' must not be empty."],
    null: ['x', 'Null', "'Null' must be empty."],
    empty: ['x', 'Empty', "'Empty' must be empty."],
    email: ['x', 'Email', "'Email' is not a valid email address."],
    length: ['abcde', 'Length', "'Length' must be between 2 and 4 characters. You entered 5 characters."],
    exactLength: ['ab', 'Length', "'Exact Length' must be 3 characters in length. You entered 2 characters."],
    minimumLength: [
      'ab',
      'MinimumLength',
      "The length of 'Minimum Length' must be at least 3 characters. You entered 2 characters.",
    ],
    maximumLength: [
      'abcd',
      'MaximumLength',
      "The length of 'Maximum Length' must be 3 characters or fewer. You entered 4 characters.",
    ],
    greaterThan: [10, 'GreaterThan', "'Greater Than' must be greater than '10'."],
    greaterThanOrEqual: [9, 'GreaterThanOrEqual', "'Greater Than Or Equal' must be greater than or equal to '10'."],
    lessThan: [10, 'LessThan', "'Less Than' must be less than '10'."],
    lessThanOrEqual: [11, 'LessThanOrEqual', "'Less Than Or Equal' must be less than or equal to '10'."],
    equal: ['b', 'Equal', "'Equal' must be equal to 'a'."],
    notEqual: ['a', 'NotEqual', "'Not Equal' must not be equal to 'a'."],
    inclusiveBetween: [10, 'InclusiveBetween', "'Inclusive Between' must be between 1 and 9. You entered 10."],
    exclusiveBetween: [
      9,
      'ExclusiveBetween',
      "'Exclusive Between' must be between 1 and 9 (exclusive). You entered 9.",
    ],
    regularExpression: ['x', 'RegularExpression', "'Regular Expression' is not in the correct format."],
    creditCard: ['1234', 'CreditCard', "'Credit Card' is not a valid credit card number."],
    enum: ['c', 'Enum', "'Enum' has a range of values which does not include 'c'."],
    scalePrecision: [
      '1234.567',
      'ScalePrecision',
      "'Scale Precision' must not be more than 5 digits in total, with allowance for 2 decimals. " +
        '7 digits and 3 decimals were found.',
    ],
    predicate: ['abc', 'Predicate', "The specified condition was not met for 'Predicate'."],
  } as const;

  it('ERR-21 ERR-22 says which rule was broken, in the words of the contract', async () => {
    const body = Object.fromEntries(Object.entries(broken).map(([member, [value]]) => [member, value]));
    const reply = await reference.post('/api/AllRules', body);

    expect(reply.refusal().errors?.map((error) => [error.fieldName, error.errorCode, error.message])).toEqual(
      Object.entries(broken).map(([member, [, code, message]]) => [name(member), code, message]),
    );
  });
  it('ERR-21 lets good values pass', async () => {
    const reply = await reference.post('/api/AllRules', {
      notEmpty: 'x',
      notNull: '',
      email: 'a@b.example',
      length: 'ab',
      exactLength: 'abc',
      minimumLength: 'abc',
      maximumLength: 'abc',
      greaterThan: 11,
      greaterThanOrEqual: 10,
      lessThan: 9,
      lessThanOrEqual: 10,
      equal: 'a',
      notEqual: 'b',
      inclusiveBetween: 9,
      exclusiveBetween: 8,
      regularExpression: '1',
      creditCard: '4012888888881881',
      enum: 'a',
      scalePrecision: 123.45,
      predicate: 'abba',
    });

    expect([reply.status, reply.text]).toEqual([200, '{"result":"good"}']);
  });
  it('ERR-22 reports an exact length as Length', async () => {
    const reply = await reference.post('/api/AllRules', { exactLength: 'ab' });
    const found = reply.refusal().errors?.find(({ fieldName }) => fieldName === name('exactLength'));

    expect([found?.errorCode, found?.message]).toEqual([
      'Length',
      "'Exact Length' must be 3 characters in length. You entered 2 characters.",
    ]);
  });

  it('ERR-23 splits names into words', async () => {
    expect((await reference.post('/api/FirstNames', {})).refusal().message).toBe("'First Name' must not be empty.");
  });

  it.each([
    ['GET', ['always', 'whenRead']],
    ['POST', ['always', 'whenWritten']],
    ['PUT', ['always', 'whenWritten']],
    ['DELETE', ['always']],
  ])('ERR-24 checks the rules of %s', async (verb, members) => {
    const reply = await reference.call(verb, '/api/VerbRules');

    expect(reply.refusal().errors?.map(({ fieldName }) => fieldName)).toEqual(members.map(name));
  });

  it.each([
    [
      'its default answer',
      { from: 2, to: 1 },
      400,
      'InvalidRequest',
      "The specified condition was not met for 'Conditioned'",
    ],
    ['an answer of its own', { from: 1, to: 100 }, 422, 'TooFar', 'To must stay below 100.'],
    [
      'the first of two',
      { from: 200, to: 100 },
      400,
      'InvalidRequest',
      "The specified condition was not met for 'Conditioned'",
    ],
  ])('ERR-25 refuses a message whose condition fails with %s', async (_what, body, status, code, message) => {
    const reply = await reference.post('/api/Conditioned', body);

    expect([reply.status, reply.refusal()]).toEqual([status, { errorCode: code, message, errors: [] }]);
  });
  it('ERR-25 lets a message pass whose conditions hold', async () => {
    expect((await reference.post('/api/Conditioned', { from: 1, to: 2 })).status).toBe(200);
  });

  it('ERR-26 names nested fields with dots and indexes', async () => {
    const reply = await reference.post('/api/Nested', { address: {}, items: [{ name: 'a' }, {}] });

    expect(reply.refusal().errors?.map(({ fieldName }) => fieldName)).toEqual(
      isClassic ? ['Address.City', 'Items[1].Name'] : ['address.city', 'items[1].name'],
    );
  });

  it.each([
    ['/api/ThrowFactory.xml?name=notFound', 'application/xml', /<ErrorCode>NotFound<\/ErrorCode>/],
    ['/api/ThrowFactory.jsv?name=notFound', 'application/jsv', /^\{responseStatus:\{errorCode:NotFound,/],
    ['/jsv/reply/AllTypes?id=x', 'application/jsv', /errorCode:SerializationException/],
    ['/csv/reply/ThrowFactory?name=notFound', 'text/csv', /NotFound/],
    ['/throw-validation.jsonl', 'text/jsonl', /^\{"age":0,"responseStatus":/],
    ['/throw-validation?format=html', 'text/html', /InclusiveBetween/],
    ['/api/ThrowFactory.x-msgpack?name=notFound', 'application/x-msgpack', /NotFound/],
  ])('ERR-27 answers in the format that was asked for: %s', async (path, contentType, text) => {
    const reply = await reference.get(path);

    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.headers['content-type']).toBe(contentType);
    expect(reply.text).toMatch(text);
  });

  it.each([
    ['/api/Nope', 405],
    ['/api/AllTypes?id=x', 400],
    ['/api/SecuredByValidator', 401],
    ['/api/ThrowValidation', 400],
    ['/api/ThrowFactory?name=notFound', 404],
    ['/api/ThrowType?type=TypeError', 500],
  ])('ERR-28 is never cached, and carries the headers of the host: %s', async (path, status) => {
    const reply = await reference.get(path);

    expect(reply.status).toBe(status);
    expect(reply.headers).toMatchObject({ 'cache-control': 'no-store', vary: 'Accept' });
  });
  it('ERR-28 holds for refusals by attribute', async () => {
    const reply = await reference.get('/api/ManagersByAttribute', as('ann', 'Other'));

    expect(reply.status).toBe(403);
    expect(reply.headers).toMatchObject({ 'cache-control': 'no-store', vary: 'Accept' });
  });

  it.each([
    ['circle', 'json'],
    ['getter', 'json'],
    ['header', 'json'],
    ['circle', 'xml'],
    ['circle', 'jsv'],
    ['circle', 'csv'],
    ['circle', 'jsonl'],
    ['circle', 'html'],
    ['circle', 'x-msgpack'],
    ['getter', 'jsv'],
  ])('ERR-29 survives an answer that cannot be written: %s as %s', async (how, format) => {
    const reply = await reference.get(`/api/Unwritable.${format}?how=${how}`);

    expect([200, 500]).toContain(reply.status);
    expect(reply.text).not.toContain('secret detail');
    expect((await reference.get('/api/Hello?name=A')).status).toBe(200);
  });
  it.each(['circle', 'getter', 'header'])('ERR-29 answers 500 as JSON: %s', async (how) => {
    const reply = await reference.get(`/api/Unwritable?how=${how}`);

    expect([reply.status, reply.refusal().errors]).toEqual([500, []]);
  });

  it.each([
    ['/api/ThrowValidation', {}],
    ['/api/AllRules', {}],
    ['/api/Nested', { items: [{}, {}], address: {} }],
    ['/api/ThrowType', { type: 'ArgumentException', param: 'x' }],
    ['/api/ThrowHttpError', { status: 400, errorCode: 'Bad', fieldName: 'name' }],
    ['/api/AllTypes?id=x', undefined],
  ])('ERR-30 gives every error a fieldName: %s', async (path, body) => {
    const { errors = [] } = (await reference.post(path, body)).refusal();

    expect(errors.length).toBeGreaterThan(0);
    expect(errors.filter(({ fieldName }) => typeof fieldName !== 'string')).toEqual([]);
  });
});
