import { setTimeout as delay } from 'node:timers/promises';
import { openTestDatabase } from '../../support/database';
import { startProgram } from '../../support/program';
import { JobRunner } from '../../../src/engine';
it.each(['fenced', 'unfenced'])('%s', async (mode) => {
  for (let round = 0; round < 4; round++) {
  const database = await openTestDatabase();
  await database.pool.query('create table sync (id int, cursor int, attempt_token uuid); insert into sync values (1, 0); create table effect (n int, pid int)');
  await new JobRunner(database.pool).enqueue(database.dataSource, 'work', {});
  const ps = [1, 2].map(() => startProgram<any>('test/engine/jobs/programs/zombie.ts', [database.url!, mode]));
  await Promise.all(ps.map((p) => p.next()));
  await delay(500);
  const { rows: [{ pid }] } = await database.pool.query('select pid from effect limit 1');
  process.kill(pid, 'SIGSTOP');
  await delay(2500 + Math.random() * 1000);
  process.kill(pid, 'SIGCONT');
  await delay(4500);
  const { rows } = await database.pool.query('select count(*)::int as total, count(distinct n)::int as n, count(distinct pid)::int pids from effect');
  const q = await database.pool.query('select id, attempts, locked_by, last_error from graphile_worker._private_jobs');
  console.log(mode, rows, q.rows);
  await Promise.all(ps.map((p) => p.kill()));
  await database.close();
  }
}, 120000);
