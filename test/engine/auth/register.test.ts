import { JsonServiceClient } from '@servicestack/client';
import { Authenticate, Register } from '../../../dtos';
import { UserRepository } from '../../../src/data';
import { userStore } from '../../../src/stores';
import { profiles, type Reply } from '../../contract/http/reference-host';
import { type AuthHost, cookiesOf, jar, startAuthHost } from './auth-host';

const good = { password: 'good', confirmPassword: 'good' };
const whatOf = (reply: Reply) =>
  reply.refusal().errors?.map(({ errorCode, fieldName, message }) => [errorCode, fieldName.toLowerCase(), message]);

describe.each(profiles)('registering on a %s host', (profile) => {
  let host: AuthHost;
  beforeAll(async () => {
    host = await startAuthHost({ profile }, ({ dataSource }) => ({
      registration: userStore(new UserRepository(dataSource.manager)),
    }));
    await host.addUser({ userName: 'taken', email: 'taken@missive.test' });
  });
  afterAll(() => host?.close());

  it.each([
    [
      {},
      [
        ['NotEmpty', 'password', "'Password' must not be empty."],
        ['NotEmpty', 'username', "'User Name' must not be empty."],
        ['NotEmpty', 'email', "'Email' must not be empty."],
      ],
    ],
    [
      { email: 'a@b.co', password: 'p', confirmPassword: 'q' },
      [['PasswordsShouldMatch', 'confirmpassword', 'Passwords should match!']],
    ],
    [{ ...good, email: 'nonsense' }, [['Email', 'email', "'Email' is not a valid email address."]]],
    [{ ...good, userName: 'TAKEN' }, [['AlreadyExists', 'username', 'Username already exists']]],
    [{ ...good, userName: 'other', email: 'Taken@missive.test' }, [['AlreadyExists', 'email', 'Email already exists']]],
    [{ ...good, email: 'taken@missive.test' }, [['AlreadyExists', 'email', 'Email already exists']]],
    [
      { ...good, userName: 'x'.repeat(255) },
      [
        [
          'MaximumLength',
          'username',
          "The length of 'User Name' must be 254 characters or fewer. You entered 255 characters.",
        ],
      ],
    ],
  ])('AUTH-32 refuses %j', async (request, errors) => {
    const reply = await host.post('/api/Register', request);

    expect(reply.status).toBe(400);
    expect([whatOf(reply), reply.refusal().errorCode]).toEqual([errors, errors[0]?.[0]]);
  });

  it('AUTH-32 answers the new user’s id, and signs nobody in', async () => {
    const reply = await host.post('/register', { ...good, userName: 'eva', firstName: 'Eva', lastName: 'Ek' });

    expect(reply.status).toBe(200);
    const { userId } = reply.json<{ userId: string }>();
    expect(reply.json()).toEqual({ userId, userName: 'eva' });
    expect(await host.users.find(userId)).toMatchObject({
      userName: 'eva',
      displayName: 'Eva Ek',
      companyId: null,
      roles: [],
    });
    expect(cookiesOf(reply).get('ss-opt')).toBeUndefined();
    expect((await host.signIn('eva', { password: 'good' })).json()).toMatchObject({ userId });
  });

  it('signs in who asks for it, under the e-mail address where there is no name', async () => {
    const reply = await host.post('/register', { ...good, email: 'fia@missive.test', autoLogin: true });

    expect(reply.json()).toMatchObject({
      userName: 'fia@missive.test',
      sessionId: cookiesOf(reply).get('ss-id')?.value,
    });
    expect((await host.get('/auth', jar(reply))).json()).toMatchObject({ userName: 'fia@missive.test' });
  });

  it('takes one of two who want the same name at once', async () => {
    const request = { ...good, userName: 'gry' };
    const replies = await Promise.all([host.post('/register', request), host.post('/register', request)]);

    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
    const refused = replies.find(({ status }) => status === 400);
    expect(refused && whatOf(refused)).toEqual([['AlreadyExists', 'username', 'Username already exists']]);
  });

  it('changes nobody who is signed in', async () => {
    const reply = await host.post('/register', { ...good, userName: 'hal' }, jar(await host.signIn('taken')));

    expect([reply.status, reply.refusal().errorCode]).toEqual([405, 'NotSupportedException']);
    expect(await host.users.findByUserName('hal')).toBeNull();
  });

  it('AUTH-36 leads pages on to this host only', async () => {
    const page = { accept: 'text/html' };
    const inside = await host.post('/register?continue=/welcome', { ...good, userName: 'ida' }, page);
    const outside = await host.post('/register?continue=https://evil.example', { ...good, userName: 'jon' }, page);

    expect([inside.status, inside.headers.location]).toEqual([302, '/welcome']);
    expect(outside.status).toBe(400);
    expect(await host.users.findByUserName('jon')).toBeNull();
  });

  it('works for the typed client', async () => {
    const client = new JsonServiceClient(host.url);
    const { userId } = await client.post(new Register({ ...good, userName: 'kai', autoLogin: true }));

    expect(await client.get(new Authenticate())).toMatchObject({ userId, userName: 'kai' });
  });
});

it('is not hosted unless the host says where new users go', async () => {
  const host = await startAuthHost({ profile: 'system' });
  const statuses = [
    (await host.post('/api/Register', { ...good, userName: 'eva' })).status,
    (await host.post('/register', { ...good, userName: 'eva' })).status,
    (await host.post('/api/AssignRoles', {})).status,
  ];
  await host.close();

  expect(statuses).toEqual([405, 404, 405]);
});
