import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A note of the company's staff about a customer; customers never see it. */
@Entity('customer_comment')
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_customer_comment_company' })
@ForeignKey('customer', ['companyId', 'customerId'], ['companyId', 'id'], {
  name: 'fk_customer_comment_customer',
  onDelete: 'CASCADE',
})
@Index('ix_customer_comment_customer', ['companyId', 'customerId'])
export class CustomerCommentEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_customer_comment',
  })
  id!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'customer_id', type: 'uuid' })
  customerId!: string;
  @Column({ name: 'comments', type: 'text' })
  comments!: string;
  @Column({ name: 'image_url', type: 'text', nullable: true })
  imageUrl!: string | null;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
