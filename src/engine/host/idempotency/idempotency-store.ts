/** What is to be done once. */
export interface OnceRequest {
  /** Whose key it is, for which operation, and the key: what the same request has in common with its retries. */
  readonly scope: string;
  /** Of the message: differs for another one under the same key. */
  readonly fingerprint: string;
}

export type OnceOutcome =
  /** The work has been done, and its answer is saved with its effects. */
  | { readonly kind: 'done' }
  /** It was done before; the answer of then. */
  | { readonly kind: 'replayed'; readonly answer: Buffer }
  /** Somebody else is at it. */
  | { readonly kind: 'running' }
  /** The key was used for another message. */
  | { readonly kind: 'reused' };

/** Where answers are saved under idempotency keys (decisions D37); `data` has one on PostgreSQL. */
export interface IdempotencyStore {
  /**
   * Does `work` unless it has been done. What it answers is saved in the transaction of its effects: both stay, or neither.
   *
   * Errors: what `work` rejects with; nothing is saved then, and no effect stays.
   */
  once(request: OnceRequest, work: () => Promise<Buffer>): Promise<OnceOutcome>;
}
