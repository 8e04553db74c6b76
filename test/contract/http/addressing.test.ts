import { Dto, Prop, Route } from '../../../dtos';
import { AppHost, CorsFeature, Handles, type MessageQueue, Service } from '../../../src/engine';
import { type Profile, profiles, type Reference, startReference } from './reference-host';
import { done, FallbackServices } from './reference-services';

const json = 'application/json; charset=utf-8';

describe.each(profiles)('addresses, %s profile', (profile) => {
  let reference: Reference;
  beforeAll(async () => {
    reference = await startReference({ profile, wire: { defaultContentType: 'application/json' } });
  });
  afterAll(() => reference.close());
  beforeEach(() => void done.splice(0));

  it('ADR-01 answers GET /api/Hello with JSON', async () => {
    const reply = await reference.get('/api/Hello?name=A');

    expect([reply.status, reply.text]).toEqual([200, '{"result":"Hello, A!"}']);
    expect(reply.headers['content-type']).toBe(json);
  });

  it.each(['/api/hello', '/api/HELLO', '/api/hElLo', '/API/Hello', '/api/anything/between/Hello'])(
    'ADR-02 finds the operation at %s',
    async (path) => {
      expect((await reference.get(`${path}?name=A`)).text).toBe('{"result":"Hello, A!"}');
    },
  );

  it.each([
    ['GET', '/json/reply/HelloVoid?id=1', undefined],
    ['POST', '/json/reply/HelloVoid', { id: 1 }],
    ['GET', '/json/oneway/HelloVoid?id=1', undefined],
    ['POST', '/json/oneway/HelloVoid', { id: 1 }],
    ['POST', '/JSON/Reply/helloVoid', { id: 1 }],
    ['GET', '/Json/OneWay/HELLOVOID?id=1', undefined],
  ])('ADR-03 takes %s %s', async (verb, path, body) => {
    const reply = await reference.call(verb, path, body);

    expect(reply.status).toBe(204);
    expect(done).toEqual(['HelloVoid 1']);
  });

  it.each([
    ['json', json, '{"result":"Hello, A!"}'],
    ['csv', 'text/csv', 'Result\r\n"Hello, A!"\r\n'],
    ['jsv', 'application/jsv', '{result:"Hello, A!"}'],
    ['jsonl', 'text/jsonl', '{"result":"Hello, A!"}'],
    ['xml', 'application/xml', expect.stringContaining('<Result>Hello, A!</Result>')],
    ['html', 'text/html', expect.stringContaining('Hello, A!')],
  ])('ADR-04 answers /api/Hello.%s in that format', async (extension, contentType, text) => {
    const reply = await reference.get(`/api/Hello.${extension}?name=A`);

    expect(reply.headers['content-type']).toBe(contentType);
    expect(reply.text).toEqual(text);
  });

  it.each([
    ['csv', 'text/csv'],
    ['jsonl', 'text/jsonl'],
    ['xml', 'application/xml'],
    ['jsv', 'application/jsv'],
    ['JSV', 'application/jsv'],
    ['x-msgpack', 'application/x-msgpack'],
  ])('ADR-05 answers /%s/reply/HelloVoid in that format', async (segment, contentType) => {
    const reply = await reference.get(`/${segment}/reply/AllTypes?name=A`);

    expect([reply.status, reply.headers['content-type']]).toEqual([200, contentType]);
  });

  it.each([
    ['/api/Hello', {}, json],
    ['/json/oneway/Hello', {}, json],
    ['/api/Hello?format=csv', {}, 'text/csv'],
    ['/api/Hello.json?format=csv', {}, 'text/csv'],
    ['/jsv/reply/AllTypes?format=csv', {}, 'text/csv'],
    ['/api/Hello?format=nope', {}, json],
  ])('ADR-06 ignores Accept and honours ?format= at %s', async (path, headers, contentType) => {
    const reply = await reference.get(path, { accept: 'application/xml', ...headers });

    expect(reply.headers['content-type']).toBe(contentType);
  });

  it('ADR-07 reads JSON at /api/Hello whatever its content type says', async () => {
    const reply = await reference.post('/api/Hello', '{"name":"A"}', { 'content-type': 'text/plain' });
    const nameless = await reference.post('/api/Hello', '{"name":"B"}');

    expect([reply.text, nameless.text]).toEqual(['{"result":"Hello, A!"}', '{"result":"Hello, B!"}']);
  });

  it.each([
    '/api/Nope',
    '/api/Hello.zip',
    '/json/reply/Nope',
    '/json/oneway/Nope',
    '/api/Nope[]',
    '/api/HelloResponse',
  ])('ADR-08 answers 405 with one text for the unknown operation at %s', async (path) => {
    const reply = await reference.get(path);

    expect(reply.status).toBe(405);
    expect(reply.text).toBe(
      '{"responseStatus":{"errorCode":"NotImplementedException",' +
        '"message":"The operation does not exist for this service","errors":[]}}',
    );
  });

  it.each(['/api', '/api/'])('ADR-09 lists the operations by their tags at %s', async (path) => {
    const reply = await reference.get(path);
    const index = reply.json<Record<string, { name: string; returns?: string; links: object }[]>>();

    expect(reply.headers).toMatchObject({ 'content-type': json, vary: 'Accept' });
    expect(Object.keys(index)).toEqual(['greetings', 'apis']);
    expect(index.greetings).toEqual([
      { name: 'Hello', returns: 'HelloResponse', links: { api: '/api/Hello', ui: '/ui/Hello' } },
    ]);
    expect(index.apis?.map(({ name }) => name)).toContain('ThrowValidation');
  });

  it.each([
    ['/users/me', 'CurrentUser', undefined],
    ['/users/you', 'UserById', 'you'],
    ['/users/ME', 'CurrentUser', undefined],
  ])('ADR-10 lets a literal beat a variable: %s', async (path, operation, value) => {
    expect((await reference.get(path)).json()).toMatchObject({ operation, ...(value && { value }) });
  });

  it.each([
    ['GET', 'GetThing'],
    ['POST', 'AnyThing'],
    ['DELETE', 'AnyThing'],
  ])('ADR-11 lets a route of exactly the verb %s beat one of any verb', async (verb, operation) => {
    expect((await reference.call(verb, '/things/1')).json()).toMatchObject({ operation, value: '1' });
  });

  it.each([
    ['/files/a/info', 'FileInfo', 'a'],
    ['/files/images/cat.png', 'ImageByPath', 'cat.png'],
    ['/files/texts/cat.txt', 'FileByPath', 'texts/cat.txt'],
    ['/files/a/b/info', 'FileByPath', 'a/b/info'],
  ])(
    'ADR-12 lets routes without wildcard win, then the fewest swallowed segments: %s',
    async (path, operation, value) => {
      expect((await reference.get(path)).json()).toMatchObject({ operation, value });
    },
  );

  it.each([
    ['/HELLO/World', 'Hello, World!'],
    ['/hello/wORLD', 'Hello, wORLD!'],
    ['/hello/a+b', 'Hello, a b!'],
    ['/hello/a%2Bb', 'Hello, a+b!'],
    ['/hello/%C3%85sa', 'Hello, Åsa!'],
  ])('ADR-13 ignores case in literals and keeps it in values: %s', async (path, result) => {
    expect((await reference.get(path)).json()).toEqual({ result });
  });

  it('ADR-13 splits at escaped slashes too', async () => {
    const value = await reference.get('/files/images/a%2Fb');

    expect(value.json()).toMatchObject({ operation: 'ImageByPath', value: 'a/b' });
    expect((await reference.get('/hello/a%2Fb')).status).toBe(404);
  });

  it.each(['/hello/A/', '//hello//A', '/hello///A//', '/hello/?name=A', '//hello?name=A'])(
    'ADR-14 ignores slashes too many: %s',
    async (path) => {
      expect((await reference.get(path)).json()).toEqual({ result: 'Hello, A!' });
    },
  );

  it.each([
    ['POST', '/hello/A'],
    ['DELETE', '/hello/A'],
    ['POST', '/get-only'],
    ['GET', '/documents/1'],
  ])('ADR-15 answers 404 to %s %s, which no route takes', async (verb, path) => {
    expect((await reference.call(verb, path)).status).toBe(404);
    expect(done).toEqual([]);
  });

  it.each([
    ['/files/a/b/c.txt', 'a/b/c.txt', json],
    ['/files/a/b/c.csv', 'a/b/c.csv', 'text/csv'],
    ['/files/x%20y/%C3%A5.txt', 'x y/å.txt', json],
  ])('ADR-16 binds the rest of the path, extension included: %s', async (path, value, contentType) => {
    const reply = await reference.get(path);

    expect(reply.headers['content-type']).toBe(contentType);
    expect(reply.text).toContain(value);
  });

  it.each([
    ['/hello/World.csv', 'text/csv', 'Result\r\n"Hello, World!"\r\n'],
    ['/hello/World.JSV', 'application/jsv', '{result:"Hello, World!"}'],
    ['/hello/World.zip', json, '{"result":"Hello, World.zip!"}'],
    ['/hello/a.b.json', json, '{"result":"Hello, a.b!"}'],
    ['/hello/other.other', json, '{"result":"Hello, other.other!"}'],
    ['/hello.csv?name=A', 'text/csv', 'Result\r\n"Hello, A!"\r\n'],
  ])('ADR-17 strips a registered extension and keeps all others: %s', async (path, contentType, text) => {
    const reply = await reference.get(path);

    expect([reply.headers['content-type'], reply.text]).toEqual([contentType, text]);
  });

  it('ADR-19 lets user routes win over /{format}/reply, and /api over user routes', async () => {
    const classic = await reference.post('/json/reply/Hello', { name: 'A' });
    const api = await reference.get('/api/Shadow');

    expect(classic.json()).toMatchObject({ operation: 'ShadowRoute' });
    expect([api.status, api.refusal().errorCode]).toEqual([405, 'NotImplementedException']);
  });

  describe('ADR-20', () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };

    it.each([
      ['/documents/1', '', { 'x-http-method-override': 'PUT' }, 'SaveDocument.put'],
      ['/documents/1', '', { 'x-http-method-override': 'put' }, 'SaveDocument.put'],
      ['/documents/1?X-Http-Method-Override=PUT', '', {}, 'SaveDocument.put'],
      ['/documents/1', 'X-Http-Method-Override=PUT', form, 'SaveDocument.put'],
      ['/documents/1', 'a=b', form, 'SaveDocument.post'],
      ['/documents/1', '', {}, 'SaveDocument.post'],
      ['/documents/1/lines', 'X-Http-Method-Override=PUT&a=b', form, 'PutLines'],
      ['/documents/1/lines', '', { 'x-http-method-override': 'PUT' }, 'PutLines'],
      ['/api/SaveDocument?id=1', 'x-http-method-override=PUT', form, 'SaveDocument.put'],
      // The header beats the field.
      [
        '/documents/1',
        'X-Http-Method-Override=DELETE',
        { ...form, 'x-http-method-override': 'PUT' },
        'SaveDocument.put',
      ],
    ])('ADR-20 takes the verb of header, query or form field: %s %s', async (path, body, headers, operation) => {
      const reply = await reference.post(path, body, headers);

      expect(reply.json()).toMatchObject({ operation, value: '1' });
    });

    it.each([
      ['a form without the field', '/documents/1/lines', 'a=b', form],
      ['a form that names a verb without route', '/documents/1/lines', 'X-Http-Method-Override=PATCH', form],
      ['a body in another format', '/documents/1/lines', '{"X-Http-Method-Override":"PUT"}', {}],
    ])('ADR-20 answers 404 to %s', async (_what, path, body, headers) => {
      expect((await reference.post(path, body, headers)).status).toBe(404);
      expect(done).toEqual([]);
    });

    it('ADR-20 leaves a GET what it is', async () => {
      const reply = await reference.get('/get-only', { 'x-http-method-override': 'DELETE' });

      expect(reply.json()).toMatchObject({ operation: 'GetOnly', verb: 'GET' });
    });
  });

  it.each([
    ['/api/ByGetJson', 'getJson'],
    ['/api/ByAnyJson', 'anyJson'],
    ['/api/ByGet', 'get'],
    ['/api/ByAny', 'any'],
    ['/api/ByGetJson.jsonl', 'get'],
    ['/api/ByAnyJson.jsonl', 'get'],
  ])('ADR-21 prefers GetJson, AnyJson, Get, Any in this order: %s', async (path, value) => {
    expect((await reference.get(path)).json()).toEqual({ value });
  });

  it.each([
    ['POST', '/api/GetOnly', 'Could not find method named Post(GetOnly) or Any(GetOnly) on Service VerbServices'],
    [
      'GET',
      '/json/reply/SaveDocument',
      'Could not find method named Get(SaveDocument) or Any(SaveDocument) on Service',
    ],
  ])('ADR-22 answers 405 where no method takes the verb: %s %s', async (verb, path, message) => {
    const reply = await reference.call(verb, path);

    expect([reply.status, reply.refusal().errorCode]).toEqual([405, 'NotImplementedException']);
    expect(reply.refusal().message.startsWith(message)).toBe(true);
  });

  it('ADR-23 answers HEAD by Any, and never by Get', async () => {
    const byGet = await reference.call('HEAD', '/api/GetOnly');
    const byAny = await reference.call('HEAD', '/api/Hello?name=A');
    const nothing = await reference.call('HEAD', '/api/HelloVoid');

    expect([byGet.status, byAny.status, byAny.text]).toEqual([405, 200, '']);
    expect(done).toEqual(['Hello A', 'HelloVoid undefined']);
    expect([nothing.status, nothing.headers['content-length']]).toEqual([200, undefined]);
  });

  it.each([
    ['POST', '/api/HelloVoid', { id: 1 }],
    ['GET', '/api/Nothing', undefined],
  ])('ADR-25 answers nothing with 204: %s %s', async (verb, path, body) => {
    const reply = await reference.call(verb, path, body);

    expect([reply.status, reply.text, reply.headers['content-length']]).toEqual([204, '', '0']);
  });

  it('ADR-27 executes one-way messages where there is no queue, and replies', async () => {
    const reply = await reference.post('/jsv/oneway/Hello', '{name:A}');

    expect([reply.status, reply.text]).toEqual([200, '{result:"Hello, A!"}']);
    expect(done).toEqual(['Hello A']);
  });

  it('ADR-29 decodes the type name', async () => {
    const batch = await reference.post('/api/Hello%5B%5D', [{ name: 'A' }]);
    const single = await reference.get('/api/%48ello?name=A');

    expect([batch.text, single.text]).toEqual(['[{"result":"Hello, A!"}]', '{"result":"Hello, A!"}']);
  });
});

describe('what a host is started with', () => {
  const start = (options: Partial<Parameters<typeof startReference>[0]> & { profile: Profile }) =>
    startReference(options);

  it.each(profiles)('ADR-26 answers nothing with 200 where 204 is switched off, %s profile', async (profile) => {
    const reference = await start({ profile, wire: { return204ForEmpty: false } });
    const reply = await reference.post('/api/HelloVoid', { id: 1 });
    await reference.close();

    expect([reply.status, reply.text, reply.headers['content-length']]).toEqual([200, '', '0']);
  });

  it('ADR-24 answers OPTIONS with CORS and runs nothing', async () => {
    const reference = await start({ profile: 'system', features: [new CorsFeature()] });
    done.splice(0);
    const reply = await reference.call('OPTIONS', '/api/Hello', undefined, { origin: 'https://a.example' });
    await reference.close();

    expect([reply.status, reply.text]).toEqual([200, '']);
    expect(reply.headers['access-control-allow-origin']).toBe('*');
    expect(done).toEqual([]);
  });

  describe('ADR-28', () => {
    const published: unknown[] = [];
    const queue: MessageQueue = {
      publish: async (operation, request, session, verb) => {
        published.push([operation, { ...request }, session.userName, verb]);
      },
    };
    let reference: Reference;
    beforeAll(async () => {
      reference = await start({ profile: 'system', queue });
    });
    afterAll(() => reference.close());
    beforeEach(() => {
      done.splice(0);
      published.splice(0);
    });

    it('ADR-28 queues a one-way message and answers an empty response', async () => {
      const reply = await reference.post('/json/oneway/Hello', { name: 'A' }, { 'x-user': 'ann' });
      const nothing = await reference.call('PUT', '/json/oneway/HelloVoid', { id: 1 });

      expect([reply.status, reply.text, nothing.status, nothing.text]).toEqual([200, '{}', 200, '{}']);
      expect(done).toEqual([]);
      expect(published).toEqual([
        ['Hello', { name: 'A' }, 'ann', 'POST'],
        ['HelloVoid', { id: 1 }, undefined, 'PUT'],
      ]);
    });

    it('ADR-28 queues every element of a batch', async () => {
      const reply = await reference.post('/json/oneway/Hello[]', [{ name: 'A' }, { name: 'B' }]);

      expect([reply.status, reply.text, done]).toEqual([200, '{}', []]);
      expect(published).toEqual([
        ['Hello', { name: 'A' }, undefined, 'POST'],
        ['Hello', { name: 'B' }, undefined, 'POST'],
      ]);
    });

    it('ADR-28 asks who calls and checks rules before it queues', async () => {
      const anonymous = await reference.post('/json/oneway/SecuredByValidator', { name: 'A' });
      const broken = await reference.post('/json/oneway/ThrowValidation', {});

      expect([anonymous.status, broken.status, published]).toEqual([401, 400, []]);
    });

    it('ADR-28 executes what comes by other addresses, and raw bodies, which no queue keeps', async () => {
      const reply = await reference.post('/json/reply/HelloVoid', { id: 1 });
      const raw = await reference.post('/json/oneway/SendRaw?id=1', 'raw');

      expect([reply.status, raw.json().body, published]).toEqual([204, 'raw', []]);
    });
  });

  describe.each(profiles)('ADR-30, %s profile', (profile) => {
    let reference: Reference;
    beforeAll(async () => {
      reference = await start({
        profile,
        services: [FallbackServices],
        wire: { defaultContentType: 'application/json' },
        prepare: ({ express }) =>
          void express.get('/plain', (_request, response) => void response.send('plain Express')),
      });
    });
    afterAll(() => reference.close());

    it.each(['/nowhere', '/nowhere/at/all.txt', '/', '/hello/A/B'])('ADR-30 takes %s', async (path) => {
      const value = path.slice(1);

      expect((await reference.get(path)).json()).toEqual({ operation: 'Fallback', ...(value && { value }) });
    });

    it.each([
      ['/hello/A', 200, 'Hello, A!'],
      ['/api/Nope', 405, 'NotImplementedException'],
      ['/api', 200, 'greetings'],
      ['/plain', 200, 'plain Express'],
    ])('ADR-30 leaves %s to whom it belongs', async (path, status, text) => {
      const reply = await reference.get(path);

      expect(reply.status).toBe(status);
      expect(reply.text).toContain(text);
      expect(reply.text).not.toContain('"operation":"Fallback"');
    });

    it('ADR-30 does not take OPTIONS /api', async () => {
      expect((await reference.call('OPTIONS', '/api/Hello')).status).toBe(404);
    });
  });
});

describe('routes that cannot be', () => {
  function hostWith(...paths: string[]): AppHost {
    @Dto()
    class Routed {
      @Prop('int') id?: number;
    }
    for (const path of paths) Route(path)(Routed);
    class RoutedService extends Service {
      @Handles(Routed)
      any(): void {}
    }
    return new AppHost({ services: [RoutedService] });
  }

  it.each([
    ['/routed/{Nope}', 'has the variable {Nope}, which is no property of Routed'],
    ['/{Id}', 'must hold at least one literal segment'],
    ['/routed?id={Id}', "may hold neither '?' nor '&'"],
    ['/routed&{Id}', "may hold neither '?' nor '&'"],
    ['routed/{Id}', "must start with '/'"],
    ['/routed/{Id*}/{Id*}', 'needs a literal between two wildcards'],
  ])('ADR-18 fails at start for %s', (path, reason) => {
    expect(() => hostWith(path).start()).toThrow(`Route '${path}' of Routed`);
    expect(() => hostWith(path).start()).toThrow(reason);
  });

  it('ADR-18 allows constraints, optional marks and variables in any letter case', async () => {
    await expect(hostWith('/routed/{Id:int}', '/marked/{Id?}', '/lower/{id}').start()).resolves.toBeUndefined();
  });
});
