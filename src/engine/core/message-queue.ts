import type { HttpError } from './http-error';
import type { Session } from './session';

/** Where one-way messages wait, when a host has one (http-contract 2.2): each becomes a durable job. */
export interface MessageQueue {
  /** `request`: the bound and checked DTO; `verb`: that it was sent with. Resolves when the message is safe. */
  publish(operationName: string, request: object, session: Session, verb: string): Promise<void>;
}

/** A message that has waited. */
export interface QueuedMessage {
  /** Its own among all messages: with it, a host that honours idempotency keys executes the message once. */
  readonly id?: string;
  readonly operationName: string;
  /** Its members, as JSON has kept them. */
  readonly request: unknown;
  /** Who has published it. */
  readonly session: Session;
  readonly verb: string;
}

/** A message that nobody will try again. */
export interface FailedMessage extends Pick<QueuedMessage, 'operationName' | 'session'> {
  readonly jobId: string;
  /** What HTTP would have answered the last time. */
  readonly error: HttpError;
  /** How often it was tried. */
  readonly attempts: number;
}

/** Where messages are noted that were given up, for people to read. */
export interface FailedMessages {
  /** A second note of one job changes nothing. */
  add(failure: FailedMessage): Promise<void>;
}

/** Executes messages that have waited: through the same guards, filters and rules as over HTTP. A host is one. */
export interface MessageRunner {
  /** Errors: the HttpError that HTTP would have answered; below 500 the message itself is at fault, and will always be. */
  runMessage(message: QueuedMessage, signal: AbortSignal): Promise<void>;
}
