import type { EntityManager } from 'typeorm';
import { SessionEntity } from './session-entity';
import { UserEntity } from './user-entity';

export interface NewUserSession {
  readonly idHash: Buffer;
  readonly userId: string;
  readonly authProvider: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Answers who is signed in. A session comes before a company is known, so that these questions take none. */
export class SessionRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): SessionRepository {
    return new SessionRepository(tx);
  }

  async add(session: NewUserSession): Promise<void> {
    await this.db.insert(SessionEntity, session);
  }

  /** The user, as he is now, of a session that has not expired, and how he signed in. */
  async find(idHash: Buffer, now: Date): Promise<{ user: UserEntity; authProvider: string } | null> {
    const found = await this.db
      .createQueryBuilder(UserEntity, 'app_user')
      .innerJoin(SessionEntity, 'user_session', 'user_session.userId = app_user.id')
      .addSelect('user_session.authProvider', 'provider')
      .where('user_session.idHash = :idHash and user_session.expiresAt > :now', { idHash, now })
      .getRawAndEntities<{ provider: string }>();
    const [user] = found.entities;
    return user ? { user, authProvider: found.raw[0]?.provider ?? '' } : null;
  }

  async remove(idHash: Buffer): Promise<void> {
    await this.db.delete(SessionEntity, { idHash });
  }

  async removeOfUser(userId: string): Promise<void> {
    await this.db.delete(SessionEntity, { userId });
  }

  /** Answers how many there were. */
  async removeExpired(now: Date): Promise<number> {
    const [, count] = (await this.db.query('delete from user_session where expires_at <= $1', [now])) as [
      unknown,
      number,
    ];
    return count;
  }
}
