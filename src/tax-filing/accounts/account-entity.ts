import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * A user account of a customer: what was submitted, and what the server itself keeps about it.
 *
 * The secrets stand in a table of their own, `filing_account_secret`, so that no query for an answer can carry them.
 */
@Entity('filing_account')
@ForeignKey('filing_customer', ['customerId'], ['id'], { name: 'fk_filing_account_customer' })
@Index('ix_filing_account_customer', ['customerId', 'id'])
// On an expression: TypeORM cannot describe it.
@Index('ux_filing_account_user_name', { synchronize: false })
export class FilingAccountEntity {
  @PrimaryColumn({
    type: 'integer',
    generated: 'identity',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_filing_account',
  })
  id!: number;
  /** `refId` on the wire. */
  @Column({ name: 'customer_id', type: 'integer' }) customerId!: number;
  /** Unique whatever its letter case. */
  @Column({ name: 'user_name', type: 'text' }) userName!: string;
  @Column({ type: 'text', nullable: true }) email!: string | null;
  @Column({ name: 'display_name', type: 'text', nullable: true }) displayName!: string | null;
  @Column({ name: 'first_name', type: 'text', nullable: true }) firstName!: string | null;
  @Column({ name: 'last_name', type: 'text', nullable: true }) lastName!: string | null;
  @Column({ name: 'full_name', type: 'text', nullable: true }) fullName!: string | null;
  @Column({ type: 'text', nullable: true }) gender!: string | null;
  @Column({ type: 'text', nullable: true }) language!: string | null;
  @Column({ type: 'text', nullable: true }) company!: string | null;
  @Column({ name: 'profile_url', type: 'text' }) profileUrl!: string;
  @Column({ type: 'text', array: true }) roles!: string[];
  @Column({ type: 'text', array: true }) permissions!: string[];
  @Column({ name: 'primary_email', type: 'text', nullable: true }) primaryEmail!: string | null;
  @Column({ name: 'phone_number', type: 'text', nullable: true }) phoneNumber!: string | null;
  @Column({ name: 'birth_date', type: 'timestamptz', nullable: true }) birthDate!: Date | null;
  @Column({ name: 'birth_date_raw', type: 'text', nullable: true }) birthDateRaw!: string | null;
  @Column({ type: 'text', nullable: true }) address!: string | null;
  @Column({ type: 'text', nullable: true }) address2!: string | null;
  @Column({ type: 'text', nullable: true }) city!: string | null;
  @Column({ type: 'text', nullable: true }) state!: string | null;
  @Column({ type: 'text', nullable: true }) country!: string | null;
  @Column({ type: 'text', nullable: true }) culture!: string | null;
  @Column({ name: 'mail_address', type: 'text', nullable: true }) mailAddress!: string | null;
  @Column({ type: 'text', nullable: true }) nickname!: string | null;
  @Column({ name: 'postal_code', type: 'text', nullable: true }) postalCode!: string | null;
  @Column({ name: 'time_zone', type: 'text', nullable: true }) timeZone!: string | null;
  /** Not jsonb, which would sort the keys: answers keep the order in which they were submitted. */
  @Column({ type: 'json', nullable: true }) meta!: Record<string, string> | null;

  @Column({ name: 'invalid_login_attempts', type: 'integer' }) invalidLoginAttempts!: number;
  @Column({ name: 'last_login_attempt', type: 'timestamptz', nullable: true }) lastLoginAttempt!: Date | null;
  @Column({ name: 'locked_date', type: 'timestamptz', nullable: true }) lockedDate!: Date | null;
  @Column({ name: 'created_date', type: 'timestamptz' }) createdDate!: Date;
  @Column({ name: 'modified_date', type: 'timestamptz' }) modifiedDate!: Date;
}
