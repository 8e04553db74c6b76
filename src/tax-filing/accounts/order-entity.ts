import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One use of a product by an account. */
@Entity('filing_order')
@ForeignKey('filing_account', ['accountId'], ['id'], { name: 'fk_filing_order_account' })
@ForeignKey('filing_product', ['productId'], ['id'], { name: 'fk_filing_order_product' })
@Check('ck_filing_order_duration', `request_duration like 'P%'`)
@Index('ix_filing_order_account', ['accountId', 'id'])
@Index('ix_filing_order_product', ['productId', 'id'])
export class FilingOrderEntity {
  @PrimaryColumn({
    type: 'integer',
    generated: 'identity',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_filing_order',
  })
  id!: number;
  @Column({ name: 'product_id', type: 'integer' }) productId!: number;
  @Column({ name: 'account_id', type: 'integer' }) accountId!: number;
  @Column({ type: 'text' }) name!: string;
  @Column({ name: 'service_name', type: 'text' }) serviceName!: string;
  @Column({ name: 'request_timestamp', type: 'timestamptz' }) requestTimestamp!: Date;
  @Column({ name: 'response_timestamp', type: 'timestamptz' }) responseTimestamp!: Date;
  @Column({ name: 'request_uri', type: 'text' }) requestUri!: string;
  @Column({ name: 'request_http_method', type: 'text' }) requestHttpMethod!: string;
  /** XSD duration: `PT0.25S`. */
  @Column({ name: 'request_duration', type: 'text' }) requestDuration!: string;
  /** The number: 200. */
  @Column({ name: 'response_status_code', type: 'integer' }) responseStatusCode!: number;
  @Column({ name: 'client_ip_address', type: 'text' }) clientIPAddress!: string;
  @Column({ name: 'unit_of_measurement', type: 'text' }) unitOfMeasurement!: string;
  @Column({ name: 'process_type', type: 'text' }) processType!: string;
  @Column({ name: 'data_type', type: 'text' }) dataType!: string;
  @Column({ name: 'data_name', type: 'text' }) dataName!: string;
  @Column({ name: 'creation_date', type: 'timestamptz' }) creationDate!: Date;
  @Column({ name: 'expiry_date', type: 'timestamptz' }) expiryDate!: Date;
  @Column({ name: 'is_test', type: 'boolean' }) isTest!: boolean;
}
