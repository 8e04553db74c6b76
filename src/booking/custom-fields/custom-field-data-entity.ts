import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

const primaryKeyConstraintName = 'pk_custom_field_data';

/** The value of one custom field of one customer. A cleared value has no row. */
@Entity('custom_field_data')
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_custom_field_data_company' })
@ForeignKey('customer', ['companyId', 'customerId'], ['companyId', 'id'], {
  name: 'fk_custom_field_data_customer',
  onDelete: 'CASCADE',
})
@ForeignKey('custom_field', ['companyId', 'customFieldId'], ['companyId', 'id'], { name: 'fk_custom_field_data_field' })
@Index('ix_custom_field_data_field', ['companyId', 'customFieldId'])
export class CustomFieldDataEntity {
  @PrimaryColumn({ name: 'customer_id', type: 'uuid', primaryKeyConstraintName })
  customerId!: string;
  @PrimaryColumn({ name: 'custom_field_id', type: 'integer', primaryKeyConstraintName })
  customFieldId!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'value', type: 'text' })
  value!: string;
}
