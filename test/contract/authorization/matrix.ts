import { HttpError, type Operation, Session } from '../../../src/engine';
import type { TestApp } from '../../support/start-app';
import { type Cell, cellsOf, type Expected, registryOf, statusesOf } from './cells';
import { changesBetween, fingerprint } from './fingerprint';
import type { Identity } from './identities';
import { Sender } from './send';
import { serviceRefusalOf } from './service-refusals';

export interface MatrixResult {
  readonly cells: number;
  readonly byExpectation: Readonly<Record<Expected, number>>;
  /** One line per cell that was answered otherwise, and per table that a refused call has changed. */
  readonly differences: readonly string[];
}

/** Cells that are under way at a time; more than the connections of the pool would only wait. */
const atATime = 16;
/** Operations that end sign-ins: their cells go one after the other, each with a sign-in of its own. */
const endsSignIns: ReadonlySet<string> = new Set(['Authenticate', 'AuthenticateLogout', 'ConvertSessionToToken']);

/**
 * Tries every way to every operation as every caller, and compares each answer with what the declarations say.
 * Refused calls come first, and must leave every table as it was; so must admitted ones if all of them end in a 4xx.
 */
export async function runMatrix(
  app: TestApp,
  operations: readonly Operation[],
  identities: readonly Identity[],
): Promise<MatrixResult> {
  const registry = registryOf(app.host.operations);
  const run = new MatrixRun(app);
  for (const operation of operations) await run.tryOperation(operation, cellsOf(registry, operation, identities));
  return run.result();
}

class MatrixRun {
  private readonly sender: Sender;
  private readonly counts = { unmatched: 0, unreadable: 0, unauthorized: 0, forbidden: 0, 'no method': 0, admitted: 0 };
  private readonly differences: string[] = [];

  constructor(private readonly app: TestApp) {
    this.sender = new Sender(app.url);
  }

  result(): MatrixResult {
    this.sender.close();
    const cells = Object.values(this.counts).reduce((sum, count) => sum + count, 0);
    return { cells, byExpectation: this.counts, differences: this.differences };
  }

  async tryOperation(operation: Operation, cells: readonly Cell[]): Promise<void> {
    const mayEndSignIns = cells.some(({ operation: named }) => endsSignIns.has(named ?? ''));
    for (const isAdmitted of [false, true]) {
      for (const { renew } of new Set(cells.map(({ identity }) => identity))) await renew?.();
      const before = await fingerprint(this.app.database.pool);
      const group = cells.filter(({ expected }) => (expected === 'admitted') === isAdmitted);
      const statuses = await this.tryAll(operation, group, isAdmitted && mayEndSignIns ? 1 : atATime);
      if (statuses.some((status) => status < 400)) continue;
      const changes = changesBetween(before, await fingerprint(this.app.database.pool));
      this.differences.push(...changes.map((change) => `${operation.name}: refused calls have changed ${change}`));
    }
  }

  private async tryAll(operation: Operation, cells: readonly Cell[], lanes: number): Promise<number[]> {
    const statuses: number[] = [];
    const waiting = [...cells].reverse();
    const lane = async (): Promise<void> => {
      for (let cell = waiting.pop(); cell; cell = waiting.pop()) {
        if (lanes === 1) await cell.identity.renew?.();
        const status = await this.statusOf(operation, cell);
        statuses.push(status);
        this.compare(operation, cell, status);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return statuses;
  }

  private compare(operation: Operation, cell: Cell, status: number): void {
    const { expected, form, verb, identity } = cell;
    this.counts[expected] += 1;
    const refusal = serviceRefusalOf(cell);
    const right = refusal === undefined ? statusesOf[expected] : [refusal];
    if (!right.includes(status)) {
      const wanted = refusal === undefined ? expected : `${expected}, answered ${refusal}`;
      this.differences.push(`${operation.name} · ${form} · ${verb} · ${identity.name}: ${wanted}; got ${status}`);
    }
  }

  private statusOf(operation: Operation, { asked, identity, form, verb }: Cell): Promise<number> {
    if (asked) return this.sender.status(asked, identity.headers);
    const session = identity.session ?? new Session();
    return form === 'gateway' ? this.gateway(operation, session, verb) : this.job(operation, session, verb);
  }

  private gateway({ requestClass }: Operation, session: Session, verb: string): Promise<number> {
    const request = new (requestClass as unknown as new () => { createResponse(): unknown })();
    return statusWhen(this.app.host.context.gateway.send(request, session, { verb }));
  }

  /** A message that has waited, as it is run again after a worker has died. */
  private job({ name }: Operation, session: Session, verb: string): Promise<number> {
    const message = { operationName: name, request: {}, session, verb };
    return statusWhen(this.app.host.runMessage(message, new AbortController().signal));
  }
}

async function statusWhen(call: Promise<unknown>): Promise<number> {
  try {
    await call;
    return 200;
  } catch (error) {
    return error instanceof HttpError ? error.status : 500;
  }
}
