import { Dto, Prop, Returns, Route } from '../../../dtos';
import { QueryResponse } from '../../../dtos/common';
import { AppHost, Handles, HttpError, Service } from '../../../src/engine';
import { Item, StoreItems } from './format-dtos';

/** Answers with a page of items, or refuses. */
@Route('/items')
@Returns('QueryResponse<Item>')
@Dto()
class QueryItems {
  @Prop('string') name?: string;
  @Prop('int?') take?: number;
}

/** Answers with what it was sent, so that reading and writing meet. */
@Route('/items/store', 'POST')
@Returns('StoreItems')
@Dto()
class EchoItems extends StoreItems {}

@Route('/items/one')
@Returns('Item')
@Dto()
class EchoItem extends Item {}

class ItemServices extends Service {
  @Handles(QueryItems, 'ANY')
  query(request: QueryItems): QueryResponse<Item> {
    if (request.name === 'nobody') throw HttpError.notFound('not here, sorry');
    const names = request.name === undefined ? [] : request.name.split(' ');
    const results = names.map(
      (name, index) => new Item({ id: index + 1, name, tags: ['x'], at: '2001-01-01T00:00:00Z' }),
    );
    return new QueryResponse({ offset: 0, total: results.length, results });
  }

  @Handles(EchoItems, 'POST')
  echo(request: EchoItems): StoreItems {
    return new StoreItems({ store: request.store, items: request.items });
  }

  @Handles(EchoItem, 'ANY')
  one(request: EchoItem): Item {
    return new Item({ ...request });
  }
}

const host = new AppHost({ services: [ItemServices] });
const classic = new AppHost({ services: [ItemServices], wire: { profile: 'classic' } });
beforeAll(() => Promise.all([host.listen(0), classic.listen(0)]));
afterAll(() => Promise.all([host.close(), classic.close()]));

async function call(path: string, init: RequestInit = {}, at = host) {
  const response = await fetch(`${at.url}${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const post = (path: string, contentType: string, body: string) =>
  call(path, { method: 'POST', body, headers: { 'content-type': contentType } });

const header = 'Id,Name,Price,IsSold,At,Size,Tags\r\n';

describe('answers over HTTP', () => {
  it.each([
    '/csv/reply/QueryItems?name=A%20%3DB',
    '/api/QueryItems.csv?name=A%20%3DB',
    '/items.csv?name=A%20%3DB',
    '/items?name=A%20%3DB&format=csv',
  ])('FMT-32 FMT-34 FMT-37 writes CSV as a file at %s', async (path) => {
    const { status, headers, text } = await call(path);

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv');
    expect(headers.get('content-disposition')).toBe('attachment;filename="QueryItems.csv"');
    expect(text).toBe(`${header}1,A,,,2001-01-01,,"[x]"\r\n2,=B,,,2001-01-01,,"[x]"\r\n`);
  });

  it('FMT-35 writes the header of an empty page', async () => {
    expect((await call('/api/QueryItems.csv')).text).toBe(header);
  });

  it('puts a quote before formulas when a browser’s window opens the file (reliability 3.2 #10)', async () => {
    const { text } = await call('/api/QueryItems.csv?name=%3DB', { headers: { 'sec-fetch-dest': 'document' } });

    expect(text).toBe(`${header}1,'=B,,,2001-01-01,,"[x]"\r\n`);
  });

  it.each(['/jsonl/reply/QueryItems?name=A%20B', '/api/QueryItems.jsonl?name=A%20B'])(
    'FMT-38 FMT-39 writes JSON lines without a file name at %s',
    async (path) => {
      const { headers, text } = await call(path);

      expect(headers.get('content-type')).toBe('text/jsonl');
      expect(headers.get('content-disposition')).toBeNull();
      expect(text).toBe(
        '{"id":1,"name":"A","at":"2001-01-01T00:00:00Z","tags":["x"]}\n{"id":2,"name":"B","at":"2001-01-01T00:00:00Z","tags":["x"]}\n',
      );
    },
  );

  it.each([
    ['/jsv/reply/EchoItem?name=a,b&id=1&isSold=true', {}],
    ['/api/EchoItem.jsv?name=a,b&id=1&isSold=true', {}],
    ['/items/one?name=a,b&id=1&isSold=true', { headers: { accept: 'application/jsv' } }],
    ['/items/one?name=a,b&id=1&isSold=true', { headers: { accept: 'text/jsv' } }],
  ])('FMT-02 FMT-30 writes JSV at %s, always as application/jsv', async (path, init) => {
    const { headers, text } = await call(path, init);

    expect(headers.get('content-type')).toBe('application/jsv');
    expect(text).toBe('{id:1,name:"a,b",isSold:True}');
  });

  it('FMT-31 writes the defaults of the classic profile with the shortest date', async () => {
    expect((await call('/jsv/reply/EchoItem?name=x', {}, classic)).text).toBe(
      '{id:0,name:x,price:0,isSold:False,at:0001-01-01,size:0}',
    );
  });

  it.each([
    ['csv', /^Offset,Total,Results,Meta,ResponseStatus\r\n.*"\{errorCode:NotFound,message:""not here, sorry""/],
    ['jsv', /responseStatus:\{errorCode:NotFound,message:"not here, sorry"/],
    ['jsonl', /^\{.*"responseStatus":\{"errorCode":"NotFound","message":"not here, sorry"/],
  ])('writes errors as %s too', async (format, body) => {
    const { status, headers, text } = await call(`/api/QueryItems.${format}?name=nobody`);

    expect(status).toBe(404);
    expect(text).toMatch(body);
    expect(headers.get('content-disposition')).toBeNull();
  });
});

describe('?jsconfig= over HTTP', () => {
  it('FMT-20 gives declared names, also in errors', async () => {
    expect((await call('/api/EchoItem?id=1&jsconfig=epcn')).text).toBe('{"Id":1}');
    expect((await call('/api/QueryItems?name=nobody&jsconfig=epcn')).text).toContain(
      '"ResponseStatus":{"ErrorCode":"NotFound"',
    );
  });

  it.each([
    ['edv', '{"name":"a"}'],
    ['inv', '{"id":0,"name":"a","price":null,"isSold":null,"at":null,"size":null,"tags":null}'],
    ['i', '{\n  "id": 0,\n  "name": "a"\n}'],
    ['eccn:false', '{"id":0,"name":"a"}'],
    ['nonsense:1', '{"id":0,"name":"a"}'],
  ])('FMT-21 FMT-22 FMT-23 FMT-26 FMT-27 shapes JSON by %s', async (config, body) => {
    expect((await call(`/api/EchoItem?id=0&name=a&jsconfig=${config}`)).text).toBe(body);
  });

  it('FMT-24 changes the dates of JSON, JSV, CSV and JSON lines', async () => {
    const at = 'at=2001-01-01&jsconfig=dh:utm';

    expect((await call(`/api/EchoItem?${at}`)).text).toBe('{"at":978307200000}');
    expect((await call(`/jsv/reply/EchoItem?${at}`)).text).toBe('{at:978307200000}');
    expect((await call(`/csv/reply/EchoItem?${at}`)).text).toBe(`${header},,,,978307200000,,\r\n`);
    expect((await call(`/jsonl/reply/EchoItem?${at}`)).text).toBe('{"at":978307200000}');
    expect((await call('/api/EchoItem?at=2001-01-01&jsconfig=dh:iso8601')).text).toBe(
      '{"at":"2001-01-01T00:00:00.0000000Z"}',
    );
  });
});

describe('bodies over HTTP', () => {
  const asJson = '{"store":"s","items":[{"id":1,"name":"a,b"}]}';
  const asJsv = '{store:s,items:[{id:1,name:"a,b"}]}';
  const asCsv = 'Store,Items\r\ns,"[{id:1,name:""a,b""}]"\r\n';

  it.each([
    ['application/jsv', '/jsv/reply/EchoItems', '{Store:s,ITEMS:[{Id:1,Name:"a,b"}]}', asJsv],
    ['text/jsv', '/items/store?format=json', '{Store:s,ITEMS:[{Id:1,Name:"a,b"}]}', asJson],
    ['text/csv', '/csv/reply/EchoItems', 'store,ITEMS\r\ns,"[{Id:1,Name:""a,b""}]"\r\n', asCsv],
    ['text/csv', '/items/store?format=json', 'store,items\ns,"[{Id:1,Name:""a,b""}]"', asJson],
    ['text/jsonl', '/jsonl/reply/EchoItems', '{"Store":"s","items":[{"ID":1,"name":"a,b"}]}', asJson],
    ['text/jsonl', '/items/store?format=json', '{"Store":"s","items":[{"ID":1,"name":"a,b"}]}\n', asJson],
  ])('BND-05 BND-37 binds %s at %s', async (contentType, path, body, answer) => {
    const { status, text } = await post(path, contentType, body);

    expect({ status, text }).toEqual({ status: 200, text: answer });
  });

  it('BND-37 binds rows and lines to the list of a message', async () => {
    const wanted = '{"items":[{"id":1,"name":"a"},{"id":2,"name":"b"}]}';

    expect((await post('/items/store?format=json', 'text/csv', 'Id,Name\n1,a\n2,b\n')).text).toBe(wanted);
    expect(
      (await post('/items/store?format=json', 'text/jsonl', '{"id":1,"name":"a"}\n{"id":2,"name":"b"}')).text,
    ).toBe(wanted);
  });

  it.each([
    ['/jsv/reply/EchoItem[]', 'application/jsv', '[{id:1},{id:2}]', '[{id:1},{id:2}]'],
    ['/csv/reply/EchoItem[]', 'text/csv', 'id\n1\n2\n', `${header}1,,,,,,\r\n2,,,,,,\r\n`],
    ['/jsonl/reply/EchoItem[]', 'text/jsonl', '{"id":1}\n{"id":2}\n', '{"id":1}\n{"id":2}\n'],
  ])('BND-37 answers a batch at %s', async (path, contentType, body, answer) => {
    const { status, text } = await post(path, contentType, body);

    expect({ status, text }).toEqual({ status: 200, text: answer });
  });

  it.each([
    ['/jsv/reply/EchoItem', 'application/jsv', '{id:1'],
    ['/csv/reply/EchoItem', 'text/csv', 'id\n"1'],
    ['/jsonl/reply/EchoItem', 'text/jsonl', '{"id":'],
    ['/jsv/reply/EchoItem', 'application/jsv', '{__proto__:{id:1}}'],
    ['/csv/reply/EchoItem', 'text/csv', 'constructor\n1'],
    ['/jsonl/reply/EchoItem', 'text/jsonl', '{"a":{"prototype":1}}'],
    ['/jsv/reply/EchoItem', 'application/jsv', `{a:${'['.repeat(100_000)}`],
  ])('refuses what is unreadable at %s (%s) with 400', async (path, contentType, body) => {
    const { status, text } = await post(path, contentType, body);

    expect(status).toBe(400);
    expect(text).toContain('SerializationException');
  });

  it('refuses 100,000 levels of JSV as too deep (reliability 3.2 #4)', async () => {
    const body = `{a:${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const { status, text } = await post('/jsv/reply/EchoItem', 'application/jsv', body);

    expect(status).toBe(400);
    expect(text).toContain('errorCode:TooDeep');
  });
});
