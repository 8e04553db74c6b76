import { existsSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type DirectoryLock, type LockHolder, lockDirectory } from '../../../src/data/embedded/directory-lock';
import { type Program, startProgram } from '../../support/program';
import { testDirectory } from '../../support/test-run';

interface Report {
  isHeld: boolean;
  error?: string;
}

const programs: Program<Report>[] = [];
const locks: DirectoryLock[] = [];

function aDirectory(): string {
  return join(mkdtempSync(join(testDirectory(), 'lock-')), 'database');
}
function holder(changes: Partial<LockHolder> = {}): LockHolder {
  return { pid: process.pid, host: hostname(), token: 'a-former-one', ...changes };
}
function leaveLock(directory: string, left: LockHolder): void {
  writeFileSync(`${directory}.lock`, JSON.stringify(left));
}
async function lock(directory: string, onLost: (reason: Error) => void = () => undefined): Promise<DirectoryLock> {
  const taken = await lockDirectory(directory, onLost);
  locks.push(taken);
  return taken;
}
function startHolder(directory: string): Program<Report> {
  const program = startProgram<Report>('test/data/programs/hold-lock.ts', [directory]);
  programs.push(program);
  return program;
}

afterEach(async () => {
  jest.useRealTimers();
  for (const taken of locks.splice(0)) taken.release();
  await Promise.all(programs.splice(0).map((program) => program.kill()));
});

describe('the lock of a directory', () => {
  it('refuses a second process, naming the first', async () => {
    const directory = aDirectory();
    const other = startHolder(directory);
    await other.next();

    await expect(lock(directory)).rejects.toThrow(
      `The embedded database ${directory} is in use by process ${other.pid}; stop it, or set DATABASE_URL to a PostgreSQL server.`,
    );
  });

  it('is taken over when its process was killed', async () => {
    const directory = aDirectory();
    const other = startHolder(directory);
    await other.next();
    await other.kill();

    await lock(directory);

    expect(JSON.parse(readFileSync(`${directory}.lock`, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('goes to exactly one of several processes that find a stale one', async () => {
    const directory = aDirectory();
    leaveLock(directory, holder({ pid: 2 ** 22 + 1 }));

    const reports = await Promise.all([1, 2, 3, 4].map(() => startHolder(directory).next()));

    expect(reports.filter((report) => report.isHeld)).toHaveLength(1);
    expect(reports.filter((report) => report.error?.includes('is in use by process'))).toHaveLength(3);
  });

  it('goes to exactly one of several processes that ask at once, in each of 60 rounds', async () => {
    const rivals = [1, 2, 3, 4].map(() => startProgram<Report>('test/data/programs/lock-on-request.ts'));
    programs.push(...rivals);
    await Promise.all(rivals.map((rival) => rival.next()));
    const holders: number[] = [];

    for (let round = 0; round < 60; round++) {
      const directory = aDirectory();
      for (const rival of rivals) rival.send({ lock: directory });
      const reports = await Promise.all(rivals.map((rival) => rival.next()));
      holders.push(reports.filter((report) => report.isHeld).length);
    }

    expect(holders).toEqual(Array(60).fill(1));
  });

  it('waits for a lock that is being written, and is refused by its holder', async () => {
    const directory = aDirectory();
    writeFileSync(`${directory}.lock`, '');
    setTimeout(() => leaveLock(directory, holder({ pid: process.ppid })), 500);

    await expect(lock(directory)).rejects.toThrow(`in use by process ${process.ppid}`);
  });

  it('is taken over when its process died while it wrote', async () => {
    const directory = aDirectory();
    writeFileSync(`${directory}.lock`, '{"pid":');
    const aMinuteAgo = new Date(Date.now() - 60_000);
    utimesSync(`${directory}.lock`, aMinuteAgo, aMinuteAgo);

    await lock(directory);

    expect(JSON.parse(readFileSync(`${directory}.lock`, 'utf8')).pid).toBe(process.pid);
  });

  it('is taken over although a process died while it replaced a stale one', async () => {
    const directory = aDirectory();
    leaveLock(directory, holder({ pid: 2 ** 22 + 1 }));
    writeFileSync(`${directory}.lock.turn`, '');
    const aMinuteAgo = new Date(Date.now() - 60_000);
    utimesSync(`${directory}.lock.turn`, aMinuteAgo, aMinuteAgo);

    await lock(directory);

    expect(JSON.parse(readFileSync(`${directory}.lock`, 'utf8')).pid).toBe(process.pid);
    expect(existsSync(`${directory}.lock.turn`)).toBe(false);
  });

  it('refuses the same process a second time', async () => {
    const directory = aDirectory();
    await lock(directory);

    await expect(lock(directory)).rejects.toThrow(`in use by process ${process.pid}`);
  });

  it('is free again after its release, and the file is gone', async () => {
    const directory = aDirectory();
    (await lock(directory)).release();
    expect(existsSync(`${directory}.lock`)).toBe(false);

    await lock(directory);

    expect(existsSync(`${directory}.lock`)).toBe(true);
  });

  it('is stale when this very pid was another process, as the server of a container is process 1 every time', async () => {
    const directory = aDirectory();
    leaveLock(directory, holder({ started: 'another boot:1' }));

    await lock(directory);

    expect(JSON.parse(readFileSync(`${directory}.lock`, 'utf8')).token).not.toBe('a-former-one');
  });

  it('is stale when its pid belongs to a later process', async () => {
    const directory = aDirectory();
    leaveLock(directory, holder({ pid: process.ppid, started: 'another boot:1' }));

    await lock(directory);

    expect(JSON.parse(readFileSync(`${directory}.lock`, 'utf8')).pid).toBe(process.pid);
  });

  it('holds for a process on another machine as long as that shows itself', async () => {
    const directory = aDirectory();
    leaveLock(directory, holder({ pid: 1, host: 'another-machine' }));

    await expect(lock(directory)).rejects.toThrow('in use by process 1 on another-machine');
  });

  it('is stale when a process on another machine was silent for a minute', async () => {
    const directory = aDirectory();
    leaveLock(directory, holder({ pid: 1, host: 'another-machine' }));
    const aMinuteAgo = new Date(Date.now() - 60_000);
    utimesSync(`${directory}.lock`, aMinuteAgo, aMinuteAgo);

    await lock(directory);

    expect(JSON.parse(readFileSync(`${directory}.lock`, 'utf8')).host).toBe(hostname());
  });

  it('says when somebody has taken it away, and leaves it to them', async () => {
    const directory = aDirectory();
    const reasons: Error[] = [];
    jest.useFakeTimers();
    await lock(directory, (reason) => void reasons.push(reason));
    leaveLock(directory, holder({ pid: 4711 }));

    jest.advanceTimersByTime(5_000);

    expect(reasons.map((reason) => reason.message)).toEqual([`The lock ${directory}.lock was taken by process 4711.`]);
    expect(JSON.parse(readFileSync(`${directory}.lock`, 'utf8')).pid).toBe(4711);
  });
});
