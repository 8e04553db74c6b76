import { performance } from 'node:perf_hooks';

/** Something that has to be right before requests should come here. */
export interface ReadinessCheck {
  /** Shown to whoever asks: no secrets. */
  readonly name: string;
  /** Rejects when it is not right. What it says is logged, not answered. */
  readonly check: () => Promise<void>;
}

export interface Readiness {
  readonly isReady: boolean;
  /** Names of what is not right. */
  readonly failures: readonly string[];
}

export interface ReadinessOptions {
  /** How long a check may take. Default: 2,000 ms. */
  readonly timeoutMs?: number;
  /** How long an answer is good. Default: 1,000 ms: however many probes there are, they cost one look a second. */
  readonly cacheMs?: number;
  /** Told once when something goes wrong, and once when it is right again. */
  readonly onChange?: (name: string, error: unknown) => void;
  /** Milliseconds that never go back. Default: the process' own. */
  readonly now?: () => number;
}

/** Whether this process can do its work now. Never rejects. */
export class ReadinessProbe {
  private readonly checks: readonly TimedCheck[];
  private readonly options: Required<ReadinessOptions>;
  private known?: { readonly answer: Readiness; readonly at: number };
  private asking?: Promise<Readiness>;

  constructor(checks: readonly ReadinessCheck[], options: ReadinessOptions = {}) {
    this.options = {
      timeoutMs: 2_000,
      cacheMs: 1_000,
      onChange: () => undefined,
      now: () => performance.now(),
      ...options,
    };
    this.checks = checks.map((check) => new TimedCheck(check, this.options));
  }

  ask(): Promise<Readiness> {
    const { known } = this;
    if (known && this.options.now() - known.at < this.options.cacheMs) return Promise.resolve(known.answer);
    this.asking ??= this.look().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private async look(): Promise<Readiness> {
    const results = await Promise.all(this.checks.map((check) => check.isRight()));
    const failures = this.checks.filter((_, index) => !results[index]).map(({ name }) => name);
    const answer = { isReady: failures.length === 0, failures };
    this.known = { answer, at: this.options.now() };
    return answer;
  }
}

/** A check that answers in time. While one look hangs no second one begins: it would hold another connection. */
class TimedCheck {
  private running?: Promise<unknown>;
  private wasRight = true;

  constructor(
    private readonly check: ReadinessCheck,
    private readonly options: Required<ReadinessOptions>,
  ) {}

  get name(): string {
    return this.check.name;
  }

  async isRight(): Promise<boolean> {
    this.running ??= this.outcome().finally(() => {
      this.running = undefined;
    });
    const error = await within(this.options.timeoutMs, this.running);
    const isRight = error === undefined;
    if (isRight !== this.wasRight) this.options.onChange(this.name, error);
    this.wasRight = isRight;
    return isRight;
  }

  /** What is wrong; `undefined`: nothing. */
  private outcome(): Promise<unknown> {
    return this.check.check().then(
      () => undefined,
      (error: unknown) => error ?? new Error(`The check '${this.name}' failed.`),
    );
  }
}

function within(timeoutMs: number, outcome: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(new Error(`No answer within ${timeoutMs} ms.`)), timeoutMs);
    void outcome.then((error) => {
      clearTimeout(timer);
      resolve(error);
    });
  });
}
