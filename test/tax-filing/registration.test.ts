import type { EntityManager } from 'typeorm';
import type { Account, Customer } from '../../dtos/tax-filing';
import type { Known } from '../../src/tax-filing/batches/account-plan';
import { grantsOf } from '../../src/tax-filing/batches/grants';
import { Registration } from '../../src/tax-filing/batches/registration';
import { type Question, RegistrationRepository } from '../../src/tax-filing/batches/registration-repository';
import { taxFilingMigrations } from '../../src/tax-filing/tax-filing-data';
import { loadTaxFilingDemoData } from '../../src/tax-filing/tax-filing-demo-data';
import type { TestDatabase } from '../support/database';
import { MovingClock } from '../support/moving-clock';
import { aCustomer, anAccount, secrets } from './builders';
import { emptyTables, openRegistrationDatabase, rowsOf, statementsOf } from './registration-database';

const grants = grantsOf({ roles: ['Admin'], permissions: [] });
const clock = new MovingClock(new Date('2026-03-01T10:00:00.000Z'));

const customerItems = (customers: Customer[]) =>
  customers.map((customer, index) => ({ path: `customers[${index}]`, customer, errors: [] }));
const accountItems = (accounts: Account[]) =>
  accounts.map((account, index) => ({ path: `accounts[${index}]`, account, errors: [] }));

let database: TestDatabase;
let registration: Registration;

beforeAll(async () => {
  database = await openRegistrationDatabase();
  registration = new Registration(database.dataSource, clock);
});
beforeEach(() => emptyTables(database.dataSource));
afterAll(() => database.close());

const customersOf = async (customers: Customer[]) =>
  (await registration.registerCustomers(customerItems(customers), grants)).map((outcome) => {
    return outcome.kind === 'rejected' ? String(outcome.errors[0].errorCode) : `${outcome.kind} ${outcome.row.id}`;
  });
const accountsOf = async (accounts: Account[]) =>
  (await registration.registerAccounts(accountItems(accounts), grants)).outcomes.map((outcome) => {
    if (outcome.kind === 'rejected') return String(outcome.errors[0].errorCode);
    return `${outcome.kind} ${outcome.kind === 'created' ? outcome.account.row.id : outcome.row.id}`;
  });

describe('tables and migration', () => {
  it('describe the same schema', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('can be taken back and made again', async () => {
    for (const _ of taxFilingMigrations) await database.dataSource.undoLastMigration();

    const tables = await database.dataSource.query(`select from pg_tables where tablename like 'filing%'`);
    expect(tables).toEqual([]);
    expect(await database.dataSource.runMigrations()).toHaveLength(taxFilingMigrations.length);
  });
});

describe('ids', () => {
  it('decisions D31: the next id skips used ones and is not moved by a submitted id', async () => {
    expect(await customersOf([aCustomer({ id: 2 }), aCustomer({ id: 1_000 })])).toEqual(['created 2', 'created 1000']);
    expect(await customersOf([aCustomer(), aCustomer(), aCustomer()])).toEqual(['created 1', 'created 3', 'created 4']);
    expect(await customersOf([aCustomer()])).toEqual(['created 5']);
  });

  it('decisions D31: an id that a later item of the batch names is not assigned to an earlier one', async () => {
    expect(await customersOf([aCustomer(), aCustomer({ id: 1 }), aCustomer()])).toEqual([
      'created 2',
      'created 1',
      'created 3',
    ]);
  });

  it('finds a free id behind a long row of ids that clients chose', async () => {
    await database.dataSource.query(
      `insert into filing_customer (id, name, type) select n, 'Old', 'Internal' from generate_series(1, 5000) n`,
    );

    expect(await customersOf([aCustomer()])).toEqual(['created 5001']);
  });
});

describe('what is written', () => {
  it('domain 4.6: secrets stand in their own table, marked as imported', async () => {
    await customersOf([aCustomer({ accounts: [anAccount({ ...secrets })] })]);

    const [stored] = await rowsOf(database.dataSource, 'filing_account_secret');
    expect(stored).toMatchObject({
      account_id: 1,
      salt: secrets.salt,
      password_hash: secrets.passwordHash,
      digest_ha1_hash: 'a'.repeat(32),
      scheme: 'imported',
    });
    expect(Object.keys((await rowsOf(database.dataSource, 'filing_account'))[0])).not.toContain('salt');
  });

  it('keeps every member of an account', async () => {
    await customersOf([aCustomer({ id: 3 })]);
    const account = anAccount({
      refId: 3,
      birthDate: '1990-05-01T00:00:00Z',
      permissions: ['CanAccess', 'CanAdd'],
      meta: { note: 'ä "quoted" \\ text' },
      timeZone: 'Europe/Berlin',
    });

    await accountsOf([account]);

    const [row] = await rowsOf(database.dataSource, 'filing_account');
    expect(row).toMatchObject({
      customer_id: 3,
      birth_date: new Date('1990-05-01T00:00:00Z'),
      permissions: ['CanAccess', 'CanAdd'],
      roles: [],
      meta: { note: 'ä "quoted" \\ text' },
      time_zone: 'Europe/Berlin',
      created_date: clock.now(),
      modified_date: clock.now(),
    });
  });

  it('refuses a second user name of another letter case even to those who write past the plan', async () => {
    await customersOf([aCustomer({ accounts: [anAccount({ userName: 'anna' })] })]);

    const copy = database.dataSource.query(
      `insert into filing_account (customer_id, user_name, profile_url, roles, permissions, invalid_login_attempts, created_date, modified_date)
       select customer_id, 'ANNA', profile_url, roles, permissions, 0, created_date, modified_date from filing_account`,
    );

    await expect(copy).rejects.toMatchObject({ code: '23505' });
  });
});

describe('whole batches', () => {
  const batch = (size: number) =>
    Array.from({ length: size }, (_, index) =>
      aCustomer({
        id: index + 1,
        name: `Customer ${index}`,
        accounts: ['a', 'b'].map((letter) => anAccount({ userName: `${letter}-${index}`, ...secrets })),
      }),
    );

  it('domain 4.1: 1,000 customers with two accounts each take as many statements as ten', async () => {
    const small = await statementsOf(database.dataSource, () => customersOf(batch(10)));
    const repeated = await statementsOf(database.dataSource, () => customersOf(batch(1_000)));
    await emptyTables(database.dataSource);
    const large = await statementsOf(database.dataSource, () => customersOf(batch(1_000)));

    expect(large.length).toBe(small.length);
    expect(large.length).toBeLessThanOrEqual(12);
    expect(repeated.length).toBeLessThanOrEqual(12);
  });

  it('domain 4.4: a repeated batch answers the same ids and writes nothing', async () => {
    await customersOf(batch(20));
    const before = await rowsOf(database.dataSource, 'filing_account');
    clock.advance(60_000);

    const outcomes = await customersOf(batch(20));

    expect(outcomes).toEqual(batch(20).map(({ id }) => `unchanged ${id}`));
    expect(await rowsOf(database.dataSource, 'filing_account')).toEqual(before);
  });

  it('domain 4.4: of twins that run at once one creates, the other finds', async () => {
    const twins = await Promise.all([customersOf(batch(50)), customersOf(batch(50)), customersOf(batch(50))]);

    const kinds = twins.map((outcomes) => [...new Set(outcomes.map((outcome) => outcome.split(' ')[0]))]);
    expect(kinds.flat().sort()).toEqual(['created', 'unchanged', 'unchanged']);
    expect(await rowsOf(database.dataSource, 'filing_account')).toHaveLength(100);
  });
});

/** Does not see the rows of others the first time, as if they had come in after the question. */
class ShortSightedRepository extends RegistrationRepository {
  static looks = 0;

  override async known(question: Question): Promise<Known> {
    ShortSightedRepository.looks += 1;
    const known = await super.known(question);
    if (ShortSightedRepository.looks > 1) return known;
    return { ...known, accounts: new Map(), accountsByUserName: new Map() };
  }
}

describe('a row that comes in between', () => {
  it('domain 4.2: becomes the conflict of its item alone', async () => {
    await customersOf([aCustomer({ id: 7, accounts: [anAccount({ userName: 'anna' })] })]);
    const shortSighted = new Registration(
      database.dataSource,
      clock,
      (tx: EntityManager) => new ShortSightedRepository(tx),
    );
    const items = accountItems([
      anAccount({ refId: 7, userName: 'berta' }),
      anAccount({ refId: 7, userName: 'anna', city: 'Bonn' }),
    ]);

    const { outcomes } = await shortSighted.registerAccounts(items, grants);

    expect(ShortSightedRepository.looks).toBe(2);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['created', 'rejected']);
    expect(await rowsOf(database.dataSource, 'filing_account')).toHaveLength(2);
  });
});

describe('demo data', () => {
  it('can be loaded twice and registers people who can read their own account', async () => {
    await loadTaxFilingDemoData(database.dataSource);
    await loadTaxFilingDemoData(database.dataSource);

    const accounts = await rowsOf(database.dataSource, 'filing_account');
    expect(accounts.map(({ user_name: name }) => name)).toEqual([
      'tax@missive.test',
      'tax-reader@missive.test',
      'sten.svensson',
    ]);
    expect(await rowsOf(database.dataSource, 'filing_product')).toHaveLength(3);
    expect(await rowsOf(database.dataSource, 'filing_subscription')).toHaveLength(5);
    expect(await rowsOf(database.dataSource, 'filing_order')).toHaveLength(1);
  });
});
