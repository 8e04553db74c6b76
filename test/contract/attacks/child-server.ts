import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Ready, Report } from '../../fuzz/server';

const root = join(__dirname, '..', '..', '..');

/** The product in a process of its own, which tells how it is. */
export interface ChildServer extends Ready {
  report(): Promise<Report>;
  kill(): Promise<void>;
}

/** `flags`: of node. Errors: when the process ends before it listens. */
export async function startChildServer(flags: readonly string[] = []): Promise<ChildServer> {
  const execArgv = [...flags, '-r', './swc-register.cjs'];
  const child = fork(join(root, 'test/fuzz/server.ts'), [], { cwd: root, execArgv });
  const ended = once(child, 'exit').then(([code, signal]): never => {
    throw new Error(`The server has ended (${signal ?? code}).`);
  });
  ended.catch(() => undefined);
  const next = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
    return message;
  };
  const ready = (await next()) as Ready;
  return {
    ...ready,
    report: async () => {
      const answer = next();
      child.send({});
      return (await answer) as Report;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended.catch(() => undefined);
    },
  };
}
