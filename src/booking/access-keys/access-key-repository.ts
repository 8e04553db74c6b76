import { type EntityManager, In } from 'typeorm';
import type { HttpError } from '../../engine';
import { violatedConstraint } from '../database-errors';
import { refuse } from '../error-codes';
import { AccessKeyTypeEntity, UserAccessKeyEntity } from './access-key-entity';

/** What makes a key the key that it is; unique in a company. */
export interface KeyIdentity {
  readonly accessKeyTypeId: number;
  readonly value: string;
}
export interface NewAccessKey extends KeyIdentity {
  readonly customerId: string;
  readonly description?: string | null;
  /** Default: false. */
  readonly createdBySync?: boolean;
}
export interface ChangedAccessKey extends KeyIdentity {
  readonly id: string;
  readonly description: string | null;
}

/** Access keys of a company's customers. Changes are single statements, however many keys they touch. */
export class AccessKeyRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): AccessKeyRepository {
    return new AccessKeyRepository(tx);
  }

  /** Those of the given ids that are types of access keys. */
  async knownTypes(ids: readonly number[]): Promise<Set<number>> {
    if (ids.length === 0) return new Set();
    const types = await this.db.findBy(AccessKeyTypeEntity, { id: In([...new Set(ids)]) });
    return new Set(types.map((type) => type.id));
  }

  /** The keys of one customer, oldest first. */
  ofCustomer(companyId: string, customerId: string): Promise<UserAccessKeyEntity[]> {
    return this.db.find(UserAccessKeyEntity, {
      where: { companyId, customerId },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  /** The keys of the company, whichever customer's, that have one of these types and values. */
  holding(companyId: string, keys: readonly KeyIdentity[]): Promise<UserAccessKeyEntity[]> {
    if (keys.length === 0) return Promise.resolve([]);
    return this.db
      .createQueryBuilder(UserAccessKeyEntity, 'key')
      .where('key.companyId = :companyId', { companyId })
      .andWhere(
        `(key.accessKeyTypeId, key.value) in
         (select k."accessKeyTypeId", k.value
          from jsonb_to_recordset(:keys::jsonb) as k ("accessKeyTypeId" integer, value text))`,
        { keys: JSON.stringify(keys) },
      )
      .getMany();
  }

  /** Answers the new keys' ids in the order of `keys`. Errors: AccessKeyAlreadyExists on `AccessKeys`. */
  async add(companyId: string, keys: readonly NewAccessKey[], at: Date): Promise<string[]> {
    if (keys.length === 0) return [];
    // In the order of the unique index: two transactions that add the same keys then wait for each other in one direction.
    const rows: (KeyIdentity & { id: string })[] = await refusingTaken(() =>
      this.db.query(
        `insert into user_access_key
           (company_id, access_key_type_id, value, customer_id, description, created_by_sync, created_at, updated_at)
         select $1, k."accessKeyTypeId", k.value, k."customerId", k.description, coalesce(k."createdBySync", false), $3, $3
         from jsonb_to_recordset($2::jsonb) as k
           ("accessKeyTypeId" integer, value text, "customerId" uuid, description text, "createdBySync" boolean)
         order by k."accessKeyTypeId", k.value
         returning id, access_key_type_id as "accessKeyTypeId", value`,
        [companyId, JSON.stringify(keys), at],
      ),
    );
    const idOf = new Map(rows.map((row) => [identityText(row), row.id]));
    return keys.map((key) => idOf.get(identityText(key)) as string);
  }
}

/** Type and value as one text, for maps and sets. */
export function identityText({ accessKeyTypeId, value }: KeyIdentity): string {
  return `${accessKeyTypeId} ${value}`;
}

async function refusingTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedConstraint(error) !== 'uq_user_access_key_value') throw error;
    throw keyTaken('AccessKeys', error);
  }
}

export function keyTaken(fieldName: string, cause?: unknown): HttpError {
  const message = 'The company already has an access key of this type and value.';
  return refuse('AccessKeyAlreadyExists', fieldName, message, { cause });
}
