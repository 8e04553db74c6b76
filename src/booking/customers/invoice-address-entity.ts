import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Where a customer's invoices go; at most one per customer. */
@Entity('invoice_address')
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_invoice_address_company' })
@ForeignKey('customer', ['companyId', 'customerId'], ['companyId', 'id'], {
  name: 'fk_invoice_address_customer',
  onDelete: 'CASCADE',
})
export class InvoiceAddressEntity {
  @PrimaryColumn({ name: 'customer_id', type: 'uuid', primaryKeyConstraintName: 'pk_invoice_address' })
  customerId!: string;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'corporate_identity_number', type: 'text', nullable: true })
  corporateIdentityNumber!: string | null;
  @Column({ name: 'invoice_address1', type: 'text', nullable: true })
  invoiceAddress1!: string | null;
  @Column({ name: 'invoice_address2', type: 'text', nullable: true })
  invoiceAddress2!: string | null;
  @Column({ name: 'invoice_city', type: 'text', nullable: true })
  invoiceCity!: string | null;
  @Column({ name: 'invoice_postal_code', type: 'text', nullable: true })
  invoicePostalCode!: string | null;
  /** ISO 3166-1 alpha-2, capitals. */
  @Column({ name: 'invoice_country_code', type: 'text', nullable: true })
  invoiceCountryCode!: string | null;
}
