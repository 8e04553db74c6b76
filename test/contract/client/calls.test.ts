import { JsonApiClient, JsonServiceClient } from '@servicestack/client';
import { calls, Hello, HelloVoid } from '../../support/hello';
import { clientHost, reached, urlsOf } from './client-host';
import { Part, Remove, Replace, Shade, Values } from './client-operations';

/** How each method of the unmodified client calls an operation, and that the answer is what it hands out. */
const host = clientHost();
let client: JsonServiceClient;

beforeAll(() => host.listen(0));
afterAll(() => host.close());
beforeEach(() => {
  client = new JsonServiceClient(host.url);
  calls.splice(0);
  reached.splice(0);
});

const full = () =>
  new Values({
    text: 'Åsa & "Bo" / 100 %',
    count: -7,
    ratio: 0.25,
    flag: false,
    ids: [1, 2, 3],
    names: ['a', 'b c'],
    at: '2001-01-31T10:00:00Z',
    span: 'PT1H30M',
    guid: 'ea762009-b66c-410b-9bf5-ce21ad519249',
    bytes: 'AQID',
    shade: Shade.Dark,
    meta: { Key: 'value' },
    part: new Part({ id: 1, name: 'x' }),
    parts: [new Part({ id: 2 }), new Part({ name: 'y' })],
  });

describe('messages', () => {
  it('CLI-01 get sends the members as a query and hands out the response', async () => {
    const urls = urlsOf(client);

    const response = await client.get(new Hello({ name: 'World' }));

    expect(response).toEqual({ result: 'Hello, World!' });
    expect(urls).toEqual(['/api/Hello?name=World']);
  });

  it('CLI-01 post sends every kind of member in the body and gets it back', async () => {
    const { values, verb, query } = await client.post(full());

    expect({ ...values }).toEqual({ ...full() });
    expect([verb, query]).toEqual(['POST', '']);
  });

  it.each(['put', 'patch'] as const)('CLI-01 %s sends the body with its verb', async (method) => {
    const { values, verb } = await client[method](full());

    expect({ ...values }).toEqual({ ...full() });
    expect(verb).toBe(method.toUpperCase());
  });

  it('CLI-01 delete sends the members as a query', async () => {
    const urls = urlsOf(client);

    const { values, verb } = await client.delete(new Values({ text: 'x', count: 0 }));

    expect([verb, values]).toEqual(['DELETE', { text: 'x', count: 0 }]);
    expect(urls).toEqual(['/api/Values?text=x&count=0']);
  });

  it('CLI-01 delete of a void operation gives the empty response', async () => {
    expect(await client.delete(new Remove({ id: 3 }))).toBeUndefined();
    expect(reached).toEqual(['Remove 3']);
  });

  it.each([
    ['POST', new Hello({ name: 'A' }), { result: 'Hello, A!' }],
    ['PUT', new Replace({ name: 'B' }), { result: 'PUT B' }],
  ])('CLI-01 send uses the verb of the message: %s', async (_verb, request, expected) => {
    expect(await client.send(request)).toEqual(expected);
  });

  it('CLI-05 sendVoid uses the verb of the message and succeeds on 204', async () => {
    await client.sendVoid(new Remove({ id: 5 }));
    await client.sendVoid(new HelloVoid({ id: 6 }));

    expect([reached, calls]).toEqual([['Remove 5'], ['HelloVoid 6']]);
  });

  it('CLI-01 send and sendVoid take another address', async () => {
    const hello = new Hello({ name: 'there' });
    const helloVoid = new HelloVoid({ id: 1 });

    expect(await client.send(hello, undefined, `${host.url}/hello`)).toEqual({ result: 'Hello, there!' });
    expect(await client.sendVoid(helloVoid, undefined, `${host.url}/json/oneway/HelloVoid`)).toBeUndefined();
  });

  it('CLI-01 fetch and sendRequest are what all of them are made of', async () => {
    const request = new Hello({ name: 'raw' });

    expect(await client.fetch('PUT', request)).toEqual({ result: 'Hello, raw!' });
    expect(await client.sendRequest({ method: 'POST', request })).toEqual({ result: 'Hello, raw!' });
  });
});

describe('routes', () => {
  it('CLI-02 get by path reaches the route and gets JSON', async () => {
    expect(await client.get<object>('/hello/World')).toEqual({ result: 'Hello, World!' });
  });

  it('CLI-02 get by path with arguments sends them as a query', async () => {
    const urls = urlsOf(client);

    expect(await client.get<object>('/hello', { name: 'A & Ö' })).toEqual({ result: 'Hello, A & Ö!' });
    expect(urls).toEqual(['/hello?name=A%20%26%20%C3%96']);
  });

  it('CLI-02 get takes an absolute address', async () => {
    expect(await client.get<object>(`${host.url}/hello/absolute`)).toEqual({ result: 'Hello, absolute!' });
  });

  it('CLI-02 delete by path reaches the route', async () => {
    const response = await client.delete<{ verb: string; values: Values }>('/values/7', { text: 'gone' });

    expect(response).toMatchObject({ verb: 'DELETE', values: { count: 7, text: 'gone' } });
  });

  it.each([
    ['postToUrl', 'POST'],
    ['putToUrl', 'PUT'],
    ['patchToUrl', 'PATCH'],
  ] as const)('CLI-02 %s sends the body to a route', async (method, verb) => {
    const response = await client[method]('/values/7', new Values({ text: 'to a route' }), { flag: true });

    expect(response).toMatchObject({
      verb,
      path: '/values/7',
      query: 'flag=true',
      values: { count: 7, text: 'to a route', flag: true },
    });
  });
});

describe('arguments', () => {
  it.each(['post', 'put', 'patch'] as const)(
    'CLI-01 %s binds args beside the body, the body winning',
    async (method) => {
      const { values, query } = await client[method](new Values({ text: 'body' }), { text: 'query', count: 5 });

      expect(values).toEqual({ text: 'body', count: 5 });
      expect(query).toBe('text=query&count=5');
    },
  );

  it.each(['get', 'delete'] as const)('CLI-01 %s appends args to the members', async (method) => {
    const { values, query } = await client[method](new Values({ text: 'dto' }), { count: 5, unknown: 'ignored' });

    expect(values).toEqual({ text: 'dto', count: 5 });
    expect(query).toBe('text=dto&count=5&unknown=ignored');
  });

  it('CLI-01 send and api take args too', async () => {
    const sent = await client.send(new Values({ text: 'a' }), { count: 1 });
    const { response } = await client.api(new Values({ text: 'b' }), { count: 2 });

    expect([sent.values, response?.values]).toEqual([
      { text: 'a', count: 1 },
      { text: 'b', count: 2 },
    ]);
  });
});

describe('api', () => {
  it('CLI-01 api answers a result that has succeeded', async () => {
    const api = await client.api(new Hello({ name: 'api' }));

    expect(api.response).toEqual({ result: 'Hello, api!' });
    expect([api.succeeded, api.failed, api.completed, api.error]).toEqual([true, false, true, undefined]);
  });

  it('CLI-01 api takes a verb of its own', async () => {
    const api = await client.api(new Values({ text: 'x' }), undefined, 'PATCH');

    expect(api.response?.verb).toBe('PATCH');
  });

  it('CLI-05 apiVoid succeeds on 204', async () => {
    const api = await client.apiVoid(new HelloVoid({ id: 1 }));

    expect([api.succeeded, api.failed, api.error]).toEqual([true, false, undefined]);
    expect(calls).toEqual(['HelloVoid 1']);
  });

  it('CLI-05 apiVoid with a text as arguments, which the client spreads over the query, still succeeds', async () => {
    const urls = urlsOf(client);

    const api = await client.apiVoid(new HelloVoid({ id: 2 }), 'GET');

    expect(api.succeeded).toBe(true);
    expect(urls).toEqual(['/api/HelloVoid?0=G&1=E&2=T']);
  });
});

describe('lists and one-way messages', () => {
  const three = () => ['a', 'b', 'c'].map((name) => new Hello({ name }));

  it('CLI-06 sendAll answers in the order of the messages', async () => {
    const urls = urlsOf(client);

    expect(await client.sendAll(three())).toEqual(['a', 'b', 'c'].map((name) => ({ result: `Hello, ${name}!` })));
    expect(urls).toEqual(['/api/Hello[]']);
    expect(calls).toEqual(['Hello a', 'Hello b', 'Hello c']);
  });

  it('CLI-06 sendAll of nothing sends nothing', async () => {
    const urls = urlsOf(client);

    expect([await client.sendAll([]), await client.sendAllOneWay([])]).toEqual([[], undefined]);
    expect(urls).toEqual([]);
  });

  it('CLI-06 sendAll rejects with the error of the element that failed', async () => {
    const messages = ['a', 'nobody', 'c'].map((name) => new Hello({ name }));

    await expect(client.sendAll(messages)).rejects.toMatchObject({
      responseStatus: { errorCode: 'NotFound', message: 'nobody is not here', meta: { AutoBatchIndex: '1' } },
    });
    expect(calls).toEqual(['Hello a', 'Hello nobody']);
  });

  it('CLI-06 sendAllOneWay runs every message and answers nothing', async () => {
    expect(await client.sendAllOneWay(three())).toBeUndefined();
    expect(calls).toEqual(['Hello a', 'Hello b', 'Hello c']);
  });

  it('CLI-06 sendAllOneWay takes void messages', async () => {
    await client.sendAllOneWay([1, 2].map((id) => new HelloVoid({ id })) as never);

    expect(calls).toEqual(['HelloVoid 1', 'HelloVoid 2']);
  });

  it.each(['publish', 'sendOneWay'] as const)('CLI-06 %s runs the message', async (method) => {
    await client[method](new Hello({ name: 'published' }) as never);
    await client[method](new HelloVoid({ id: 4 }));

    expect(calls).toEqual(['Hello published', 'HelloVoid 4']);
  });
});

describe('base paths', () => {
  it.each([
    ['useBasePath()', () => new JsonServiceClient(host.url).useBasePath()],
    [
      'basePath = null',
      () =>
        new JsonServiceClient(host.url).apply((made) => {
          made.basePath = null;
        }),
    ],
  ])('CLI-03 %s sends to /json/reply and /json/oneway', async (_name, create) => {
    const old = create();
    const urls = urlsOf(old);

    expect(await old.get(new Hello({ name: 'get' }))).toEqual({ result: 'Hello, get!' });
    expect(await old.post(new Hello({ name: 'post' }))).toEqual({ result: 'Hello, post!' });
    expect(await old.sendAll([new Hello({ name: 'all' })])).toEqual([{ result: 'Hello, all!' }]);
    await old.publish(new HelloVoid({ id: 1 }));
    await old.sendAllOneWay([new Hello({ name: 'oneway' })]);

    expect(urls).toEqual([
      '/json/reply/Hello?name=get',
      '/json/reply/Hello',
      '/json/reply/Hello[]',
      '/json/oneway/HelloVoid',
      '/json/oneway/Hello[]',
    ]);
    expect(calls).toEqual(['Hello get', 'Hello post', 'Hello all', 'HelloVoid 1', 'Hello oneway']);
  });

  it('CLI-03 another base path is possible', async () => {
    const other = new JsonServiceClient(host.url).useBasePath('/api/v1');

    expect(await other.post(new Hello({ name: 'x' }))).toEqual({ result: 'Hello, x!' });
  });

  it('CLI-03 createUrlFromDto and toAbsoluteUrl name addresses that answer', async () => {
    const byQuery = client.createUrlFromDto('GET', new Hello({ name: 'url' }));
    const byPath = client.toAbsoluteUrl('/hello/path');

    expect(await (await fetch(byQuery)).json()).toEqual({ result: 'Hello, url!' });
    expect(await (await fetch(byPath)).json()).toEqual({ result: 'Hello, path!' });
  });
});

describe('JsonApiClient', () => {
  const create = () => JsonApiClient.create(host.url);

  it('CLI-04 posts JSON under text/plain', async () => {
    const { values, headers } = await create().post(full());

    expect({ ...values }).toEqual({ ...full() });
    expect(headers['content-type']).toBe('text/plain;charset=UTF-8');
  });

  it('CLI-04 gets without a content type', async () => {
    const { values, headers } = await create().get(new Values({ text: 'x' }));

    expect(values).toEqual({ text: 'x' });
    expect(headers).not.toHaveProperty('content-type');
  });

  it('CLI-04 sends lists, void messages and one-way messages', async () => {
    const api = create();

    expect(await api.sendAll([new Hello({ name: 'a' })])).toEqual([{ result: 'Hello, a!' }]);
    expect((await api.apiVoid(new HelloVoid({ id: 1 }))).succeeded).toBe(true);
    await api.publish(new HelloVoid({ id: 2 }));
    expect(calls).toEqual(['Hello a', 'HelloVoid 1', 'HelloVoid 2']);
  });

  it('CLI-04 is set up by the function that it is given', async () => {
    const api = JsonApiClient.create(host.url, (made) => {
      made.bearerToken = 'good';
    });

    const { headers } = await api.get(new Values());

    expect(headers.authorization).toBe('Bearer good');
  });
});
