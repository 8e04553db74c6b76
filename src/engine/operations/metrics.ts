import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Visit } from '../core/traffic';
import { GaugeReader, type GaugeSource } from './gauge-source';
import { addProcessMetrics, type ProcessFigures } from './process-metrics';
import type { Ending } from './request-line';
import type { RefusalReason } from './traffic-desk';

/** How one attempt at a background job ended. */
export interface JobAttemptEnd {
  readonly task: string;
  /** `interrupted`: the process stopped, and the attempt does not count. */
  readonly outcome: 'done' | 'failed' | 'interrupted';
  readonly seconds: number;
}

export interface MetricsOptions extends ProcessFigures {
  readonly gauges: readonly GaugeSource[];
}

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const sizeBuckets = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

/**
 * What Prometheus collects. A registry of its own per host: several hosts may run in one process.
 *
 * Labels: operations that are registered, and `none` for every other address: nobody can fill the memory with names.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Counter<'operation' | 'status'>;
  private readonly durations: Histogram<'operation'>;
  private readonly batches: Histogram<'operation'>;
  private readonly refusals: Counter<'reason'>;
  private readonly attempts: Counter<'task' | 'outcome'>;
  private readonly jobSeconds: Histogram<'task'>;
  private readonly readers: readonly { readonly reader: GaugeReader; readonly gauges: ReadonlyMap<string, Gauge> }[];

  constructor(options: MetricsOptions) {
    const registers = [this.registry];
    this.requests = new Counter({
      name: 'missive_http_requests_total',
      help: 'Requests that have ended, by operation and status; status "aborted": the client left before any answer.',
      labelNames: ['operation', 'status'],
      registers,
    });
    this.durations = new Histogram({
      name: 'missive_http_request_duration_seconds',
      help: 'From the first line of a message to the last byte of its answer.',
      labelNames: ['operation'],
      buckets: secondsBuckets,
      registers,
    });
    this.batches = new Histogram({
      name: 'missive_batch_elements',
      help: 'Elements of auto-batches.',
      labelNames: ['operation'],
      buckets: sizeBuckets,
      registers,
    });
    this.refusals = new Counter({
      name: 'missive_http_requests_shed_total',
      help: 'Requests that were refused because the process had too much to do.',
      labelNames: ['reason'],
      registers,
    });
    this.attempts = new Counter({
      name: 'missive_job_attempts_total',
      help: 'Attempts at background jobs that this process has ended.',
      labelNames: ['task', 'outcome'],
      registers,
    });
    this.jobSeconds = new Histogram({
      name: 'missive_job_duration_seconds',
      help: 'How long attempts at background jobs took.',
      labelNames: ['task'],
      buckets: [...secondsBuckets, 30, 60, 300],
      registers,
    });
    for (const reason of ['loop-delay', 'in-flight']) this.refusals.inc({ reason }, 0);
    addProcessMetrics(this.registry, options);
    this.readers = options.gauges.map((source) => ({
      reader: new GaugeReader(source),
      gauges: new Map(
        Object.entries(source.gauges).map(([name, help]) => [name, new Gauge({ name, help, registers })]),
      ),
    }));
  }

  /** Probes are left out: they would be most of the requests of an idle process. */
  countRequest({ kind, context, batchSize }: Visit, { status, ms }: Ending): void {
    if (kind === 'probe') return;
    const operation = context?.operation?.name ?? 'none';
    this.requests.inc({ operation, status: status ?? 'aborted' });
    // Event streams stay open for hours.
    if (kind === 'message') this.durations.observe({ operation }, ms / 1_000);
    if (batchSize !== undefined) this.batches.observe({ operation }, batchSize);
  }

  countRefusal(reason: RefusalReason): void {
    this.refusals.inc({ reason });
  }

  countJobAttempt({ task, outcome, seconds }: JobAttemptEnd): void {
    this.attempts.inc({ task, outcome });
    this.jobSeconds.observe({ task }, seconds);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** In Prometheus' text format. */
  async text(): Promise<string> {
    await Promise.all(
      this.readers.map(async ({ reader, gauges }) => {
        const values = await reader.values();
        for (const [name, gauge] of gauges) setOrRemove(gauge, values[name]);
      }),
    );
    return this.registry.metrics();
  }
}

/** What is not known now is not shown, rather than as it once was. */
function setOrRemove(gauge: Gauge, value: number | undefined): void {
  if (value === undefined) gauge.remove();
  else gauge.set(value);
}
