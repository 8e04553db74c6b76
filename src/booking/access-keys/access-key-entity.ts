import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A kind of access key; the same for all companies. */
@Entity('access_key_type')
export class AccessKeyTypeEntity {
  @PrimaryColumn({ name: 'id', type: 'integer', primaryKeyConstraintName: 'pk_access_key_type' })
  id!: number;
  @Column({ name: 'key_type', type: 'text' })
  keyType!: string;
  @Column({ name: 'description', type: 'text' })
  description!: string;
}

/** A card, tag or code that opens doors for a customer. */
@Entity('user_access_key')
@Unique('uq_user_access_key_value', ['companyId', 'accessKeyTypeId', 'value'])
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_user_access_key_company' })
@ForeignKey('access_key_type', ['accessKeyTypeId'], ['id'], { name: 'fk_user_access_key_type' })
@ForeignKey('customer', ['companyId', 'customerId'], ['companyId', 'id'], {
  name: 'fk_user_access_key_customer',
  onDelete: 'CASCADE',
})
@Index('ix_user_access_key_customer', ['companyId', 'customerId'])
export class UserAccessKeyEntity {
  @PrimaryGeneratedColumn('uuid', { name: 'id', primaryKeyConstraintName: 'pk_user_access_key' })
  id!: string;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'access_key_type_id', type: 'integer' })
  accessKeyTypeId!: number;
  @Column({ name: 'value', type: 'text' })
  value!: string;
  @Column({ name: 'customer_id', type: 'uuid' })
  customerId!: string;
  @Column({ name: 'description', type: 'text', nullable: true })
  description!: string | null;
  /** Made by the Axema sync, which may therefore remove it again (domain 1.10). */
  @Column({ name: 'created_by_sync', type: 'boolean', default: false })
  createdBySync!: boolean;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}

/** Ids of the seeded rows of `access_key_type`. */
export const accessKeyTypes = { rfidCard: 1, pinCode: 2, axemaIdentity: 3 } as const;
