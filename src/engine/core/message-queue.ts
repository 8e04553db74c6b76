import type { Session } from './session';

/** Where one-way messages wait, when a host has one (http-contract 2.2): each becomes a durable job. */
export interface MessageQueue {
  /** `request`: the bound and checked DTO; `verb`: that it was sent with. Resolves when the message is safe. */
  publish(operationName: string, request: object, session: Session, verb: string): Promise<void>;
}
