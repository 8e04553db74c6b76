/** Where a caller is, as seen from this machine. */
export type CallerNetwork = 'Localhost' | 'LocalSubnet' | 'External';

/**
 * What `@Restrict` allows, kind by kind; an absent set allows everything of its kind (metadata-and-types 1.2).
 * `isHidden` stands for `None`: nobody.
 */
export interface Restriction {
  /** Empty: calls in process only. */
  readonly networks?: ReadonlySet<CallerNetwork>;
  /** In the words of `@Restrict`, lower case: `json`, `msgpack`, `formatother`. */
  readonly formats?: ReadonlySet<string>;
  /** Capitals; `OTHER` for those that have no word. */
  readonly verbs?: ReadonlySet<string>;
  readonly styles?: ReadonlySet<'reply' | 'oneway'>;
  readonly security?: ReadonlySet<'secure' | 'insecure'>;
  readonly endpoints?: ReadonlySet<'http' | 'other'>;
  readonly isHidden: boolean;
}
