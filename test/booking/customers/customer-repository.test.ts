import { randomUUID } from 'node:crypto';
import { accessKeyTypes } from '../../../src/booking/access-keys/access-key-entity';
import { AccessKeyRepository } from '../../../src/booking/access-keys/access-key-repository';
import { CustomerRepository } from '../../../src/booking/customers/customer-repository';
import { loadCustomerDemoData } from '../../../src/booking/customers/customers-demo-data';
import { CompanyRepository } from '../../../src/data';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { MovingClock } from '../../support/moving-clock';

const at = new Date('2030-01-07T12:00:00Z');
const erik = { firstname: 'Erik', lastname: 'Ek' };

describe('the repositories of customers', () => {
  const [company, other] = [randomUUID(), randomUUID()];
  let database: TestDatabase;
  let customers: CustomerRepository;
  let accessKeys: AccessKeyRepository;

  beforeAll(async () => {
    database = await openTestDatabase();
    const { manager } = database.dataSource;
    const companies = new CompanyRepository(manager);
    for (const id of [company, other]) await companies.add({ id, name: 'Test' });
    customers = new CustomerRepository(manager);
    accessKeys = new AccessKeyRepository(manager);
  });
  afterAll(() => database.close());

  it('find a customer by the id of another system, by e-mail address in any case, and by access key', async () => {
    const id = await customers.add(company, { ...erik, email: 'erik@example.com' }, at);
    const key = { accessKeyTypeId: accessKeyTypes.axemaIdentity, value: 'card 1' };
    await customers.linkExternalId(company, 'axema', '17', id);
    await accessKeys.add(company, [{ ...key, customerId: id, createdBySync: true }], at);

    expect((await customers.findByExternalId(company, 'axema', '17'))?.id).toBe(id);
    expect((await customers.findByEmail(company, 'ERIK@example.com'))?.id).toBe(id);
    expect(
      (await accessKeys.holding(company, [key])).map((holder) => [holder.customerId, holder.createdBySync]),
    ).toEqual([[id, true]]);
  });

  it('know nothing of other companies', async () => {
    const id = await customers.add(company, { ...erik, email: 'own@example.com' }, at);
    const key = { accessKeyTypeId: accessKeyTypes.pinCode, value: '1234' };
    await customers.linkExternalId(company, 'axema', '18', id);
    const [keyId] = await accessKeys.add(company, [{ ...key, customerId: id }], at);

    const state = await customers.state(company, id, []);
    if (!state) throw new Error('The customer is gone.');
    const stolen = await customers.save(
      other,
      state,
      {
        contact: { firstname: 'Taken' },
        fieldValues: { stored: [], cleared: [] },
        invoiceAddress: {},
        accessKeys: { deletes: [keyId as string], updates: [], creates: [] },
      },
      at,
    );
    await customers.remove(other, id);

    expect(stolen).toBeUndefined();
    expect(await customers.state(other, id, [])).toBeUndefined();
    expect(await customers.find(other, id)).toBeNull();
    expect(await customers.lock(other, id)).toBeUndefined();
    expect(await customers.findByExternalId(other, 'axema', '18')).toBeNull();
    expect(await customers.findByEmail(other, 'own@example.com')).toBeNull();
    expect(await accessKeys.holding(other, [key])).toEqual([]);
    expect((await customers.find(company, id))?.firstname).toBe('Erik');
    expect(await accessKeys.ofCustomer(company, id)).toHaveLength(1);
  });

  it('cannot store a key, an address or a reference for a customer of another company', async () => {
    const id = await customers.add(company, erik, at);
    const key = { accessKeyTypeId: accessKeyTypes.pinCode, value: '4321', customerId: id };

    await expect(accessKeys.add(other, [key], at)).rejects.toThrow('fk_user_access_key_customer');
    await expect(customers.changeInvoiceAddress(other, id, { invoiceCity: 'Lund' })).rejects.toThrow(
      'fk_invoice_address_customer',
    );
    await expect(customers.linkExternalId(other, 'axema', '19', id)).rejects.toThrow('fk_external_reference_customer');
  });

  it('move a reference of another system to another customer', async () => {
    const [first, second] = [await customers.add(company, erik, at), await customers.add(company, erik, at)];
    await customers.linkExternalId(company, 'axema', '20', first);

    await customers.linkExternalId(company, 'axema', '20', second);

    expect((await customers.findByExternalId(company, 'axema', '20'))?.id).toBe(second);
  });

  it('answer the ids of new keys in the order that they were given in', async () => {
    const customerId = await customers.add(company, erik, at);
    const values = ['c', 'a', 'b'];

    const ids = await accessKeys.add(
      company,
      values.map((value) => ({ accessKeyTypeId: 1, value, customerId })),
      at,
    );

    const stored = new Map((await accessKeys.ofCustomer(company, customerId)).map((key) => [key.id, key.value]));
    expect(ids.map((id) => stored.get(id))).toEqual(values);
  });
});

describe('the demo data of customers', () => {
  it('load once, however often they are loaded', async () => {
    const database = await openTestDatabase();
    const companyId = randomUUID();
    await new CompanyRepository(database.dataSource.manager).add({ id: companyId, name: 'Demo' });
    const clock = new MovingClock(at);
    const counts = async () =>
      Promise.all(
        ['customer', 'custom_field', 'custom_field_data', 'user_access_key', 'customer_comment', 'invoice_address'].map(
          async (table) => {
            const [row] = await database.dataSource.query(
              `select count(*)::int as n from ${table} where company_id = $1`,
              [companyId],
            );
            return row.n as number;
          },
        ),
      );

    await loadCustomerDemoData(database.dataSource, companyId, { clock });
    const once = await counts();
    await loadCustomerDemoData(database.dataSource, companyId, { clock });
    const twice = await counts();
    await database.close();

    expect(once).toEqual([4, 3, 2, 4, 2, 2]);
    expect(twice).toEqual(once);
  });
});
