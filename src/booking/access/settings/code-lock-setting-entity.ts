import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CompanyEntity } from '../../../data';

/** How a company's bookings open doors; no row: never configured. */
@Entity('code_lock_setting')
@ForeignKey(() => CompanyEntity, ['companyId'], ['id'], { name: 'fk_code_lock_setting_company' })
export class CodeLockSettingEntity {
  @PrimaryColumn({ name: 'company_id', type: 'uuid', primaryKeyConstraintName: 'pk_code_lock_setting' })
  companyId!: string;

  @Column({ name: 'active', type: 'boolean', default: false })
  active!: boolean;

  /** One of `codeLockSystems`; null: none chosen yet. */
  @Column({ name: 'code_lock_systems_id', type: 'integer', nullable: true })
  codeLockSystemsId!: number | null;

  @Column({ name: 'valid_before_minutes', type: 'integer', default: 0 })
  validBeforeMinutes!: number;

  @Column({ name: 'valid_after_minutes', type: 'integer', default: 0 })
  validAfterMinutes!: number;

  @Column({ name: 'delete_old_by_schedule', type: 'boolean', default: false })
  deleteOldBySchedule!: boolean;

  @Column({ name: 'send_email_notification', type: 'boolean', default: false })
  sendEmailNotification!: boolean;

  @Column({ name: 'send_sms_notification', type: 'boolean', default: false })
  sendSmsNotification!: boolean;

  /** Minutes before the booking. */
  @Column({ name: 'email_notification_time', type: 'integer', nullable: true })
  emailNotificationTime!: number | null;

  /** Minutes before the booking. */
  @Column({ name: 'sms_notification_time', type: 'integer', nullable: true })
  smsNotificationTime!: number | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
