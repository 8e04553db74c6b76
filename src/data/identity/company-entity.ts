import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A tenant: whose customers, resources and bookings the rows of the booking family are. */
@Entity('company')
export class CompanyEntity {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_company' })
  id!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  /** IANA name of the zone in which the company's calendar days begin, such as `Europe/Stockholm`. */
  @Column({ name: 'time_zone', type: 'text', default: 'Europe/Stockholm' })
  timeZone!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
