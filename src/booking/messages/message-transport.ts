import type { MessageKind } from './outgoing-message';

/** A message on its way out, as its row holds it. */
export interface DeliverableMessage {
  id: string;
  companyId: string;
  kind: MessageKind;
  recipient: string;
  subject: string | null;
  body: string;
  createdAt: Date;
}

export interface Delivery {
  status: 'sent' | 'logged';
  providerMessageId?: string;
}

/**
 * One way out of the house. Siblings: mail, SMS gateway, log.
 *
 * Every attempt at one message carries the same key, so that a provider that looks at it delivers once.
 * Errors: DeliveryError, and nothing else that a provider can cause.
 */
export interface MessageTransport {
  send(message: DeliverableMessage, signal: AbortSignal): Promise<Delivery>;
}

/**
 * Why a message did not leave.
 *
 * The text is stored and logged: codes and numbers only, nothing that the provider wrote, because servers repeat
 * addresses and passwords. For the same reason the original error is not its `cause`.
 */
export class DeliveryError extends Error {
  constructor(
    message: string,
    /** Another attempt would get the same answer. */
    readonly isPermanent: boolean,
  ) {
    super(message);
    this.name = 'DeliveryError';
  }
}

/** Bounds one attempt as a whole, whatever trickles in meanwhile. */
export function attemptSignal(signal: AbortSignal, timeoutMs: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
}
