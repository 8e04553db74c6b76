import type { DataSource, EntityManager } from 'typeorm';
import type { Account, Product } from '../../../dtos/tax-filing';
import { inTransaction } from '../../data';
import type { Clock } from '../../engine';
import { ProductRepository } from '../products/product-repository';
import {
  type AccountItem,
  type AccountOutcome,
  type NewAccount,
  planAccounts,
  productNames,
  type Rejected,
} from './account-plan';
import { type CustomerItem, type CustomerOutcome, planCustomers } from './customer-plan';
import type { Grants } from './grants';
import { type Question, RegistrationRepository } from './registration-repository';

export interface RegisteredAccounts {
  readonly outcomes: readonly AccountOutcome[];
  /** By account id: what each account that was created or found is subscribed to. */
  readonly products: ReadonlyMap<number, Product[]>;
}

/** How often a batch is planned again after a row of somebody else came in between. */
const maxAttempts = 3;

/**
 * Carries out the plans of registration: one transaction and a fixed number of statements for a whole batch.
 *
 * All registrations wait for one lock, so what a plan knows stays true until it is carried out. Should a row still come
 * in between (a script, an older version of the server), a constraint stops the batch; it is then planned again with
 * that row in sight, which makes it the conflict of the one item that it concerns.
 */
export class Registration {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly repositoryOf = (tx: EntityManager): RegistrationRepository => new RegistrationRepository(tx),
  ) {}

  async registerCustomers(items: readonly CustomerItem[], grants: Grants): Promise<readonly CustomerOutcome[]> {
    const good = items.filter(isGood).map(({ customer }) => customer);
    if (good.length === 0) return items.map(toRejected);
    const question = {
      customerIds: givenIds(good),
      ...aboutAccounts(good.flatMap(({ accounts }) => accounts ?? [])),
    };
    return this.attempt(async (repository) => {
      const known = await repository.known(question);
      const outcomes = planCustomers(items, { known, grants, now: this.clock.now() });
      const created = outcomes.flatMap((outcome) => (outcome.kind === 'created' ? [outcome] : []));
      const customers = created.map(({ row }) => row);
      await assignIds(repository, 'filing_customer', customers);
      for (const { row, accounts } of created) for (const account of accounts) account.row.customerId = row.id;
      await repository.addCustomers(customers);
      await addAccounts(
        repository,
        created.flatMap(({ accounts }) => accounts),
      );
      return outcomes;
    });
  }

  async registerAccounts(items: readonly AccountItem[], grants: Grants): Promise<RegisteredAccounts> {
    const good = items.filter(isGood).map(({ account }) => account);
    if (good.length === 0) return { outcomes: items.map(toRejected), products: new Map() };
    const customerIds = unique(good.map(({ refId = 0 }) => refId).filter((id) => id > 0));
    const question = { customerIds, ...aboutAccounts(good) };
    return this.attempt(async (repository, tx) => {
      const known = await repository.known(question);
      const outcomes = planAccounts(items, { known, grants, now: this.clock.now() });
      await addAccounts(
        repository,
        outcomes.flatMap((outcome) => (outcome.kind === 'created' ? [outcome.account] : [])),
      );
      const products = await new ProductRepository(tx).ofAccounts(outcomes.flatMap(accountId));
      return { outcomes, products };
    });
  }

  private async attempt<T>(work: (repository: RegistrationRepository, tx: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await inTransaction(this.db, async (tx) => {
          const repository = this.repositoryOf(tx);
          await repository.lock();
          return work(repository, tx);
        });
      } catch (error) {
        if (attempt === maxAttempts || !isConstraintViolation(error)) throw error;
      }
    }
  }
}

function isGood({ errors }: AccountItem | CustomerItem): boolean {
  return errors.length === 0;
}
function toRejected({ errors }: AccountItem | CustomerItem): Rejected {
  return { kind: 'rejected', errors };
}

function aboutAccounts(accounts: readonly Account[]): Omit<Question, 'customerIds'> {
  return {
    accountIds: givenIds(accounts),
    userNames: unique(accounts.map(({ userName }) => userName.toLowerCase())),
    productNames: unique(accounts.flatMap(productNames)),
  };
}

function givenIds(records: readonly { id?: number }[]): number[] {
  return unique(records.map(({ id = 0 }) => id).filter((id) => id > 0));
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function accountId(outcome: AccountOutcome): number[] {
  if (outcome.kind === 'rejected') return [];
  return [outcome.kind === 'created' ? outcome.account.row.id : outcome.row.id];
}

async function addAccounts(repository: RegistrationRepository, accounts: readonly NewAccount[]): Promise<void> {
  const rows = accounts.map(({ row }) => row);
  await assignIds(repository, 'filing_account', rows);
  await repository.addAccounts(accounts);
}

/** Gives the rows without an id theirs, in the order of the batch. */
async function assignIds(
  repository: RegistrationRepository,
  table: 'filing_customer' | 'filing_account',
  rows: readonly { id: number }[],
): Promise<void> {
  const reserved = new Set(rows.map(({ id }) => id));
  const unnumbered = rows.filter(({ id }) => id === 0);
  const ids = await repository.nextIds(table, unnumbered.length, reserved);
  for (const [index, row] of unnumbered.entries()) row.id = ids[index] ?? 0;
}

/** SQLSTATE of a unique or foreign key violation. */
function isConstraintViolation(error: unknown): boolean {
  const code = (error as { code?: unknown }).code ?? (error as { driverError?: { code?: unknown } }).driverError?.code;
  return code === '23505' || code === '23503';
}
