import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(__dirname, '..', '..');

/** The product as an operator starts it: `src/main.ts` in a process of its own, in production. */
export interface ProductProcess {
  readonly url: string;
  /** What it has logged by now, a line each. */
  readonly lines: readonly string[];
  signal(name: NodeJS.Signals): void;
  /** Code, or name of the signal, that it has ended with. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Ends it if it still runs; in `afterEach`. */
  kill(): Promise<void>;
}

/** `env`: changes to a production environment on a free port. Errors: when it ends before it listens. */
export async function startProduct(env: Readonly<Record<string, string>>): Promise<ProductProcess> {
  const { DATABASE_URL: _server, ...own } = process.env;
  const child = spawn(process.execPath, ['-r', './swc-register.cjs', 'src/main.ts'], {
    cwd: root,
    env: {
      ...own,
      NODE_ENV: 'production',
      PORT: '0',
      LOG_LEVEL: 'info',
      JWT_SECRET: randomBytes(48).toString('base64url'),
      SECRET_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  const errors: string[] = [];
  child.stderr.on('data', (bytes: Buffer) => errors.push(String(bytes)));
  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line);
      const { msg, url } = JSON.parse(line) as { msg?: string; url?: string };
      if (msg === 'started' && url !== undefined) resolve(url);
    });
    void ended.then((how) => reject(new Error(`It has ended with ${how}: ${errors.join('')}`)));
  }).catch(async (error: unknown) => {
    await killed(child, ended);
    throw error;
  });
  return { url, lines, ended, signal: (name) => void child.kill(name), kill: () => killed(child, ended) };
}

async function killed(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
