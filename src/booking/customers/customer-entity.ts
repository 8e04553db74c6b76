import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A customer of one company; with `userId` one who signs in and owns their personal data (domain 2.1). */
@Entity('customer')
@Unique('uq_customer_company_id', ['companyId', 'id'])
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_customer_company' })
@ForeignKey('app_user', ['userId'], ['id'], { name: 'fk_customer_user', onDelete: 'SET NULL' })
// Unique on (company_id, lower(email)): an expression, which TypeORM cannot describe.
@Index('uq_customer_email', { synchronize: false })
@Index('uq_customer_user', ['companyId', 'userId'], { unique: true, where: 'user_id is not null' })
@Index('ix_customer_user', ['userId'])
@Index('ix_customer_name', ['companyId', 'lastname', 'firstname', 'id'])
export class CustomerEntity {
  @PrimaryGeneratedColumn('uuid', { name: 'id', primaryKeyConstraintName: 'pk_customer' })
  id!: string;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  userId!: string | null;
  @Column({ name: 'firstname', type: 'text' })
  firstname!: string;
  @Column({ name: 'lastname', type: 'text' })
  lastname!: string;
  @Column({ name: 'email', type: 'text', nullable: true })
  email!: string | null;
  @Column({ name: 'phone', type: 'text', nullable: true })
  phone!: string | null;
  @Column({ name: 'image_url', type: 'text', nullable: true })
  imageUrl!: string | null;
  @Column({ name: 'subscribed_to_newsletter', type: 'boolean', default: false })
  subscribedToNewsletter!: boolean;
  /** When the consent last changed; with `newsletterChangedBy` the evidence of it (domain 2.8). */
  @Column({ name: 'newsletter_changed_at', type: 'timestamptz', nullable: true })
  newsletterChangedAt!: Date | null;
  /** `user:<id>` or `apikey:<id>`. */
  @Column({ name: 'newsletter_changed_by', type: 'text', nullable: true })
  newsletterChangedBy!: string | null;
  @Column({ name: 'visible', type: 'boolean', default: true })
  visible!: boolean;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
