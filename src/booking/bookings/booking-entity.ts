import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A booking: what, when, and what it stands at. Who it is for stands in `booking_contact`. */
@Entity('booking')
@Unique('uq_booking_company_id', ['companyId', 'id'])
@Unique('uq_booking_occupies', ['companyId', 'id', 'occupies'])
@Unique('uq_booking_cancellation_code', ['cancellationCode'])
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_booking_company' })
@ForeignKey('service', ['companyId', 'serviceId'], ['companyId', 'id'], { name: 'fk_booking_service' })
@Check('ck_booking_status', 'status between 1 and 10')
@Check('ck_booking_occupies', 'occupies = (status not in (2, 4))')
@Check('ck_booking_length', "ends_at > starts_at and ends_at - starts_at <= interval '31 days'")
@Index('ix_booking_starts_at', ['companyId', 'startsAt', 'id'])
@Index('ix_booking_service', ['companyId', 'serviceId'])
export class BookingEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_booking',
  })
  id!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'service_id', type: 'integer' })
  serviceId!: number;
  @Column({ name: 'starts_at', type: 'timestamptz' })
  startsAt!: Date;
  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt!: Date;
  /** Number of a BookingStatusEnum. */
  @Column({ name: 'status', type: 'smallint' })
  status!: number;
  /** Whether the status takes the resources' time; `booking_resource` follows it by its foreign key. */
  @Column({ name: 'occupies', type: 'boolean' })
  occupies!: boolean;
  @Column({ name: 'send_email_confirmation', type: 'boolean' })
  sendEmailConfirmation!: boolean;
  @Column({ name: 'send_sms_confirmation', type: 'boolean' })
  sendSmsConfirmation!: boolean;
  /** Until when a customer may unbook; administrators always may. */
  @Column({ name: 'last_time_to_unbook', type: 'timestamptz', nullable: true })
  lastTimeToUnbook!: Date | null;
  @Column({ name: 'cancellation_code', type: 'text' })
  cancellationCode!: string;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
  @Column({ name: 'unbooked_at', type: 'timestamptz', nullable: true })
  unbookedAt!: Date | null;
}
