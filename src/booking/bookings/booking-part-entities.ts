import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/**
 * Who a booking is for, and what people wrote about it: everything personal.
 *
 * The row goes away with the customer. The booking itself stays, so that the company's calendar keeps its past and its
 * resources stay reserved until an administrator unbooks.
 */
@Entity('booking_contact')
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_booking_contact_company' })
@ForeignKey('booking', ['companyId', 'bookingId'], ['companyId', 'id'], {
  name: 'fk_booking_contact_booking',
  onDelete: 'CASCADE',
})
@ForeignKey('customer', ['companyId', 'customerId'], ['companyId', 'id'], {
  name: 'fk_booking_contact_customer',
  onDelete: 'CASCADE',
})
@Index('ix_booking_contact_customer', ['companyId', 'customerId'])
export class BookingContactEntity {
  @PrimaryColumn({ name: 'booking_id', type: 'integer', primaryKeyConstraintName: 'pk_booking_contact' })
  bookingId!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'customer_id', type: 'uuid', nullable: true })
  customerId!: string | null;
  @Column({ name: 'firstname', type: 'text', nullable: true })
  firstname!: string | null;
  @Column({ name: 'lastname', type: 'text', nullable: true })
  lastname!: string | null;
  @Column({ name: 'email', type: 'text', nullable: true })
  email!: string | null;
  @Column({ name: 'phone', type: 'text', nullable: true })
  phone!: string | null;
  @Column({ name: 'booked_by', type: 'text', nullable: true })
  bookedBy!: string | null;
  @Column({ name: 'booked_comments', type: 'text', nullable: true })
  bookedComments!: string | null;
  @Column({ name: 'comments_to_customer', type: 'text', nullable: true })
  commentsToCustomer!: string | null;
  @Column({ name: 'unbooked_comments', type: 'text', nullable: true })
  unbookedComments!: string | null;
}

/** A resource that a booking uses. The exclusion constraint is the rule that no resource is booked twice at a time. */
@Entity('booking_resource')
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_booking_resource_company' })
@ForeignKey('booking', ['companyId', 'bookingId', 'occupies'], ['companyId', 'id', 'occupies'], {
  name: 'fk_booking_resource_booking',
  onUpdate: 'CASCADE',
  onDelete: 'CASCADE',
})
@ForeignKey('resource', ['companyId', 'resourceId'], ['companyId', 'id'], { name: 'fk_booking_resource_resource' })
@Exclusion('ex_booking_resource_double_booking', 'using gist (resource_id with =, during with &&) where (occupies)')
@Index('ix_booking_resource_resource', ['companyId', 'resourceId'])
export class BookingResourceEntity {
  @PrimaryColumn({ name: 'booking_id', type: 'integer', primaryKeyConstraintName: 'pk_booking_resource' })
  bookingId!: number;
  @PrimaryColumn({ name: 'resource_id', type: 'integer', primaryKeyConstraintName: 'pk_booking_resource' })
  resourceId!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'during', type: 'tstzrange' })
  during!: string;
  @Column({ name: 'occupies', type: 'boolean' })
  occupies!: boolean;
}

/** For how many of one price a booking is. */
@Entity('booking_quantity')
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_booking_quantity_company' })
@ForeignKey('booking', ['companyId', 'bookingId'], ['companyId', 'id'], {
  name: 'fk_booking_quantity_booking',
  onDelete: 'CASCADE',
})
@Check('ck_booking_quantity_quantity', 'quantity > 0')
@Index('ix_booking_quantity_booking', ['companyId', 'bookingId'])
export class BookingQuantityEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_booking_quantity',
  })
  id!: number;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'booking_id', type: 'integer' })
  bookingId!: number;
  @Column({ name: 'quantity', type: 'integer' })
  quantity!: number;
  @Column({ name: 'price_id', type: 'integer', nullable: true })
  priceId!: number | null;
  @Column({ name: 'occupies_spot', type: 'boolean', default: true })
  occupiesSpot!: boolean;
}

/** What happened to a booking and through whom. Holds ids only, so that it may outlive the people. */
@Entity('booking_log')
@ForeignKey('company', ['companyId'], ['id'], { name: 'fk_booking_log_company' })
@ForeignKey('booking', ['companyId', 'bookingId'], ['companyId', 'id'], {
  name: 'fk_booking_log_booking',
  onDelete: 'CASCADE',
})
@Check('ck_booking_log_event', "event in ('booked', 'unbooked')")
@Index('ix_booking_log_booking', ['companyId', 'bookingId', 'id'])
export class BookingLogEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_booking_log',
  })
  id!: string;
  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;
  @Column({ name: 'booking_id', type: 'integer' })
  bookingId!: number;
  @Column({ name: 'event', type: 'text' })
  event!: 'booked' | 'unbooked';
  /** `user:<id>`, `apikey:<id>`, `code` (cancellation code) or `anonymous`. */
  @Column({ name: 'actor', type: 'text' })
  actor!: string;
  /** The time exception that made way for itself. No foreign key: the log outlives it. */
  @Column({ name: 'time_exception_id', type: 'integer', nullable: true })
  timeExceptionId!: number | null;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
