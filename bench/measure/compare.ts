import { median } from './statistics';

/** CPU time per call of some functions that do the same, measured in turn. */
export interface Compared {
  /** In microseconds; median of rounds. */
  timeUs(name: string): number;
  /** How many times faster the second one is than the first; median of rounds. */
  gain(slow: string, fast: string): number;
}

export interface CompareOptions {
  readonly rounds: number;
  /** CPU time that each is run for, per round. */
  readonly ms: number;
}

/** CPU time of all threads, so that the garbage collector's own counts. */
function cpuOf(run: () => unknown, calls: number): number {
  const before = process.cpuUsage();
  for (let n = 0; n < calls; n++) run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function callsFor(run: () => unknown, ms: number): number {
  let calls = 1;
  for (;;) {
    const time = cpuOf(run, calls);
    if (time >= ms * 1000) return calls;
    calls = Math.ceil(calls * Math.min(8, Math.max(1.2, (ms * 1100) / Math.max(time, 1))));
  }
}

/** Each is warmed up first, until it has run for `ms` at a stretch. */
export function compare<T extends string>(
  cases: Readonly<Record<T, () => unknown>>,
  options: CompareOptions,
): Compared {
  const names = Object.keys(cases) as T[];
  const calls = new Map<string, number>(names.map((name) => [name, callsFor(cases[name], options.ms)]));
  const rounds = Array.from({ length: options.rounds }, (_, round) => {
    const order = round % 2 === 0 ? names : [...names].reverse();
    return new Map<string, number>(
      order.map((name) => [name, cpuOf(cases[name], calls.get(name) ?? 1) / (calls.get(name) ?? 1)]),
    );
  });
  const of = (round: ReadonlyMap<string, number>, name: string) => round.get(name) ?? Number.NaN;
  return {
    timeUs: (name) => median(rounds.map((round) => of(round, name))),
    gain: (slow, fast) => median(rounds.map((round) => of(round, slow) / of(round, fast))),
  };
}
