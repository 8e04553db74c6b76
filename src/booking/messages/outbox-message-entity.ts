import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { CompanyEntity } from '../../data';
import type { MessageKind } from './outgoing-message';

/**
 * What became of a message.
 *
 * - `pending`: waits for its delivery, or for another attempt
 * - `sent`: the mail server or the gateway has taken it over
 * - `logged`: no server is configured for its kind, a line in the log is all there is
 * - `failed`: refused for good, or given up after the last attempt; `lastError` says why
 * - `skipped`: there was no address or number to send it to
 */
export type MessageStatus = 'pending' | 'sent' | 'logged' | 'failed' | 'skipped';

@Entity('outbox_message')
@Check('ck_outbox_message_kind', `kind in ('sms', 'email')`)
@Check('ck_outbox_message_status', `status in ('pending', 'sent', 'logged', 'failed', 'skipped')`)
@Check('ck_outbox_message_attempts', 'attempts >= 0')
@Index('ix_outbox_message_company_booking', ['companyId', 'bookingId'])
// Partial: TypeORM cannot tell its condition from the database's own spelling of it.
@Index('ix_outbox_message_pending', { synchronize: false })
export class OutboxMessageEntity {
  /** Text, because a bigint does not fit a number. */
  @PrimaryColumn({
    type: 'bigint',
    generated: 'identity',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_outbox_message',
  })
  id!: string;

  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;

  @ManyToOne(() => CompanyEntity)
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'fk_outbox_message_company' })
  company?: Relation<CompanyEntity>;

  @Column({ type: 'text' })
  kind!: MessageKind;

  @Column({ type: 'text' })
  recipient!: string;

  @Column({ type: 'text', nullable: true })
  subject!: string | null;

  @Column({ type: 'text' })
  body!: string;

  /** No foreign key: the message outlives its booking. */
  @Column({ name: 'booking_id', type: 'integer', nullable: true })
  bookingId!: number | null;

  @Column({ type: 'text', default: 'pending' })
  status!: MessageStatus;

  /** Counted before the provider is called. */
  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** Codes only: no text of a provider, which may repeat a password or an address. */
  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;

  /** What the provider calls the message: the gateway's id, or the mail's `Message-ID`. */
  @Column({ name: 'provider_message_id', type: 'text', nullable: true })
  providerMessageId!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'sent_at', type: 'timestamptz', nullable: true })
  sentAt!: Date | null;
}
