import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Updates by key per second of PostgreSQL's own load generator, 10 clients; `undefined` where it is not installed. */
export function pgbenchUpdates(url: string, customers: number, seconds: number): number | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'missive-pgbench-'));
  try {
    const script = join(folder, 'update.sql');
    const id = `('0b5e7c1a-3d2f-4a6b-9c8d-' || lpad((:n)::text, 12, '0'))::uuid`;
    const update = `update customer set firstname = 'x', updated_at = now() where id = ${id};`;
    writeFileSync(script, `\\set n random(1, ${customers})\n${update}\n`);
    const time = String(Math.ceil(seconds));
    const args = ['-n', '-M', 'prepared', '-f', script, '-c', '10', '-j', '1', '-T', time, url];
    const { error, stdout, stderr } = spawnSync('pgbench', args, { encoding: 'utf8' });
    if (error) return undefined;
    const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
    if (tps === undefined) throw new Error(`pgbench: ${stderr}`);
    return Number(tps);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
