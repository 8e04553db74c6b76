import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { AttemptCount, AttemptCounter, AttemptKey, Clock } from '../../engine';

const forgetEveryMs = 60_000;

/** Counts attempts in PostgreSQL, one statement each, so that no two processes count past each other. */
export class PostgresAttemptCounter implements AttemptCounter {
  private forgotAt = 0;

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  async add(key: AttemptKey): Promise<AttemptCount> {
    const now = this.clock.now();
    const ends = new Date(now.getTime() + key.windowSeconds * 1_000);
    const { rows } = await this.pool.query<{ attempts: number; ends_at: Date }>(
      `insert into attempt_count as stored (kind, key_hash, attempts, ends_at) values ($1, $2, 1, $4)
       on conflict (kind, key_hash) do update set
         attempts = case when stored.ends_at <= $3 then 1 else stored.attempts + 1 end,
         ends_at = case when stored.ends_at <= $3 then excluded.ends_at else stored.ends_at end
       returning attempts, ends_at`,
      [key.kind, hashOf(key), now, ends],
    );
    await this.forgetEnded(now);
    const [row] = rows;
    if (!row) throw new Error('An attempt was not counted: the statement answered no row.');
    const secondsLeft = Math.ceil((row.ends_at.getTime() - now.getTime()) / 1_000);
    return { count: row.attempts, secondsLeft: Math.max(1, secondsLeft) };
  }

  async takeBack(key: AttemptKey): Promise<void> {
    await this.pool.query(
      'update attempt_count set attempts = attempts - 1 where kind = $1 and key_hash = $2 and attempts > 0',
      [key.kind, hashOf(key)],
    );
  }

  private async forgetEnded(now: Date): Promise<void> {
    if (now.getTime() - this.forgotAt < forgetEveryMs) return;
    this.forgotAt = now.getTime();
    await this.pool.query('delete from attempt_count where ends_at <= $1', [now]);
  }
}

/** Names and addresses are people's data, and comparing is all that is needed. */
function hashOf({ kind, key }: AttemptKey): Buffer {
  return createHash('sha256').update(`${kind}\0${key}`).digest();
}
