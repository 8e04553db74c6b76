import { JsonApiClient, JsonServiceClient } from '@servicestack/client';
import {
  AccessKeyTypeQuery,
  Account,
  Authenticate,
  BatchRegisterAccountsAsync,
  BookingQuery,
  CreateAxemaUserSync,
  CreateCustomer,
  CreateResource,
  CustomerQuery,
  DeleteCustomer,
  DeleteResource,
  ResourceQuery,
  RetrieveAllCustomers,
  ServiceQuery,
  UpdateCustomer,
  UpdateResource,
} from '../../../dtos';
import { eventually } from '../../support/eventually';
import { companyA, startApp, type TestApp } from '../../support/start-app';

/** The unmodified client with the messages of the product. */
let app: TestApp;
let admin: JsonServiceClient;
let reader: JsonServiceClient;
let tax: JsonServiceClient;

beforeAll(async () => {
  app = await startApp();
  [admin, reader, tax] = await Promise.all([
    app.clientFor('admin@missive.test'),
    app.clientFor('reader@missive.test'),
    app.clientFor('tax@missive.test'),
  ]);
});
afterAll(() => app?.close());

let count = 0;
const aCustomer = () => {
  count += 1;
  return new CreateCustomer({
    Firstname: 'Åsa',
    Lastname: `Öberg ${count}`,
    Phone: `+4670174${String(1000 + count)}`,
    Email: `asa.${count}@example.org`,
  });
};

describe('messages', () => {
  it('CLI-01 post, get, put and delete walk a customer through its life', async () => {
    const created = await admin.post(aCustomer());
    const found = await admin.get(new CustomerQuery({ CustomerId: created.Id }));
    const updated = await admin.put(new UpdateCustomer({ Id: created.Id, Firstname: 'Eva' }));
    await admin.delete(new DeleteCustomer({ Id: created.Id }));
    const gone = await admin.api(new CustomerQuery({ CustomerId: created.Id }));

    expect(found.Results[0]).toMatchObject({ Id: created.Id, Firstname: 'Åsa' });
    expect(updated).toMatchObject({ Id: created.Id, Firstname: 'Eva', Lastname: created.Lastname });
    expect(gone.errorCode).toBe('NotFound');
  });

  it('CLI-01 send uses the verb of each message', async () => {
    const created = await admin.send(aCustomer());
    const updated = await admin.send(new UpdateCustomer({ Id: created.Id, Lastname: 'Sent' }));
    const { Results } = await admin.send(new CustomerQuery({ CustomerId: created.Id }));
    await admin.send(new DeleteCustomer({ Id: created.Id }));

    expect([updated.Lastname, Results[0]?.Lastname]).toEqual(['Sent', 'Sent']);
    expect((await admin.api(new CustomerQuery({ CustomerId: created.Id }))).errorCode).toBe('NotFound');
  });

  it('CLI-01 api answers lists of both families', async () => {
    const types = await admin.api(new AccessKeyTypeQuery());
    const customers = await tax.api(new RetrieveAllCustomers());

    expect([types.succeeded, customers.succeeded]).toEqual([true, true]);
    expect(types.response?.Results.length).toBeGreaterThan(0);
  });

  it('CLI-01 args page through a list', async () => {
    const page = await admin.get(new ResourceQuery(), { take: 1, skip: 1, include: 'Total', orderBy: '-Id' });

    expect(page).toMatchObject({ Offset: 1, Results: [{}] });
    expect(page.Total).toBeGreaterThan(1);
  });

  it('CLI-01 put binds a body beside args', async () => {
    const { Id } = await admin.post(aCustomer());

    const updated = await admin.put(new UpdateCustomer({ Firstname: 'Body' } as never), { Id, Lastname: 'Query' });

    expect(updated).toMatchObject({ Id, Firstname: 'Body', Lastname: 'Query' });
  });

  it('CLI-11 patch is a verb that no operation of the product answers', async () => {
    const { error } = await admin.api(new UpdateCustomer({ Id: companyA }), undefined, 'PATCH');

    expect(error).toMatchObject({
      errorCode: 'NotImplementedException',
      message: 'Could not find method named Patch(UpdateCustomer) or Any(UpdateCustomer) on Service CustomerServices',
    });
  });
});

describe('routes', () => {
  it('CLI-02 get by path with arguments', async () => {
    const byArguments = await admin.get<{ Results: object[] }>('/customers', { Search: 'Karin', take: 1 });
    const { Id } = await admin.post(aCustomer());
    const byPath = await admin.get<{ Results: { Id: string }[] }>(`/customers/${Id}`);

    expect(byArguments.Results).toHaveLength(1);
    expect(byPath.Results.map((row) => row.Id)).toEqual([Id]);
  });

  it('CLI-02 postToUrl, putToUrl and delete by path', async () => {
    const created = await admin.postToUrl('/customers', aCustomer());
    const updated = await admin.putToUrl(`/customers/${created.Id}`, new UpdateCustomer({ Firstname: 'Url' } as never));
    await admin.delete(`/customers/${created.Id}`);

    expect(updated).toMatchObject({ Id: created.Id, Firstname: 'Url' });
    expect((await admin.api(new CustomerQuery({ CustomerId: created.Id }))).errorCode).toBe('NotFound');
  });

  it('CLI-11 patchToUrl reaches no route', async () => {
    await expect(admin.patchToUrl('/customers/1', new UpdateCustomer())).rejects.toMatchObject({
      responseStatus: { errorCode: 'NotFound' },
    });
  });
});

describe('lists, one-way messages and base paths', () => {
  const names = async (search: string) =>
    (await admin.get(new CustomerQuery({ Search: search, orderBy: 'Lastname' }))).Results.map((row) => row.Lastname);
  const named = (lastname: string) => new CreateCustomer({ ...aCustomer(), Lastname: lastname });

  it('CLI-06 sendAll creates and answers in order', async () => {
    const created = await admin.sendAll([named('Allberg 1'), named('Allberg 2')]);

    expect(created.map((row) => row.Lastname)).toEqual(['Allberg 1', 'Allberg 2']);
    expect(await names('Allberg')).toEqual(['Allberg 1', 'Allberg 2']);
  });

  it('CLI-06 sendAllOneWay and publish create', async () => {
    await admin.sendAllOneWay([named('Oneberg 1'), named('Oneberg 2')]);
    await admin.publish(named('Oneberg 3') as never);

    expect(await names('Oneberg')).toEqual(['Oneberg 1', 'Oneberg 2', 'Oneberg 3']);
  });

  it('CLI-06 a rule that one element breaks keeps all from being created', async () => {
    const messages = [named('Never 1'), new CreateCustomer({ ...named('Never 2'), CompanyId: 'x' })];

    await expect(admin.sendAll(messages)).rejects.toMatchObject({
      responseStatus: { errorCode: 'SerializationException', meta: { autoBatchIndex: '1' } },
    });
    expect(await names('Never')).toEqual([]);
  });

  it('CLI-03 useBasePath() works with all of them', async () => {
    const old = await app.clientFor('admin@missive.test');
    old.useBasePath();

    const created = await old.post(named('Oldberg 1'));
    await old.sendAll([named('Oldberg 2')]);
    await old.publish(named('Oldberg 3') as never);
    // At its one-way address a message waits until a job does it.
    await eventually('the message is executed', async () => (await names('Oldberg')).includes('Oldberg 3'));
    const { Results } = await old.get(new CustomerQuery({ CustomerId: created.Id }));
    await old.delete(new DeleteCustomer({ Id: created.Id }));

    expect(Results).toHaveLength(1);
    expect(await names('Oldberg')).toEqual(['Oldberg 2', 'Oldberg 3']);
  });

  it('CLI-04 JsonApiClient posts, puts, gets and deletes', async () => {
    const api = JsonApiClient.create(app.url, (made) => {
      made.bearerToken = admin.bearerToken;
    });

    const created = await api.post(aCustomer());
    const updated = await api.put(new UpdateCustomer({ Id: created.Id, Firstname: 'Api' }));
    const { Results } = await api.get(new CustomerQuery({ CustomerId: created.Id }));
    await api.delete(new DeleteCustomer({ Id: created.Id }));

    expect([updated.Firstname, Results.length]).toEqual(['Api', 1]);
  });
});

describe('void answers and bodies', () => {
  const aResource = async () => {
    const [service] = (await admin.get(new ServiceQuery())).Results;
    return admin.post(
      new CreateResource({
        Name: `Room ${++count}`,
        Active: true,
        ...(service ? { ServiceIds: [service.Id] } : {}),
      } as never),
    );
  };

  it('CLI-05 apiVoid, sendVoid and delete succeed on what answers little or nothing', async () => {
    const [first, second, third] = [await aResource(), await aResource(), await aResource()];

    const api = await admin.apiVoid(new DeleteResource({ Id: first.Id }) as never);
    await admin.sendVoid(new DeleteResource({ Id: second.Id }) as never);
    await admin.delete(new DeleteResource({ Id: third.Id }));

    expect([api.succeeded, api.error]).toEqual([true, undefined]);
    const left = (await admin.get(new ResourceQuery({ take: 1000 }))).Results.filter(({ Id }) =>
      [first.Id, second.Id, third.Id].includes(Id),
    );
    expect(left.filter((row) => row.Active)).toEqual([]);
  });

  it('CLI-07 postBody and putBody bind the DTO of the query and an object', async () => {
    const { Id } = await admin.postBody(new CreateCustomer({ Firstname: 'Q' } as never), { ...aCustomer() });
    const updated = await admin.putBody(new UpdateCustomer({ Id }), { Lastname: 'Body' });

    expect(updated).toMatchObject({ Id, Firstname: 'Åsa', Lastname: 'Body' });
  });

  it('CLI-08 apiForm binds the fields of a form', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(aCustomer())) form.append(name, String(value));
    form.append('InvoiceAddress', '{InvoiceCity:Malmö,InvoiceAddress1:"Gatan 1, 2 tr"}');

    const { response, error } = await admin.apiForm(new CreateCustomer({} as never), form);

    expect(error).toBeUndefined();
    expect(response?.InvoiceAddress).toMatchObject({ InvoiceCity: 'Malmö', InvoiceAddress1: 'Gatan 1, 2 tr' });
  });

  it('CLI-07 patchBody is answered like every verb that nothing answers', async () => {
    await expect(admin.patchBody(new UpdateCustomer({ Id: companyA }), '{}')).rejects.toMatchObject({
      responseStatus: { errorCode: 'NotImplementedException' },
    });
  });
});

describe('errors', () => {
  it.each<[number, string, () => Promise<{ error?: { errorCode?: string; errors?: { fieldName?: string }[] } }>]>([
    [400, 'SerializationException', () => admin.api(new UpdateCustomer({ Id: 'x' }))],
    [400, 'NotEmpty', () => admin.api(new UpdateCustomer({} as never))],
    [401, 'Unauthorized', () => app.client().api(new CreateAxemaUserSync())],
    [403, 'Forbidden', () => reader.api(new CreateCustomer(aCustomer()))],
    [404, 'NotFound', () => admin.api(new UpdateCustomer({ Id: companyA }))],
    [405, 'NotImplementedException', () => admin.api(new CreateCustomer(), undefined, 'GET')],
    [413, 'PayloadTooLarge', () => admin.api(new UpdateCustomer({ Id: companyA, Firstname: 'x'.repeat(1_100_000) }))],
  ])('CLI-11 %i %s', async (status, errorCode, call) => {
    const seen: number[] = [];
    JsonServiceClient.globalResponseFilter = (response) => void seen.push(response.status);

    const { error } = await call().finally(() => {
      JsonServiceClient.globalResponseFilter = undefined as never;
    });

    expect([seen, error?.errorCode]).toEqual([[status], errorCode]);
    expect(error?.errors?.every((field) => typeof field.fieldName === 'string')).toBe(true);
  });

  it('CLI-11 409 names the field whose value is taken', async () => {
    const { Email } = await admin.post(aCustomer());

    const api = await admin.api(new CreateCustomer({ ...aCustomer(), Email }));

    expect([api.errorCode, api.hasFieldError('email')]).toEqual(['EmailAlreadyExists', true]);
  });

  it('CLI-11 names members of lists with their path', async () => {
    const account = new Account({ id: 0, index: 0, refId: 0, userName: 'a', birthDate: 'x' } as never);

    const { errors } = await tax.api(new BatchRegisterAccountsAsync({ accounts: [account] }));

    expect(errors?.map((field) => field.fieldName)).toEqual(['accounts[0].birthDate']);
  });

  it('CLI-11 401 for a wrong password', async () => {
    const api = await app
      .client()
      .api(new Authenticate({ provider: 'credentials', userName: 'admin@missive.test', password: 'wrong' }));

    expect([api.errorCode, api.errorMessage]).toEqual(['Unauthorized', 'Invalid Username or Password']);
  });
});

describe('queries', () => {
  it('CLI-17 null members, lists and booleans bind', async () => {
    const request = new BookingQuery({
      CustomerId: null as never,
      BookingStart: null as never,
      StatusIds: [1, 2],
      CompanyBookings: true,
      take: 5,
    });

    const { Results, Offset } = await admin.get(request);

    expect([Array.isArray(Results), Offset]).toEqual([true, 0]);
  });

  it('CLI-18 lists in brackets and blanks as plus bind', async () => {
    const created = await admin.post(new CreateCustomer({ ...aCustomer(), Firstname: 'Plus Sign', Lastname: 'Blank' }));

    const { Results } = await admin.get<{ Results: { Id: string }[] }>(`${app.url}/api/CustomerQuery?Search=Plus+Sign`);

    expect(Results.map((row) => row.Id)).toEqual([created.Id]);
  });
});

describe('credentials', () => {
  it('CLI-01 a client that keeps junk cookies still signs in and calls', async () => {
    const client = app.client();
    client.cookies['01 Jan 2044 00:00:00 GMT'] = { name: '01 Jan 2044 00:00:00 GMT', value: null as never, path: '/' };
    client.cookies['ss-id'] = { name: 'ss-id', value: '', path: '/' };

    const { bearerToken } = await client.post(
      new Authenticate({ provider: 'credentials', userName: 'admin@missive.test', password: 'demo' }),
    );
    client.bearerToken = bearerToken as string;

    expect((await client.get(new AccessKeyTypeQuery())).Results.length).toBeGreaterThan(0);
  });

  it('CLI-13 without a refresh token a 401 is reported as it is, after onAuthenticationRequired the call is resent', async () => {
    const client = app.client();
    client.bearerToken = 'no.token.atall';
    const refused = await client.api(new AccessKeyTypeQuery());
    client.onAuthenticationRequired = async () => {
      client.bearerToken = admin.bearerToken;
    };
    const answered = await client.api(new AccessKeyTypeQuery());

    expect([refused.errorCode, answered.succeeded]).toEqual(['Unauthorized', true]);
  });

  it('CLI-01 UpdateResource by the client of another company is not found', async () => {
    const foreign = await app.clientFor('admin-b@missive.test');
    const [own] = (await admin.get(new ResourceQuery({ take: 1 }))).Results;

    const { error } = await foreign.api(new UpdateResource({ Id: own?.Id as number, Name: 'Mine' } as never));

    expect(error?.errorCode).toBe('NotFound');
  });
});
