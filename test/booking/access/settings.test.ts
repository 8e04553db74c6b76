import type { JsonServiceClient } from '@servicestack/client';
import {
  AddAxemaCodeLockSetting,
  AxemaCodeLockSettingQuery,
  CreateAxemaUserSync,
  UpdateAxemaCodeLockSetting,
} from '../../../dtos/booking/axema';
import { CodeLockSettingQuery, UpdateCodeLockSetting } from '../../../dtos/booking/code-lock';
import { startVakaSimulator, type VakaSimulator } from '../../../src/booking/access/vaka-simulator/vaka-simulator';
import { simAccount } from '../../../src/booking/access/vaka-simulator/vaka-state';
import { companyA, companyB, startApp, type TestApp } from '../../support/start-app';
import { refusal } from '../refusal';
import { axemaSettings, isOver, jobWhen, syncUsers } from './vaka-app';

const password = 'p4ssw0rd-that-nobody-may-see';
const names: Record<string, string[]> = {
  'public.example': ['93.184.216.34'],
  'other.example': ['93.184.216.35'],
  'private.example': ['10.0.0.7'],
  'half.example': ['93.184.216.34', '127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'allowed.example': ['10.0.0.8'],
};
let app: TestApp;
let admin: JsonServiceClient;

beforeAll(async () => {
  const resolve = async (host: string) => {
    if (!names[host]) throw new Error('ENOTFOUND');
    return names[host].map((address) => ({ address, family: 4 }));
  };
  const axema = { allowPrivateHosts: false, allowedHosts: ['allowed.example:8080'], resolve };
  app = await startApp({ settings: axemaSettings(axema) });
  admin = await app.clientFor('admin@missive.test');
});
beforeEach(() =>
  app.database.dataSource.query('truncate axema_setting, code_lock_setting, axema_user_sync_job cascade'),
);
afterAll(() => app?.close());

const anAxemaSetting = (changes: Partial<AddAxemaCodeLockSetting> = {}) =>
  new AddAxemaCodeLockSetting({
    ApiEndpoint: 'public.example',
    ApiPort: 443,
    Username: 'missive',
    Password: password,
    ...changes,
  });

describe('Axema settings (domain 1, companions; domain 7)', () => {
  it('are added, read and changed, member by member, and never tell the password', async () => {
    const added = await admin.post(anAxemaSetting());
    const read = await admin.get(new AxemaCodeLockSettingQuery());
    const changed = await admin.put(new UpdateAxemaCodeLockSetting({ ApiPort: 8443, Password: 'another' }));

    expect(added).toEqual({
      CompanyId: companyA,
      ApiEndpoint: 'public.example',
      ApiPort: 443,
      Username: 'missive',
      Created: expect.stringMatching(/Z$/),
      Updated: added.Created,
    });
    expect(read).toEqual(added);
    expect(changed).toEqual({ ...added, ApiPort: 8443, Updated: expect.stringMatching(/Z$/) });
  });

  it.each<[what: string, change: Partial<UpdateAxemaCodeLockSetting>]>([
    ['another port', { ApiPort: 8443 }],
    ['another host', { ApiEndpoint: 'other.example' }],
    ['another path on the host', { ApiEndpoint: 'https://public.example/x' }],
  ])('take %s with the password only, which would else be sent there', async (_what, change) => {
    await admin.post(anAxemaSetting());

    const refused = await refusal(admin, (client) => client.put(new UpdateAxemaCodeLockSetting(change)));
    const unchanged = await admin.get(new AxemaCodeLockSettingQuery());
    const changed = await admin.put(new UpdateAxemaCodeLockSetting({ ...change, Password: 'again' }));

    expect(refused).toMatchObject({ status: 400, fields: ['Password NotEmpty'] });
    expect(unchanged).toMatchObject({ ApiEndpoint: 'public.example', ApiPort: 443 });
    expect(changed).toMatchObject(change);
  });

  it('take the same address again, and another user name, without the password', async () => {
    await admin.post(anAxemaSetting());

    const same = { ApiEndpoint: ' public.example ', ApiPort: 443, Username: 'somebody' };
    const changed = await admin.put(new UpdateAxemaCodeLockSetting(same));

    expect(changed).toMatchObject({ ApiEndpoint: 'public.example', ApiPort: 443, Username: 'somebody' });
  });

  it('store the password sealed, for this company only', async () => {
    await admin.post(anAxemaSetting());

    const dump = JSON.stringify(await app.database.dataSource.query('select * from axema_setting'));

    expect(dump).toContain('public.example');
    expect(dump).not.toContain(password);
  });

  it('answer 404 while there are none, and 409 when they are added twice', async () => {
    const missing = await refusal(admin, (client) => client.get(new AxemaCodeLockSettingQuery()));
    const nothingToChange = await refusal(admin, (client) =>
      client.put(new UpdateAxemaCodeLockSetting({ ApiPort: 1 })),
    );
    await admin.post(anAxemaSetting());
    const twice = await refusal(admin, (client) => client.post(anAxemaSetting()));

    expect([missing.status, nothingToChange.status, twice.status]).toEqual([404, 404, 409]);
  });

  it('need all members when they are added', async () => {
    const refused = await refusal(admin, (client) => client.post(new AddAxemaCodeLockSetting()));

    expect(refused.status).toBe(400);
    expect(refused.fields).toEqual([
      'ApiEndpoint NotEmpty',
      'ApiPort NotEmpty',
      'Username NotEmpty',
      'Password NotEmpty',
    ]);
  });

  it.each([0, -1, 65_536])('refuse port %d', async (ApiPort) => {
    const refused = await refusal(admin, (client) => client.post(anAxemaSetting({ ApiPort })));

    expect(refused).toMatchObject({ status: 400, fields: ['ApiPort InclusiveBetween'] });
  });

  it('refuse empty members when they are changed', async () => {
    await admin.post(anAxemaSetting());

    const empty = new UpdateAxemaCodeLockSetting({ ApiEndpoint: ' ', Username: '', Password: '' });
    const refused = await refusal(admin, (client) => client.put(empty));

    expect(refused.fields).toEqual(['ApiEndpoint NotEmpty', 'Username NotEmpty', 'Password NotEmpty']);
  });

  it('are read by three roles and written by two', async () => {
    await admin.post(anAxemaSetting());
    const reader = await app.clientFor('reader@missive.test');
    const customer = await app.clientFor('customer@missive.test');
    const superadmin = await app.clientFor('super@missive.test');
    const change = new UpdateAxemaCodeLockSetting({ ApiPort: 444 });

    expect(await reader.get(new AxemaCodeLockSettingQuery())).toMatchObject({ ApiPort: 443 });
    expect((await refusal(reader, (client) => client.put(change))).status).toBe(403);
    expect((await refusal(reader, (client) => client.post(anAxemaSetting()))).status).toBe(403);
    expect((await refusal(customer, (client) => client.get(new AxemaCodeLockSettingQuery()))).status).toBe(403);
    expect((await refusal(app.client(), (client) => client.put(change))).status).toBe(401);
    expect(
      await superadmin.put(new UpdateAxemaCodeLockSetting({ ApiPort: 444, Password: 'again', CompanyId: companyA })),
    ).toMatchObject({
      CompanyId: companyA,
      ApiPort: 444,
    });
  });

  it('of another company are 403, and of a company that does not exist 404', async () => {
    const superadmin = await app.clientFor('super@missive.test');
    const nobody = '99999999-9999-4999-8999-999999999999';

    const foreign = await refusal(admin, (client) =>
      client.get(new AxemaCodeLockSettingQuery({ CompanyId: companyB })),
    );
    const unknown = await refusal(superadmin, (client) => client.post(anAxemaSetting({ CompanyId: nobody })));

    expect(foreign.status).toBe(403);
    expect(unknown).toMatchObject({ status: 404, fields: ['CompanyId NotFound'] });
  });
});

describe('reliability 3.2 #11, 3.1 API7 where settings may lead', () => {
  it.each([
    'http://127.0.0.1',
    '127.0.0.1',
    'https://localhost',
    'localhost.',
    '169.254.169.254',
    'https://169.254.169.254/latest/meta-data',
    '[::ffff:127.0.0.1]',
    '::1',
    '0x7f.1',
    '2130706433',
    'http://public.example',
    'https://user:pass@public.example',
    'file:///etc/passwd',
    'gopher://127.0.0.1',
    'private.example',
    'half.example',
    'metadata.example',
    'http://metadata.example',
    'https://public.example:8443',
  ])('refuses %s with 400 on ApiEndpoint, when added and when changed', async (ApiEndpoint) => {
    names.localhost = ['127.0.0.1'];
    const added = await refusal(admin, (client) => client.post(anAxemaSetting({ ApiEndpoint })));
    await admin.post(anAxemaSetting());
    const changed = await refusal(admin, (client) => client.put(new UpdateAxemaCodeLockSetting({ ApiEndpoint })));

    expect(added).toMatchObject({
      status: 400,
      errorCode: 'AxemaEndpointRefused',
      fields: ['ApiEndpoint AxemaEndpointRefused'],
    });
    expect(added.message).not.toMatch(/pass@|127\.0\.0\.1|10\.0\.0|169\.254/);
    expect(changed).toEqual(added);
    expect(await admin.get(new AxemaCodeLockSettingQuery())).toMatchObject({ ApiEndpoint: 'public.example' });
  });

  it('permits what the operator permits, with the port that goes with it', async () => {
    const elsewhere = anAxemaSetting({ ApiEndpoint: 'http://allowed.example', ApiPort: 81 });
    const refused = await refusal(admin, (client) => client.post(elsewhere));

    const added = await admin.post(anAxemaSetting({ ApiEndpoint: 'http://allowed.example', ApiPort: 8080 }));
    const moved = await refusal(admin, (client) => client.put(new UpdateAxemaCodeLockSetting({ ApiPort: 81 })));

    expect(refused.status).toBe(400);
    expect(added.ApiEndpoint).toBe('http://allowed.example');
    expect(moved.fields).toEqual(['ApiEndpoint AxemaEndpointRefused']);
  });

  it('saves a host that cannot be resolved right now', async () => {
    const added = await admin.post(anAxemaSetting({ ApiEndpoint: 'https://switched-off.example' }));

    expect(added.ApiEndpoint).toBe('https://switched-off.example');
  });

  it('fails a sync whose host leads somewhere else by then, and calls nobody', async () => {
    names['rebinding.example'] = ['93.184.216.34'];
    await admin.post(anAxemaSetting({ ApiEndpoint: 'rebinding.example' }));
    names['rebinding.example'] = ['127.0.0.1'];

    expect(await syncUsers(admin)).toMatchObject({
      StatusName: 'Failed',
      ErrorMessage: 'The address of the Axema system is not allowed; check its settings.',
    });
  });
});

describe('code lock settings (domain 1, companions)', () => {
  it('have defaults while nothing is saved, and tell the systems when asked', async () => {
    const plain = await admin.get(new CodeLockSettingQuery());
    const withOptions = await admin.get(new CodeLockSettingQuery({ IncludeCodeLockSystemOptions: true }));

    expect(plain).toEqual({
      CompanyId: companyA,
      Active: false,
      ValidBeforeMinutes: 0,
      ValidAfterMinutes: 0,
      DeleteOldBySchedule: false,
      SendEmailNotification: false,
      SendSMSNotification: false,
    });
    expect(withOptions.CodeLockSystemOptions).toEqual([
      { Id: 1, Name: 'Axema VAKA', Description: expect.any(String), LogoType: 'axema', Supplier: 'Axema' },
    ]);
  });

  it('are changed member by member', async () => {
    const first = await admin.put(
      new UpdateCodeLockSetting({
        Active: true,
        CodeLockSystemsId: 1,
        ValidBeforeMinutes: 15,
        SMSNotificationTime: 30,
      }),
    );
    const second = await admin.put(
      new UpdateCodeLockSetting({ ValidAfterMinutes: 5, SendSMSNotification: true, EmailNotificationTime: 60 }),
    );

    expect(second).toEqual({
      ...first,
      ValidAfterMinutes: 5,
      SendSMSNotification: true,
      EmailNotificationTime: 60,
      Updated: expect.stringMatching(/Z$/),
    });
    expect(second).toMatchObject({
      Active: true,
      CodeLockSystemsId: 1,
      ValidBeforeMinutes: 15,
      SMSNotificationTime: 30,
    });
    expect(await admin.get(new CodeLockSettingQuery())).toEqual(second);
  });

  it('refuse an unknown system and minutes beyond a week', async () => {
    const system = await refusal(admin, (client) => client.put(new UpdateCodeLockSetting({ CodeLockSystemsId: 9 })));
    const minutes = await refusal(admin, (client) =>
      client.put(new UpdateCodeLockSetting({ ValidBeforeMinutes: 10_081, SMSNotificationTime: -1 })),
    );

    expect(system).toMatchObject({ status: 400, fields: ['CodeLockSystemsId Predicate'] });
    expect(minutes.fields).toEqual(['ValidBeforeMinutes InclusiveBetween', 'SMSNotificationTime InclusiveBetween']);
  });

  it('are switched on by connecting with Axema, unless another choice was made', async () => {
    await admin.put(new UpdateCodeLockSetting({ ValidBeforeMinutes: 15 }));
    await admin.post(anAxemaSetting());
    const chosen = await admin.get(new CodeLockSettingQuery());

    expect(chosen).toMatchObject({ Active: true, CodeLockSystemsId: 1, ValidBeforeMinutes: 15 });
  });

  it('stay switched off when they were, for a company that had chosen', async () => {
    await admin.put(new UpdateCodeLockSetting({ Active: false, CodeLockSystemsId: 1 }));
    await admin.post(anAxemaSetting());

    expect(await admin.get(new CodeLockSettingQuery())).toMatchObject({ Active: false });
  });

  it('are read by three roles and written by two', async () => {
    const reader = await app.clientFor('reader@missive.test');
    const customer = await app.clientFor('customer@missive.test');
    const change = new UpdateCodeLockSetting({ Active: true });

    expect(await reader.get(new CodeLockSettingQuery())).toMatchObject({ CompanyId: companyA });
    expect((await refusal(reader, (client) => client.put(change))).status).toBe(403);
    expect((await refusal(customer, (client) => client.get(new CodeLockSettingQuery()))).status).toBe(403);
    expect((await refusal(app.client(), (client) => client.put(change))).status).toBe(401);
  });
});

describe('VAKA Online', () => {
  let simulator: VakaSimulator;
  let online: TestApp;
  beforeAll(async () => {
    simulator = await startVakaSimulator();
    const { approvalId, deviceId } = simulator.state;
    online = await startApp({
      settings: axemaSettings({
        online: {
          hosts: [`127.0.0.1:${simulator.port}`],
          tokenUrl: `${simulator.url}/oauth2/v2.0/token`,
          scope: 'api://missive/.default',
          registrations: { [companyA]: { approvalId, deviceId } },
        },
      }),
    });
  });
  afterAll(async () => {
    await online?.close();
    await simulator?.close();
  });

  const connect = async (client: JsonServiceClient, changes: Partial<AddAxemaCodeLockSetting> = {}) => {
    await online.database.dataSource.query('truncate axema_setting, axema_user_sync_job cascade');
    const { username: Username, password: Password } = simAccount;
    const values = { ApiEndpoint: 'http://127.0.0.1', ApiPort: simulator.port, Username, Password };
    await client.post(anAxemaSetting({ ...values, ...changes }));
  };

  it('synchronises the customers, without keys', async () => {
    const client = await online.clientFor('admin@missive.test');
    await connect(client);

    const job = await syncUsers(client);

    expect(job).toMatchObject({ StatusName: 'Completed', UsersFound: 25, UsersCreated: 24 });
    expect(await online.database.dataSource.query('select * from axema_access_key')).toEqual([]);
    expect(simulator.state.requests.map(({ path }) => path)).toEqual([
      '/oauth2/v2.0/token',
      '/v1/apikey/generate/***',
      `/v1/reservations/users/fetch/${simulator.state.deviceId}`,
    ]);
  });

  it('ends a wrong client secret, and a company that is not registered', async () => {
    const client = await online.clientFor('admin@missive.test');
    await connect(client, { Password: 'wrong' });
    const wrong = await syncUsers(client);
    const clientB = await online.clientFor('admin-b@missive.test');
    await connect(clientB);
    const { Id } = await clientB.post(new CreateAxemaUserSync());
    const unregistered = await jobWhen(clientB, Id, isOver);

    expect(wrong.ErrorMessage).toBe('The Axema system refused the user name or password.');
    expect(unregistered.ErrorMessage).toBe('The company is not registered at VAKA Online; ask the operator.');
  });
});
