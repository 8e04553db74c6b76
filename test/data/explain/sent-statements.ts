import { Client, type QueryConfig } from 'pg';

/** One statement as it was sent. A named one is planned once, whatever its values. */
export interface SentStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly isNamed: boolean;
}

/** Writes down what the connections of this process send. Install it before they are opened. */
export class SentStatements {
  private readonly original = Client.prototype.query;
  private kept?: SentStatement[];

  install(): void {
    const { original } = this;
    const note = (args: readonly unknown[]): void => this.note(args);
    Client.prototype.query = function query(this: Client, ...args: unknown[]): unknown {
      note(args);
      return (original as (...args: unknown[]) => unknown).apply(this, args);
    } as Client['query'];
  }

  uninstall(): void {
    Client.prototype.query = this.original;
  }

  /** What is sent while `work` is under way. */
  async during(work: () => Promise<unknown>): Promise<readonly SentStatement[]> {
    const kept: SentStatement[] = [];
    this.kept = kept;
    try {
      await work();
    } finally {
      this.kept = undefined;
    }
    return kept;
  }

  private note([query, values]: readonly unknown[]): void {
    const config: Partial<QueryConfig> = typeof query === 'string' ? { text: query } : (query as QueryConfig);
    const own = (Array.isArray(values) ? values : config.values) ?? [];
    this.kept?.push({ text: config.text ?? '', values: own, isNamed: config.name !== undefined });
  }
}
