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

  /**
   * Counts a refused password, from 1 again once a lock's time is over, and locks the account at `maxFailures`: for `lockSeconds`, or until
   * `unlock` where they are absent.
   */
  async lockAfterFailures(
    id: string,
    { maxFailures, lockSeconds }: { maxFailures: number; lockSeconds?: number },
    now: Date,
  ): Promise<void> {
    const lockedUntil = lockSeconds === undefined ? null : new Date(now.getTime() + lockSeconds * 1000);
    await this.db.query(
      `update app_user set
         failed_sign_ins = counted.failures,
         locked_until = case when counted.failures >= $2 then $3::timestamptz else null end,
         locked_at = case when counted.failures >= $2 and $3 is null then $4 else app_user.locked_at end
       from (select id, case when locked_until <= $4 then 1 else failed_sign_ins + 1 end as failures
               from app_user where id = $1 for update) as counted
       where app_user.id = counted.id`,
      [id, maxFailures, lockedUntil, now],
    );
  }

  /** Forgets refused passwords, and a lock whose time is over. */
  async recordSignIn(id: string): Promise<void> {
    await this.db.query(
      `update app_user set failed_sign_ins = 0, locked_until = null
       where id = $1 and (failed_sign_ins <> 0 or locked_until is not null)`,
      [id],
    );
  }

  /** Lets a locked user sign in again, whatever locked the account. */
  async unlock(id: string): Promise<void> {
    await this.db.update(UserEntity, { id }, { failedSignIns: 0, lockedAt: null, lockedUntil: null });
  }

  /** Whether a user has this e-mail address, in any case. */
  isEmailTaken(email: string): Promise<boolean> {
    return this.users().where('lower(app_user.email) = lower(:email)', { email }).getExists();
  }

  /** Adds roles and permissions behind those that the user has. */
  assign(id: string, roles: readonly string[], permissions: readonly string[]): Promise<UserEntity | null> {
    const added = (column: string, values: string) =>
      `${column} = ${column} || array(select distinct given from unnest(${values}::text[]) as given
        where given <> all (${column}) order by given)`;
    return this.changeRoles(id, [added('roles', '$2'), added('permissions', '$3')], [roles, permissions]);
  }

  /** Takes roles and permissions away, those that the user has not without complaint. */
  unassign(id: string, roles: readonly string[], permissions: readonly string[]): Promise<UserEntity | null> {
    const left = (column: string, values: string) =>
      `${column} = array(select held from unnest(${column}) with ordinality as kept (held, place)
        where held <> all (${values}::text[]) order by place)`;
    return this.changeRoles(id, [left('roles', '$2'), left('permissions', '$3')], [roles, permissions]);
  }

  /** In one statement, so that two changes at a time both count. */
  private async changeRoles(
    id: string,
    changes: readonly string[],
    values: readonly (readonly string[])[],
  ): Promise<UserEntity | null> {
    await this.db.query(`update app_user set ${changes.join(', ')}, updated_at = now() where id = $1`, [id, ...values]);
    return this.find(id);
  }

  /** Stores a new hash, for example after the cost of hashing was raised. */
  async changePasswordHash(id: string, passwordHash: string): Promise<void> {
    await this.db.update(UserEntity, { id }, { passwordHash });
  }

  private users(): SelectQueryBuilder<UserEntity> {
    return this.db.createQueryBuilder(UserEntity, 'app_user');
  }
}
