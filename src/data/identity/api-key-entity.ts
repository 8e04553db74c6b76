import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { CompanyEntity } from './company-entity';

/** A key that identifies a calling application of one company (decisions D33). The secret itself is stored nowhere. */
@Entity('api_key')
@ForeignKey(() => CompanyEntity, ['companyId'], ['id'], { name: 'fk_api_key_company' })
@Unique('uq_api_key_secret_hash', ['secretHash'])
@Index('ix_api_key_company', ['companyId'])
export class ApiKeyEntity {
  /** The key's public id: what lists show and `RevokeApiKey` takes. */
  @PrimaryGeneratedColumn('uuid', { name: 'id', primaryKeyConstraintName: 'pk_api_key' })
  id!: string;

  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;

  /** SHA-256 of the secret. A slow hash buys nothing here: the secret is random, not chosen by a person. */
  @Column({ name: 'secret_hash', type: 'bytea', select: false })
  secretHash?: Buffer;

  @Column({ name: 'active', type: 'boolean', default: true })
  active!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'contact_email', type: 'text', nullable: true })
  contactEmail!: string | null;

  @Column({ name: 'notes', type: 'text', nullable: true })
  notes!: string | null;

  /** Addresses or networks in CIDR notation that may use the key; empty: any. */
  @Column({ name: 'allowed_ip_addresses', type: 'text', array: true, default: () => "'{}'" })
  allowedIpAddresses!: string[];

  /** Roles that a call with this key alone has; none by default. */
  @Column({ name: 'roles', type: 'text', array: true, default: () => "'{}'" })
  roles!: string[];

  /** Names of the only operations that the key is for; empty: all. */
  @Column({ name: 'operations', type: 'text', array: true, default: () => "'{}'" })
  operations!: string[];
}
