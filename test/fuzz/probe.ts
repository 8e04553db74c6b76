import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Dispatcher, ServiceError } from '../../src/engine/host/dispatcher';

/** How far requests have come since the last report; a batch counts once, with its element that came furthest. */
export interface Reach {
  /** Read and bound; the guards were asked. */
  readonly bound: number;
  /** A Service method ran. */
  readonly served: number;
  /** Messages that a Service has answered without an error, by operation; each of a batch counts. */
  readonly answered: Readonly<Record<string, number>>;
}

/** What the server's process says about itself. */
export interface ProbeReport extends Reach {
  /** Names that a request has put on a built-in prototype. Empty unless one was polluted. */
  readonly pollution: readonly string[];
  readonly loopDelayMs: { readonly p99: number; readonly max: number };
  readonly rssMiB: number;
}

/**
 * Watches the one door that every message takes, and the process behind it; for the server under the fuzzer.
 *
 * The dispatcher is wrapped rather than hooked into by a feature: features run after the guards, and see no batch elements.
 */
export function installProbe(): { report(): ProbeReport } {
  const bound = new Set<string>();
  const served = new Set<string>();
  let answered: Record<string, number> = {};
  const { admit, execute } = Dispatcher.prototype;
  Dispatcher.prototype.admit = function (this: Dispatcher, context, ...rest) {
    bound.add(context.requestId);
    return admit.call(this, context, ...rest);
  };
  Dispatcher.prototype.execute = async function (this: Dispatcher, context, operation, ...rest) {
    try {
      const response = await execute.call(this, context, operation, ...rest);
      served.add(context.requestId);
      answered[operation.name] = (answered[operation.name] ?? 0) + 1;
      return response;
    } catch (error) {
      // Anything else means that no method answers the verb.
      if (error instanceof ServiceError) served.add(context.requestId);
      throw error;
    }
  };
  const before = prototypeNames();
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return {
    report() {
      const report = {
        bound: bound.size,
        served: served.size,
        answered,
        pollution: prototypeNames().filter((name) => !before.includes(name)),
        // The monitor's own interval is part of what it measures.
        loopDelayMs: { p99: inMs(delay.percentile(99)), max: inMs(delay.max) },
        rssMiB: Math.round(process.memoryUsage.rss() / 2 ** 20),
      };
      bound.clear();
      served.clear();
      answered = {};
      return report;
    },
  };
}

function inMs(nanoseconds: number): number {
  return Math.max(0, Math.round(nanoseconds / 1e6) - 10);
}

function prototypeNames(): string[] {
  const owners = { Object, Array, Function, String, Number, Boolean, Map, Set, Buffer, Promise, Error };
  return Object.entries(owners).flatMap(([owner, type]) =>
    Reflect.ownKeys(type.prototype as object).map((key) => `${owner}.prototype.${String(key)}`),
  );
}
