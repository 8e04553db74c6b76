/**
 * Tells connected clients what happens, as it happens (http-contract 10.5).
 *
 * `selector`: `op.target`, as in `cmd.announce` or `axema.userSync`; `op` names the client's receiver, `target` its method.
 *             `op.target$cssSelector` names elements of a page. Blanks are allowed in the target only.
 * `message`:  a DTO, or anything that JSON can say; absent: the selector says all.
 * Delivery:   at once, to whoever is connected to any process of the host; nobody else hears of it later. Publish after
 *             the commit: what is published inside a transaction may never have happened.
 * Errors:     Error for a selector or a channel that cannot be written, RangeError for a message that is too large. A
 *             client that cannot be reached is no error.
 */
export interface ServerEvents {
  notifyAll(selector: string, message?: unknown): void;
  /** Everybody who has joined the channel. */
  notifyChannel(channel: string, selector: string, message?: unknown): void;
  /** Every connection of one user; of an anonymous one by the id that he was given. */
  notifyUserId(userId: string, selector: string, message?: unknown): void;
  /** Every connection of one browser session. */
  notifySession(sessionId: string, selector: string, message?: unknown): void;
  notifySubscription(subscriptionId: string, selector: string, message?: unknown): void;
}

/**
 * Carries texts between the processes of one host, in the order in which each of them was published.
 *
 * A text reaches every process that is connected at that moment, except the one that publishes it, once.
 */
export interface EventRelay {
  /** Longest text, in bytes of UTF-8. */
  readonly maxBytes: number;
  /** Begins to hear the others. A connection that is lost later is made again. Errors: when the first one cannot be made. */
  open(receive: (text: string) => void): Promise<void>;
  /** Never waits: while there is no connection, texts wait in memory, the oldest give way. Errors: RangeError beyond `maxBytes`. */
  publish(text: string): void;
  /** What was published before is still sent, unless that takes too long. */
  close(): Promise<void>;
}

/** The channel that only callers of one company may join. */
export function companyChannel(companyId: string): string {
  return `company:${companyId.toLowerCase()}`;
}
