import { allFormats } from '../../../src/engine';
import { as, profiles, type Reference, startReference } from './reference-host';

const json = 'application/json; charset=utf-8';
const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe.each(profiles)('negotiation, %s profile', (profile) => {
  let reference: Reference;
  let withoutHtml: Reference;
  let withJsonp: Reference;
  beforeAll(async () => {
    reference = await startReference({ profile });
    withoutHtml = await startReference({ profile, formats: allFormats.filter(({ key }) => key !== 'html') });
    withJsonp = await startReference({ profile, wire: { allowJsonp: true } });
  });
  afterAll(async () => {
    await reference.close();
    await withoutHtml.close();
    await withJsonp.close();
  });

  const typeAt = async (path: string, headers = {}, host = reference) =>
    (await host.get(path, headers)).headers['content-type'];

  it.each([
    ['/api/Hello', 200],
    ['/api/Nope', 405],
    ['/api', 200],
    ['/hello?format=json', 200],
    ['/json/reply/ThrowValidation', 400],
  ])('FMT-01 labels JSON exactly: %s', async (path, status) => {
    const reply = await reference.get(path);

    expect([reply.status, reply.headers['content-type']]).toEqual([status, json]);
  });

  it.each([
    ['csv', 'text/csv'],
    ['jsonl', 'text/jsonl'],
    ['jsv', 'application/jsv'],
    ['xml', 'application/xml'],
    ['html', 'text/html'],
  ])('FMT-02 labels %s without charset', async (key, contentType) => {
    expect(await typeAt(`/api/Hello.${key}`)).toBe(contentType);
    expect(await typeAt(`/api/ThrowValidation.${key}`)).toBe(contentType);
  });

  it.each([
    ['a DTO', 'GET', '/api/Hello', undefined],
    ['a route', 'GET', '/hello/A', undefined],
    ['nothing', 'POST', '/api/HelloVoid', {}],
    ['text', 'GET', '/api/ReturnString', undefined],
    ['bytes', 'GET', '/api/ReturnBytes', undefined],
    ['a stream', 'GET', '/api/ReturnStream?size=10', undefined],
    ['an HttpResult', 'GET', '/api/ReturnResult', undefined],
    ['a batch', 'POST', '/api/Hello[]', [{}]],
    ['the index', 'GET', '/api', undefined],
    ['an unknown operation', 'GET', '/api/Nope', undefined],
    ['an unreadable request', 'GET', '/api/AllTypes?id=x', undefined],
    ['a refusal by attribute', 'GET', '/api/ManagersByAttribute', undefined],
    ['broken rules', 'GET', '/api/ThrowValidation', undefined],
    ['an error', 'POST', '/api/ThrowVoid', {}],
  ])('FMT-03 sends Vary: Accept with %s', async (_what, verb, path, body) => {
    expect((await reference.call(verb, path, body)).headers.vary).toMatch(/^Accept\b/);
  });

  it.each(['/hello/A', '/hello?name=A'])('FMT-04 answers */* at %s in the type of the request', async (path) => {
    expect(await typeAt(path, { accept: '*/*', 'content-type': 'application/json' })).toBe(json);
    expect(await typeAt(path, { accept: '*/*', 'content-type': 'application/jsv' })).toBe('application/jsv');
  });

  it('FMT-05 answers a browser with HTML, and with JSON where that is off', async () => {
    expect(await typeAt('/hello/A', { accept: browser })).toBe('text/html');
    expect(await typeAt('/hello/A', { accept: browser }, withoutHtml)).toBe(json);
    expect(await typeAt('/hello/A', { accept: '*/*' }, withoutHtml)).toBe(json);
  });
  it('FMT-05 answers requests without Accept by the default of the profile', async () => {
    const standard = profile === 'classic' ? 'text/html' : json;

    expect([await typeAt('/hello/A'), await typeAt('/hello/A', { accept: '*/*' })]).toEqual([standard, standard]);
  });

  it.each([
    ['/hello/A?format=xml', { accept: 'application/json' }, 'application/xml'],
    ['/hello/A?FORMAT=XML', { accept: 'application/json' }, 'application/xml'],
    ['/hello/A.csv?format=xml', { accept: 'application/json' }, 'text/csv'],
    ['/hello/A.csv', { accept: 'application/json' }, 'text/csv'],
    ['/hello/A?format=html.view', { accept: 'application/json' }, 'text/html'],
    ['/hello/A', { accept: 'text/csv' }, 'text/csv'],
    ['/hello/A', { accept: 'text/jsonl' }, 'text/jsonl'],
    ['/hello/A', { accept: 'text/jsv' }, 'application/jsv'],
    ['/hello/A', { accept: 'application/x-msgpack' }, 'application/x-msgpack'],
  ])('FMT-06 lets the extension beat ?format=, and that beat Accept: %s %j', async (path, headers, contentType) => {
    expect(await typeAt(path, headers)).toBe(contentType);
  });

  it.each([
    ['application/json;q=0.1, text/csv;q=0.9', json],
    ['text/csv, application/json', 'text/csv'],
    ['application/xml;q=0', 'application/xml'],
    ['application/json, text/html', json],
  ])('FMT-07 reads the leading media range alone: %s', async (accept, contentType) => {
    expect(await typeAt('/hello/A', { accept })).toBe(contentType);
  });
  it('FMT-07 reads every line of the header', async () => {
    expect(await typeAt('/hello/A', { accept: ['image/png', 'application/xml'] })).toBe('application/xml');
  });
  it.each(['image/png', 'nonsense', 'text/plain;q=1', ''])('FMT-07 never answers 406: %s', async (accept) => {
    expect((await reference.get('/hello/A', { accept })).status).toBe(200);
  });

  it.each(['/hello/A?format=unknown', '/hello/A?format=', '/api/Hello?format=unknown'])(
    'FMT-08 ignores formats that there are not: %s',
    async (path) => {
      expect(await typeAt(path, { accept: 'application/json' })).toBe(json);
    },
  );

  it.each(['/hello/A?format=other', '/api/Hello?format=other'])(
    'FMT-09 has no format of that name: %s',
    async (path) => {
      expect(await typeAt(path, { accept: 'application/json' })).toBe(json);
    },
  );
  it('FMT-09 leaves the extension .other a part of the value', async () => {
    const reply = await reference.get('/hello/A.other?format=json');

    expect(reply.json()).toEqual({ result: 'Hello, A.other!' });
  });

  it.each(['/api/Hello?name=A&callback=cb', '/hello/A?callback=cb', '/csv/reply/Hello?name=A&callback=cb'])(
    'FMT-28 wraps JSON in the callback: %s',
    async (path) => {
      const reply = await withJsonp.get(path, { accept: 'text/csv' });

      expect([reply.status, reply.text]).toEqual([200, 'cb({"result":"Hello, A!"})']);
      expect(reply.headers['content-type']).toBe('text/javascript');
    },
  );
  it.each([
    ['unknown operations', '/api/Nope?callback=cb', 'NotImplementedException'],
    ['what cannot be read', '/api/AllTypes?id=x&callback=cb', 'SerializationException'],
    ['unknown callers', '/api/SecuredByValidator?callback=cb', 'Unauthorized'],
    ['unknown callers, by attribute', '/api/SecuredByAttribute?callback=cb', 'Unauthorized'],
    ['missing methods', '/api/SaveDocument?callback=cb', 'NotImplementedException'],
  ])('FMT-28 answers errors before the Service with 200: %s', async (_what, path, code) => {
    const reply = await withJsonp.get(path);

    expect(reply.status).toBe(200);
    expect(reply.text).toMatch(new RegExp(`^cb\\(\\{"responseStatus":\\{"errorCode":"${code}".*\\}\\)$`));
  });
  it('FMT-28 wraps the index', async () => {
    const reply = await withJsonp.get('/api?callback=cb');

    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/javascript']);
    expect(reply.text).toMatch(/^cb\(\{"greetings":.*\}\)$/);
  });
  it('FMT-28 answers a missing role with 200', async () => {
    const reply = await withJsonp.get('/api/ManagersByAttribute?callback=cb', as('ann', 'Other'));

    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining('"errorCode":"Forbidden"')]);
  });
  it('FMT-28 answers errors of the Service with their own status', async () => {
    const reply = await withJsonp.get('/api/ThrowFactory?name=conflict&callback=cb');

    expect([reply.status, reply.headers['content-type']]).toEqual([409, 'text/javascript']);
    expect(reply.text).toMatch(/^cb\(\{.*"errorCode":"Conflict".*\}\)$/);
  });
  it('FMT-28 takes a callback for any other parameter where that is off', async () => {
    const reply = await reference.get('/api/Hello?name=A&callback=cb');

    expect([reply.text, reply.headers['content-type']]).toEqual(['{"result":"Hello, A!"}', json]);
  });

  it.each([
    ['a.b_c1', 'a.b_c1'],
    ['alert(1)//', 'alert_1___'],
    ['<script>', '_script_'],
    ['å%0A$', '___'],
  ])('FMT-29 makes the callback %s harmless', async (callback, safe) => {
    const reply = await withJsonp.get(`/api/Hello?callback=${encodeURI(callback).replace('%250A', '%0A')}`);

    expect(reply.text).toBe(`${safe}({"result":"Hello, !"})`);
  });

  it.each(['application/pdf', 'text/plain', 'nonsense'])('FMT-43 refuses a DTO as %s', async (contentType) => {
    const reply = await reference.get(`/api/ReturnResult?contentType=${contentType}`);

    expect(reply.status).toBe(405);
    expect(reply.refusal()).toMatchObject({
      errorCode: 'NotSupportedException',
      message: `ContentType not supported '${contentType}'`,
    });
  });
  it('FMT-43 sends text and bytes in any type', async () => {
    const text = await reference.get('/api/ReturnString?contentType=application/pdf');
    const bytes = await reference.get('/api/ReturnBytes?contentType=application/pdf');

    expect([text.status, text.text, bytes.status, bytes.bytes.length]).toEqual([200, '0x10', 200, 6]);
    expect(bytes.headers['content-type']).toBe('application/pdf');
  });
});
