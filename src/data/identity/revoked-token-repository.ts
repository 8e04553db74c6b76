import type { EntityManager } from 'typeorm';
import { RevokedTokenEntity } from './revoked-token-entity';

/** Answers which tokens have been revoked. Tokens come before a company is known, so that these questions take none. */
export class RevokedTokenRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): RevokedTokenRepository {
    return new RevokedTokenRepository(tx);
  }

  isRevoked(tokenId: string): Promise<boolean> {
    return this.db.existsBy(RevokedTokenEntity, { tokenId });
  }

  /** Revoking twice is no error. */
  async revoke(tokenId: string, expiresAt: Date): Promise<void> {
    await this.db
      .createQueryBuilder()
      .insert()
      .into(RevokedTokenEntity)
      .values({ tokenId, expiresAt })
      .orIgnore()
      .execute();
  }

  /** Answers how many there were. */
  async removeExpired(now: Date): Promise<number> {
    const [, count] = (await this.db.query('delete from revoked_token where expires_at <= $1', [now])) as [
      unknown,
      number,
    ];
    return count;
  }
}
