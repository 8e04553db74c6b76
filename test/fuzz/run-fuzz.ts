import { type Program, startProgram } from '../support/program';
import { type FuzzCase, fuzzCase, type Identities } from './fuzz-case';
import { furnish, signIn } from './known-values';
import { fault, rawFault } from './oracle';
import { Sender } from './send';
import type { Complaint, Ready, Report } from './server';
import { type Target, validRequests } from './valid-requests';

export interface FuzzOptions {
  readonly seed: number;
  readonly requests: number;
  /** Sends this one only. */
  readonly only?: number;
  /** Called after every thousand. */
  readonly onProgress?: (sent: number) => void;
}

/** A case that the server did not pass. */
export interface Failure {
  readonly index: number;
  readonly fault: string;
  readonly fuzz: FuzzCase;
  /** What the server's log said of it. */
  readonly complaint?: string;
}

export interface FuzzFigures {
  readonly requests: number;
  readonly seconds: number;
  /** Number of answers by status; `0`: no answer, to which raw connections have a right. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Number of cases by plan. */
  readonly plans: Readonly<Record<string, number>>;
  readonly bound: number;
  readonly served: number;
  /** Messages that a Service has answered without an error; every operation is there. */
  readonly answered: Readonly<Record<string, number>>;
  readonly pollution: readonly string[];
  readonly loopDelayMs: { readonly p99: number; readonly max: number };
  readonly rssMiB: number;
  readonly failures: readonly Failure[];
}

const chunk = 1_000;
const connections = 12;
const mostFailures = 25;

/**
 * Starts the product in a process of its own and sends it so many requests, valid ones and what mutation made of them.
 *
 * Errors: when the server's process ends, naming the seed and about where it was.
 */
export async function runFuzz(options: FuzzOptions): Promise<FuzzFigures> {
  const server = startProgram<Ready | Report>('test/fuzz/server.ts');
  try {
    const ready = (await server.next()) as Ready;
    const identities = await signIn(ready.url);
    const targets = validRequests(ready.operations, await furnish(ready.url, identities), options.seed);
    return await new Run(options, server, targets, identities, new Sender(ready.url, connections)).run();
  } finally {
    await server.kill();
  }
}

/** How to repeat a failure, what was wrong, what was sent; without tokens. */
export function failureText(seed: number, { index, fault, fuzz, complaint }: Failure): string {
  const shown =
    fuzz.kind === 'raw'
      ? { ...fuzz, bytes: fuzz.bytes.toString('latin1').slice(0, 1_000) }
      : {
          ...fuzz,
          headers: { ...fuzz.headers, authorization: undefined },
          body: fuzz.body?.toString('latin1').slice(0, 1_000),
        };
  const lines = [
    `FUZZ_SEED=${seed} FUZZ_ONLY=${index}`,
    fault,
    JSON.stringify(shown),
    ...(complaint ? [`log: ${complaint}`] : []),
  ];
  return lines.join('\n  ');
}

class Run {
  private readonly statuses: Record<string, number> = {};
  private readonly plans: Record<string, number> = {};
  private readonly failures: Failure[] = [];
  private readonly complaints = new Map<string, string>();
  private next = 0;

  constructor(
    private readonly options: FuzzOptions,
    private readonly server: Program<Ready | Report>,
    private readonly targets: readonly Target[],
    private readonly identities: Identities,
    private readonly sender: Sender,
  ) {}

  async run(): Promise<FuzzFigures> {
    const startedAt = Date.now();
    const { requests, only } = this.options;
    let [bound, served] = [0, 0];
    const answered = Object.fromEntries(this.targets.map(({ fact }) => [fact.name, 0]));
    let last = await this.report();
    for (this.next = only ?? 0; this.next < (only === undefined ? requests : only + 1); ) {
      const end = only === undefined ? Math.min(this.next + chunk, requests) : only + 1;
      await Promise.all(Array.from({ length: connections }, () => this.sendUpTo(end)));
      // A process that has ended answers nothing more, and this throws.
      last = await this.report();
      bound += last.bound;
      served += last.served;
      for (const [name, times] of Object.entries(last.answered)) answered[name] = (answered[name] ?? 0) + times;
      this.options.onProgress?.(this.next);
      if (this.failures.length >= mostFailures) break;
    }
    this.sender.close();
    return {
      requests: only === undefined ? this.next : 1,
      seconds: (Date.now() - startedAt) / 1_000,
      statuses: this.statuses,
      plans: this.plans,
      bound,
      served,
      answered,
      pollution: last.pollution,
      loopDelayMs: last.loopDelayMs,
      rssMiB: last.rssMiB,
      failures: this.failures.map((failure) => ({ ...failure, complaint: this.complaints.get(idOf(failure.index)) })),
    };
  }

  private async sendUpTo(end: number): Promise<void> {
    while (this.next < end) {
      const index = this.next++;
      await this.sendOne(index, fuzzCase(this.options.seed, index, this.targets, this.identities));
    }
  }

  private async sendOne(index: number, fuzz: FuzzCase): Promise<void> {
    count(this.plans, fuzz.kind === 'raw' ? 'raw' : fuzz.plan);
    let wrong: string | undefined;
    if (fuzz.kind === 'raw') {
      const replies = await this.sender.sendRaw(fuzz);
      wrong = rawFault(fuzz, replies);
      const status = 'what' in replies ? 0 : (replies[0]?.status ?? 0);
      count(this.statuses, status);
    } else {
      const reply = await this.sender.send(fuzz, idOf(index));
      wrong = fault(fuzz, reply);
      count(this.statuses, 'what' in reply ? 0 : reply.status);
    }
    if (wrong !== undefined && this.failures.length < mostFailures) this.failures.push({ index, fault: wrong, fuzz });
  }

  private async report(): Promise<Report> {
    this.server.send({});
    try {
      const report = (await this.server.next()) as Report;
      for (const complaint of report.complaints) this.keep(complaint);
      return report;
    } catch (cause) {
      const { seed } = this.options;
      throw new Error(`The server ended before request ${this.next} of FUZZ_SEED=${seed}.`, { cause });
    }
  }

  private keep({ requestId, text }: Complaint): void {
    if (requestId !== undefined) this.complaints.set(requestId, text);
  }
}

function count(counts: Record<string, number>, key: string | number): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

function idOf(index: number): string {
  return `fuzz-${index}`;
}
