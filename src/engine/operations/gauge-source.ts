import { performance } from 'node:perf_hooks';

/** Figures of something outside of the engine, such as a connection pool: read when somebody asks for metrics. */
export interface GaugeSource {
  /** Names as Prometheus takes them, with what they mean and in which unit. */
  readonly gauges: Readonly<Record<string, string>>;
  /** A figure per name; one that is left out is not shown. May reject: then none is shown. */
  read(): Promise<Readonly<Record<string, number>>>;
  /** How long figures are good. Default: 0 ms. For those that cost a query. */
  readonly cacheMs?: number;
}

const patienceMs = 2_000;

/** Reads a source at most once at a time, and answers in time: whoever collects metrics does not wait for a database. */
export class GaugeReader {
  private known?: { readonly values: Readonly<Record<string, number>>; readonly at: number };
  private reading?: Promise<Readonly<Record<string, number>>>;

  constructor(readonly source: GaugeSource) {}

  /** Never rejects; empty: nothing is known now. */
  async values(): Promise<Readonly<Record<string, number>>> {
    if (this.known && performance.now() - this.known.at < (this.source.cacheMs ?? 0)) return this.known.values;
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    return withinPatience(this.reading);
  }

  private async read(): Promise<Readonly<Record<string, number>>> {
    try {
      const values = await this.source.read();
      this.known = { values, at: performance.now() };
      return values;
    } catch {
      // Said elsewhere: a database that is away makes `/readyz` red, and figures of it are absent rather than old.
      this.known = undefined;
      return {};
    }
  }
}

function withinPatience<T extends object>(values: Promise<T>): Promise<T | Record<string, never>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({}), patienceMs);
    void values.then((found) => {
      clearTimeout(timer);
      resolve(found);
    });
  });
}
