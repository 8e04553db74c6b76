import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../src/data';
import { type Program, startProgram } from '../../support/program';
import { testDirectory } from '../../support/test-run';

interface Report {
  committed?: number;
  isInTransaction?: true;
  error?: string;
}

async function storedIds(dataDir: string): Promise<number[]> {
  const database = await openDatabase({ dataDir, entities: [], migrations: [] });
  try {
    const { rows } = await database.pool.query<{ id: number }>('select id from note order by id');
    return rows.map((row) => row.id);
  } finally {
    await database.close();
  }
}

async function untilReport(program: Program<Report>, isIt: (report: Report) => boolean): Promise<number[]> {
  const committed: number[] = [];
  for (;;) {
    const report = await program.next();
    if (report.error !== undefined) throw new Error(report.error);
    if (report.committed !== undefined) committed.push(report.committed);
    if (isIt(report)) return committed;
  }
}

describe('the embedded database, after its process was killed', () => {
  it('has everything that was committed and nothing of the open transaction, twice over', async () => {
    const dataDir = join(mkdtempSync(join(testDirectory(), 'crash-')), 'database');

    const first = startProgram<Report>('test/data/programs/write-until-killed.ts', [dataDir]);
    const early = await untilReport(first, (report) => (report.committed ?? 0) >= 50);
    await first.kill();
    const second = startProgram<Report>('test/data/programs/write-until-killed.ts', [dataDir]);
    const late = await untilReport(second, (report) => report.isInTransaction === true);
    await second.kill();

    const stored = await storedIds(dataDir);
    // A commit of which nobody was told may be there as well: the last one before the first kill.
    expect(stored).toEqual(expect.arrayContaining([...early, ...late]));
    expect(Math.min(...stored)).toBe(1);
    expect(stored).toHaveLength(Math.max(...stored));
  }, 60_000);
});
