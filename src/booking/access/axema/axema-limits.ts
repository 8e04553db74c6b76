/**
 * How patient the connection to a VAKA system is. Each default is a figure of axema-vaka.md section 3.1, or a bound on
 * hostile answers.
 */
export interface AxemaLimits {
  readonly connectTimeoutMs: number;
  /** From the first byte sent to the last byte read. */
  readonly requestTimeoutMs: number;
  /** Tries of one request in all. */
  readonly tries: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** A system that asks to wait longer than this ends the sync instead. */
  readonly maxRetryAfterMs: number;
  /** The list of reservation users is not paged: 16 MiB hold some 80,000 of them. */
  readonly maxBodyBytes: number;
  /** Pages of one listing: what stops a continuation token that never ends. */
  readonly maxPages: number;
}

export const defaultAxemaLimits: AxemaLimits = {
  connectTimeoutMs: 5_000,
  requestTimeoutMs: 30_000,
  tries: 4,
  firstDelayMs: 500,
  maxDelayMs: 8_000,
  maxRetryAfterMs: 120_000,
  maxBodyBytes: 16 * 1024 * 1024,
  maxPages: 1_000,
};

/** Rows asked for per page; VAKA's own maximum. */
export const axemaPageSize = 100;
