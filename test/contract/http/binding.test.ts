import { gzipSync } from 'node:zlib';
import { JsonServiceClient } from '@servicestack/client';
import { Access, AllTypes, Colour, Size, SubType, Upload } from './reference-dtos';
import { type Profile, profiles, type Reference, startReference } from './reference-host';
import { done, received } from './reference-services';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const guid = 'ea762009-b66c-410b-9bf5-ce21ad519249';
const utc = '2001-01-01T00:00:00Z';

describe.each(profiles)('binding, %s profile', (profile) => {
  let reference: Reference;
  beforeAll(async () => {
    reference = await startReference({ profile, wire: { defaultContentType: 'application/json' } });
  });
  afterAll(() => reference.close());
  beforeEach(() => {
    done.splice(0);
    received.splice(0);
  });

  /** What a Service gets of a request that is good: the members that are set. */
  async function bound(verb: string, path: string, body?: unknown, headers = {}): Promise<Partial<AllTypes>> {
    const reply = await reference.call(verb, path, body, headers);
    expect([reply.status, reply.status === 200 ? '' : reply.text]).toEqual([200, '']);
    expect(received).toHaveLength(1);
    return Object.fromEntries(Object.entries(received[0] ?? {}).filter(([, value]) => value !== undefined));
  }
  const fromQuery = (query: string) => bound('GET', `/api/AllTypes?${query}`);
  const fromJson = (body: unknown) => bound('POST', '/api/AllTypes', body);

  it.each([
    ['/api/AllTypes?name=Q', { name: 'B' }, { name: 'B' }],
    ['/api/AllTypes?name=Q', {}, { name: 'Q' }],
    ['/api/AllTypes?name=Q&id=5&version=2', { name: 'B', id: 0 }, { name: 'B', id: 5, version: 2 }],
    ['/api/AllTypes?isOn=true&id=5', { isOn: false, id: 7 }, { isOn: true, id: 7 }],
    ['/json/reply/AllTypes?name=Q', { name: '' }, { name: '' }],
    ['/api/AllTypes?name=Q', undefined, { name: 'Q' }],
  ])('BND-01 lets the body win at pre-defined addresses: %s %j', async (path, body, members) => {
    expect(await bound('POST', path, body)).toEqual(members);
  });

  it('BND-01 ignores the query of a GET that carries a body', async () => {
    expect(await bound('GET', '/api/AllTypes?name=Q&id=1', { name: 'B' })).toEqual({ name: 'B' });
  });

  it.each([
    ['/all-types?name=Q', { name: 'B', id: 1 }, {}, { name: 'Q', id: 1 }],
    ['/all-types/7', { name: 'B' }, {}, { id: 7, name: 'B' }],
    ['/all-types?name=Q&isOn=false', { isOn: true }, {}, { name: 'Q', isOn: false }],
    ['/all-types/7?name=Q', 'name=F&isOn=true', form, { id: 7, name: 'F', isOn: true }],
  ])('BND-02 lets path, query and form overwrite the body on routes: %s %j', async (path, body, headers, members) => {
    expect(await bound('POST', path, body, headers)).toEqual(members);
  });

  it.each(['name=', 'name', 'name=&id=', 'name&id&isOn', 'NAME='])(
    'BND-03 BND-04 leaves members at their default for ?%s',
    async (query) => {
      expect(await fromQuery(query)).toEqual({});
    },
  );
  it('BND-04 leaves members at their default for a bare key', async () => {
    expect(await fromQuery('name')).toEqual({});
    expect((await reference.get('/sources/P?name')).json()).toEqual({ result: 'P undefined' });
  });

  it.each([
    ['the query', 'GET', '/api/AllTypes?NAME=x&Id=1', undefined, {}],
    ['the path', 'GET', '/ALL-TYPES/1?nAmE=x', undefined, {}],
    ['a form', 'POST', '/api/AllTypes', 'NAME=x&iD=1', form],
    ['JSON', 'POST', '/api/AllTypes', '{"NAME":"x","Id":1}', {}],
    ['JSV', 'POST', '/jsv/reply/AllTypes', '{NAME:x,Id:1}', {}],
    ['CSV', 'POST', '/csv/reply/AllTypes', 'NAME,iD\r\nx,1\r\n', {}],
  ])('BND-05 finds names in any letter case in %s', async (_where, verb, path, body, headers) => {
    expect(await bound(verb, path, body, headers)).toEqual({ id: 1, name: 'x' });
  });

  it('BND-05 lets the last of several spellings win', async () => {
    expect(await fromJson('{"name":"a","Name":"b"}')).toEqual({ name: 'b' });
    received.splice(0);
    expect(await fromJson('{"NAME":"a","name":"b"}')).toEqual({ name: 'b' });
  });

  it.each([
    ['GET', '/api/AllTypes?nope=1&name=x&a[b]=2', undefined],
    ['POST', '/api/AllTypes', { nope: { deep: [1] }, name: 'x' }],
    ['POST', '/jsv/reply/AllTypes', '{nope:{deep:[1]},name:x}'],
  ])('BND-06 ignores what it does not know: %s %s', async (verb, path, body) => {
    expect(await bound(verb, path, body)).toEqual({ name: 'x' });
  });

  it.each(['/api/AllTypes', '/json/reply/AllTypes', '/all-types'])(
    'BND-07 takes a POST without body: %s',
    async (path) => {
      expect(await bound('POST', path, '', { 'content-type': 'application/json' })).toEqual({});
    },
  );

  it.each(['/api/AllTypes?name=x', '/all-types?name=x'])(
    'BND-08 ignores the content type of a GET without body: %s',
    async (path) => {
      expect(await bound('GET', path, undefined, { 'content-type': 'application/json' })).toEqual({ name: 'x' });
    },
  );

  it.each(['ids=1,2,3', 'ids=[1,2,3]', 'ids=1&ids=2&ids=3', 'ids=1%2C2&Ids=3'])(
    'BND-09 reads one list from ?%s',
    async (query) => {
      expect(await fromQuery(query)).toEqual({ ids: [1, 2, 3] });
    },
  );
  it('BND-09 adds an item at its default for a comma at the end', async () => {
    expect(await fromQuery('ids=1,2,')).toEqual({ ids: [1, 2, 0] });
  });

  it('BND-10 reads an empty list from [], and none from nothing', async () => {
    expect(await fromQuery('ids=[]')).toEqual({ ids: [] });
    received.splice(0);
    expect(await fromQuery('ids=')).toEqual({});
  });

  it.each(['sub={Name:a,Tags:[x,y]}', 'sub={name:a,tags:[x,y]}', 'sub={"name":"a","tags":["x","y"]}'])(
    'BND-11 reads an object from ?%s',
    async (query) => {
      const { sub } = await fromQuery(query.replaceAll('"', '%22'));

      expect(sub).toBeInstanceOf(SubType);
      expect(sub).toMatchObject({ name: 'a', tags: ['x', 'y'] });
    },
  );
  it.each(['subs=[{Id:1},{Id:2}]', 'subs={Id:1},{Id:2}'])('BND-11 reads a list of objects from ?%s', async (query) => {
    expect(await fromQuery(query)).toMatchObject({ subs: [{ id: 1 }, { id: 2 }] });
  });

  it('BND-12 reads dictionaries', async () => {
    expect(await fromQuery('meta={a:1,b:2}')).toEqual({ meta: { a: '1', b: '2' } });
    received.splice(0);
    expect(await fromQuery('byNumber={7:seven}&byName={x:{Id:1}}')).toMatchObject({
      byNumber: { 7: 'seven' },
      byName: { x: { id: 1 } },
    });
  });

  it.each([
    ['tags=[%22a,b%22,c]', ['a,b', 'c']],
    ['tags=%22a,b%22,c', ['a,b', 'c']],
    ['tags=[%22say%20%22%22hi%22%22%22,c]', ['say "hi"', 'c']],
  ])('BND-13 reads quoted items from ?%s', async (query, tags) => {
    expect(await fromQuery(query)).toEqual({ tags });
  });

  it('BND-14 keeps the quotes of texts', async () => {
    expect(await fromQuery('name=%22A%22')).toEqual({ name: '"A"' });
  });

  it.each([
    ['true', true],
    ['True', true],
    ['1', true],
    ['t', true],
    ['Y', true],
    ['on', true],
    ['true,false', true],
    ['false', false],
    ['False', false],
    ['0', false],
    ['f', false],
    ['n', false],
  ])('BND-15 reads the truth from %s', async (text, isOn) => {
    expect(await fromQuery(`isOn=${text}`)).toEqual({ isOn });
    received.splice(0);
    expect(await fromJson({ isOn: text.split(',')[0] })).toEqual({ isOn });
  });

  it.each([
    ['Green', Colour.Green],
    ['gREEN', Colour.Green],
    ['DarkBlue', Colour.DarkBlue],
    ['dark-blue', Colour.DarkBlue],
    ['3', Colour.DarkBlue],
  ])('BND-16 reads an enum from %s', async (text, colour) => {
    expect(await fromQuery(`colour=${text}`)).toEqual({ colour });
    received.splice(0);
    expect(await fromJson({ colour: text })).toEqual({ colour });
  });
  it('BND-16 reads an enum from a bare number, and one of texts', async () => {
    expect(await fromJson({ colour: 2, size: 'large' })).toEqual({ colour: Colour.Green, size: Size.Large });
  });

  it.each(['Read,Delete', 'read,DELETE', '5'])('BND-17 reads flags from %s', async (text) => {
    const access = Access.Read | Access.Delete;

    expect(await fromQuery(`access=${text}`)).toEqual({ access });
    received.splice(0);
    expect(await fromJson({ access: text })).toEqual({ access });
  });
  it('BND-17 reads flags from a bare number', async () => {
    expect(await fromJson({ access: 3 })).toEqual({ access: Access.Read | Access.Write });
  });

  it.each([guid, guid.replaceAll('-', ''), `{${guid}}`, `(${guid})`, guid.toUpperCase()])(
    'BND-18 reads the Guid %s',
    async (text) => {
      expect(await fromQuery(`guid=${text}`)).toEqual({ guid });
      received.splice(0);
      expect(await fromJson({ guid: text, guids: [text] })).toEqual({ guid, guids: [guid] });
    },
  );

  it.each([
    ['/Date(978307200000)/', utc],
    ['\\/Date(978307200000)\\/', utc],
    ['/Date(978307200000+0100)/', utc],
    ['/Date(978307200000-0000)/', utc],
    ['2001-01-01T00:00:00Z', utc],
    ['2001-01-01T00:00:00.0000000Z', utc],
    ['2001-01-01T01:30:00+01:30', utc],
    ['2000-12-31T19:00:00-05:00', utc],
    ['2001-01-01', utc],
    ['20010101', utc],
    ['2001/01/01', utc],
    ['2001-01-01 00:00:00Z', utc],
    ['01/01/2001 00:00:00', utc],
    ['Mon, 01 Jan 2001 00:00:00 GMT', utc],
    ['2001-01-01T12:30:15.25Z', '2001-01-01T12:30:15.250Z'],
  ])('BND-19 reads the date %s', async (text, at) => {
    expect(await fromQuery(`at=${encodeURIComponent(text)}`)).toEqual({ at });
    received.splice(0);
    expect(await fromJson({ at: text, nullableAt: text, offset: text })).toEqual({ at, nullableAt: at, offset: at });
  });
  it('BND-19 takes a plus that the query string has made a blank', async () => {
    expect(await fromQuery('at=2001-01-01T01:00:00+01:00&offset=/Date(978307200000+0100)/')).toEqual({
      at: utc,
      offset: utc,
    });
  });

  it('BND-20 reads a date without zone as UTC, like /Date(ms)/', async () => {
    expect(
      await fromJson({ at: '2001-01-01', nullableAt: '/Date(978307200000)/', offset: '2001-01-01T00:00:00' }),
    ).toEqual({ at: utc, nullableAt: utc, offset: utc });
  });

  it.each([
    ['PT1H', 'PT1H'],
    ['01:00:00', 'PT1H'],
    ['3600', 'PT1H'],
    ['1.02:00:00', 'P1DT2H'],
    ['-P1DT2S', '-P1DT2S'],
    ['00:00:01.5', 'PT1.5S'],
  ])('BND-21 reads the time span %s', async (text, duration) => {
    expect(await fromQuery(`duration=${text}`)).toEqual({ duration });
    received.splice(0);
    expect(await fromJson({ duration: text, nullableDuration: text })).toEqual({
      duration,
      nullableDuration: duration,
    });
  });

  it('BND-22 reads bytes from base64, a blank in a query being a plus', async () => {
    expect(await fromJson({ bytes: '+/+/' })).toEqual({ bytes: '+/+/' });
    received.splice(0);
    expect(await fromQuery('bytes=+/+/')).toEqual({ bytes: '+/+/' });
    received.splice(0);
    expect(await fromQuery('bytes=AAE%3D')).toEqual({ bytes: 'AAE=' });
  });

  it.each([
    ['3.0', '3.0'],
    ['0.10', '0.10'],
    ['1234567890123456789012345678', '1234567890123456789012345678'],
    ['-0.1234567890123456789012345678', '-0.1234567890123456789012345678'],
    ['79228162514264337593543950335', '79228162514264337593543950335'],
    ['1e3', '1000'],
    ['1.50E-2', '0.0150'],
  ])('BND-23 keeps the digits of %s, and sends them back', async (digits, decimal) => {
    const reply = await reference.post('/api/AllTypes', `{"id":1.0,"decimal":${digits},"prices":[${digits},1]}`);

    expect(received).toEqual([expect.objectContaining({ id: 1, decimal, prices: [decimal, '1'] })]);
    expect(reply.text).toContain(`"decimal":${decimal},`);
    expect(reply.text).toContain(`"prices":[${decimal},1]`);
  });
  it.each(['decimal=3.0', 'decimal=+3.0', 'decimal=003.0'])('BND-23 keeps the digits of ?%s', async (query) => {
    const reply = await reference.get(`/api/AllTypes?${query}`);

    expect(received[0]?.decimal).toBe('3.0');
    expect(reply.text).toContain('"decimal":3.0');
  });
  it('BND-23 keeps them in batches, quoted, and in a list of objects with other members', async () => {
    const reply = await reference.post(
      '/api/AllTypes[]',
      '[{"decimal":"1.10"},{"Decimal":1.20,"anything":{"a":1.50}}]',
    );

    expect(received.map(({ decimal }) => decimal)).toEqual(['1.10', '1.20']);
    expect(received[1]?.anything).toEqual({ a: 1.5 });
    expect(reply.text).toContain('"decimal":1.10');
  });
  it('BND-23 refuses what no Decimal holds', async () => {
    const reply = await reference.get('/api/AllTypes?decimal=79228162514264337593543950336');

    expect(reply.status).toBe(400);
  });

  it('BND-24 reads quoted numbers, and texts that are not quoted', async () => {
    expect(await fromJson('{"id":"1","double":"1.5e3","byte":"255","name":1,"ids":["1",2]}')).toEqual({
      id: 1,
      double: 1500,
      byte: 255,
      name: '1',
      ids: [1, 2],
    });
  });

  it('BND-25 reads null as nothing', async () => {
    expect(
      await fromJson({
        id: null,
        nullableId: null,
        name: null,
        sub: null,
        ids: null,
        at: null,
        meta: null,
        decimal: null,
      }),
    ).toEqual({});
  });
  it('BND-25 reads an empty text as nothing where no text is due', async () => {
    expect(await fromJson({ name: '', nullableId: '', ids: '', sub: '', meta: '' })).toEqual({ name: '' });
  });

  it('BND-26 refuses every parameter that cannot be read, named as sent', async () => {
    const reply = await reference.get('/api/AllTypes?ID=abc&at=x&name=good&ids=1,b&sub={a&guid=1');

    expect(reply.status).toBe(400);
    expect(reply.refusal()).toMatchObject({
      errorCode: 'SerializationException',
      message: "Unable to bind to request 'AllTypes'",
    });
    expect(reply.refusal().errors).toEqual(
      [
        ['ID', 'abc'],
        ['at', 'x'],
        ['ids', '1,b'],
        ['sub', '{a'],
        ['guid', '1'],
      ].map(([fieldName, text]) => ({
        errorCode: 'SerializationException',
        fieldName,
        message: `'${text}' is an Invalid value for '${fieldName}'`,
      })),
    );
    expect(received).toEqual([]);
  });
  it('BND-26 refuses form fields and path variables the same', async () => {
    const byForm = await reference.post('/api/AllTypes', 'Id=abc', form);
    const byPath = await reference.get('/all-types/abc');

    expect(byForm.refusal().errors?.map(({ fieldName }) => fieldName)).toEqual(['Id']);
    // A path variable has no name of the caller's: its declared one in `classic`, the wire's in `system` (decisions D3).
    expect(byPath.refusal().errors?.map(({ fieldName }) => fieldName)).toEqual([profile === 'classic' ? 'Id' : 'id']);
    expect([byForm.status, byPath.status]).toEqual([400, 400]);
  });

  it('BND-27 says which value and which name', async () => {
    const reply = await reference.get('/api/AllTypes?id=abc');

    expect(reply.refusal().errors?.[0]?.message).toBe("'abc' is an Invalid value for 'id'");
  });

  it.each([
    ['not json', '/api/AllTypes', {}],
    ['[1]', '/api/AllTypes', {}],
    ['"text"', '/json/reply/AllTypes', {}],
    ['{"id":', '/all-types', { 'content-type': 'application/json' }],
  ])('BND-30 refuses the body %s', async (body, path, headers) => {
    const reply = await reference.post(path, body, headers);

    expect([reply.status, reply.refusal().errorCode]).toEqual([400, 'SerializationException']);
    expect(reply.refusal().message).toMatch(
      /^Could not deserialize 'application\/json' request using AllTypes'\nError: ./,
    );
    expect(reply.refusal().errors).toEqual([]);
  });

  it.each([
    ['POST', '/api/ThrowValidation', '{'],
    ['GET', '/api/ThrowValidation?age=x', undefined],
  ])('BND-31 never uses the operation’s own envelope: %s %s', async (verb, path, body) => {
    const reply = await reference.call(verb, path, body);

    expect(reply.status).toBe(400);
    expect(Object.keys(reply.json())).toEqual(['responseStatus']);
  });

  it('BND-32 reads urlencoded forms, a plus being a blank', async () => {
    const body = 'name=A+B%2BC&ids=1&ids=2&isOn=on&sub={Id:1}';

    expect(await bound('POST', '/api/AllTypes', body, form)).toMatchObject({
      name: 'A B+C',
      ids: [1, 2],
      isOn: true,
      sub: { id: 1 },
    });
  });

  describe('multipart forms', () => {
    const boundary = 'limit';
    const multipart = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    const part = (disposition: string, text: string, type?: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\n${text}\r\n`;
    const body = (...parts: string[]) => `${parts.join('')}--${boundary}--\r\n`;

    it('BND-33 reads fields and exposes files', async () => {
      const reply = await reference.post(
        '/api/Upload',
        body(
          part('name="name"', 'A'),
          part('name="tags"', '[a,b]'),
          part('name="upload"; filename="a.txt"', 'hello', 'text/plain'),
          part('name="upload1"; filename="empty.bin"', '', 'application/octet-stream'),
        ),
        multipart,
      );

      expect(reply.json()).toEqual({
        name: 'A',
        tags: ['a', 'b'],
        files: [
          { name: 'upload', fileName: 'a.txt', contentType: 'text/plain', contentLength: 5, text: 'hello' },
          {
            name: 'upload1',
            fileName: 'empty.bin',
            contentType: 'application/octet-stream',
            contentLength: 0,
            text: '',
          },
        ],
      });
    });

    it('BND-34 reads query and form, the form winning', async () => {
      const reply = await reference.post('/api/Upload?name=Q&tags=q', body(part('name="name"', 'F')), multipart);

      expect(reply.json()).toMatchObject({ name: 'F', tags: ['q'], files: [] });
    });

    it('BND-34 reads what the typed client sends with apiForm', async () => {
      const formData = new FormData();
      formData.append('name', 'F');
      formData.append('upload', new Blob(['hello'], { type: 'text/plain' }), 'a.txt');

      const { response, error } = await new JsonServiceClient(reference.url).apiForm(
        new Upload({ name: 'Q', tags: ['a', 'b'] }),
        formData,
      );

      expect(error).toBeUndefined();
      expect(response).toMatchObject({ name: 'F', tags: ['a', 'b'], files: [{ name: 'upload', text: 'hello' }] });
    });
  });

  it.each(['/api/AllTypes', '/all-types'])('BND-35 unpacks a gzip body: %s', async (path) => {
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };

    expect(await bound('POST', path, gzipSync('{"name":"packed"}'), headers)).toEqual({ name: 'packed' });
  });

  it.each([
    ['/api/SendRaw?id=1&name=name', '{"foo": "bar"}', 'application/json'],
    ['/raw/1?name=name', 'not { json', 'application/json'],
    ['/api/SendRaw?id=1&name=name', 'id=2&name=other', 'application/x-www-form-urlencoded'],
  ])('BND-36 hands over the body as it is, and binds the rest: %s', async (path, body, contentType) => {
    const reply = await reference.post(path, body, { 'content-type': contentType });

    expect(reply.json()).toEqual({ id: 1, name: 'name', body });
  });

  it.each([
    ['jsv', 'application/jsv', '{id:1,name:"a,b",tags:[x,y]}'],
    ['jsv', 'text/jsv', '{id:1,name:"a,b",tags:[x,y]}'],
    ['csv', 'text/csv', 'Id,Name,Tags\r\n1,"a,b","[x,y]"\r\n'],
    ['jsonl', 'text/jsonl', '{"id":1,"name":"a,b","tags":["x","y"]}\n'],
    [
      'xml',
      'application/xml',
      '<AllTypes><Id>1</Id><Name>a,b</Name><Tags><string>x</string><string>y</string></Tags></AllTypes>',
    ],
    ['xml', 'text/xml', '<AllTypes><Id>1</Id><Name>a,b</Name></AllTypes>'],
  ])('BND-37 reads %s at its own addresses, and as %s on routes', async (key, contentType, body) => {
    const members = { id: 1, name: 'a,b' };

    expect(await bound('POST', `/${key}/reply/AllTypes`, body)).toMatchObject(members);
    received.splice(0);
    expect(await bound('POST', `/api/AllTypes.${key}`, body)).toMatchObject(members);
    received.splice(0);
    expect(await bound('POST', '/all-types', body, { 'content-type': contentType })).toMatchObject(members);
  });
  it('BND-37 ignores a body on a route that nobody reads', async () => {
    expect(await bound('POST', '/all-types', 'not { anything', { 'content-type': 'text/plain' })).toEqual({});
  });

  it('BND-38 binds no headers, and nothing from format, callback and jsconfig', async () => {
    const headers = { 'x-param': '1', name: 'H', 'x-name': 'H', id: '7' };

    expect(await bound('GET', '/api/AllTypes?format=json&callback=cb&jsconfig=edv&_=1', undefined, headers)).toEqual(
      {},
    );
  });
  it.each(['v=2', 'V=2', 'version=2', 'v=9&version=2'])('BND-38 takes the version from ?%s', async (query) => {
    expect(await fromQuery(query)).toEqual({ version: 2 });
  });

  it.each([
    '{"__type":"System.Diagnostics.Process, System","name":"x"}',
    '{"__type":"HelloVoid","sub":{"__type":"AllTypes","id":1},"name":"x"}',
  ])('BND-39 makes nothing of __type: %s', async (body) => {
    const { name, sub } = await fromJson(body);

    expect(received[0]).toBeInstanceOf(AllTypes);
    expect(name).toBe('x');
    expect([undefined, SubType]).toContain(sub?.constructor);
  });
  it('BND-39 keeps __type as what it is in a member of any type', async () => {
    expect(await fromJson({ anything: { __type: 'HelloVoid', id: 1 } })).toEqual({
      anything: { __type: 'HelloVoid', id: 1 },
    });
  });

  it.each([
    ['JSON', '/api/AllTypes', '{"sub":', '}'],
    ['JSON in a member of any type', '/api/AllTypes', '{"anything":', '}'],
    ['JSON in an unknown member', '/api/AllTypes', '{"nope":', '}'],
    ['JSV', '/jsv/reply/AllTypes', '{sub:', '}'],
    ['JSON lines', '/jsonl/reply/AllTypes', '{"sub":', '}'],
    ['XML', '/xml/reply/AllTypes', '<Sub>', '</Sub>'],
  ])('BND-40 refuses %s nested too deep, and goes on', async (_format, path, open, close) => {
    for (const depth of [51, 5_000]) {
      const reply = await reference.post(path, `${open.repeat(depth)}${close.repeat(depth)}`);
      expect(reply.status).toBe(400);
    }

    expect((await reference.get('/api/Hello?name=A')).status).toBe(200);
  });
});

describe('body members that cannot be read', () => {
  const bad = {
    id: 'abc',
    name: 'good',
    ids: [1, 'b'],
    at: 'never',
    sub: { id: 'x', name: 'inner' },
    byNumber: { a: 'b' },
  };
  const cases: readonly (readonly [Profile, boolean | undefined])[] = [
    ['system', undefined],
    ['classic', true],
    ['system', true],
  ];

  it.each([
    ['classic', undefined],
    ['system', false],
  ] as const)('BND-28 are skipped by default: %s, strict %s', async (profile, isStrict) => {
    const reference = await startReference({ profile, wire: isStrict === undefined ? {} : { isStrict } });
    received.splice(0);
    const reply = await reference.post('/api/AllTypes', bad);
    const inJsv = await reference.post('/jsv/reply/AllTypes', '{id:abc,name:good}');
    await reference.close();

    expect([reply.status, inJsv.status]).toEqual([200, 200]);
    const { name, sub, id, ids, at, byNumber } = received[0] ?? {};
    expect({ name, id, ids, at, byNumber }).toEqual({ name: 'good', byNumber: {} });
    expect(sub).toMatchObject({ id: undefined, name: 'inner' });
    expect(received[1]).toMatchObject({ id: undefined, name: 'good' });
  });

  it.each(cases)('BND-29 are refused where reading is strict: %s, strict %s', async (profile, isStrict) => {
    const reference = await startReference({ profile, wire: isStrict === undefined ? {} : { isStrict } });
    received.splice(0);
    const reply = await reference.post('/api/AllTypes', bad);
    await reference.close();

    expect([reply.status, reply.refusal().errorCode]).toEqual([400, 'SerializationException']);
    expect(
      reply
        .refusal()
        .errors?.map(({ fieldName }) => fieldName)
        .sort(),
    ).toEqual(['at', 'byNumber.a', 'id', 'ids[1]', 'sub.id']);
    expect(received).toEqual([]);
  });

  it('BND-02 refuses a path variable that is also sent with another value in the system profile only', async () => {
    for (const [profile, status] of [
      ['system', 400],
      ['classic', 200],
    ] as const) {
      const reference = await startReference({ profile, wire: { defaultContentType: 'application/json' } });
      const byQuery = await reference.post('/sources/P?name=Q', { name: 'B' });
      const byBody = await reference.post('/sources/P', { name: 'B', count: 1 });
      const byForm = await reference.post('/sources/P?name=Q', 'name=F', form);
      await reference.close();

      expect([byQuery.status, byBody.status, byForm.status]).toEqual([status, status, status]);
      expect([byQuery, byBody, byForm].map((reply) => reply.json().result)).toEqual(
        profile === 'classic' ? ['Q undefined', 'P 1', 'F undefined'] : [undefined, undefined, undefined],
      );
    }
  });
});
