import { Worker } from 'node:worker_threads';

export interface WorkerSettings {
  /** `memory://` or a directory. */
  readonly dataDir: string;
  readonly extensions: readonly string[];
  /** A dump to start from, for a new database. */
  readonly snapshot?: Uint8Array;
}

type Request = { readonly exec: Uint8Array } | { readonly dump: true } | { readonly close: true };
interface Answer {
  readonly isReady?: true;
  readonly fatal?: string;
  readonly id?: number;
  readonly output?: Uint8Array;
  readonly error?: string;
}
interface Call {
  resolve(output: Uint8Array): void;
  reject(error: Error): void;
}

/**
 * The thread's program, as text: a worker starts from JavaScript, and this file is TypeScript when it runs in jest or
 * with `npm run dev`.
 */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const load = require('node:module').createRequire(workerData.resolveFrom);

// PGlite also throws objects that are no Error: those of WASM's file system hold a number of errno.
function textOf(error) {
  if (error instanceof Error) return error.message;
  return error && typeof error === 'object' ? 'error of the file system ' + JSON.stringify(error) : String(error);
}

async function open({ dataDir, extensions, snapshot }) {
  const { PGlite } = load('@electric-sql/pglite');
  const loaded = {};
  for (const name of extensions) loaded[name] = load('@electric-sql/pglite/contrib/' + name)[name];
  return PGlite.create(dataDir, { extensions: loaded, ...(snapshot ? { loadDataDir: new Blob([snapshot]) } : {}) });
}

async function answer(db, request) {
  if (request.exec) return Uint8Array.from(await db.execProtocolRaw(request.exec)); // a copy: the memory is WASM's
  if (request.dump) return new Uint8Array(await (await db.dumpDataDir('none')).arrayBuffer());
  await db.close();
  return new Uint8Array();
}

open(workerData).then(
  (db) => {
    parentPort.on('message', async ({ id, ...request }) => {
      try {
        const output = await answer(db, request);
        parentPort.postMessage({ id, output }, [output.buffer]);
      } catch (error) {
        parentPort.postMessage({ id, error: textOf(error) });
      }
      if (request.close) parentPort.close();
    });
    parentPort.postMessage({ isReady: true });
  },
  (error) => parentPort.postMessage({ fatal: textOf(error) }),
);
`;

/** PGlite in a thread of its own: the thread that answers HTTP never runs WASM. */
export class DatabaseWorker {
  private readonly calls = new Map<number, Call>();
  private lastId = 0;
  private failure: Error | undefined;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (answer: Answer) => this.receive(answer));
    worker.on('error', (error) => this.fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => this.fail(new Error(`The embedded database has stopped (exit code ${code}).`)));
  }

  /** Errors: when the database does not open, with PGlite's reason; the thread has ended then. */
  static async start(settings: WorkerSettings): Promise<DatabaseWorker> {
    const worker = new Worker(program, { eval: true, workerData: { ...settings, resolveFrom: __filename } });
    const opened = new Promise<void>((resolve, reject) => {
      worker.once('message', (answer: Answer) => (answer.isReady ? resolve() : reject(new Error(answer.fatal))));
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`its thread ended with exit code ${code}`)));
    });
    try {
      await opened;
    } catch (error) {
      await worker.terminate();
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`The embedded database ${settings.dataDir} does not open: ${why}`, { cause: error });
    }
    return new DatabaseWorker(worker);
  }

  exec(messages: Uint8Array): Promise<Uint8Array> {
    return this.call({ exec: messages });
  }

  /** The database's files as one tar archive, from which `snapshot` starts another. */
  dump(): Promise<Uint8Array> {
    return this.call({ dump: true });
  }

  async close(): Promise<void> {
    // A database that failed has nothing left to write.
    if (!this.failure) await this.call({ close: true });
    await this.worker.terminate();
  }

  /** Ends the thread at once, as a crash would; calls under way and later ones fail with `reason`. */
  async abort(reason: Error): Promise<void> {
    this.fail(reason);
    await this.worker.terminate();
  }

  private call(request: Request): Promise<Uint8Array> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      const id = ++this.lastId;
      this.calls.set(id, { resolve, reject });
      this.worker.postMessage({ id, ...request });
    });
  }

  private receive(answer: Answer): void {
    const call = this.calls.get(answer.id ?? 0);
    this.calls.delete(answer.id ?? 0);
    if (answer.error !== undefined) call?.reject(new Error(answer.error));
    else call?.resolve(answer.output ?? new Uint8Array());
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const call of this.calls.values()) call.reject(this.failure);
    this.calls.clear();
  }
}
