import { UserRepository } from '../../../src/data';
import { userStore } from '../../../src/stores';
import { profiles } from '../../contract/http/reference-host';
import { type AuthHost, cookiesOf, jar, startAuthHost } from './auth-host';

describe.each(profiles)('roles on a %s host', (profile) => {
  let host: AuthHost;
  let admin: { cookie: string };
  beforeAll(async () => {
    host = await startAuthHost({ profile }, ({ dataSource }) => ({
      roles: userStore(new UserRepository(dataSource.manager)),
    }));
    await host.addUser({ userName: 'admin', roles: ['Admin'] });
    await host.addUser({ userName: 'anna', roles: ['Lead'] });
    admin = jar(await host.signIn('admin'));
  });
  afterAll(() => host?.close());

  it('AUTH-33 are given and taken by Admin only', async () => {
    const request = { userName: 'bo', roles: ['Editor'] };
    await host.addUser({ userName: 'bo' });
    const anonymous = await host.post('/assignroles', request);
    const other = await host.post('/assignroles', request, jar(await host.signIn('anna')));
    const given = await host.post('/assignroles', { ...request, permissions: ['CanEdit'] }, admin);

    expect([anonymous.status, anonymous.refusal()]).toEqual([
      401,
      expect.objectContaining({ errorCode: 'Unauthorized', message: 'Not Authenticated' }),
    ]);
    expect([other.status, other.refusal()]).toEqual([
      403,
      expect.objectContaining({ errorCode: 'Forbidden', message: 'Invalid Role' }),
    ]);
    expect([given.status, given.json()]).toEqual([200, { allRoles: ['Editor'], allPermissions: ['CanEdit'] }]);
    const taken = await host.post('/unassignroles', { ...request, roles: ['Editor', 'None'] }, admin);
    expect(taken.json()).toEqual({ allRoles: [], allPermissions: ['CanEdit'] });
  });

  it('AUTH-33 belong to users who exist', async () => {
    const unknown = await host.post('/api/AssignRoles', { userName: 'nobody', roles: ['x'] }, admin);
    const unnamed = await host.post('/api/UnAssignRoles', { roles: ['x'] }, admin);

    expect([unknown.status, unknown.refusal()]).toEqual([
      404,
      expect.objectContaining({ errorCode: 'NotFound', message: 'nobody' }),
    ]);
    expect([unnamed.status, unnamed.refusal()]).toEqual([
      400,
      expect.objectContaining({
        errorCode: 'ArgumentNullException',
        message: "Value cannot be null. (Parameter 'UserName')",
        errors: [expect.objectContaining({ message: 'Value cannot be null.' })],
      }),
    ]);
  });

  it('are given once, behind those that are there, also by two at once', async () => {
    await host.addUser({ userName: 'cy', roles: ['First'] });
    const give = (...roles: string[]) => host.post('/assignroles', { userName: 'cy', roles }, admin);
    await Promise.all([give('B'), give('A'), give('B', 'B')]);
    const { allRoles } = (await give('First', 'A')).json<{ allRoles: string[] }>();

    expect(allRoles[0]).toBe('First');
    expect([...allRoles].sort()).toEqual(['A', 'B', 'First']);
  });

  it('end the sessions that were given before the change', async () => {
    await host.addUser({ userName: 'dan' });
    const before = jar(await host.signIn('dan'));
    await host.post('/assignroles', { userName: 'dan', roles: ['Manager'] }, admin);

    expect((await host.get('/auth', before)).status).toBe(401);
    expect((await host.get('/auth', jar(await host.signIn('dan')))).json()).toMatchObject({ roles: ['Manager'] });
  });

  it('give new ids to whoever changes his own', async () => {
    await host.addUser({ userName: 'eva', roles: ['Admin'] });
    const before = jar(await host.signIn('eva', { rememberMe: true }));
    const changed = await host.post('/assignroles', { userName: 'eva', roles: ['Editor'] }, before);

    expect(cookiesOf(changed).get('ss-opt')?.value).toBe('perm');
    expect((await host.get('/auth', before)).status).toBe(401);
    expect((await host.get('/auth', jar(changed))).json()).toMatchObject({ userName: 'eva' });
  });
});
