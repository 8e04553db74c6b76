import type { EntityManager } from 'typeorm';
import type { DeliverableMessage } from './message-transport';
import { OutboxMessageEntity } from './outbox-message-entity';
import type { OutgoingMessage } from './outgoing-message';

/** What of a new row its sender needs to know. */
export interface AddedMessage {
  id: string;
  bookingId: number | null;
}

/** A message in delivery. */
export type ClaimedMessage = DeliverableMessage & { attempts: number };

/** The outbox's rows. Changes of state are single statements that name the state they start from. */
export class OutboxRepository {
  constructor(private readonly db: EntityManager) {}

  /** One statement for any number of messages; those without a recipient are born `skipped`. */
  async add(
    companyId: string,
    messages: readonly OutgoingMessage[],
  ): Promise<{ pending: AddedMessage[]; skipped: AddedMessage[] }> {
    const rows: (AddedMessage & { status: string })[] = await this.db.query(
      `insert into outbox_message (company_id, kind, recipient, subject, body, booking_id, status)
       select $1, m.kind, m.recipient, m.subject, m.body, m.booking_id,
              case when m.recipient = '' then 'skipped' else 'pending' end
       from jsonb_to_recordset($2::jsonb)
         as m (kind text, recipient text, subject text, body text, booking_id integer)
       returning id::text, booking_id as "bookingId", status`,
      [companyId, JSON.stringify(messages.map(toRow))],
    );
    return {
      pending: rows.filter((row) => row.status === 'pending'),
      skipped: rows.filter((row) => row.status === 'skipped'),
    };
  }

  /** Newest first. */
  ofBooking(companyId: string, bookingId: number): Promise<OutboxMessageEntity[]> {
    return this.db.find(OutboxMessageEntity, { where: { companyId, bookingId }, order: { id: 'DESC' } });
  }

  /**
   * Takes a waiting message for one attempt and counts it, committed before the provider is called: a process that
   * dies in the middle has still used it up. `undefined`: unknown, or its outcome is recorded already.
   */
  async claim(companyId: string, id: string): Promise<ClaimedMessage | undefined> {
    const [rows]: [ClaimedMessage[], number] = await this.db.query(
      `update outbox_message set attempts = attempts + 1
       where company_id = $1 and id = $2 and status = 'pending'
       returning id::text, company_id as "companyId", kind, recipient, subject, body, attempts, created_at as "createdAt"`,
      [companyId, id],
    );
    return rows[0];
  }

  /**
   * The provider has it. Beats a failure that another attempt recorded meanwhile, since it is the message itself that
   * counts; never touches a row that says `sent` already.
   */
  async recordDelivery(
    companyId: string,
    id: string,
    outcome: { status: 'sent' | 'logged'; providerMessageId?: string; at: Date },
  ): Promise<void> {
    await this.db.query(
      `update outbox_message
       set status = $3, provider_message_id = $4, last_error = null,
           sent_at = case when $3 = 'sent' then $5::timestamptz end
       where company_id = $1 and id = $2 and status in ('pending', 'failed')`,
      [companyId, id, outcome.status, outcome.providerMessageId ?? null, outcome.at],
    );
  }

  /** `attempt` fences: an attempt that was overtaken by a later one has no say. `isFinal`: no other attempt follows. */
  async recordFailure(
    companyId: string,
    id: string,
    failure: { attempt: number; error: string; isFinal: boolean },
  ): Promise<void> {
    await this.db.query(
      `update outbox_message set last_error = $4, status = case when $5::boolean then 'failed' else status end
       where company_id = $1 and id = $2 and status = 'pending' and attempts = $3`,
      [companyId, id, failure.attempt, failure.error, failure.isFinal],
    );
  }
}

function toRow(message: OutgoingMessage): object {
  return {
    kind: message.kind,
    recipient: message.to.trim(),
    subject: message.kind === 'email' ? (message.subject ?? null) : null,
    body: message.body,
    booking_id: message.bookingId ?? null,
  };
}
