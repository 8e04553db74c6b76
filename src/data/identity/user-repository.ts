import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { UserEntity } from './user-entity';

export interface NewUser {
  /** Default: a new random id. */
  readonly id?: string;
  /** Absent: the user belongs to no company. */
  readonly companyId?: string;
  readonly userName: string;
  readonly email?: string;
  readonly displayName?: string;
  /** argon2id in PHC form. Absent: no sign-in with a password. */
  readonly passwordHash?: string;
  readonly roles?: readonly string[];
  readonly permissions?: readonly string[];
}

/**
 * Answers questions about users. Signing in comes before a company is known, so that these questions take none;
 * whoever shows a user to a company compares `companyId`.
 */
export class UserRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): UserRepository {
    return new UserRepository(tx);
  }

  /** The user of that name in any case, with `passwordHash`: for signing in only. */
  findByUserName(userName: string): Promise<UserEntity | null> {
    return this.users()
      .addSelect('app_user.passwordHash')
      .where('lower(app_user.userName) = lower(:userName)', { userName })
      .getOne();
  }

  /** Without `passwordHash`. */
  find(id: string): Promise<UserEntity | null> {
    return this.users().where('app_user.id = :id', { id }).getOne();
  }

  /** Answers the new user's id. Errors: a unique violation on `uq_app_user_user_name`. */
  async add(user: NewUser): Promise<string> {
    const added = await this.db.insert(UserEntity, {
      id: user.id,
      companyId: user.companyId ?? null,
      userName: user.userName,
      email: user.email ?? null,
      displayName: user.displayName ?? null,
      passwordHash: user.passwordHash ?? null,
      roles: [...(user.roles ?? [])],
      permissions: [...(user.permissions ?? [])],
    });
    return (added.identifiers[0] as { id: string }).id;
  }

  /** Counts a refused password; answers how many there have been since the last sign-in. 0: no such user. */
  async recordFailedSignIn(id: string): Promise<number> {
    const [rows] = (await this.db.query(
      'update app_user set failed_sign_ins = failed_sign_ins + 1 where id = $1 returning failed_sign_ins as "count"',
      [id],
    )) as [{ count: number }[], number];
    return rows[0]?.count ?? 0;
  }

  async recordSignIn(id: string): Promise<void> {
    await this.db.query('update app_user set failed_sign_ins = 0 where id = $1 and failed_sign_ins <> 0', [id]);
  }

  /** Stores a new hash, for example after the cost of hashing was raised. */
  async changePasswordHash(id: string, passwordHash: string): Promise<void> {
    await this.db.update(UserEntity, { id }, { passwordHash });
  }

  private users(): SelectQueryBuilder<UserEntity> {
    return this.db.createQueryBuilder(UserEntity, 'app_user');
  }
}
