export interface SyncTiming {
  /** How often a waiting sync says that it lives. Default: 10 s, for the 15 s of domain 1.7. */
  readonly heartbeatMs: number;
  /** The longest that one attempt may take. Default: 30 min. */
  readonly maxDurationMs: number;
}
export const defaultSyncTiming: SyncTiming = { heartbeatMs: 10_000, maxDurationMs: 30 * 60_000 };
