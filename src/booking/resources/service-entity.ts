import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Something that a company offers for booking. */
@Entity('service')
@Unique('uq_service_company_id', ['companyId', 'id'])
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_service_company' })
@Check('ck_service_duration', 'duration_minutes > 0')
@Check('ck_service_unbook_before', 'unbook_before_minutes >= 0')
export class ServiceEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_service',
  })
  id!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'name', type: 'text' })
  name!: string;
  @Column({ name: 'description', type: 'text', nullable: true })
  description!: string | null;
  @Column({ name: 'duration_minutes', type: 'integer' })
  durationMinutes!: number;
  /** How long before its start a customer may still unbook. */
  @Column({ name: 'unbook_before_minutes', type: 'integer', default: 0 })
  unbookBeforeMinutes!: number;
}

/** The types of resources that a service needs. */
@Entity('service_resource_type')
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_service_resource_type_company' })
@ForeignKey('service', ['companyId', 'serviceId'], ['companyId', 'id'], {
  name: 'fk_service_resource_type_service',
  onDelete: 'CASCADE',
})
@ForeignKey('resource_type', ['companyId', 'resourceTypeId'], ['companyId', 'id'], {
  name: 'fk_service_resource_type_type',
  onDelete: 'CASCADE',
})
@Index('ix_service_resource_type_type', ['companyId', 'resourceTypeId'])
export class ServiceResourceTypeEntity {
  @PrimaryColumn({ name: 'service_id', type: 'integer', primaryKeyConstraintName: 'pk_service_resource_type' })
  serviceId!: number;
  @PrimaryColumn({ name: 'resource_type_id', type: 'integer', primaryKeyConstraintName: 'pk_service_resource_type' })
  resourceTypeId!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
}
