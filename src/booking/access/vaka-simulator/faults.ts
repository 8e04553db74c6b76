import type { SimRequest } from './http-message';

/**
 * How a simulated system misbehaves.
 *
 * - `delay`: answers after `value` milliseconds
 * - `drop`: resets the connection
 * - `status`: answers `value`, or `value.status` with `value.retryAfter` as Retry-After header
 * - `badjson`: answers 200 with text that is not JSON
 * - `body`: answers 200 with `value` as JSON
 * - `redirect`: answers 302 to `value`
 * - `loop`: the continuation token never ends; `value: 'same'` repeats one token, otherwise each is new
 */
export type FaultMode = 'delay' | 'drop' | 'status' | 'badjson' | 'body' | 'redirect' | 'loop';

const modes: ReadonlySet<string> = new Set<FaultMode>([
  'delay',
  'drop',
  'status',
  'badjson',
  'body',
  'redirect',
  'loop',
]);

export interface Fault {
  /** Part of `GET /path?query`. */
  readonly match: string;
  readonly mode: FaultMode;
  readonly value?: unknown;
  /** How often it strikes. Default: 1; `null`: for ever. */
  readonly times?: number | null;
  /** Matching requests that pass before it strikes. Default: 0. */
  readonly after?: number;
}

/** The faults that are set, and how often each struck. */
export class Faults {
  private set: { fault: Fault; matched: number }[] = [];

  add(fault: Fault): void {
    this.set.push({ fault, matched: 0 });
  }

  clear(): void {
    this.set = [];
  }

  /** The first fault that strikes a request; every matching one counts it. */
  strike({ method, path, query }: Pick<SimRequest, 'method' | 'path' | 'query'>): Fault | undefined {
    const line = `${method} ${path}?${query}`;
    const struck = this.set.filter((entry) => line.includes(entry.fault.match)).filter(isDue);
    return struck[0]?.fault;
  }
}

function isDue(entry: { fault: Fault; matched: number }): boolean {
  const { after = 0, times = 1 } = entry.fault;
  entry.matched++;
  return entry.matched > after && (times === null || entry.matched <= after + times);
}

/** Reads a fault that was posted. Errors: an Error that says what is wrong. */
export function readFault(value: unknown): Fault {
  const fault = (value ?? {}) as Partial<Fault>;
  if (typeof fault.match !== 'string') throw new Error('match must be a text.');
  if (typeof fault.mode !== 'string' || !modes.has(fault.mode)) {
    throw new Error(`mode must be one of ${[...modes].join(', ')}.`);
  }
  return fault as Fault;
}
