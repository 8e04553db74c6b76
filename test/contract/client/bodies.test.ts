import { JsonServiceClient } from '@servicestack/client';
import { Hello } from '../../support/hello';
import { clientHost, reached, urlsOf } from './client-host';
import { RawBytes, RawText, TakesRaw, Upload, UploadVoid, Values } from './client-operations';

/** Bodies that are no DTO, in both directions. */
const host = clientHost();
let client: JsonServiceClient;

beforeAll(() => host.listen(0));
afterAll(() => host.close());
beforeEach(() => {
  client = new JsonServiceClient(host.url);
  reached.splice(0);
});

const bodyMethods = ['postBody', 'putBody', 'patchBody'] as const;
const verbOf = (method: (typeof bodyMethods)[number]) => method.slice(0, -4).toUpperCase();

describe('bodies of the caller', () => {
  it.each(bodyMethods)('CLI-07 %s delivers a text as it is and the DTO in the query', async (method) => {
    const urls = urlsOf(client);

    const response = await client[method](new TakesRaw({ id: 1, name: 'n m' }), 'raw text, no JSON');

    expect(response).toEqual({
      id: 1,
      name: 'n m',
      verb: verbOf(method),
      contentType: 'application/json',
      body: 'raw text, no JSON',
    });
    expect(urls).toEqual(['/api/TakesRaw?id=1&name=n%20m']);
  });

  it.each(bodyMethods)('CLI-07 %s delivers an object as JSON', async (method) => {
    const response = await client[method](new TakesRaw({ id: 2 }), { foo: 'bar', list: [1, null] });

    expect(response).toMatchObject({ id: 2, verb: verbOf(method), body: '{"foo":"bar","list":[1,null]}' });
  });

  it.each(bodyMethods)('CLI-07 %s binds an object to an ordinary operation, beside the query', async (method) => {
    const { verb, values } = await client[method](new Values({ text: 'query', count: 1 }), { count: 5, flag: true });

    expect([verb, values]).toEqual([verbOf(method), { text: 'query', count: 5, flag: true }]);
  });

  it('CLI-07 takes arguments beside the DTO', async () => {
    const { values, query } = await client.postBody(new Values({ text: 'a' }), { count: 5 }, { ids: [1, 2] });

    expect(values).toEqual({ text: 'a', count: 5, ids: [1, 2] });
    expect(query).toBe('text=a&ids=1%2C2');
  });

  it('CLI-07 fetchBody is what all of them are made of', async () => {
    expect(await client.fetchBody('POST', new TakesRaw({ id: 3 }), 'x')).toMatchObject({ id: 3, body: 'x' });
  });

  it('CLI-07 refuses a text that is no JSON where the operation wants a DTO', async () => {
    await expect(client.postBody(new Values(), 'no JSON')).rejects.toMatchObject({
      responseStatus: { errorCode: 'SerializationException' },
    });
  });
});

describe('answers that are no DTO', () => {
  it.each(['get', 'post', 'put', 'patch'] as const)('CLI-09 %s gives a text as it is', async (method) => {
    expect(await client[method](new RawText())).toBe('0x10');
    expect(await client[method](new RawText({ text: '{"not":"parsed"}' }))).toBe('{"not":"parsed"}');
  });

  it('CLI-09 gives a text by api() and by path', async () => {
    expect((await client.api(new RawText({ text: 'Åsa\n' }))).response).toBe('Åsa\n');
  });

  it('CLI-10 gives bytes as they are', async () => {
    const bytes = await client.get(new RawBytes({ length: 256 }));

    expect(bytes).toBeInstanceOf(Uint8Array);
    expect([...bytes]).toEqual(Array.from({ length: 256 }, (_, index) => 255 - index));
  });

  it('CLI-10 gives bytes of another content type', async () => {
    const types: (string | null)[] = [];
    client.responseFilter = ({ headers }) => void types.push(headers.get('content-type'));

    expect([...(await client.get(new RawBytes({ length: 2, type: 'image/png' })))]).toEqual([255, 254]);
    expect(types).toEqual(['image/png']);
  });

  it('CLI-10 gives bytes as a Blob to whoever wants one', async () => {
    const request = Object.assign(new RawBytes({ length: 3 }), { createResponse: () => new Blob([]) });

    const blob = (await client.get(request as never)) as Blob;

    expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual([255, 254, 253]);
  });
});

describe('forms', () => {
  const form = (...entries: [name: string, value: string | File][]): FormData => {
    const data = new FormData();
    for (const [name, value] of entries) {
      if (typeof value === 'string') data.append(name, value);
      else data.append(name, value, value.name);
    }
    return data;
  };
  const file = (text: string, name: string) => new File([text], name, { type: 'text/plain' });

  it('CLI-08 apiForm binds fields and files', async () => {
    const { response } = await client.apiForm(
      new Upload(),
      form(['name', 'Åsa'], ['tags', '[a,b]'], ['upload', file('content', 'påsk.txt')]),
    );

    expect(response).toEqual({
      verb: 'POST',
      name: 'Åsa',
      tags: ['a', 'b'],
      files: [{ field: 'upload', fileName: 'påsk.txt', contentType: 'text/plain', length: 7, text: 'content' }],
    });
  });

  it('CLI-08 apiForm sends the DTO in the query, the form winning', async () => {
    const urls = urlsOf(client);

    const { response } = await client.apiForm(new Upload({ name: 'query', tags: ['q'] }), form(['name', 'form']));

    expect(response).toMatchObject({ name: 'form', tags: ['q'], files: [] });
    expect(urls).toEqual(['/api/Upload?name=query&tags=q']);
  });

  it('CLI-08 apiForm keeps the order of files, empty ones among them', async () => {
    const { response } = await client.apiForm(
      new Upload(),
      form(['b', file('2', '2.txt')], ['empty', file('', 'empty.txt')], ['a', file('1', '1.txt')]),
    );

    // The client's build for Node forgets to leave the empty one out.
    expect(response?.files.map(({ field, length }) => [field, length])).toEqual([
      ['b', 1],
      ['empty', 0],
      ['a', 1],
    ]);
  });

  it('CLI-08 apiForm takes a verb and arguments', async () => {
    const { response } = await client.apiForm(new Upload(), form(), { name: 'args' }, 'PUT');

    expect(response).toMatchObject({ verb: 'PUT', name: 'args' });
  });

  it('CLI-08 apiForm carries errors', async () => {
    const { error } = await client.apiForm(new Values(), form(['count', 'x']));

    expect(error).toMatchObject({ errorCode: 'SerializationException', errors: [{ fieldName: 'count' }] });
  });

  it('CLI-08 apiFormVoid succeeds on 204', async () => {
    const api = await client.apiFormVoid(new UploadVoid({ name: 'v' }), form(['upload', file('x', 'x.txt')]));

    expect([api.succeeded, api.error]).toEqual([true, undefined]);
    expect(reached).toEqual(['UploadVoid v 1']);
  });

  it.each(bodyMethods)('CLI-07 %s sends a form', async (method) => {
    const data = form(['name', method], ['upload', file('x', 'x.txt')]);

    expect(await client[method](new Upload(), data)).toMatchObject({
      verb: verbOf(method),
      name: method,
      files: [{ field: 'upload', text: 'x' }],
    });
  });

  it('CLI-08 leaves the client fit for ordinary messages', async () => {
    await client.apiForm(new Upload(), form(['name', 'x']));

    expect(await client.post(new Hello({ name: 'after' }))).toEqual({ result: 'Hello, after!' });
  });
});
