import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An account may use a product. */
@Entity('filing_subscription')
@ForeignKey('filing_account', ['accountId'], ['id'], { name: 'fk_filing_subscription_account', onDelete: 'CASCADE' })
@ForeignKey('filing_product', ['productId'], ['id'], { name: 'fk_filing_subscription_product' })
@Index('ix_filing_subscription_product', ['productId'])
export class FilingSubscriptionEntity {
  @PrimaryColumn({ name: 'account_id', type: 'integer', primaryKeyConstraintName: 'pk_filing_subscription' })
  accountId!: number;
  @PrimaryColumn({ name: 'product_id', type: 'integer', primaryKeyConstraintName: 'pk_filing_subscription' })
  productId!: number;
  @Column({ name: 'created_date', type: 'timestamptz' }) createdDate!: Date;
}
