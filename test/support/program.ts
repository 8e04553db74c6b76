import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Another process of ours, which runs a TypeScript file and talks to this one in messages. */
export interface Program<Message> {
  readonly pid: number;
  send(message: object): void;
  /** The next message. Errors: when the process ends before it has said anything more. */
  next(): Promise<Message>;
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** `file`: from the repository's root. `kill` every program that was started, also when the test fails. */
export function startProgram<Message>(file: string, args: readonly string[] = []): Program<Message> {
  const child = fork(join(root, file), [...args], { cwd: root, execArgv: ['-r', './swc-register.cjs'] });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file} does not start.`);
  const messages: Message[] = [];
  const waiting: ((message: Message) => void)[] = [];
  child.on('message', (message: Message) => {
    const first = waiting.shift();
    if (first) first(message);
    else messages.push(message);
  });
  const ended = once(child, 'exit');
  return {
    pid,
    send: (message) => child.send(message),
    next: () => {
      const ready = messages.shift();
      if (ready !== undefined) return Promise.resolve(ready);
      const end = ended.then(([code, signal]) => {
        throw new Error(`${file} has ended (${signal ?? code}).`);
      });
      return Promise.race([new Promise<Message>((resolve) => waiting.push(resolve)), end]);
    },
    kill: () => killed(child, ended),
  };
}

async function killed(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
