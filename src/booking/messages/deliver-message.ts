import type { DataSource } from 'typeorm';
import type { Clock, JobContext, JobHandler, Log } from '../../engine';
import { type Delivery, DeliveryError, type MessageTransport } from './message-transport';
import { type DeliverPayload, deliveryAttempts } from './outbox';
import { type ClaimedMessage, OutboxRepository } from './outbox-repository';
import type { MessageKind } from './outgoing-message';

export interface DeliveryDependencies {
  dataSource: DataSource;
  transports: Readonly<Record<MessageKind, MessageTransport>>;
  clock: Clock;
  log: Log;
}

/**
 * The job that delivers one message: takes the row, calls the provider, records the outcome; no transaction is open
 * during the call.
 *
 * At least once: a process that dies between the call and the record calls again, with the same `Message-ID` or
 * `Idempotency-Key`. Exactly once is then up to the provider.
 * Errors: rejects with a DeliveryError while another attempt is due. A refusal for good, and the last attempt, end in
 * the row (`failed`, `last_error`) and not in a rejection.
 */
export function deliverMessage(deps: DeliveryDependencies): JobHandler {
  const outbox = new OutboxRepository(deps.dataSource.manager);

  return async (payload, context) => {
    const { companyId, messageId } = toPayload(payload);
    const message = await outbox.claim(companyId, messageId);
    if (!message) return;

    const facts = { companyId, messageId, kind: message.kind, attempt: message.attempts };
    const outcome = await attempt(message, deps.transports[message.kind], context.signal);
    if (!(outcome instanceof Error)) {
      await outbox.recordDelivery(companyId, messageId, { ...outcome, at: deps.clock.now() });
      if (outcome.status === 'sent') deps.log.info(facts, 'Message sent.');
      return;
    }

    const failure = outcome instanceof DeliveryError ? outcome : unexpected(outcome, deps.log, facts);
    // Stopped by this process, not by the provider: says nothing about the message.
    if (context.signal.aborted) throw failure;
    const isFinal = failure.isPermanent || isLastAttempt(message, context);
    await outbox.recordFailure(companyId, messageId, { attempt: message.attempts, error: failure.message, isFinal });
    if (!isFinal) throw failure;
    deps.log.warn({ ...facts, error: failure.message }, 'Message given up.');
  };
}

async function attempt(
  message: ClaimedMessage,
  transport: MessageTransport,
  signal: AbortSignal,
): Promise<Delivery | Error> {
  if (message.attempts > deliveryAttempts) return new DeliveryError('The last attempt was interrupted.', true);
  try {
    return await transport.send(message, signal);
  } catch (error) {
    return error instanceof Error ? error : new Error('Not an Error was thrown.');
  }
}

function isLastAttempt(message: ClaimedMessage, context: JobContext): boolean {
  return message.attempts >= deliveryAttempts || context.attempt >= context.maxAttempts;
}

/** A defect of a transport is worth another attempt; its text may hold anything, so only its place is logged. */
function unexpected({ name, stack }: Error, log: Log, facts: object): DeliveryError {
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  log.error({ ...facts, error: name, frames }, 'Delivery of a message failed unexpectedly.');
  return new DeliveryError(`Unexpected error (${name}).`, false);
}

function toPayload(payload: unknown): DeliverPayload {
  const { companyId, messageId } = (payload ?? {}) as Partial<DeliverPayload>;
  if (typeof companyId === 'string' && typeof messageId === 'string') return { companyId, messageId };
  throw new Error('A delivery job must carry companyId and messageId.');
}
