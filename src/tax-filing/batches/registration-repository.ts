import type { EntityManager } from 'typeorm';
import { FilingAccountEntity } from '../accounts/account-entity';
import { FilingAccountSecretEntity } from '../accounts/account-secret-entity';
import { FilingSubscriptionEntity } from '../accounts/subscription-entity';
import { FilingCustomerEntity } from '../customers/customer-entity';
import { insertRows, selectList } from '../entity-sql';
import type { Known, NewAccount, StoredAccount } from './account-plan';

/** What a plan needs to know about: the ids, user names and products that its items name. */
export interface Question {
  readonly customerIds: readonly number[];
  readonly accountIds: readonly number[];
  /** Lower case. */
  readonly userNames: readonly string[];
  readonly productNames: readonly string[];
}

const largestId = 2_147_483_647;
/** Any number that nothing else locks with: registrations run one after another, whoever sends them. */
const registrationLock = 764_000_500;

/** Reads and writes for whole batches: a fixed number of statements, however many items. */
export class RegistrationRepository {
  constructor(private readonly db: EntityManager) {}

  /** Until the end of the transaction. What is read after it stays true until the commit. */
  async lock(): Promise<void> {
    await this.db.query('select pg_advisory_xact_lock($1)', [registrationLock]);
  }

  async known({ customerIds, accountIds, userNames, productNames }: Question): Promise<Known> {
    const customers = await this.customers(customerIds);
    const accounts = await this.accounts(accountIds, userNames);
    const productIds = await this.productIds(productNames);
    return {
      customers: new Map(customers.map((row) => [row.id, row])),
      accounts: new Map(accounts.map((stored) => [stored.row.id, stored])),
      accountsByUserName: new Map(accounts.map((stored) => [stored.row.userName.toLowerCase(), stored])),
      productIds,
    };
  }

  private async customers(ids: readonly number[]): Promise<FilingCustomerEntity[]> {
    if (ids.length === 0) return [];
    const columns = selectList(this.db, FilingCustomerEntity, 'customer');
    return this.db.query(`select ${columns} from filing_customer customer where customer.id = any($1::int[])`, [ids]);
  }

  private async accounts(ids: readonly number[], userNames: readonly string[]): Promise<StoredAccount[]> {
    if (ids.length === 0 && userNames.length === 0) return [];
    const columns = `${selectList(this.db, FilingAccountEntity, 'account')}, (
      select secret.fingerprint from filing_account_secret secret where secret.account_id = account.id) as fingerprint`;
    // One look into an index per item, whatever the planner makes of so many: `offset 0` keeps it from a scan of the table.
    const rows: (FilingAccountEntity & { fingerprint: string | null })[] = await this.db.query(
      `select account.* from unnest($1::int[]) as asked (id) cross join lateral (
         select ${columns} from filing_account account where account.id = asked.id offset 0) account
       union all
       select account.* from unnest($2::text[]) as asked (name) cross join lateral (
         select ${columns} from filing_account account
          where lower(account.user_name collate "C") = asked.name offset 0) account`,
      [ids, userNames],
    );
    return rows.map(({ fingerprint, ...row }) => ({ row, fingerprint }));
  }

  private async productIds(names: readonly string[]): Promise<Map<string, number>> {
    if (names.length === 0) return new Map();
    // Compared by the database alone: letter cases differ from JavaScript's in some languages.
    const rows: { asked: string; id: number }[] = await this.db.query(
      `select asked.name as asked, product.id from unnest($1::text[]) as asked (name)
         join filing_product product on lower(product.name) = lower(asked.name)`,
      [names],
    );
    return new Map(rows.map((row) => [row.asked, row.id]));
  }

  /**
   * The next free ids of a table. They go on from the last one that was assigned: ids that clients chose are skipped
   * where they lie in the way, and move nothing (decisions D31). `reserved`: ids that the batch itself is about to use.
   */
  async nextIds(
    table: 'filing_customer' | 'filing_account',
    count: number,
    reserved: ReadonlySet<number>,
  ): Promise<number[]> {
    if (count === 0) return [];
    const [sequence] = await this.db.query(`select last_value, is_called from ${table}_id_seq`);
    let last = Number(sequence.last_value) - (sequence.is_called ? 0 : 1);
    const ids: number[] = [];
    // Doubled, because clients may have chosen a million ids in a row.
    for (let width = count; ids.length < count; width *= 2) {
      if (last >= largestId) throw new Error(`The ids of ${table} are used up.`);
      const end = Math.min(last + width, largestId);
      const free: { id: number }[] = await this.db.query(
        `select candidate as id from generate_series($1::int, $2::int) as candidate
         except select taken.id from ${table} taken where taken.id between $1 and $2 order by id`,
        [last + 1, end],
      );
      ids.push(...free.map(({ id }) => id).filter((id) => !reserved.has(id)));
      last = end;
    }
    ids.length = count;
    await this.db.query(`select setval('${table}_id_seq', $1)`, [ids.at(-1)]);
    return ids;
  }

  async addCustomers(rows: readonly FilingCustomerEntity[]): Promise<void> {
    await insertRows(this.db, FilingCustomerEntity, rows);
  }

  /** Accounts with their secrets and first subscriptions. */
  async addAccounts(accounts: readonly NewAccount[]): Promise<void> {
    const rows = accounts.map(({ row }) => row);
    const secrets = accounts.flatMap(({ row, secrets }): FilingAccountSecretEntity[] =>
      secrets ? [{ accountId: row.id, ...secrets, scheme: 'imported' }] : [],
    );
    const subscriptions = accounts.flatMap(({ row, productIds }) =>
      productIds.map((productId) => ({ accountId: row.id, productId, createdDate: row.createdDate })),
    );
    await insertRows(this.db, FilingAccountEntity, rows);
    await insertRows(this.db, FilingAccountSecretEntity, secrets);
    await insertRows(this.db, FilingSubscriptionEntity, subscriptions);
  }
}
