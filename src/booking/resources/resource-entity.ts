import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A person, room or thing that can be booked. */
@Entity('resource')
@Unique('uq_resource_company_id', ['companyId', 'id'])
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_resource_company' })
@ForeignKey('resource_type', ['companyId', 'resourceTypeId'], ['companyId', 'id'], {
  name: 'fk_resource_resource_type',
})
@ForeignKey('app_user', ['userId'], ['id'], { name: 'fk_resource_user', onDelete: 'SET NULL' })
@Index('ix_resource_name', ['companyId', 'name', 'id'])
@Index('ix_resource_resource_type', ['companyId', 'resourceTypeId'])
@Index('ix_resource_user', ['userId'])
export class ResourceEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_resource',
  })
  id!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'resource_type_id', type: 'integer', nullable: true })
  resourceTypeId!: number | null;
  /** The user whom the resource is: may read what is private to it (decisions D45). */
  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  userId!: string | null;
  @Column({ name: 'name', type: 'text' })
  name!: string;
  @Column({ name: 'description', type: 'text', nullable: true })
  description!: string | null;
  /** `#rrggbb` */
  @Column({ name: 'color', type: 'text', nullable: true })
  color!: string | null;
  @Column({ name: 'email', type: 'text', nullable: true })
  email!: string | null;
  @Column({ name: 'mobile_phone', type: 'text', nullable: true })
  mobilePhone!: string | null;
  @Column({ name: 'access_group', type: 'text', nullable: true })
  accessGroup!: string | null;
  @Column({ name: 'image_url', type: 'text', nullable: true })
  imageUrl!: string | null;
  @Column({ name: 'active', type: 'boolean', default: true })
  active!: boolean;
  @Column({ name: 'email_notification', type: 'boolean', default: false })
  emailNotification!: boolean;
  @Column({ name: 'sms_notification', type: 'boolean', default: false })
  smsNotification!: boolean;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}

/** A group of resources that can stand in for each other, such as hairdressers. */
@Entity('resource_type')
@Unique('uq_resource_type_company_id', ['companyId', 'id'])
@Unique('uq_resource_type_name', ['companyId', 'name'])
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_resource_type_company' })
export class ResourceTypeEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_resource_type',
  })
  id!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'name', type: 'text' })
  name!: string;
}
