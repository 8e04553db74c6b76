import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock, IdempotencyStore, OnceOutcome, OnceRequest } from '../../engine';
import type { SecretBox } from '../secret-box';
import { inUnitOfWork } from '../transaction';

export interface PostgresIdempotencyStoreOptions {
  /** Answers hold whatever operations answer, new API keys among it: they are sealed. */
  readonly secrets: SecretBox;
  readonly clock: Clock;
  /** How long an answer is kept. Default: 24 hours. */
  readonly keptMs?: number;
}

const dayMs = 86_400_000;
const forgetEveryMs = 600_000;

interface SavedRow {
  readonly fingerprint: Buffer;
  readonly answer: string;
}

/**
 * Does what carries one key once, and saves what it answered in the transaction of its effects.
 *
 * One transaction holds a lock on the key, the effects and the answer: who else comes with the key meanwhile is told so, and
 * whatever becomes of this process, all of it is there or nothing, and the lock is gone with its connection. So there is no
 * claim that could outlive who made it.
 *
 * The key itself is stored nowhere, nor is the message.
 */
export class PostgresIdempotencyStore implements IdempotencyStore {
  private forgotAt = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly options: PostgresIdempotencyStoreOptions,
  ) {}

  async once({ scope, fingerprint }: OnceRequest, work: () => Promise<Buffer>): Promise<OnceOutcome> {
    const hash = createHash('sha256').update(scope).digest();
    const request = createHash('sha256').update(scope).update('\0').update(fingerprint).digest();
    const outcome = await inUnitOfWork(this.dataSource, async (tx): Promise<OnceOutcome> => {
      if (!(await hasLocked(tx, hash))) return { kind: 'running' };
      const saved = await this.find(tx, hash);
      if (!saved) {
        await this.add(tx, { hash, request, answer: await work() });
        return { kind: 'done' };
      }
      if (!saved.fingerprint.equals(request)) return { kind: 'reused' };
      return { kind: 'replayed', answer: this.opened(saved.answer, hash) };
    });
    await this.forgetExpired();
    return outcome;
  }

  /** How many answers were removed. */
  async removeExpired(now: Date): Promise<number> {
    const [, count] = (await this.dataSource.query('delete from idempotency_key where expires_at <= $1', [now])) as [
      unknown,
      number,
    ];
    return count;
  }

  // After the lock, in a statement of its own: what the last holder of the lock has committed is seen by this one only.
  private async find(tx: EntityManager, hash: Buffer): Promise<SavedRow | undefined> {
    const rows = (await tx.query(
      'select fingerprint, answer from idempotency_key where scope_hash = $1 and expires_at > $2',
      [hash, this.options.clock.now()],
    )) as SavedRow[];
    return rows[0];
  }

  private async add(tx: EntityManager, saved: { hash: Buffer; request: Buffer; answer: Buffer }): Promise<void> {
    const { secrets, clock, keptMs = dayMs } = this.options;
    const now = clock.now();
    const answer = secrets.seal(saved.answer.toString('base64'), contextOf(saved.hash));
    const rows = (await tx.query(
      `with added as (
         insert into idempotency_key as stored (scope_hash, fingerprint, answer, expires_at) values ($1, $2, $3, $5)
         on conflict (scope_hash) do update
           set fingerprint = excluded.fingerprint, answer = excluded.answer, expires_at = excluded.expires_at
           where stored.expires_at <= $4
         returning 1 as one)
       select one from added`,
      [saved.hash, saved.request, answer, now, new Date(now.getTime() + keptMs)],
    )) as unknown[];
    // The lock keeps others out; should it ever not have, the effects must not stay.
    if (rows.length === 0) throw new Error('Another process has saved an answer under the same idempotency key.');
  }

  private opened(answer: string, hash: Buffer): Buffer {
    return Buffer.from(this.options.secrets.open(answer, contextOf(hash)), 'base64');
  }

  private async forgetExpired(): Promise<void> {
    const now = this.options.clock.now();
    if (now.getTime() - this.forgotAt < forgetEveryMs) return;
    this.forgotAt = now.getTime();
    await this.removeExpired(now);
  }
}

async function hasLocked(tx: EntityManager, hash: Buffer): Promise<boolean> {
  const key = hash.readBigInt64BE().toString();
  const [row] = (await tx.query('select pg_try_advisory_xact_lock($1::bigint) as locked', [key])) as {
    locked: boolean;
  }[];
  return row?.locked === true;
}

function contextOf(hash: Buffer): string {
  return `idempotency-key:${hash.toString('hex')}`;
}
