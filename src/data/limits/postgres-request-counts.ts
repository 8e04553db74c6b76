import type { Pool } from 'pg';
import type { RequestCounts } from '../../engine';

/** Adds up the requests that the processes of this database have counted (decisions D41). */
export class PostgresRequestCounts implements RequestCounts {
  private lastWindow = 0;

  constructor(private readonly pool: Pool) {}

  async add(windowStart: number, counts: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
    const mine = [...counts].map(([caller, requests]) => ({ caller, requests }));
    // In one order in all processes: two that add to the same rows may not wait for each other.
    const { rows } = await this.pool.query<{ caller: string; requests: number }>(
      `insert into request_count as stored (window_start, caller, requests)
       select to_timestamp($1 / 1000.0), mine.caller, mine.requests
         from jsonb_to_recordset($2::jsonb) as mine (caller text, requests integer) order by mine.caller
       on conflict (window_start, caller) do update set requests = stored.requests + excluded.requests
       returning caller, requests`,
      [windowStart, JSON.stringify(mine)],
    );
    await this.forgetBefore(windowStart);
    return new Map(rows.map(({ caller, requests }) => [caller, requests]));
  }

  /** Once per window: whatever is older counts no more. */
  private async forgetBefore(windowStart: number): Promise<void> {
    if (windowStart <= this.lastWindow) return;
    this.lastWindow = windowStart;
    await this.pool.query(`delete from request_count where window_start < to_timestamp($1 / 1000.0)`, [windowStart]);
  }
}
