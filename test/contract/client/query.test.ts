import { JsonServiceClient } from '@servicestack/client';
import { clientHost, urlsOf } from './client-host';
import { type Shade, Values } from './client-operations';

/** How the client puts members into a query string (http-contract 10.3), and that they arrive. */
const host = clientHost();
let client: JsonServiceClient;

beforeAll(() => host.listen(0));
afterAll(() => host.close());
beforeEach(() => {
  client = new JsonServiceClient(host.url);
});

describe('members in a query', () => {
  it.each<[what: string, members: Partial<Values>, query: string, bound: object]>([
    ['null members as bare keys', { text: null, count: null, flag: null, ids: null }, 'text&count&flag&ids', {}],
    ['a null beside others', { text: null, count: 1 }, 'text&count=1', { count: 1 }],
    ['undefined members not at all', { text: undefined, count: 2 }, 'count=2', { count: 2 }],
    ['empty texts as absent', { text: '', count: 3 }, 'text=&count=3', { count: 3 }],
    ['lists of numbers', { ids: [1, 2, 3] }, 'ids=1%2C2%2C3', { ids: [1, 2, 3] }],
    ['lists of texts', { names: ['a', 'b c', 'ö'] }, 'names=a%2Cb%20c%2C%C3%B6', { names: ['a', 'b c', 'ö'] }],
    ['a list of one', { ids: [7] }, 'ids=7', { ids: [7] }],
    ['an empty list as absent', { ids: [] }, 'ids=', {}],
    ['true', { flag: true }, 'flag=true', { flag: true }],
    ['false', { flag: false }, 'flag=false', { flag: false }],
    ['zero and negative numbers', { count: 0, ratio: -0.5 }, 'count=0&ratio=-0.5', { count: 0, ratio: -0.5 }],
    ['numbers with exponents', { ratio: 1e21 }, 'ratio=1e%2B21', { ratio: 1e21 }],
    [
      'reserved characters',
      { text: 'a=b&c?d#e/f\'"%' },
      "text=a%3Db%26c%3Fd%23e%2Ff'%22%25",
      { text: 'a=b&c?d#e/f\'"%' },
    ],
    ['quotes, which stay', { text: '"A"' }, 'text=%22A%22', { text: '"A"' }],
    [
      'texts of many scripts',
      { text: 'Åsa 漢字 😀' },
      'text=%C3%85sa%20%E6%BC%A2%E5%AD%97%20%F0%9F%98%80',
      { text: 'Åsa 漢字 😀' },
    ],
    ['enum members', { shade: 'Dark' as Shade }, 'shade=Dark', { shade: 'Dark' }],
    [
      'dates in ISO form',
      { at: '2001-01-31T10:00:00Z' },
      'at=2001-01-31T10%3A00%3A00Z',
      { at: '2001-01-31T10:00:00Z' },
    ],
    ['time spans', { span: '01:30:00' }, 'span=01%3A30%3A00', { span: 'PT1H30M' }],
  ])('CLI-17 sends %s, and they bind', async (_what, members, query, bound) => {
    const urls = urlsOf(client);

    const { values } = await client.get(new Values(members));

    expect(urls).toEqual([`/api/Values?${query}`]);
    expect(values).toEqual(bound);
  });

  it('CLI-17 binds dates as JavaScript prints them', async () => {
    const { values } = await client.get(new Values({ at: new Date('2001-01-31T10:20:30Z') }));

    expect(values.at).toBe('2001-01-31T10:20:30Z');
  });

  it('CLI-17 binds bytes, whose base64 the client leaves unencoded', async () => {
    const bytes = Uint8Array.from([0xfb, 0xef, 0xbe, 0xff, 0x00, 0x01]);
    const urls = urlsOf(client);

    const { values } = await client.get(new Values({ bytes }));

    expect(urls).toEqual(['/api/Values?bytes=++++/wAB']);
    expect(values.bytes).toBe('++++/wAB');
  });

  it('CLI-17 refuses nested objects, which the client can only spell [object Object]', async () => {
    const { error } = await client.api(new Values({ part: { id: 1 } }), undefined, 'GET');

    expect(error).toMatchObject({ errorCode: 'SerializationException', errors: [{ fieldName: 'part' }] });
  });

  it('CLI-17 binds the same members on a route', async () => {
    const { values } = await client.get<{ values: Values }>('/values', {
      text: null,
      count: 4,
      flag: true,
      ids: [1, 2],
      names: ['a'],
    });

    expect(values).toEqual({ count: 4, flag: true, ids: [1, 2], names: ['a'] });
  });

  it.each(['delete', 'get'] as const)('CLI-17 %s by path takes arguments with nulls', async (method) => {
    const { values } = await client[method]<{ values: Values }>('/values/9', { text: null, flag: false });

    expect(values).toEqual({ count: 9, flag: false });
  });
});

describe('queries of other clients', () => {
  it.each<[what: string, query: string, bound: object]>([
    ['lists in brackets', 'ids=%5B1%2C2%2C3%5D', { ids: [1, 2, 3] }],
    ['lists in bare brackets', 'ids=[1,2,3]', { ids: [1, 2, 3] }],
    ['texts in brackets, blanks as plus', 'names=[a+b,c]', { names: ['a b', 'c'] }],
    ['quoted texts in brackets', 'names=[%22a%2Cb%22,c]', { names: ['a,b', 'c'] }],
    ['empty brackets', 'ids=[]', { ids: [] }],
    ['repeated keys', 'ids=1&ids=2&ids=3', { ids: [1, 2, 3] }],
    ['a plus as a blank', 'text=a+b%2Bc', { text: 'a b+c' }],
    ['%20 as a blank', 'text=a%20b', { text: 'a b' }],
    ['booleans as Python spells them', 'flag=True', { flag: true }],
    ['objects in JSV', 'part={id:1,name:x}', { part: { id: 1, name: 'x' } }],
    ['objects in JSON', 'part=%7B%22id%22%3A1%7D', { part: { id: 1 } }],
    ['lists of objects', 'parts=[{id:1},{id:2}]', { parts: [{ id: 1 }, { id: 2 }] }],
    ['dictionaries', 'meta={a:1,b:x+y}', { meta: { a: '1', b: 'x y' } }],
    ['names in any case', 'TEXT=x&Count=1', { text: 'x', count: 1 }],
  ])('CLI-18 binds %s', async (_what, query, bound) => {
    for (const path of ['/api/Values', '/json/reply/Values', '/values']) {
      const { values } = await client.get<{ values: Values }>(`${host.url}${path}?${query}`);

      expect([path, values]).toEqual([path, bound]);
    }
  });

  it('CLI-18 binds a form in which blanks are a plus', async () => {
    const response = await fetch(`${host.url}/api/Values`, {
      method: 'POST',
      body: 'text=a+b&names=[x+y,z]&flag=True',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

    expect((await response.json()).values).toEqual({ text: 'a b', names: ['x y', 'z'], flag: true });
  });
});
