import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** How often the holder shows that it lives. */
const refreshMs = 5_000;
/** A holder on another machine or in another container can't be asked: it is gone when it was silent for so long. */
const silentAfterMs = 30_000;
/** A lock that is not written as a whole after so long was left by a process that died while it wrote. */
const unfinishedAfterMs = 2_000;
const retryMs = 25;

/** Who holds a directory, as it stands in the lock file. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** Tells a process from a later one with the same pid; absent where the system does not say. */
  readonly started?: string;
  readonly token: string;
}

interface FoundLock {
  readonly holder?: LockHolder;
  /** Since the holder last showed itself. */
  readonly silentMs: number;
}

export interface DirectoryLock {
  release(): void;
}

/** Lock files of this process, where the system does not tell when a process started. */
const heldHere = new Set<string>();

/**
 * Takes the right to open `directory`, in a file beside it: two processes on one data directory would destroy it, and
 * PGlite itself does not look.
 *
 * A lock is stale and taken over when its process is gone. Its pid alone does not say so: in a container the server is
 * process 1 every time, and pids are used again; so the time when the process started counts too.
 *
 * Errors: an Error that names the process, when the directory is in use.
 * `onLost` is called when somebody else has taken the lock over although we live: stop writing at once.
 */
export async function lockDirectory(directory: string, onLost: (reason: Error) => void): Promise<DirectoryLock> {
  const file = `${directory.replace(/[\\/]+$/, '')}.lock`;
  mkdirSync(dirname(file), { recursive: true });
  const own = describeThisProcess();
  while (!createLock(file, own)) {
    const found = readLock(file);
    // Gone again since `createLock` looked: its holder has just released it.
    if (!found) continue;
    if (found.holder && !isStale(found.holder, file, found.silentMs)) throw inUse(directory, found.holder);
    if (!found.holder && found.silentMs < unfinishedAfterMs) await delay(retryMs);
    else if (replaceStale(file, own, found)) break;
    else await delay(retryMs);
  }
  heldHere.add(file);
  return holdLock(file, own, onLost);
}

/** Whether the process that wrote a lock cannot be writing to the directory any more. `silentMs`: since it last showed. */
function isStale(holder: LockHolder, file: string, silentMs: number): boolean {
  if (holder.host !== hostname()) return silentMs > silentAfterMs;
  const started = startOf(holder.pid);
  if (holder.started !== undefined && started !== undefined) return holder.started !== started;
  if (holder.pid === process.pid) return !heldHere.has(file);
  return !isAlive(holder.pid);
}

function describeThisProcess(): LockHolder {
  return { pid: process.pid, host: hostname(), started: startOf(process.pid), token: randomUUID() };
}

function createLock(file: string, own: LockHolder): boolean {
  try {
    writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Whether the stale lock is ours now. Several may find the same stale one, and whoever comes last must not replace the
 * lock of whoever came first: one at a time looks again and replaces.
 */
function replaceStale(file: string, own: LockHolder, found: FoundLock): boolean {
  const turn = `${file}.turn`;
  try {
    writeFileSync(turn, '', { flag: 'wx' });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    if (silence(turn) > unfinishedAfterMs) rmSync(turn, { force: true });
    return false;
  }
  try {
    const current = readLock(file);
    if (!current || current.holder?.token !== found.holder?.token) return false;
    const replacement = `${file}.${own.token}`;
    writeFileSync(replacement, JSON.stringify(own));
    renameSync(replacement, file);
    return true;
  } finally {
    rmSync(turn, { force: true });
  }
}

function holdLock(file: string, own: LockHolder, onLost: (reason: Error) => void): DirectoryLock {
  const release = (): void => {
    clearInterval(timer);
    process.removeListener('exit', release);
    heldHere.delete(file);
    if (readLock(file)?.holder?.token === own.token) rmSync(file, { force: true });
  };
  const refresh = (): void => {
    try {
      const holder = readLock(file)?.holder;
      if (holder?.token === own.token) {
        utimesSync(file, new Date(), new Date());
        return;
      }
      release();
      onLost(new Error(`The lock ${file} was taken by ${holder ? nameOf(holder) : 'somebody who removed it'}.`));
    } catch (error) {
      // The disk refused. That says nothing about who holds the lock, and the next look is not far.
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    }
  };
  const timer = setInterval(refresh, refreshMs).unref();
  process.once('exit', release);
  return { release };
}

/** `undefined` when there is no lock; without `holder` while, or because, it is not written as a whole. */
function readLock(file: string): FoundLock | undefined {
  const silentMs = silence(file);
  try {
    return { holder: JSON.parse(readFileSync(file, 'utf8')) as LockHolder, silentMs };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (error instanceof SyntaxError) return { silentMs };
    throw error;
  }
}

/** Milliseconds since the file was written or touched; 0 when it is gone. */
function silence(file: string): number {
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
  return Math.abs(Date.now() - mtimeMs); // A clock that was set back makes no lock young for ever.
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return hasCode(error, 'EPERM');
  }
}

/** When a process of this machine started, as text to compare; `undefined` where /proc does not tell or it is gone. */
function startOf(pid: number): string | undefined {
  try {
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in brackets, may hold anything; the start time is the twentieth field after it.
    const startTicks = status.slice(status.lastIndexOf(')') + 2).split(' ')[19];
    return `${bootId}:${startTicks}`;
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH') || hasCode(error, 'EACCES')) return undefined;
    throw error;
  }
}

function inUse(directory: string, holder: LockHolder | undefined): Error {
  return new Error(
    `The embedded database ${directory} is in use by ${holder ? nameOf(holder) : 'another process'}; ` +
      'stop it, or set DATABASE_URL to a PostgreSQL server.',
  );
}

function nameOf(holder: LockHolder): string {
  return holder.host === hostname() ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`;
}

function hasCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
