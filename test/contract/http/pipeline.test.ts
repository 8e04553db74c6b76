import { Dto, IsNotEmpty, Prop, Returns } from '../../../dtos';
import { type Feature, Handles, HttpError, HttpResult, type RequestContext, Service } from '../../../src/engine';
import { HelloResponse } from './reference-dtos';
import { as, profiles, type Reference, startReference } from './reference-host';
import { done } from './reference-services';

@Returns('HelloResponse')
@Dto()
class Traced {
  @Prop('string') @IsNotEmpty() name?: string;
}

class TracedService extends Service {
  @Handles(Traced)
  any({ name }: Traced): HelloResponse {
    done.push('service');
    return new HelloResponse({ result: name });
  }
}

/** Leaves its name; ends the request where the header `x-end` names it, answers an error where `x-refuse` does. */
function step(name: string) {
  return ({ headers }: RequestContext): unknown => {
    done.push(name);
    if (headers['x-refuse'] === name) return HttpError.conflict(`refused by ${name}`);
    return headers['x-end'] === name ? new HttpResult({ status: 202, response: `ended by ${name}` }) : undefined;
  };
}

/** Filters of one feature's own operations, registered in no order. */
const own: Feature = {
  name: 'traced',
  presentation: { serviceName: 'traced', textCase: 'camelCase' },
  register: (host) => {
    host.service(TracedService, () => new TracedService());
    host.requestFilter(step('own 10'), { priority: 10 });
    host.requestFilter(step('own -10'), { priority: -10 });
    host.requestFilter(step('own 0'), { priority: 0 });
    host.requestFilter(step('own -20'), { priority: -20 });
    host.requestFilter(step('own -1'), { priority: -1 });
    host.responseFilter(step('answer 5'), { priority: 5 });
    host.responseFilter(step('answer -5'), { priority: -5 });
  },
};

const global: Feature = {
  name: 'global',
  register: (host) => {
    host.preRequestFilter(({ headers, path }) => {
      if (headers['x-end'] === 'pre-request') return new HttpResult({ response: `ended at ${path}` });
      return undefined;
    });
    host.requestFilter(step('global 3'), { priority: 3, isGlobal: true });
    host.requestFilter(step('global -30'), { priority: -30, isGlobal: true });
    host.requestFilter(step('global -2'), { priority: -2, isGlobal: true });
    host.responseFilter(step('global answer'), { isGlobal: true });
    host.responseFilter(
      (context, response) => {
        if (context.headers['x-change'] === undefined) return undefined;
        context.responseHeaders.Vary = 'Accept, X-Change';
        context.responseHeaders['X-Seen'] = String((response as HelloResponse).result);
        return new HelloResponse({ result: 'changed' });
      },
      { isGlobal: true },
    );
  },
};

const order = ['own -20', 'own -10', 'own -1', 'global -30', 'global -2', 'global 3', 'own 0', 'own 10'];

describe.each(profiles)('the pipeline, %s profile', (profile) => {
  let reference: Reference;
  beforeAll(async () => {
    reference = await startReference({ profile, features: [own, global], wire: { disabledFormats: ['csv'] } });
  });
  afterAll(() => reference.close());
  beforeEach(() => void done.splice(0));

  it('PIPE-01 refuses what cannot be read before it asks who calls', async () => {
    const byValidator = await reference.get('/api/SecuredByValidator?id=abc');
    const byAttribute = await reference.get('/api/SecuredByAttribute?id=abc');

    expect([byValidator.status, byValidator.refusal().errorCode]).toEqual([400, 'SerializationException']);
    expect([byAttribute.status, byAttribute.refusal().errorCode]).toEqual([400, 'SerializationException']);
  });

  it('PIPE-02 asks who calls before it checks rules', async () => {
    const reply = await reference.post('/api/SecuredByValidator', { name: '' });

    expect([reply.status, reply.refusal().errorCode]).toEqual([401, 'Unauthorized']);
  });

  it('PIPE-03 asks who calls before it looks for a method', async () => {
    const reply = await reference.call('DELETE', '/api/SecuredByValidator');
    const known = await reference.call('DELETE', '/api/SecuredByValidator?name=a', undefined, as('ann'));

    expect([reply.status, reply.refusal().message]).toEqual([401, 'Not Authenticated']);
    expect(known.status).toBe(405);
  });

  it('PIPE-04 answers 405 for an unknown type, 404 for an unknown address', async () => {
    const type = await reference.get('/api/Nope');
    const address = await reference.get('/nope');

    expect([type.status, type.refusal().errorCode]).toEqual([405, 'NotImplementedException']);
    expect(address.status).toBe(404);
  });

  it('PIPE-05 asks for the role before it checks rules', async () => {
    const reply = await reference.post('/api/ManagersByValidator', {}, as('ann', 'Other'));
    const manager = await reference.post('/api/ManagersByValidator', {}, as('ann', 'Manager'));

    expect([reply.status, reply.refusal().errorCode, reply.refusal().message]).toEqual([
      403,
      'Forbidden',
      'Manager Role Required',
    ]);
    expect(manager.status).toBe(400);
  });

  it('PIPE-06 runs filters below zero before the global ones, the others after, ascending', async () => {
    await reference.post('/api/Traced', { name: 'a' });

    expect(done).toEqual([...order, 'service', 'answer -5', 'global answer', 'answer 5']);
  });

  it('PIPE-06 checks rules between the global filters', async () => {
    const reply = await reference.post('/api/Traced', {});

    expect(reply.status).toBe(400);
    expect(done).toEqual(order.slice(0, 5));
  });

  it.each(order)('PIPE-07 runs nothing after the filter %s has ended the request', async (name) => {
    const reply = await reference.post('/api/Traced', { name: 'a' }, { 'x-end': name });

    expect([reply.status, reply.text]).toEqual([202, `ended by ${name}`]);
    expect(done).toEqual(order.slice(0, order.indexOf(name) + 1));
  });

  it('PIPE-08 runs pre-request filters before the body is read', async () => {
    const reply = await reference.post('/api/Hello', 'not json', { 'x-end': 'pre-request' });

    expect([reply.status, reply.text]).toEqual([200, 'ended at /api/Hello']);
  });

  it('PIPE-09 lets a response filter see the DTO, replace it and replace headers', async () => {
    const reply = await reference.get('/api/Hello?name=A', { 'x-change': 'yes' });

    expect(reply.text).toBe('{"result":"changed"}');
    expect(reply.headers).toMatchObject({ vary: 'Accept, X-Change', 'x-seen': 'Hello, A!' });
  });

  it('PIPE-09 keeps what an HttpResult says around the DTO that a filter replaces', async () => {
    const reply = await reference.get('/api/ReturnResult', { 'x-change': 'yes' });

    expect([reply.status, reply.text]).toEqual([201, '{"result":"changed"}']);
    expect(reply.headers.location).toBe('/results/1');
  });

  it('PIPE-10 sends status, headers, cookies and content type of an HttpResult', async () => {
    const reply = await reference.get('/api/ReturnResult?contentType=application/jsv');

    expect([reply.status, reply.text]).toEqual([201, '{result:made}']);
    expect(reply.headers).toMatchObject({
      location: '/results/1',
      'x-extra': 'more',
      'content-type': 'application/jsv',
      'set-cookie': [expect.stringMatching(/^seen=yes; /)],
    });
  });

  it.each([
    { status: 404, errorCode: 'NotFound', message: 'not here' },
    { status: 409, errorCode: 'Taken', message: 'taken', fieldName: 'name' },
    { status: 501, errorCode: 'NotYet' },
  ])('PIPE-11 answers a returned error like a thrown one: $status $errorCode', async (refusal) => {
    const thrown = await reference.post('/api/ThrowHttpError', refusal, { 'x-request-id': 'same' });
    const returned = await reference.post(
      '/api/ThrowHttpError',
      { ...refusal, isReturned: true },
      { 'x-request-id': 'same' },
    );

    expect(thrown.status).toBe(refusal.status);
    const { date: _thrown, ...thrownHeaders } = thrown.headers;
    const { date: _returned, ...returnedHeaders } = returned.headers;
    expect({ ...returned, headers: returnedHeaders, json: 0, refusal: 0 }).toEqual({
      ...thrown,
      headers: thrownHeaders,
      json: 0,
      refusal: 0,
    });
  });

  it.each(['own -10', 'global 3', 'answer 5'])('PIPE-11 answers an error that the filter %s returns', async (name) => {
    const reply = await reference.post('/api/Traced', { name: 'a' }, { 'x-refuse': name });

    expect([reply.status, reply.refusal().message]).toEqual([409, `refused by ${name}`]);
  });

  it('PIPE-12 sends text as it is', async () => {
    const reply = await reference.get('/api/ReturnString?text=0x10%20%C3%A5');
    const csv = await reference.get('/api/ReturnString?contentType=text/csv');

    expect(reply.text).toBe('0x10 å');
    expect(reply.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'content-length': '7' });
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  });

  it('PIPE-13 sends bytes as they are', async () => {
    const reply = await reference.get('/api/ReturnBytes');
    const typed = await reference.get('/api/ReturnBytes?contentType=image/png');

    expect([...reply.bytes]).toEqual([0, 1, 2, 253, 254, 255]);
    expect(reply.headers).toMatchObject({ 'content-type': 'application/octet-stream', 'content-length': '6' });
    expect(typed.headers['content-type']).toBe('image/png');
  });

  it.each(['/api/Hello.csv', '/csv/reply/Hello', '/api/Hello?format=csv', '/hello?format=csv', '/hello/A.csv'])(
    'PIPE-14 answers 403 in a format that is switched off: %s',
    async (path) => {
      const reply = await reference.get(path);

      expect(reply.status).toBe(403);
      expect(done).toEqual([]);
    },
  );
});
