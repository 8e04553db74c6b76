import type { JsonServiceClient } from '@servicestack/client';
import { CreateCustomer, type CustomerQueryResponse } from '../../../dtos/booking/customers';
import type { VakaSimulator } from '../../../src/booking/access/vaka-simulator/vaka-simulator';
import { countersOf, customersOf, people, startVakaApp, syncUsers, type VakaApp } from './vaka-app';

let vaka: VakaApp;
let simulator: VakaSimulator;
let admin: JsonServiceClient;

beforeAll(async () => {
  vaka = await startVakaApp();
  ({ simulator, admin } = vaka);
});
beforeEach(() => vaka.reset());
afterAll(() => vaka?.close());

const fault = (settings: Parameters<VakaSimulator['state']['faults']['add']>[0]) =>
  simulator.state.faults.add(settings);
const em = (value: string) => ({ type: 'EM' as const, value });

function named(customers: readonly CustomerQueryResponse[], lastname: string): CustomerQueryResponse {
  const found = customers.filter((customer) => customer.Lastname === lastname);
  if (found.length !== 1) throw new Error(`${found.length} customers are called ${lastname}.`);
  return found[0];
}
const keysOf = (customer: CustomerQueryResponse) =>
  (customer.AccessKeys ?? []).map(({ AccessKeyTypeId, Value }) => `${AccessKeyTypeId}:${Value}`).sort();
const aCustomer = (init: Partial<CreateCustomer>) =>
  new CreateCustomer({ Firstname: 'Åsa', Lastname: 'Öberg', Phone: '+46701234567', ...init });

describe('matching', () => {
  it('domain 1.9: the seed becomes 24 customers, and a second sync changes none of them', async () => {
    const first = await syncUsers(admin);
    const customers = await customersOf(admin);
    const second = await syncUsers(admin);

    expect(first).toMatchObject({ UsersFound: 25, UsersCreated: 24, UsersUpdated: 1 });
    expect(second).toMatchObject({ UsersFound: 25, UsersCreated: 0, UsersUpdated: 0 });
    expect(await countersOf(vaka, second.Id)).toMatchObject({ unchanged: 25, skipped: 0 });
    expect(await customersOf(admin)).toEqual(customers);
  });

  it('domain 1.9 a: a linked person is known again whatever else changed', async () => {
    people(simulator, { id: 'p1', name: 'Öberg, Åsa', email: 'asa@example.se', identities: [em('1')] });
    await syncUsers(admin);
    const [before] = await customersOf(admin);

    people(simulator, { id: 'p1', name: 'Berg, Åsa', email: 'berg@example.se', phone: '+46709999999' });
    const job = await syncUsers(admin);

    expect(job).toMatchObject({ UsersCreated: 0, UsersUpdated: 1 });
    expect(await customersOf(admin)).toMatchObject([
      { Id: before.Id, Lastname: 'Berg', Email: 'berg@example.se', Phone: '+46709999999', Created: before.Created },
    ]);
  });

  it('domain 1.9 b: an e-mail address meets a customer, whatever its case', async () => {
    const { Id } = await admin.post(aCustomer({ Email: 'asa@example.se' }));
    people(simulator, { id: 'p1', name: 'Öberg, Åsa Maria', email: 'ASA@EXAMPLE.SE' });

    const job = await syncUsers(admin);

    expect(job).toMatchObject({ UsersCreated: 0, UsersUpdated: 1 });
    expect(await customersOf(admin)).toMatchObject([{ Id, Firstname: 'Åsa Maria', Email: 'asa@example.se' }]);
  });

  it('domain 1.9 c: an access key of the same type and value meets a customer', async () => {
    const keys = [
      { AccessKeyTypeId: 3, Value: '4711' },
      { AccessKeyTypeId: 1, Value: '0815' },
    ];
    const { Id } = await admin.post(aCustomer({ AccessKeys: keys }));
    people(
      simulator,
      { id: 'p1', name: 'Öberg, Åsa', email: 'asa@example.se', identities: [em('4711')] },
      // The same number as a card of another type says nothing.
      { id: 'p2', name: 'Ek, Erik', identities: [em('0815')] },
    );

    const job = await syncUsers(admin);

    expect(job).toMatchObject({ UsersCreated: 1, UsersUpdated: 1 });
    const customers = await customersOf(admin);
    expect(named(customers, 'Öberg')).toMatchObject({ Id, Email: 'asa@example.se', Phone: '+46701234567' });
    expect(keysOf(named(customers, 'Ek'))).toEqual(['3:0815']);
  });

  it('domain 1.9: overwrites nothing with an empty value', async () => {
    people(simulator, { id: 'p1', name: 'Öberg, Åsa', email: 'asa@example.se', phone: '+46701234567' });
    await syncUsers(admin);
    people(simulator, { id: 'p1', name: 'Öberg', email: '', phone: null });

    const job = await syncUsers(admin);

    expect(await countersOf(vaka, job.Id)).toMatchObject({ updated: 0, unchanged: 1 });
    expect(await customersOf(admin)).toMatchObject([
      { Firstname: 'Åsa', Lastname: 'Öberg', Email: 'asa@example.se', Phone: '+46701234567' },
    ]);
  });

  it('domain 1.9: deletes no customer whom VAKA no longer has', async () => {
    people(simulator, { id: 'p1' }, { id: 'p2' });
    await syncUsers(admin);
    people(simulator, { id: 'p1' });

    await syncUsers(admin);

    expect(await customersOf(admin)).toHaveLength(2);
  });

  it('domain 1.9: knows the customers of its own company only', async () => {
    const adminB = await vaka.app.clientFor('admin-b@missive.test');
    await adminB.post(aCustomer({ Email: 'asa@example.se', AccessKeys: [{ AccessKeyTypeId: 3, Value: '4711' }] }));
    people(simulator, { id: 'p1', name: 'Öberg, Åsa', email: 'asa@example.se', identities: [em('4711')] });

    expect(await syncUsers(admin)).toMatchObject({ UsersCreated: 1 });
    expect(await customersOf(admin)).toHaveLength(1);
    expect(keysOf((await customersOf(adminB))[0])).toEqual(['3:4711']);
  });

  it('takes names of one word as last names, and text that a table would run as it is', async () => {
    people(simulator, { id: 'p1', name: 'Cher' }, { id: 'p2', name: "=cmd|'/c calc'!A1, Åsa" });

    await syncUsers(admin);

    const customers = await customersOf(admin);
    expect(named(customers, 'Cher')).toMatchObject({ Firstname: '' });
    expect(named(customers, "=cmd|'/c calc'!A1")).toMatchObject({ Firstname: 'Åsa' });
  });
});

describe('access keys', () => {
  it('domain 1.10: identities become keys of type 3; keys of other types are untouched', async () => {
    await admin.post(aCustomer({ Email: 'asa@example.se', AccessKeys: [{ AccessKeyTypeId: 2, Value: '1234' }] }));
    const identities = [em('111'), { type: 'PersonalCode' as const, value: '222' }];
    people(simulator, { id: 'p1', name: 'Öberg, Åsa', email: 'asa@example.se', identities });

    await syncUsers(admin);
    const [withKeys] = await customersOf(admin);
    people(simulator, { id: 'p1', name: 'Öberg, Åsa', email: 'asa@example.se' });
    const job = await syncUsers(admin);

    expect(keysOf(withKeys)).toEqual(['2:1234', '3:111', '3:222']);
    expect(job).toMatchObject({ UsersUpdated: 1 });
    expect(keysOf((await customersOf(admin))[0])).toEqual(['2:1234']);
  });

  it('domain 1.10: keys that the sync did not create stay', async () => {
    await admin.post(aCustomer({ Email: 'asa@example.se', AccessKeys: [{ AccessKeyTypeId: 3, Value: '111' }] }));
    people(simulator, { id: 'p1', name: 'Öberg, Åsa', email: 'asa@example.se', identities: [em('111'), em('222')] });
    await syncUsers(admin);
    people(simulator, { id: 'p1', name: 'Öberg, Åsa', email: 'asa@example.se' });

    await syncUsers(admin);

    expect(keysOf((await customersOf(admin))[0])).toEqual(['3:111']);
  });

  it('domain 1.10: keys of persons whom VAKA no longer has go, once the whole list was read', async () => {
    people(simulator, { id: 'p1', identities: [em('111')] }, { id: 'p2', identities: [em('222')] });
    await syncUsers(admin);
    people(simulator, { id: 'p1', identities: [em('111')] });

    fault({ match: '/api/v1/persons', mode: 'status', value: 403 });
    await syncUsers(admin);
    const afterFailure = await customersOf(admin);
    await syncUsers(admin);
    const afterSuccess = await customersOf(admin);

    expect(keysOf(named(afterFailure, 'Last-p2'))).toEqual(['3:222']);
    expect(keysOf(named(afterSuccess, 'Last-p2'))).toEqual([]);
    expect(keysOf(named(afterSuccess, 'Last-p1'))).toEqual(['3:111']);
  });

  it('domain 1.10: an empty list takes no keys away', async () => {
    people(simulator, { id: 'p1', identities: [em('111')] });
    await syncUsers(admin);
    people(simulator);

    await syncUsers(admin);

    expect(keysOf((await customersOf(admin))[0])).toEqual(['3:111']);
  });

  it('axema-vaka 4.4: blocked and expired persons are customers without keys', async () => {
    people(
      simulator,
      { id: 'p1', identities: [em('111')] },
      { id: 'p2', identities: [em('222')], blocked: true },
      { id: 'p3', identities: [em('333')], validTo: '2020-01-01T00:00:00Z' },
    );

    await syncUsers(admin);

    const customers = await customersOf(admin);
    expect(customers).toHaveLength(3);
    expect(customers.flatMap(keysOf)).toEqual(['3:111']);
  });

  it('a card that moved to another page follows its new holder', async () => {
    simulator.state.reset({ seed: 9, persons: 150 });
    const persons = [...simulator.state.persons.values()];
    const [first, last] = [persons[0], persons[149]];
    simulator.state.persons.set(first.id, { ...first, identities: [] });
    simulator.state.persons.set(last.id, { ...last, name: 'Sist, Person', identities: [em('4711')] });
    await syncUsers(admin);
    simulator.state.persons.set(first.id, { ...first, name: 'Först, Person', identities: [em('4711')] });
    simulator.state.persons.set(last.id, { ...last, name: 'Sist, Person', identities: [] });

    const job = await syncUsers(admin);

    const customers = await customersOf(admin);
    expect(keysOf(named(customers, 'Först'))).toEqual(['3:4711']);
    expect(keysOf(named(customers, 'Sist'))).toEqual([]);
    expect(job.UsersUpdated).toBe(1);
  });
});
