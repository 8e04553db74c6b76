import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, dataEntities, openDatabase } from '../../../src/data';
import { JobRunner } from '../../../src/engine';
import { openEmptyDatabase } from '../../support/database';
import { eventually } from '../../support/eventually';
import { startProgram } from '../../support/program';
import { testDirectory } from '../../support/test-run';

const { DATABASE_URL: server } = process.env;

describe('a process that was killed in the middle of a job', () => {
  it(`loses its job and its queue to ${server ? 'another process' : 'its successor'}`, async () => {
    const empty = server ? await openEmptyDatabase({ entities: dataEntities }) : undefined;
    const dataDir = mkdtempSync(join(testDirectory(), 'dead-'));
    const program = startProgram<{ attempt?: number; error?: string }>('test/engine/jobs/programs/begin-and-hang.ts', [
      empty?.url ?? dataDir,
    ]);
    expect(await program.next()).toEqual({ attempt: 1 });
    await program.kill();

    const database: Database = empty ?? (await openDatabase({ dataDir, entities: dataEntities, migrations: [] }));
    const isSoleProcess = database.isEmbedded;
    const jobs = new JobRunner(database.pool, { beatMs: 200, deadAfterMs: 2_000, pollMs: 100, isSoleProcess });
    const done: unknown[] = [];
    jobs.handle('work', async (payload, { attempt }) => void done.push({ payload, attempt }));
    const begunAt = Date.now();
    await jobs.start();

    await eventually('both jobs are done', () => done.length === 2);
    expect(done).toEqual([
      { payload: { number: 42 }, attempt: 2 },
      { payload: { number: 43 }, attempt: 1 },
    ]);
    expect(Date.now() - begunAt).toBeLessThan(12_000);
    await jobs.stop();
    await database.close();
  }, 60_000);
});
