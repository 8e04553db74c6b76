import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { AddUserAccessKey } from '../../../dtos/booking/access-keys';
import { InvoiceAddress, UpdateCustomer } from '../../../dtos/booking/customers';
import { AccessKeyRepository } from '../../../src/booking/access-keys/access-key-repository';
import { exchangesValues } from '../../../src/booking/access-keys/plan-access-keys';
import { CustomerRepository } from '../../../src/booking/customers/customer-repository';
import { CustomerUpdater } from '../../../src/booking/customers/customer-updater';
import { CompanyRepository } from '../../../src/data';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { MovingClock } from '../../support/moving-clock';

const at = new Date('2030-01-07T12:00:00Z');
const company = randomUUID();
const administrator = { isSuperadmin: false, isAdministrator: true, isReader: true, actor: 'user:1' };

describe('the customer updater', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let customers: CustomerRepository;
  let updater: CustomerUpdater;
  beforeAll(async () => {
    database = await openTestDatabase();
    dataSource = database.dataSource;
    await new CompanyRepository(dataSource.manager).add({ id: company, name: 'Test' });
    customers = new CustomerRepository(dataSource.manager);
    updater = new CustomerUpdater(dataSource, new MovingClock(at));
  });
  afterAll(() => database.close());
  afterEach(() => jest.restoreAllMocks());

  const aCustomer = () => customers.add(company, { firstname: 'Erik', lastname: 'Ek' }, at);

  /** Lets somebody else change the customer between reading and writing, so many times. */
  function interfere(id: string, times: number): jest.SpyInstance {
    let left = times;
    const { state } = CustomerRepository.prototype;
    return jest.spyOn(CustomerRepository.prototype, 'state').mockImplementation(async function (
      this: CustomerRepository,
      ...args
    ) {
      const read = await state.apply(this, args);
      if (left-- > 0) {
        await dataSource.query(`update customer set phone = $3 where company_id = $1 and id = $2`, [
          company,
          id,
          `+46 8 000 ${left}`,
        ]);
      }
      return read;
    });
  }

  it('plans again when the customer was changed meanwhile, and loses neither change', async () => {
    const id = await aCustomer();
    const read = interfere(id, 1);

    const { customer } = await updater.update(company, new UpdateCustomer({ Id: id, Lastname: 'New' }), administrator);

    expect(customer).toMatchObject({ lastname: 'New', phone: '+46 8 000 0' });
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('holds the row when others keep changing it', async () => {
    const id = await aCustomer();
    const read = interfere(id, 2);
    const lock = jest.spyOn(CustomerRepository.prototype, 'lock');

    const { customer } = await updater.update(company, new UpdateCustomer({ Id: id, Lastname: 'New' }), administrator);

    expect(customer.lastname).toBe('New');
    expect([read.mock.calls.length, lock.mock.calls.length]).toEqual([3, 1]);
  });

  it('gives each change a version of its own, within one millisecond too', async () => {
    const id = await aCustomer();
    const change = async (Lastname: string) =>
      (await updater.update(company, new UpdateCustomer({ Id: id, Lastname }), administrator)).customer.updatedAt;

    const versions = [await change('One'), await change('Two'), await change('Three')].map(Number);

    // The clock of these tests stands still.
    expect(new Set(versions).size).toBe(3);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  });

  it('looks at the version only where the caller may change the customer', async () => {
    const id = await aCustomer();
    const accept = jest.fn();
    const stranger = {
      isSuperadmin: false,
      isAdministrator: false,
      isReader: false,
      actor: 'user:2',
      userId: randomUUID(),
    };

    const refused = updater.update(company, new UpdateCustomer({ Id: id, Lastname: 'X' }), stranger, accept);

    await expect(refused).rejects.toMatchObject({ status: 401 });
    expect(accept).not.toHaveBeenCalled();
  });

  it('a save of what was read before a change writes nothing of any part', async () => {
    const id = await aCustomer();
    const state = await customers.state(company, id, []);
    if (!state) throw new Error('The customer is gone.');
    await updater.update(company, new UpdateCustomer({ Id: id, Lastname: 'First' }), administrator);

    const saved = await customers.save(
      company,
      state,
      {
        contact: { lastname: 'Second' },
        fieldValues: { stored: [], cleared: [] },
        invoiceAddress: { invoiceCity: 'Lund' },
        accessKeys: { deletes: [], updates: [], creates: [{ accessKeyTypeId: 1, value: 'late', description: null }] },
      },
      at,
    );

    expect(saved).toBeUndefined();
    expect((await customers.state(company, id, []))?.customer).toMatchObject({
      lastname: 'First',
      accessKeys: [],
      invoiceAddress: null,
    });
  });

  it('answers what is stored, member by member', async () => {
    const id = await aCustomer();
    const keys = new AccessKeyRepository(dataSource.manager);
    const [first] = await keys.add(company, [{ accessKeyTypeId: 1, value: 'a', customerId: id }], at);

    const { customer } = await updater.update(
      company,
      new UpdateCustomer({
        Id: id,
        Email: 'erik@example.com',
        InvoiceAddress: new InvoiceAddress({ InvoiceCity: 'Lund', InvoiceAddress1: '' }),
        AccessKeys: [
          new AddUserAccessKey({ Id: first, Description: 'Front door' }),
          new AddUserAccessKey({ AccessKeyTypeId: 1, Value: 'b' }),
          new AddUserAccessKey({ AccessKeyTypeId: 2, Value: 'b' }),
        ],
      }),
      administrator,
    );

    const stored = await customers.state(company, id, []);
    expect(customer).toEqual(stored?.customer);
    expect(customer.accessKeys).toHaveLength(3);
  });
});

describe('exchangesValues', () => {
  const stored = [
    { id: 'a', accessKeyTypeId: 1, value: '1', description: null },
    { id: 'b', accessKeyTypeId: 1, value: '2', description: null },
  ];
  const plan = (updates: readonly [id: string, value: string][]) => ({
    deletes: [],
    updates: updates.map(([id, value]) => ({ id, value, accessKeyTypeId: 1, description: null, path: '' })),
    creates: [],
    errors: [],
    unknown: [],
  });

  it.each([
    [
      'two keys take each other’s value',
      plan([
        ['a', '2'],
        ['b', '1'],
      ]),
      true,
    ],
    [
      'a key takes the value of one that moves on',
      plan([
        ['a', '2'],
        ['b', '3'],
      ]),
      true,
    ],
    [
      'keys take new values',
      plan([
        ['a', '3'],
        ['b', '4'],
      ]),
      false,
    ],
    [
      'keys keep theirs',
      plan([
        ['a', '1'],
        ['b', '2'],
      ]),
      false,
    ],
    ['a key takes the value of one that stays, which the unique index refuses', plan([['a', '2']]), false],
  ])('%s', (_case, planned, expected) => {
    expect(exchangesValues(planned, stored)).toBe(expected);
  });
});
