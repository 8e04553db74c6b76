import { type EntityManager, IsNull, MoreThan } from 'typeorm';
import { ApiKeyEntity } from './api-key-entity';
import { hashApiKeySecret, newApiKeySecret } from './api-key-secret';

export interface NewApiKey {
  /** Default: a new random secret. Given: for keys that must be known beforehand, such as those of demo data. */
  readonly secret?: string;
  /** What a new secret begins with, so that it is known as one wherever it turns up. Default: nothing. */
  readonly prefix?: string;
  readonly expiresAt?: Date;
  readonly contactEmail?: string;
  readonly notes?: string;
  readonly allowedIpAddresses?: readonly string[];
  readonly roles?: readonly string[];
  /** Default: all. */
  readonly operations?: readonly string[];
}

export interface ApiKeyPage {
  /** Only keys that can be used at that instant. Default: all. */
  readonly usableAt?: Date;
  readonly skip: number;
  readonly take: number;
}

export interface CreatedApiKey {
  /** Told to the caller once and found nowhere afterwards. */
  readonly secret: string;
  readonly key: ApiKeyEntity;
}

/** Answers questions about API keys. Secrets go in and are never read back. */
export class ApiKeyRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): ApiKeyRepository {
    return new ApiKeyRepository(tx);
  }

  /**
   * The key with this secret, whichever company's it is: this is how a caller's company becomes known.
   *
   * Inactive and expired keys are answered too, so that the caller of this method can say why one is refused.
   */
  findBySecret(secret: string): Promise<ApiKeyEntity | null> {
    return this.db.findOneBy(ApiKeyEntity, { secretHash: hashApiKeySecret(secret) });
  }

  /** Oldest first. */
  list(companyId: string, options: { activeOnly?: boolean } = {}): Promise<ApiKeyEntity[]> {
    return this.db.find(ApiKeyEntity, {
      where: { companyId, ...(options.activeOnly ? { active: true } : {}) },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  /** One page, oldest first, and how many there are in all. */
  page(companyId: string, { usableAt, skip, take }: ApiKeyPage): Promise<[ApiKeyEntity[], number]> {
    const where = usableAt
      ? [
          { companyId, active: true, expiresAt: IsNull() },
          { companyId, active: true, expiresAt: MoreThan(usableAt) },
        ]
      : { companyId };
    return this.db.findAndCount(ApiKeyEntity, { where, order: { createdAt: 'ASC', id: 'ASC' }, skip, take });
  }

  find(companyId: string, id: string): Promise<ApiKeyEntity | null> {
    return this.db.findOneBy(ApiKeyEntity, { companyId, id });
  }

  async create(companyId: string, key: NewApiKey = {}): Promise<CreatedApiKey> {
    const secret = key.secret ?? `${key.prefix ?? ''}${newApiKeySecret()}`;
    const added = await this.db.insert(ApiKeyEntity, {
      companyId,
      secretHash: hashApiKeySecret(secret),
      expiresAt: key.expiresAt ?? null,
      contactEmail: key.contactEmail ?? null,
      notes: key.notes ?? null,
      allowedIpAddresses: [...(key.allowedIpAddresses ?? [])],
      roles: [...(key.roles ?? [])],
      operations: [...(key.operations ?? [])],
    });
    const { id } = added.identifiers[0] as { id: string };
    return { secret, key: await this.db.findOneByOrFail(ApiKeyEntity, { companyId, id }) };
  }

  /** Makes a key useless for good. `false`: the company has no such key. Revoking twice is no error. */
  async revoke(companyId: string, id: string): Promise<boolean> {
    const changed = await this.db.update(ApiKeyEntity, { companyId, id }, { active: false });
    return changed.affected === 1;
  }
}
