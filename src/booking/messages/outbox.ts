import type { EntityManager } from 'typeorm';
import { type Jobs, type Log, silentLog } from '../../engine';
import { OutboxRepository } from './outbox-repository';
import type { OutgoingMessage } from './outgoing-message';

export type { OutgoingMessage } from './outgoing-message';

/** The job that delivers one message. */
export const deliverTask = 'outbox.deliver';

/** What a delivery job carries: never the recipient or the text, which stay in the company's own row. */
export interface DeliverPayload {
  companyId: string;
  messageId: string;
}

/** Attempts at delivery before a message is given up; with the job engine's pauses about three and a half hours. */
export const deliveryAttempts = 10;

// A process that dies in the middle of the last attempt cannot record it. The queue's spare attempts come back to the
// row, find its own count used up and close it, so that no message stays `pending` for ever.
const spareAttempts = 3;

/**
 * Messages that leave after the caller's transaction has committed, and only if it has (domain 3.10).
 *
 * The row is the intent; one job per row delivers it in the background. A failed delivery never fails the request.
 */
export class Outbox {
  constructor(
    private readonly jobs: Jobs,
    private readonly log: Log = silentLog,
  ) {}

  /** Two statements for any number of messages. `tx`: the transaction whose changes the messages tell about. */
  async add(tx: EntityManager, companyId: string, messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const added = await new OutboxRepository(tx).add(companyId, messages);
    for (const row of added.skipped) {
      this.log.info({ companyId, messageId: row.id, bookingId: row.bookingId }, 'Message skipped: no recipient.');
    }
    await this.jobs.enqueueMany(
      tx,
      deliverTask,
      added.pending.map(({ id }) => ({
        payload: { companyId, messageId: id } satisfies DeliverPayload,
        key: `outbox:${id}`,
      })),
      { maxAttempts: deliveryAttempts + spareAttempts },
    );
  }
}
