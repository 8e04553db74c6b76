import { Client } from 'pg';
import type { Statement } from './tenant-statements';

/** Writes down every statement that any connection of this process sends while it is on. */
export class StatementLog {
  private readonly statements: Statement[] = [];
  private readonly original = Client.prototype.query;
  private isOn = false;

  /** Before the connections are opened: a pool keeps what it finds. */
  install(): void {
    const note = (args: readonly unknown[]): void => this.note(args);
    const { original } = this;
    Client.prototype.query = function query(this: Client, ...args: unknown[]): unknown {
      note(args);
      return (original as (...args: unknown[]) => unknown).apply(this, args);
    } as Client['query'];
  }

  uninstall(): void {
    Client.prototype.query = this.original;
  }

  /** What is sent while `work` is under way. */
  async during(work: () => Promise<void>): Promise<readonly Statement[]> {
    this.statements.length = 0;
    this.isOn = true;
    try {
      await work();
    } finally {
      this.isOn = false;
    }
    return [...this.statements];
  }

  private note([query, values]: readonly unknown[]): void {
    if (!this.isOn) return;
    if (typeof query === 'string') {
      this.statements.push({ text: query, values: Array.isArray(values) ? values : [] });
    } else {
      const { text = '', values: own = [] } = query as { text?: string; values?: readonly unknown[] };
      this.statements.push({ text, values: own });
    }
  }
}
