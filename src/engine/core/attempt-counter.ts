/** One count of a kind of attempts, such as the wrong passwords of one user name from one address. */
export interface AttemptKey {
  /** What is counted: `sign-in`, `booking`. */
  readonly kind: string;
  /** Whose attempts they are; kept as a hash only. */
  readonly key: string;
  /** How long a count lasts, from its first attempt on. */
  readonly windowSeconds: number;
}

export interface AttemptCount {
  /** This attempt included. */
  readonly count: number;
  /** Whole seconds until the count begins anew; at least 1. */
  readonly secondsLeft: number;
}

/** Counts what matters attempt by attempt, for all processes together and at once; implemented by the data layer. */
export interface AttemptCounter {
  /** Counts one attempt. */
  add(key: AttemptKey): Promise<AttemptCount>;
  /** Takes one attempt back. */
  takeBack(key: AttemptKey): Promise<void>;
}
