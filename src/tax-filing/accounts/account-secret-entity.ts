import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/**
 * The secrets that came with an account. They are written once and read by nobody: only `fingerprint` leaves the table,
 * to tell whether a repeated registration carries the same ones.
 */
@Entity('filing_account_secret')
@ForeignKey('filing_account', ['accountId'], ['id'], { name: 'fk_filing_account_secret_account', onDelete: 'CASCADE' })
@Check('ck_filing_account_secret_scheme', `scheme = 'imported'`)
@Check('ck_filing_account_secret_pair', `(salt is null) = (password_hash is null)`)
export class FilingAccountSecretEntity {
  @PrimaryColumn({ name: 'account_id', type: 'integer', primaryKeyConstraintName: 'pk_filing_account_secret' })
  accountId!: number;
  @Column({ type: 'text', nullable: true }) salt!: string | null;
  @Column({ name: 'password_hash', type: 'text', nullable: true }) passwordHash!: string | null;
  /** Lower case. */
  @Column({ name: 'digest_ha1_hash', type: 'text', nullable: true }) digestHa1Hash!: string | null;
  /** How the hash was made; `imported`: elsewhere, by PBKDF2 with parameters that only its owner knows. */
  @Column({ type: 'text' }) scheme!: 'imported';
  /** SHA-256 of the three secrets, hexadecimal. */
  @Column({ type: 'text' }) fingerprint!: string;
}
