import type { Feature, HostBuilder } from '../core/feature';
import { type Log, silentLog } from '../core/log';
import type { Visit } from '../core/traffic';
import type { GaugeSource } from './gauge-source';
import { LoopGuard } from './loop-guard';
import { type JobAttemptEnd, Metrics } from './metrics';
import { healthHandler, metricsHandler, readinessHandler } from './probe-handlers';
import { type ReadinessCheck, ReadinessProbe } from './readiness';
import { type Ending, levelOf, requestFields } from './request-line';
import { TrafficDesk } from './traffic-desk';

export interface OperationsOptions {
  /** A line per request. Default: none. */
  readonly log?: Log;
  /** What `/readyz` looks at. Default: nothing but whether the process drains. */
  readonly checks?: readonly ReadinessCheck[];
  /** Figures for `/metrics` beside the engine's own. */
  readonly gauges?: readonly GaugeSource[];
  /** Bearer token for `/metrics`. Default: none; then it is shown on this machine only. */
  readonly metricsToken?: string;
  /** Most messages that are worked on at once; more are answered 503. Default: 1,000. */
  readonly maxInFlight?: number;
  /** When the p99 of a second's delays of the event loop is above it, requests of the next second are answered 503. Default: 1,000 ms. */
  readonly maxLoopDelayMs?: number;
}

/**
 * What an operator expects of a process (reliability 6.1): a log line per request, `/healthz`, `/readyz` and `/metrics`, refusal
 * of what is too much, and a farewell without loss.
 */
export class OperationsFeature implements Feature {
  readonly name = 'operations';
  private readonly guard: LoopGuard;
  private readonly desk: TrafficDesk;
  private readonly metrics: Metrics;
  private readonly readiness: ReadinessProbe;
  private readonly log: Log;
  private draining = false;

  constructor(private readonly options: OperationsOptions = {}) {
    const { log = silentLog, maxInFlight = 1_000, maxLoopDelayMs = 1_000, checks = [], gauges = [] } = options;
    this.log = log;
    this.guard = new LoopGuard(maxLoopDelayMs);
    this.desk = new TrafficDesk({
      maxInFlight,
      isOverloaded: () => this.guard.isLate,
      onRefused: (reason) => this.metrics.countRefusal(reason),
      onEnd: (visit, ending) => this.note(visit, ending),
    });
    this.metrics = new Metrics({ inFlight: () => this.desk.inFlight, loopDelay: () => this.guard.delay, gauges });
    this.readiness = new ReadinessProbe(checks, { onChange: (name, error) => this.noteReadiness(name, error) });
  }

  register(host: HostBuilder): void {
    host.trafficWatcher(this.desk);
    host.rawHandler(healthHandler());
    host.rawHandler(readinessHandler(this.readiness, () => this.isDraining));
    host.rawHandler(metricsHandler(this.metrics, this.options.metricsToken));
  }

  async start(): Promise<void> {
    this.guard.start();
  }

  beforeStop(): void {
    this.draining = true;
    this.desk.sendAway();
  }

  async stop(): Promise<void> {
    this.guard.stop();
  }

  get isDraining(): boolean {
    return this.draining;
  }

  /**
   * The process is about to stop: `/readyz` turns red. Nothing else changes: clients that were sent away before the host stops
   * accepting would come back on new connections, and those that nobody has accepted by then are reset.
   */
  drain(): void {
    this.draining = true;
  }

  countJobAttempt(attempt: JobAttemptEnd): void {
    this.metrics.countJobAttempt(attempt);
  }

  private note(visit: Visit, ending: Ending): void {
    this.metrics.countRequest(visit, ending);
    this.log[levelOf(visit.kind, ending.status)](requestFields(visit, ending), 'request');
  }

  private noteReadiness(check: string, error: unknown): void {
    if (error === undefined) this.log.info({ check }, 'This process is ready again.');
    else this.log.warn({ check, err: error }, 'This process is not ready.');
  }
}
