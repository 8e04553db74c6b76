import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase } from '../support/database';
import { type Program, startProgram } from '../support/program';
import type { BatchTold, Fault } from './programs/batch-server';

// Each test starts two programs.
jest.setTimeout(120_000);

const count = 95;
const programs: Program<BatchTold>[] = [];
let where: string;
let remove: () => Promise<unknown>;

beforeEach(async () => {
  if (process.env.DATABASE_URL) {
    const database = await openTestDatabase();
    where = database.url ?? '';
    remove = () => database.close();
  } else {
    where = await mkdtemp(join(tmpdir(), 'async-batch-'));
    remove = () => rm(where, { recursive: true, force: true });
  }
});
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.kill()));
  await remove();
});

async function serve(fault?: Fault): Promise<Program<BatchTold>> {
  const args = fault ? [where, JSON.stringify(fault)] : [where];
  const program = startProgram<BatchTold>('test/tax-filing/programs/batch-server.ts', args);
  programs.push(program);
  await told(program, 'isReady');
  return program;
}

/** What the program says of that; errors on the way reject. */
async function told<Key extends keyof BatchTold>(program: Program<BatchTold>, key: Key) {
  for (;;) {
    const message = await program.next();
    if (message.error !== undefined) throw new Error(message.error);
    const value = message[key];
    if (value !== undefined) return value;
  }
}

async function begin(program: Program<BatchTold>): Promise<string> {
  program.send({ start: count });
  return told(program, 'batchId');
}

async function outcome(batchId: string) {
  const program = await serve();
  program.send({ await: batchId });
  return told(program, 'over');
}

const nothingLostNorDoubled = {
  status: 2,
  succeeded: count,
  indexes: Array.from({ length: count }, (_, index) => index),
  accounts: count,
  names: count,
};

// On the embedded database each program takes as long to start as all the others together on a server: one is enough.
const faults: readonly Fault[] = process.env.DATABASE_URL
  ? [
      { chunk: 1, when: 'before' },
      { chunk: 4, when: 'after' },
      { chunk: 10, when: 'after' },
    ]
  : [{ chunk: 4, when: 'after' }];

describe('an asynchronous batch whose process is killed', () => {
  it.each(faults)('loses and doubles nothing: %j', async (fault) => {
    const dying = await serve(fault);
    const batchId = await begin(dying);
    await expect(told(dying, 'over')).rejects.toThrow('SIGKILL');

    expect(await outcome(batchId)).toEqual(nothingLostNorDoubled);
  });

  it('loses and doubles nothing when that happens at any moment', async () => {
    const dying = await serve();
    const batchId = await begin(dying);
    // Wherever it is by now: the first chunks are done, or none is.
    await dying.kill();

    expect(await outcome(batchId)).toEqual(nothingLostNorDoubled);
  });
});
