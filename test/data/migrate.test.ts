import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { entities, migrations } from '../../src/app-data';
import { migrate, openDatabase, pendingMigrations } from '../../src/data';
import { openEmptyDatabase } from '../support/database';
import { type Program, startProgram } from '../support/program';
import { testDirectory } from '../support/test-run';

interface Report {
  isReady?: true;
  isDone?: boolean;
  error?: string;
}

class CreateOne1000000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table one (id int)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table one');
  }
}
class FailAtTwo1000000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table two (id no_such_type)');
  }
  async down(): Promise<void> {}
}

describe('migrate', () => {
  it('leaves the database as it was when one migration fails', async () => {
    const database = await openEmptyDatabase({ migrations: [CreateOne1000000000001, FailAtTwo1000000000002] });

    await expect(migrate(database)).rejects.toThrow('no_such_type');

    const tables = await database.dataSource.query(`select to_regclass('one') as one, to_regclass('two') as two`);
    expect(tables).toEqual([{ one: null, two: null }]);
    await database.close();
  });
});

describe('four processes that migrate at once', () => {
  let programs: Program<Report>[];
  beforeAll(async () => {
    programs = [1, 2, 3, 4].map(() => startProgram<Report>('test/data/programs/migrate-on-request.ts'));
    await Promise.all(programs.map((program) => program.next()));
  });
  afterAll(() => Promise.all(programs.map((program) => program.kill())));

  async function migrateAtOnce(where: { url?: string; dataDir?: string }): Promise<Report[]> {
    for (const program of programs) program.send(where);
    return Promise.all(programs.map((program) => program.next()));
  }

  // The embedded database belongs to one process at a time: there the others are told so, and nothing breaks.
  const { DATABASE_URL: server } = process.env;
  it.each(server ? [1, 2, 3] : [1])(
    `${server ? 'all succeed' : 'succeed or are refused by name'}, round %i`,
    async () => {
      const empty = server ? await openEmptyDatabase({ entities, migrations }) : undefined;
      const where = { url: empty?.url, dataDir: empty ? undefined : mkdtempSync(join(testDirectory(), 'migrate-')) };

      const reports = await migrateAtOnce(where);

      const refused = reports.filter((report) => report.error?.includes('is in use by process'));
      expect(reports.filter((report) => !report.isDone)).toEqual(refused);
      expect(refused.length).toBeLessThanOrEqual(server ? 0 : 3);
      const database = empty ?? (await openDatabase({ ...where, entities, migrations }));
      expect(await pendingMigrations(database)).toEqual([]);
      await database.close();
    },
  );
});
