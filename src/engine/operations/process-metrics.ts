import { Counter, Gauge, type Registry } from 'prom-client';
import type { LoopDelay } from './loop-guard';

export interface ProcessFigures {
  readonly inFlight: () => number;
  readonly loopDelay: () => LoopDelay;
}

/** Figures of this process, read when they are asked for. Names as Prometheus' own client libraries use them. */
export function addProcessMetrics(registry: Registry, { inFlight, loopDelay }: ProcessFigures): void {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  gauge('missive_http_requests_in_flight', 'Requests that have begun and not ended, event streams included.', inFlight);
  gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  gauge('process_heap_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed);
  const startedAt = Date.now() / 1_000 - process.uptime();
  gauge('process_start_time_seconds', 'When the process started, in seconds since 1970.', () => startedAt);
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of user and system.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  new Gauge({
    name: 'missive_event_loop_delay_seconds',
    help: 'How late the event loop was in the last whole second.',
    labelNames: ['quantile'],
    registers,
    collect() {
      const { p50Ms, p99Ms, maxMs } = loopDelay();
      this.set({ quantile: '0.5' }, p50Ms / 1_000);
      this.set({ quantile: '0.99' }, p99Ms / 1_000);
      this.set({ quantile: '1' }, maxMs / 1_000);
    },
  });
}
