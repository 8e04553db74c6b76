import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

const primaryKeyConstraintName = 'pk_external_reference';

/** Under which id another system (`axema`) knows a customer. */
@Entity('external_reference')
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_external_reference_company' })
@ForeignKey('customer', ['companyId', 'customerId'], ['companyId', 'id'], {
  name: 'fk_external_reference_customer',
  onDelete: 'CASCADE',
})
@Index('ix_external_reference_customer', ['companyId', 'customerId'])
export class ExternalReferenceEntity {
  @PrimaryColumn({ name: 'company_id', type: 'uuid', primaryKeyConstraintName })
  companyId!: string;
  @PrimaryColumn({ name: 'system', type: 'text', primaryKeyConstraintName })
  system!: string;
  @PrimaryColumn({ name: 'external_id', type: 'text', primaryKeyConstraintName })
  externalId!: string;
  @Column({ name: 'customer_id', type: 'uuid' })
  customerId!: string;
}
