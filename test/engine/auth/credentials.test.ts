import { JsonServiceClient } from '@servicestack/client';
import { Authenticate } from '../../../dtos';
import { profiles } from '../../contract/http/reference-host';
import { type AuthHost, cookiesOf, jar, password, startAuthHost } from './auth-host';

describe.each(profiles)('signing in on a %s host', (profile) => {
  let host: AuthHost;
  let userId: string;
  beforeAll(async () => {
    host = await startAuthHost({ profile });
    userId = await host.addUser({ userName: 'anna', displayName: 'Anna A', roles: ['Lead'], permissions: ['CanSell'] });
    await host.addUser({ userName: 'admin', roles: ['Admin'] });
  });
  afterAll(() => host?.close());

  it('AUTH-01 answers who has signed in, and sets the cookies of a session', async () => {
    const reply = await host.signIn('ANNA');

    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual({
      userId,
      sessionId: cookiesOf(reply).get('ss-id')?.value,
      userName: 'anna',
      displayName: 'Anna A',
      roles: ['Lead'],
      permissions: ['CanSell'],
      authProvider: 'credentials',
    });
    expect(cookiesOf(reply).get('ss-id')?.value).toMatch(/^[A-Za-z0-9]{20}$/);
    expect(cookiesOf(reply).get('ss-pid')?.value).toMatch(/^[A-Za-z0-9]{20}$/);
  });

  it.each([
    ['/auth', { provider: 'credentials' }],
    ['/auth', {}],
    ['/auth/login', {}],
    ['/api/Authenticate', { provider: 'Credentials' }],
    ['/json/reply/Authenticate', {}],
  ])('works at %s with %j', async (path, more) => {
    const reply = await host.post(path, { userName: 'anna', password, ...more });

    expect([reply.status, reply.json<{ userId: string }>().userId]).toEqual([200, userId]);
  });

  it('takes a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await host.post('/auth/credentials', 'UserName=anna&Password=a+good+password', headers);

    expect(reply.json()).toMatchObject({ userId });
  });

  it('AUTH-02 tells neither a wrong password from an unknown user', async () => {
    const wrong = await host.signIn('anna', { password: 'wrong' });
    const unknown = await host.signIn('nobody', { password: 'wrong' });

    expect(wrong.status).toBe(401);
    expect(wrong.refusal()).toMatchObject({ errorCode: 'Unauthorized', message: 'Invalid Username or Password' });
    expect(cookiesOf(wrong).get('ss-opt')).toBeUndefined();
    expect([unknown.status, unknown.json()]).toEqual([wrong.status, wrong.json()]);
  });

  it('asks for both user name and password, in the words of a validation error', async () => {
    const { errorCode, message, errors } = (await host.post('/auth/credentials', {})).refusal();

    expect([errorCode, message]).toEqual([
      'NotEmpty',
      "'User Name' must not be empty.\n\n  - 'User Name' must not be empty. [userName]\n  - 'Password' must not be empty. [password]",
    ]);
    expect(errors?.map(({ fieldName }) => fieldName.toLowerCase())).toEqual(['username', 'password']);
  });

  it('AUTH-03 says who is signed in, and refuses nobody with JSON', async () => {
    const signedIn = await host.signIn('anna');
    const nobody = await host.get('/auth');
    const somebody = await host.get('/auth', jar(signedIn));

    expect(nobody.status).toBe(401);
    expect(nobody.refusal()).toMatchObject({ errorCode: 'Unauthorized', message: 'Not Authenticated' });
    expect(somebody.json()).toEqual(signedIn.json());
    expect((await host.post('/api/Authenticate', {}, jar(signedIn))).json()).toEqual(signedIn.json());
  });

  it('AUTH-04 knows no other provider', async () => {
    const reply = await host.post('/auth/nope', {});

    expect(reply.status).toBe(404);
    expect(reply.refusal()).toMatchObject({
      errorCode: 'NotFound',
      message: "No configuration was added for OAuth provider 'nope'",
    });
  });

  it('AUTH-05 signs nobody in by GET', async () => {
    const replies = [
      await host.get('/auth/credentials'),
      await host.get(`/api/Authenticate?provider=credentials&userName=anna&password=${encodeURIComponent(password)}`),
      await host.get('/auth?userName=anna'),
    ];

    for (const reply of replies) {
      expect([reply.status, reply.refusal().errorCode]).toEqual([405, 'NotSupportedException']);
    }
  });

  it.each(['/auth/logout', '/auth?provider=logout', '/api/Authenticate?provider=logout', '/api/AuthenticateLogout'])(
    'AUTH-06 signs out at %s by GET and POST, whoever is signed in, and takes all cookies back',
    async (path) => {
      const anonymous = await host.post(path, {});
      for (const verb of ['GET', 'POST']) {
        const signedIn = await host.signIn('anna');
        const left = await host.call(verb, path, undefined, jar(signedIn));
        const replayed = await host.get('/auth', jar(signedIn));

        expect([left.status, left.json()]).toEqual([200, {}]);
        expect(replayed.status).toBe(401);
      }

      expect([anonymous.status, anonymous.json()]).toEqual([200, {}]);
      const dropped = [...cookiesOf(anonymous)].filter(
        ([, { value, attributes }]) => value === '' && attributes.includes('expires=thu, 01 jan 1970 00:00:00 gmt'),
      );
      expect(dropped.map(([name]) => name).sort()).toEqual([
        'X-UAId',
        'ss-id',
        'ss-opt',
        'ss-pid',
        'ss-reftok',
        'ss-tok',
      ]);
    },
  );

  it('AUTH-36 leads nobody to other hosts', async () => {
    const outside = [
      'https://evil.example',
      'https://evil.example/path',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      'evil.example',
      `http://${new URL(host.url).host}@evil.example/`,
      `${host.url}//evil.example`,
    ];
    for (const target of outside) {
      const path = `/auth/credentials?continue=${encodeURIComponent(target)}`;
      const reply = await host.post(path, { userName: 'anna', password }, { accept: 'text/html' });

      expect([target, reply.status]).toEqual([target, 400]);
      expect([target, cookiesOf(reply).get('ss-opt')]).toEqual([target, undefined]);
    }
    const inJson = await host.post('/auth/credentials', { userName: 'anna', password, returnUrl: '//evil.example' });
    expect(inJson.refusal()).toMatchObject({
      errorCode: 'ArgumentException',
      message: 'External Redirects are not permitted',
      errors: [{ fieldName: expect.stringMatching(/^continue$/i) }],
    });
  });

  it.each(['/start?a=1#top', '/'])('leads pages on to %s of its own host', async (target) => {
    const accept = { accept: 'text/html' };
    const absolute = `${host.url}${target}`;
    for (const wanted of [target, absolute]) {
      for (const name of ['continue', 'redirect', 'ReturnUrl']) {
        const path = `/auth/credentials?${name}=${encodeURIComponent(wanted)}`;
        const reply = await host.post(path, { userName: 'anna', password }, accept);

        expect([name, reply.status, reply.headers.location]).toEqual([name, 302, target]);
        expect((await host.get('/auth', jar(reply))).status).toBe(200);
      }
    }
    const left = await host.get(`/auth/logout?continue=${encodeURIComponent(target)}`, accept);
    expect([left.status, left.headers.location]).toEqual([302, target]);
  });

  it('sends a page that failed back to its form, and no further than this host', async () => {
    const fail = (referer: string) =>
      host.post('/auth/credentials', { userName: 'anna', password: 'wrong' }, { accept: 'text/html', referer });
    const own = await fail(`${host.url}/login?x=1`);

    expect([own.status, own.headers.location]).toEqual([302, '/login?x=1#f=Invalid%20Username%20or%20Password']);
    expect((await fail('https://evil.example/login')).status).toBe(401);
  });

  it('AUTH-12 asks for the first provider where an attribute guards', async () => {
    const reply = await host.post('/api/SecuredByAttribute', { name: 'x' });

    expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, 'credentials realm="/auth/credentials"']);
    expect(reply.text === '').toBe(profile === 'classic');
  });

  it('AUTH-13 refuses a role that an attribute asks for with a text', async () => {
    const reply = await host.post('/api/ManagersByAttribute', { name: 'x' }, jar(await host.signIn('anna')));

    expect(reply.status).toBe(403);
    // The `system` profile says the same in JSON (decisions D3).
    expect(reply.headers['content-type']).toMatch(profile === 'classic' ? /^text\/plain/ : /^application\/json/);
    expect(reply.text).toContain(profile === 'classic' ? 'Forbidden\n\nRequest.HttpMethod: POST' : 'Invalid Role');
  });

  it('AUTH-14 AUTH-15 AUTH-16 refuses with JSON where a validator guards', async () => {
    const anna = jar(await host.signIn('anna'));
    await host.addUser({ userName: `poor-${profile}` });
    const poor = jar(await host.signIn(`poor-${profile}`));
    const refusal = async (name: string, headers = {}) => {
      const reply = await host.post(`/api/${name}`, { name: 'x' }, headers);
      const { errorCode, message } = reply.refusal();
      return [reply.status, errorCode, message];
    };

    expect(await refusal('SecuredByValidator')).toEqual([401, 'Unauthorized', 'Not Authenticated']);
    expect(await refusal('ManagersByValidator', anna)).toEqual([403, 'Forbidden', 'Manager Role Required']);
    expect(await refusal('LeadsOrManagers', poor)).toEqual([403, 'Forbidden', 'Any of Lead, Manager Roles Required']);
    expect(await refusal('Sellers', poor)).toEqual([403, 'Forbidden', 'CanSell Permission Required']);
    expect((await host.post('/api/LeadsOrManagers', {}, anna)).status).toBe(200);
  });

  it('AUTH-17 lets the role Admin through every guard, and tells it all roles', async () => {
    const signedIn = await host.signIn('admin');
    const admin = jar(signedIn);
    const names = ['ManagersByValidator', 'ManagersByAttribute', 'LeadsOrManagers', 'Sellers', 'SellersByAttribute'];
    for (const name of names) {
      expect([name, (await host.post(`/api/${name}`, { name: 'x' }, admin)).status]).toEqual([name, 200]);
    }

    expect(signedIn.json<{ roles: string[] }>().roles).toEqual(expect.arrayContaining(['Admin', 'Lead', 'Manager']));
    // They are told, not had.
    expect((await host.users.findByUserName('admin'))?.roles).toEqual(['Admin']);
  });

  it('AUTH-35 ignores bad credentials where none are needed', async () => {
    const reply = await host.post('/api/WhoCalls', {}, { cookie: 'ss-id=aaaaaaaaaaaaaaaaaaaa', 'x-ss-id': '!' });

    expect([reply.status, reply.json()]).toEqual([200, {}]);
  });

  it('lets the typed client sign in and call', async () => {
    const client = new JsonServiceClient(host.url);
    await client.post(new Authenticate({ provider: 'credentials', userName: 'anna', password, rememberMe: true }));

    expect(await client.get(new Authenticate())).toMatchObject({ userId });
    expect(client.bearerToken).toBeUndefined();
  });
});

describe.each(profiles)('a login page of a %s host', (profile) => {
  it('is where pages lead whom attributes refuse, and nothing else does', async () => {
    const host = await startAuthHost({ profile, auth: { loginPage: '/login' } });
    const page = { accept: 'text/html' };
    const asked = await host.get('/html/reply/SecuredByAttribute?name=x&id=1', page);
    const byValidator = await host.get('/html/reply/SecuredByValidator?name=x', page);
    const inJson = await host.get('/api/SecuredByAttribute?name=x');
    await host.close();

    expect([asked.status, asked.headers.location, asked.headers['www-authenticate']]).toEqual([
      302,
      '/login?redirect=%2Fhtml%2Freply%2FSecuredByAttribute%3Fname%3Dx%26id%3D1',
      undefined,
    ]);
    expect([byValidator.status, inJson.status]).toEqual([401, 401]);
  });
});

describe('a page that wants the reason in its query', () => {
  it('gets it there', async () => {
    const host = await startAuthHost({ profile: 'system', auth: { failureIn: 'query' } });
    const headers = { accept: 'text/html', referer: `${host.url}/login?x=1#part` };
    const reply = await host.post('/auth/credentials', { userName: 'nobody', password: 'x' }, headers);
    await host.close();

    expect(reply.headers.location).toBe('/login?x=1&f=Invalid%20Username%20or%20Password');
  });
});
