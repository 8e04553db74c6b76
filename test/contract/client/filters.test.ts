import { type IRequestInit, JsonServiceClient } from '@servicestack/client';
import { Hello } from '../../support/hello';
import { clientHost, urlsOf } from './client-host';
import { Refusals, Values } from './client-operations';

/** What a caller hangs into the client sees what the server sent. */
const host = clientHost();
let client: JsonServiceClient;

beforeAll(() => host.listen(0));
afterAll(() => host.close());
beforeEach(() => {
  client = new JsonServiceClient(host.url);
});
afterEach(() => {
  JsonServiceClient.globalRequestFilter = undefined as never;
  JsonServiceClient.globalResponseFilter = undefined as never;
});

const headersOf = (init: IRequestInit) => (init as unknown as { headers: Headers }).headers;

it('CLI-01 request filters add headers, the global one after the own one', async () => {
  client.requestFilter = (init) => {
    headersOf(init).set('X-Tag', 'own');
    headersOf(init).set('X-Global', 'own');
  };
  JsonServiceClient.globalRequestFilter = (init) => headersOf(init).set('X-Global', 'global');

  const { headers } = await client.post(new Values());

  expect(headers).toMatchObject({ 'x-tag': 'own', 'x-global': 'global' });
});

it('CLI-01 a request filter may send another address and body', async () => {
  client.requestFilter = (init) => Object.assign(init, { url: `${host.url}/values/8`, body: '{"text":"other"}' });

  const { path, values } = await client.post(new Values({ text: 'sent' }));

  expect([path, values]).toEqual(['/values/8', { text: 'other', count: 8 }]);
});

it('CLI-01 response filters see status and headers', async () => {
  const seen: unknown[] = [];
  client.responseFilter = ({ status, headers }) => void seen.push(['own', status, headers.get('content-type')]);
  JsonServiceClient.globalResponseFilter = ({ headers }) => void seen.push(['global', headers.get('vary')]);

  await client.post(new Hello({ name: 'x' }));

  expect(seen).toEqual([
    ['own', 200, 'application/json; charset=utf-8'],
    ['global', 'Accept'],
  ]);
});

it('CLI-11 response and exception filters see errors', async () => {
  const seen: unknown[] = [];
  client.responseFilter = ({ status, statusText }) => void seen.push(['response', status, statusText]);
  client.exceptionFilter = (response, error) =>
    void seen.push(['exception', response.status, error.responseStatus.errorCode]);

  const { error } = await client.api(new Refusals({ how: 'conflict' }));

  expect(error?.message).toBe('already there');
  expect(seen).toEqual([
    ['response', 409, 'Conflict'],
    ['exception', 409, 'Conflict'],
  ]);
});

it('CLI-01 urlFilter sees every address', async () => {
  const urls = urlsOf(client);

  await client.get(new Hello({ name: 'a' }), { b: 1 });
  await client.postToUrl('/hello', new Hello({ name: 'c' }));

  expect(urls).toEqual(['/api/Hello?name=a&b=1', '/hello']);
});

it('CLI-01 parseJson may read the answer in its own way', async () => {
  client.parseJson = async (response) => ({ text: await response.text() });

  expect(await client.post(new Hello({ name: 'x' }))).toEqual({ text: '{"result":"Hello, x!"}' });
});

it('CLI-01 apply sets the client up', async () => {
  const urls: string[] = [];
  const made = new JsonServiceClient(host.url).apply((fresh) => {
    fresh.basePath = '/api';
    fresh.urlFilter = (url) => void urls.push(url);
  });

  await made.get(new Hello({ name: 'x' }));

  expect(urls).toEqual([`${host.url}/api/Hello?name=x`]);
});
