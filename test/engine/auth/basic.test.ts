import { JsonServiceClient } from '@servicestack/client';
import { Authenticate } from '../../../dtos';
import { basicCredentials } from '../../../src/engine/auth/providers/basic-provider';
import { profiles } from '../../contract/http/reference-host';
import { type AuthHost, basic, cookiesOf, jar, password, startAuthHost } from './auth-host';

describe.each(profiles)('Basic credentials on a %s host', (profile) => {
  let host: AuthHost;
  beforeAll(async () => {
    host = await startAuthHost({ profile, auth: { basic: true } });
    await host.addUser({ userName: 'anna', roles: ['Manager'] });
  });
  afterAll(() => host?.close());

  it.each(['SecuredByValidator', 'SecuredByAttribute', 'ManagersByValidator'])(
    'AUTH-18 open %s, and are refused with JSON when they are wrong',
    async (name) => {
      const good = await host.post(`/api/${name}`, { name: 'x' }, basic('anna', password));
      const bad = await host.post(`/api/${name}`, { name: 'x' }, basic('anna', 'wrong'));

      expect([good.status, good.json()]).toEqual([200, { result: 'anna x' }]);
      expect(bad.status).toBe(401);
      expect(bad.refusal()).toMatchObject({ errorCode: 'Unauthorized', message: 'Invalid Username or Password' });
    },
  );

  it('sign in, so that the cookie is enough from then on', async () => {
    const first = await host.post('/api/SecuredByValidator', { name: 'x' }, basic('anna', password));
    const second = await host.post('/api/SecuredByValidator', { name: 'x' }, jar(first));

    expect(second.json()).toEqual({ result: 'anna x' });
    expect((await host.get('/auth', jar(first))).json()).toMatchObject({ userName: 'anna', authProvider: 'basic' });
  });

  it('make a batch sign in once', async () => {
    const reply = await host.post('/api/SecuredByValidator[]', [{ name: 'x' }, { name: 'y' }], basic('anna', password));

    expect(reply.json()).toEqual([{ result: 'anna x' }, { result: 'anna y' }]);
    expect(cookiesOf(reply).get('ss-opt')?.value).toBe('temp');
  });

  it('sign in at /auth/basic', async () => {
    const good = await host.post('/auth/basic', {}, basic('anna', password));
    const none = await host.post('/api/Authenticate', { provider: 'basic' });

    expect(good.json()).toMatchObject({ userName: 'anna', authProvider: 'basic' });
    expect([none.status, none.refusal().message]).toEqual([401, 'Invalid BasicAuth Credentials']);
  });

  it('AUTH-35 are ignored where nobody needs to be known', async () => {
    const reply = await host.post('/api/WhoCalls', {}, basic('anna', 'wrong'));

    expect([reply.status, reply.json()]).toEqual([200, {}]);
    expect((await host.post('/api/WhoCalls', {}, basic('anna', password))).json()).toEqual({});
  });

  it('without a password are no password', async () => {
    const reply = await host.post('/api/SecuredByValidator', { name: 'x' }, basic('anna', ''));

    expect([reply.status, reply.refusal().message]).toEqual([401, 'Not Authenticated']);
  });

  it('are what the typed client sends for its user name', async () => {
    const client = new JsonServiceClient(host.url);
    client.setCredentials('anna', password);

    expect((await client.post(new Authenticate({ provider: 'basic' }))).userName).toBe('anna');
  });
});

it('mean nothing to a host without the provider', async () => {
  const host = await startAuthHost({ profile: 'system' });
  await host.addUser({ userName: 'anna' });
  const reply = await host.post('/api/SecuredByValidator', { name: 'x' }, basic('anna', password));
  const byProvider = await host.post('/auth/basic', {}, basic('anna', password));
  await host.close();

  expect([reply.status, byProvider.status]).toEqual([401, 404]);
});

describe('a Basic header', () => {
  const of = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  it.each([
    [of('anna:secret'), { userName: 'anna', password: 'secret' }],
    [of('anna:with:colons'), { userName: 'anna', password: 'with:colons' }],
    [of('anna:'), { userName: 'anna', password: '' }],
    [of('åsa:lösen'), { userName: 'åsa', password: 'lösen' }],
    [of('anna:secret').replace('Basic', 'basic'), { userName: 'anna', password: 'secret' }],
    [of('anna'), undefined],
    [of(':secret'), undefined],
    [of('anna:\0'), undefined],
    ['Basic !!', undefined],
    ['Bearer abc', undefined],
    [undefined, undefined],
  ])('%j is read as it should be', (header, expected) => {
    expect(basicCredentials(header)).toEqual(expected);
  });
});
