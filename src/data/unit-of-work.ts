import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

interface Position {
  readonly unit: UnitOfWork;
  /** Within one of the unit's own transactions, which has its turn already. */
  readonly isNested: boolean;
}

const position = new AsyncLocalStorage<Position>();

/**
 * One transaction that everything joins which the same call does on the same data source, however deep down and without
 * knowing of it: `inTransaction` becomes a savepoint, and a statement sent through the data source itself is sent on this
 * connection instead of another one.
 *
 * What other code may rely on stays true: a transaction that fails takes back its own effects only, and a statement that
 * fails outside of one breaks nothing that came before. What had been committed otherwise is not yet: it counts once the
 * unit does.
 */
export class UnitOfWork {
  private isOver = false;
  private savepoints = 0;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly shared: QueryRunner;

  private constructor(private readonly runner: QueryRunner) {
    this.shared = this.shareable();
  }

  /** Runs `work` as a unit on the connection of `tx`, which is in a transaction; whoever opened it commits. */
  static async run<T>(tx: EntityManager, work: () => Promise<T>): Promise<T> {
    const { queryRunner } = tx;
    if (!queryRunner) throw new Error('A unit of work needs the manager of a transaction.');
    const unit = new UnitOfWork(queryRunner);
    try {
      return await position.run({ unit, isNested: false }, work);
    } finally {
      // What the work has left running must not write on a connection that somebody else uses by now.
      unit.isOver = true;
    }
  }

  /** The unit that the running call belongs to on this data source. */
  static of(dataSource: DataSource): UnitOfWork | undefined {
    const unit = position.getStore()?.unit;
    return unit && !unit.isOver && unit.runner.connection === dataSource ? unit : undefined;
  }

  /** A transaction within: a savepoint. Errors: what `work` rejects with; its effects are taken back. */
  nested<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const { runner } = this;
    return this.inTurn(() =>
      this.saved(() => position.run({ unit: this, isNested: true }, () => work(runner.manager))),
    );
  }

  /** The unit's connection, for statements of no transaction of their own. */
  get statements(): QueryRunner {
    return this.shared;
  }

  /** A statement of no transaction of its own, sent by `send`. */
  statement<T>(text: string, send: () => Promise<T>): Promise<T> {
    // A read that fails is nothing that anybody goes on after: it needs its turn, but no savepoint.
    return this.inTurn(/^\s*select\b/i.test(text) ? send : () => this.saved(send));
  }

  /** Savepoints are a stack: two that ran at once would release each other's. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const here = position.getStore();
    if (here?.unit === this && here.isNested) return work();
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async saved<T>(work: () => Promise<T>): Promise<T> {
    this.savepoints += 1;
    const name = `unit_${this.savepoints}`;
    await this.runner.query(`savepoint ${name}`);
    try {
      const result = await work();
      await this.runner.query(`release savepoint ${name}`);
      return result;
    } catch (error) {
      await this.takeBack(name);
      throw error;
    }
  }

  private async takeBack(savepoint: string): Promise<void> {
    try {
      await this.runner.query(`rollback to savepoint ${savepoint}`);
    } catch {
      // The connection is gone, and all of the unit with it. The first error is the one that counts.
    }
  }

  /** TypeORM releases the runners that it makes by itself: this one stays. */
  private shareable(): QueryRunner {
    const { runner } = this;
    const own: Partial<Record<PropertyKey, unknown>> = {
      release: async () => undefined,
      query: (text: string, ...rest: unknown[]) =>
        this.statement(text, () => runner.query(text, ...(rest as [unknown[] | undefined]))),
    };
    return new Proxy(runner, {
      get: (target, name) => {
        if (name in own) return own[name];
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }
}

/** Makes a data source take its connections from the unit of work that a call belongs to, where it belongs to one. */
export function joinUnitsOfWork(dataSource: DataSource): DataSource {
  const create = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = (mode) => UnitOfWork.of(dataSource)?.statements ?? create(mode);
  return dataSource;
}
