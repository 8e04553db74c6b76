import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';
import { CompanyEntity } from './company-entity';

/** Someone who signs in. Users without a company exist: administrators of the registration family, superadmins. */
@Entity('app_user')
@ForeignKey(() => CompanyEntity, ['companyId'], ['id'], { name: 'fk_app_user_company' })
@Index('ix_app_user_company', ['companyId'])
export class UserEntity {
  @PrimaryGeneratedColumn('uuid', { name: 'id', primaryKeyConstraintName: 'pk_app_user' })
  id!: string;

  @Column({ name: 'company_id', type: 'uuid', nullable: true })
  companyId!: string | null;

  /** Unique whatever its case: the index `uq_app_user_user_name` is on `lower(user_name)`. */
  @Column({ name: 'user_name', type: 'text' })
  userName!: string;

  @Column({ name: 'email', type: 'text', nullable: true })
  email!: string | null;

  @Column({ name: 'display_name', type: 'text', nullable: true })
  displayName!: string | null;

  /** argon2id in PHC form; null: the user cannot sign in with a password. Read only by the questions that name it. */
  @Column({ name: 'password_hash', type: 'text', nullable: true, select: false })
  passwordHash?: string | null;

  @Column({ name: 'roles', type: 'text', array: true, default: () => "'{}'" })
  roles!: string[];

  @Column({ name: 'permissions', type: 'text', array: true, default: () => "'{}'" })
  permissions!: string[];

  /** Refused passwords since the last sign-in. */
  @Column({ name: 'failed_sign_ins', type: 'integer', default: 0 })
  failedSignIns!: number;

  /** Set: the user may not sign in. */
  @Column({ name: 'locked_at', type: 'timestamptz', nullable: true })
  lockedAt!: Date | null;

  /** The user may not sign in before: refused passwords have locked the account for a time. */
  @Column({ name: 'locked_until', type: 'timestamptz', nullable: true })
  lockedUntil!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
