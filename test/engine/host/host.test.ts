import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JsonServiceClient } from '@servicestack/client';
import express from 'express';
import { AppHost, type AuthProvider, Session } from '../../../src/engine';
import { Checked, calls, Fails, Hello, HelloService, HelloVoid, ManagersOnly } from '../../support/hello';

/** Whoever the header `x-user` names, with the roles of `x-roles`. */
const byHeader: AuthProvider = {
  name: 'header',
  priority: 1,
  authenticate: async ({ headers }) => {
    const user = headers['x-user'];
    return user === undefined
      ? undefined
      : new Session({
          isAuthenticated: true,
          userName: String(user),
          roles: String(headers['x-roles'] ?? '').split(','),
        });
  },
};

const host = new AppHost({
  services: [HelloService],
  limits: { maxBodyBytes: 1024, maxBatchItems: 10 },
  features: [{ name: 'header-auth', register: (builder) => builder.authProvider(byHeader) }],
});
host.express.get('/plain', (_request, response) => void response.send('plain Express'));

beforeAll(() => host.listen(0));
afterAll(() => host.close());
beforeEach(() => void calls.splice(0));

interface Reply {
  status: number;
  headers: Headers;
  text: string;
  json: () => {
    result?: string;
    responseStatus: {
      errorCode: string;
      message: string;
      errors: { fieldName: string; errorCode: string }[];
      meta?: Record<string, string>;
    };
  };
}

async function call(verb: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const response = await fetch(`${host.url}${path}`, {
    method: verb,
    body: text,
    headers: { 'content-type': 'application/json', ...headers },
  });
  const answer = await response.text();
  return { status: response.status, headers: response.headers, text: answer, json: () => JSON.parse(answer) };
}

describe('addresses', () => {
  it.each([
    ['GET', '/api/Hello?name=A', undefined],
    ['GET', '/api/hELLO?NAME=A', undefined],
    ['GET', '/API/Hello?name=A', undefined],
    ['GET', '/api/ignored/Hello?name=A', undefined],
    ['POST', '/api/Hello', { name: 'A' }],
    ['PUT', '/api/Hello', { Name: 'A' }],
    ['POST', '/json/reply/Hello', { name: 'A' }],
    ['GET', '/json/reply/Hello?name=A', undefined],
    ['POST', '/JSON/Reply/hello', { name: 'A' }],
    ['POST', '/json/oneway/Hello', { name: 'A' }],
    ['GET', '/hello/A', undefined],
    ['GET', '/HELLO/A', undefined],
    ['GET', '//hello//A/', undefined],
    ['GET', '/hello?name=A', undefined],
    ['POST', '/hello', { name: 'A' }],
    ['POST', '/hello?name=A', { name: 'B' }],
    ['PUT', '/hello/A', {}],
  ])('%s %s reaches Hello', async (verb, path, body: object | undefined) => {
    const reply = await call(verb, path, body);

    expect(reply.status).toBe(200);
    expect(reply.text).toBe('{"result":"Hello, A!"}');
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(reply.headers.get('vary')).toBe('Accept');
  });

  it('reads JSON at pre-defined addresses whatever its content type says (ADR-07)', async () => {
    const reply = await call('POST', '/api/Hello', '{"name":"A"}', { 'content-type': 'text/plain' });

    expect(reply.json().result).toBe('Hello, A!');
  });

  it('reads urlencoded forms, a plus being a blank (BND-32)', async () => {
    const reply = await call('POST', '/api/Hello', 'name=A+B', { 'content-type': 'application/x-www-form-urlencoded' });

    expect(reply.json().result).toBe('Hello, A B!');
  });

  it.each([
    '/api/Nope',
    '/json/reply/Nope',
    '/api/constructor',
    '/api/__proto__',
    '/api/HelloResponse',
    '/api/Nope[]',
    '/api/Hello.zip',
    '/api/ResponseStatus',
  ])('reliability 3.2 #9 answers 405 with one and the same body at %s (ADR-08)', async (path) => {
    const reply = await call('POST', path, {});

    expect(reply.status).toBe(405);
    expect(reply.text).toBe(
      '{"responseStatus":{"errorCode":"NotImplementedException","message":"The operation does not exist for this service","errors":[]}}',
    );
  });

  it.each([
    ['GET', '/nope'],
    ['POST', '/hello/A'],
    ['GET', '/checked'],
    ['GET', '/'],
    ['GET', '/json/other/Hello'],
  ])('answers 404 with a ResponseStatus to %s %s', async (verb, path) => {
    const reply = await call(verb, path);

    expect(reply.status).toBe(404);
    expect(reply.json().responseStatus.errorCode).toBe('NotFound');
  });

  it('answers 405 naming the methods where no method answers the verb (ADR-22)', async () => {
    const reply = await call('GET', '/api/Checked?age=5&required=x');

    expect(reply.status).toBe(405);
    expect(reply.json().responseStatus.message).toBe(
      'Could not find method named Get(Checked) or Any(Checked) on Service HelloService',
    );
    expect(reply.headers.get('allow')).toBe('POST');
  });

  it('reliability 3.2 #14 takes the verb of X-Http-Method-Override from POST only', async () => {
    expect((await call('POST', '/hello/A', {}, { 'x-http-method-override': 'PUT' })).status).toBe(200);
    expect((await call('GET', '/checked', undefined, { 'x-http-method-override': 'POST' })).status).toBe(404);
  });

  it('never runs an operation for OPTIONS /api', async () => {
    await call('OPTIONS', '/api/Hello');

    expect(calls).toEqual([]);
  });

  it('answers HEAD without a body', async () => {
    const reply = await call('HEAD', '/api/Hello?name=A');

    expect([reply.status, reply.text]).toEqual([200, '']);
  });

  it('leaves everything else to Express', async () => {
    expect((await call('GET', '/plain')).text).toBe('plain Express');
  });

  it('answers void with 204 and Content-Length 0 (ADR-25)', async () => {
    const reply = await call('POST', '/api/HelloVoid', { id: 1 });

    expect([reply.status, reply.text, reply.headers.get('content-length')]).toEqual([204, '', '0']);
  });
});

describe('formats', () => {
  it('FMT-40 lays JSV out as text/plain for ?debug', async () => {
    const reply = await call('GET', '/jsv/reply/Hello?name=A&debug=1');

    expect(reply.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(reply.text).toBe('{\n\tresult: "Hello, A!"\n}');
  });

  it('reliability 3.2 #4 answers TooDeep whoever meets the depth', async () => {
    const xml = `<Hello>${'<a>'.repeat(40)}${'</a>'.repeat(40)}</Hello>`;
    const reply = await call('POST', '/xml/reply/Hello', xml, { 'content-type': 'application/xml' });

    expect([reply.status, /<ErrorCode>TooDeep</.test(reply.text)]).toEqual([400, true]);
  });

  it('links an HTML answer to the other formats of the same GET, and a POST to nothing', async () => {
    expect((await call('GET', '/hello/A.html')).text).toContain('format=csv');
    expect((await call('POST', '/hello?format=html', { name: 'A' })).text).not.toContain('format=csv');
  });
});

describe('auto-batch', () => {
  it.each(['/api/Hello[]', '/json/reply/Hello[]', '/api/Hello%5B%5D', '/json/oneway/hello[]'])(
    'answers %s in order (BAT-01)',
    async (path) => {
      const reply = await call('POST', path, [{ name: 'foo' }, { name: 'bar' }]);

      expect(reply.text).toBe('[{"result":"Hello, foo!"},{"result":"Hello, bar!"}]');
      expect(reply.headers.get('x-autobatch-completed')).toBe('2');
      expect(calls).toEqual(['Hello foo', 'Hello bar']);
    },
  );

  it('answers an empty list with an empty list (BAT-08), void with nulls (BAT-07)', async () => {
    expect((await call('POST', '/api/Hello[]', [])).text).toBe('[]');
    expect((await call('POST', '/api/HelloVoid[]', [{ id: 1 }, {}])).text).toBe('[null,null]');
  });

  it('ends at the first element that fails and says which (BAT-04, BAT-05)', async () => {
    const reply = await call('POST', '/api/Hello[]', [{ name: 'a' }, { name: 'nobody' }, { name: 'c' }]);

    expect(reply.status).toBe(404);
    expect(reply.json().responseStatus).toMatchObject({
      errorCode: 'NotFound',
      message: 'nobody is not here',
      meta: { AutoBatchIndex: '1' },
    });
    expect(reply.headers.get('x-autobatch-completed')).toBe('1');
    expect(calls).toEqual(['Hello a', 'Hello nobody']);
  });

  it('runs nothing when an element breaks a rule or cannot be read (BAT-06)', async () => {
    const broken = await call('POST', '/api/Checked[]', [
      { age: 1, required: 'x' },
      { age: 0, required: 'x' },
    ]);
    const unreadable = await call('POST', '/api/Hello[]', [{ name: 'a' }, { name: {} }]);

    expect([broken.status, broken.json().responseStatus.meta]).toEqual([400, { AutoBatchIndex: '1' }]);
    expect([unreadable.status, unreadable.json().responseStatus.meta]).toEqual([400, { AutoBatchIndex: '1' }]);
    expect(calls).toEqual([]);
  });

  it('reliability 3.2 #2 refuses more elements than allowed', async () => {
    const reply = await call(
      'POST',
      '/api/Hello[]',
      Array.from({ length: 11 }, () => ({})),
    );

    expect([reply.status, reply.json().responseStatus.errorCode]).toEqual([400, 'TooManyRequestsInBatch']);
    expect(calls).toEqual([]);
  });

  it.each(['{}', 'null', '"x"', '', '[[{"name":"a"}]]', '[null]', '[1]'])('refuses the body %j', async (body) => {
    expect((await call('POST', '/api/Hello[]', body)).status).toBe(400);
    expect(calls).toEqual([]);
  });
});

describe('bad input', () => {
  it.each(['not json', '{', '{"name":}', '{"name":"a"', '[1]', '"x"', '1', '\ufeff\ufeff{}'])(
    'refuses the body %j with 400',
    async (body) => {
      const reply = await call('POST', '/api/Hello', body);

      expect(reply.status).toBe(400);
      expect(reply.json().responseStatus.errorCode).toBe('SerializationException');
      expect(reply.json().responseStatus.message).toMatch(
        /^Could not deserialize 'application\/json' request using Hello'\nError: /,
      );
      expect(calls).toEqual([]);
    },
  );

  it('refuses broken UTF-8, other character sets and compressed bodies', async () => {
    const bytes = await fetch(`${host.url}/api/Hello`, {
      method: 'POST',
      body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
    });

    expect(bytes.status).toBe(400);
    expect((await call('POST', '/api/Hello', '{}', { 'content-type': 'application/json; charset=utf-7' })).status).toBe(
      415,
    );
    const compressed = await call('POST', '/api/Hello', '{}', { 'content-encoding': 'zstd' });
    expect([compressed.status, compressed.json().responseStatus.errorCode]).toEqual([415, 'UnsupportedMediaType']);
  });

  it('refuses a body beyond the limit with 413, and goes on', async () => {
    const reply = await call('POST', '/api/Hello', { name: 'x'.repeat(20 * 1024 * 1024) });

    expect([reply.status, reply.json().responseStatus.errorCode]).toEqual([413, 'PayloadTooLarge']);
    expect((await call('GET', '/api/Hello?name=A')).status).toBe(200);
  });

  it.each(['/api/%', '/hello/%C3%28', '/api/Hello%00', '/%E0%A4%A'])('refuses the path %s with 400', async (path) => {
    const reply = await call('GET', path);

    expect(reply.status).toBe(400);
    expect(reply.json().responseStatus.errorCode).toMatch(/BadRequest|SerializationException/);
  });

  it('reports all broken rules of all fields (ERR-19)', async () => {
    const reply = await call('POST', '/api/Checked', { age: 200, email: 'x' });

    expect(reply.status).toBe(400);
    expect(reply.json().responseStatus.errors.map((error) => [error.errorCode, error.fieldName])).toEqual([
      ['InclusiveBetween', 'age'],
      ['NotEmpty', 'required'],
      ['Email', 'email'],
    ]);
    expect(reply.json().responseStatus.errorCode).toBe('InclusiveBetween');
  });
});

describe('which refusal comes first', () => {
  it('refuses what cannot be read before it asks who calls (PIPE-01)', async () => {
    expect((await call('GET', '/api/Guarded?id=abc')).status).toBe(400);
  });
  it('asks who calls before it checks rules (PIPE-02), or verbs (PIPE-03)', async () => {
    const reply = await call('GET', '/api/Guarded');

    expect([reply.status, reply.json().responseStatus.errorCode, reply.json().responseStatus.message]).toEqual([
      401,
      'Unauthorized',
      'Not Authenticated',
    ]);
    expect(reply.headers.get('www-authenticate')).toContain('Bearer');
    expect((await call('DELETE', '/api/Guarded')).status).toBe(401);
  });
  it('checks rules once the caller is known', async () => {
    expect((await call('GET', '/api/Guarded', undefined, { 'x-user': 'a' })).status).toBe(400);
    expect((await call('GET', '/api/Guarded?name=x', undefined, { 'x-user': 'a' })).status).toBe(200);
  });
  it.each([
    ['POST', '/api/ManagersOnly', {}],
    ['POST', '/json/reply/ManagersOnly', {}],
    ['POST', '/json/oneway/ManagersOnly', {}],
    ['POST', '/api/ManagersOnly[]', [{}]],
    ['POST', '/json/oneway/ManagersOnly[]', [{}, {}]],
    ['POST', '/api/CallsManagers', {}],
  ])('%s %s asks for the role', async (verb, path, body) => {
    const manager = await call(verb, path, body, { 'x-user': 'm', 'x-roles': 'Manager' });
    const other = await call(verb, path, body, { 'x-user': 'm', 'x-roles': 'manager,Other' });

    expect(manager.status).toBe(200);
    expect([other.status, other.json().responseStatus.errorCode, other.json().responseStatus.message]).toEqual([
      403,
      'Forbidden',
      'Invalid Role',
    ]);
    expect((await call(verb, path, body)).status).toBe(401);
  });
  it('passes the super role of the host', async () => {
    expect((await call('POST', '/api/ManagersOnly', {}, { 'x-user': 'm', 'x-roles': 'Admin' })).status).toBe(200);
  });
});

describe('failures of a Service', () => {
  it.each([
    ['error', 500, 'Exception'],
    ['type', 500, 'TypeError'],
    ['text', 500, 'Exception'],
    ['returned', 409, 'Conflict'],
  ])('answers %s with %d %s and no detail', async (how, status, code) => {
    const reply = await call('POST', '/api/Fails', { how }, { 'x-request-id': 'my-request' });

    expect([reply.status, reply.json().responseStatus.errorCode]).toEqual([status, code]);
    expect(reply.text).not.toContain('secret detail');
    expect(reply.text).not.toContain('stackTrace');
    expect(reply.headers.get('x-request-id')).toBe('my-request');
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the unmodified typed client', () => {
  it('gets, posts, sends, publishes and batches', async () => {
    const client = new JsonServiceClient(host.url);

    expect((await client.get(new Hello({ name: 'A' }))).result).toBe('Hello, A!');
    expect((await client.post(new Hello({ name: 'B' }))).result).toBe('Hello, B!');
    expect((await client.send(new Hello({ name: 'C' }))).result).toBe('Hello, C!');
    expect(
      (await client.sendAll([new Hello({ name: 'D' }), new Hello({ name: 'E' })])).map((item) => item.result),
    ).toEqual(['Hello, D!', 'Hello, E!']);
    expect((await client.get<{ result: string }>('/hello/F')).result).toBe('Hello, F!');
    await client.publish(new Hello({ name: 'G' }));
    expect((await client.apiVoid(new HelloVoid({ id: 1 }))).succeeded).toBe(true);
    expect(calls).toHaveLength(8);
  });

  it('reads code, message and field errors of a refusal', async () => {
    const { error } = await new JsonServiceClient(host.url).api(new Checked({ age: 5 }));

    expect(error).toMatchObject({ errorCode: 'NotEmpty', message: "'Required' must not be empty." });
    expect(error?.errors?.[0]).toMatchObject({ errorCode: 'NotEmpty', fieldName: 'required' });
  });

  it('reads a missing role and a defect', async () => {
    const client = new JsonServiceClient(host.url);

    expect((await client.api(new ManagersOnly())).error).toMatchObject({ errorCode: 'Unauthorized' });
    expect((await client.api(new Fails())).error).toMatchObject({ errorCode: 'Exception' });
  });
});

describe('as middleware of an Express app', () => {
  const inner = new AppHost({ services: [HelloService] });
  let server: Server;
  let url: string;
  beforeAll(async () => {
    const app = express();
    app.use('/parsed', express.json(), express.urlencoded({ extended: false }), inner.middleware());
    app.use(inner.middleware());
    app.get('/after', (_request, response) => void response.send('after'));
    server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await inner.close();
  });

  it('answers its addresses and hands on the rest', async () => {
    expect((await new JsonServiceClient(url).post(new Hello({ name: 'A' }))).result).toBe('Hello, A!');
    expect(await (await fetch(`${url}/after`)).text()).toBe('after');
  });

  it('takes a body that express.json has read', async () => {
    const response = await fetch(`${url}/parsed/api/Hello`, {
      method: 'POST',
      body: '{"name":"A"}',
      headers: { 'content-type': 'application/json' },
    });

    expect(await response.json()).toEqual({ result: 'Hello, A!' });
  });

  it('takes a form that express.urlencoded has read', async () => {
    const response = await fetch(`${url}/parsed/api/Hello?name=Q`, {
      method: 'POST',
      body: 'name=A&name=B',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

    expect(await response.json()).toEqual({ result: 'Hello, A,B!' });
  });
});
