import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { compiled } from './compiled';

/** A process of the bench: its TypeScript file, and the core that it is bound to where the system allows that. */
export interface StartOptions {
  readonly core?: number;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A child process that answers messages. */
export class Child {
  private readonly process: ChildProcess;
  private readonly output: string[] = [];
  private ended?: string;

  constructor(
    private readonly file: string,
    { core, args = [], nodeArgs = [], env = {} }: StartOptions = {},
  ) {
    this.process = fork(compiled(file), args, {
      env: { ...process.env, NODE_ENV: 'production', ...env },
      execArgv: [...nodeArgs],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.process.stderr?.on('data', (text: Buffer) => this.output.push(String(text)));
    this.process.once('exit', (code, signal) => {
      this.ended = `ended (${signal ?? code}): ${this.output.join('').slice(-2000)}`;
    });
    if (core !== undefined) pin(this.process.pid, core);
  }

  /** Errors: Error when the process ends instead. */
  next<T>(): Promise<T> {
    return new Promise((resolve, reject) => {
      const onExit = () => setImmediate(() => reject(new Error(`${this.file} ${this.ended}`)));
      if (this.ended) return onExit();
      this.process.once('exit', onExit);
      this.process.once('message', (message) => {
        this.process.off('exit', onExit);
        resolve(message as T);
      });
    });
  }

  ask<T>(message: object): Promise<T> {
    const answer = this.next<T>();
    if (!this.ended) this.process.send(message);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    const late = setTimeout(() => this.process.kill('SIGKILL'), 2000);
    await ended;
    clearTimeout(late);
  }
}

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** Peers run on one core and the load generator on another. Where that cannot be had, ratios are only noisier. */
function pin(pid: number | undefined, core: number): void {
  if (canPin && pid !== undefined) spawnSync('taskset', ['-a', '-c', '-p', String(core), String(pid)]);
}

export const peerCore = 0;
export const loadCore = 1;
