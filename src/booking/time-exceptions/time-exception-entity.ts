import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A time exception as it was said: days and times of the company's wall clock. */
@Entity('time_exception')
@Unique('uq_time_exception_company_id', ['companyId', 'id'])
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_time_exception_company' })
@Check('ck_time_exception_days', 'to_day >= from_day')
@Check('ck_time_exception_times', 'from_seconds between 0 and 86400 and to_seconds between 1 and 86400')
@Index('ix_time_exception_from_day', ['companyId', 'fromDay', 'id'])
export class TimeExceptionEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_time_exception',
  })
  id!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  /** `yyyy-MM-dd` */
  @Column({ name: 'from_day', type: 'date' })
  fromDay!: string;
  @Column({ name: 'to_day', type: 'date' })
  toDay!: string;
  /** Since midnight; 86,400 is the end of the day. */
  @Column({ name: 'from_seconds', type: 'integer' })
  fromTime!: number;
  @Column({ name: 'to_seconds', type: 'integer' })
  toTime!: number;
  @Column({ name: 'reason_text', type: 'text' })
  reasonText!: string;
  @Column({ name: 'reason_text_public', type: 'text', nullable: true })
  reasonTextPublic!: string | null;
  /** `#rrggbb` */
  @Column({ name: 'color', type: 'text', nullable: true })
  color!: string | null;
  @Column({ name: 'block_time', type: 'boolean' })
  blockTime!: boolean;
  @Column({ name: 'private', type: 'boolean' })
  private!: boolean;
  /** Came from another calendar, which keeps the truth about it: cannot be edited here (decisions D45). */
  @Column({ name: 'imported', type: 'boolean', default: false })
  imported!: boolean;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}

/** A resource that a time exception belongs to. */
@Entity('time_exception_resource')
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_time_exception_resource_company' })
@ForeignKey('time_exception', ['companyId', 'timeExceptionId'], ['companyId', 'id'], {
  name: 'fk_time_exception_resource_exception',
  onDelete: 'CASCADE',
})
@ForeignKey('resource', ['companyId', 'resourceId'], ['companyId', 'id'], {
  name: 'fk_time_exception_resource_resource',
})
@Index('ix_time_exception_resource_resource', ['companyId', 'resourceId'])
export class TimeExceptionResourceEntity {
  @PrimaryColumn({
    name: 'time_exception_id',
    type: 'integer',
    primaryKeyConstraintName: 'pk_time_exception_resource',
  })
  timeExceptionId!: number;
  @PrimaryColumn({ name: 'resource_id', type: 'integer', primaryKeyConstraintName: 'pk_time_exception_resource' })
  resourceId!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
}

/** A weekday on which a time exception recurs; none: it does not. */
@Entity('time_exception_day')
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_time_exception_day_company' })
@ForeignKey('time_exception', ['companyId', 'timeExceptionId'], ['companyId', 'id'], {
  name: 'fk_time_exception_day_exception',
  onDelete: 'CASCADE',
})
@Check('ck_time_exception_day_day', 'day_of_week between 1 and 7')
export class TimeExceptionDayEntity {
  @PrimaryColumn({ name: 'time_exception_id', type: 'integer', primaryKeyConstraintName: 'pk_time_exception_day' })
  timeExceptionId!: number;
  @PrimaryColumn({ name: 'day_of_week', type: 'smallint', primaryKeyConstraintName: 'pk_time_exception_day' })
  dayOfWeek!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
}

/** One occurrence, expanded to instants by the company's time zone when the time exception was written. */
@Entity('time_exception_interval')
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_time_exception_interval_company' })
@ForeignKey('time_exception', ['companyId', 'timeExceptionId'], ['companyId', 'id'], {
  name: 'fk_time_exception_interval_exception',
  onDelete: 'CASCADE',
})
// GiST on (company_id, during), which TypeORM cannot describe.
@Index('ix_time_exception_interval_during', { synchronize: false })
export class TimeExceptionIntervalEntity {
  @PrimaryColumn({
    name: 'time_exception_id',
    type: 'integer',
    primaryKeyConstraintName: 'pk_time_exception_interval',
  })
  timeExceptionId!: number;
  @PrimaryColumn({ name: 'during', type: 'tstzrange', primaryKeyConstraintName: 'pk_time_exception_interval' })
  during!: string;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
}
