import { Shutdown, type Stoppable } from '../../src/shutdown';

/** A shutdown of `app`, with what it says and how it exits. */
function shutdownOf(app: Stoppable | undefined, options: { prestopMs?: number; shutdownGraceMs?: number } = {}) {
  const said: string[] = [];
  let exited: (code: number) => void = () => undefined;
  const exit = new Promise<number>((resolve) => {
    exited = resolve;
  });
  const shutdown = new Shutdown({
    prestopMs: 0,
    shutdownGraceMs: 5_000,
    ...options,
    say: (text) => said.push(text),
    exit: (code) => exited(code),
  });
  if (app) shutdown.watch(app);
  return { shutdown, said, exit };
}

/** Something that notes what is done to it. */
function stoppable(close: () => Promise<void> = () => Promise.resolve()) {
  const steps: string[] = [];
  return {
    steps,
    drain: () => void steps.push('drain'),
    close: () => {
      steps.push('close');
      return close();
    },
  };
}
const never = (): Promise<void> => new Promise(() => undefined);

describe('Shutdown', () => {
  it('reliability 6.1: turns readiness red first, closes after the pre-stop time and exits with 0', async () => {
    const app = stoppable();
    const { shutdown, exit } = shutdownOf(app, { prestopMs: 60 });

    shutdown.onSignal('SIGTERM');
    const atOnce = [...app.steps];

    expect(await exit).toBe(0);
    expect(atOnce).toEqual(['drain']);
    expect(app.steps).toEqual(['drain', 'close']);
  });

  it('reliability 6.1: exits with 1 on a second signal, without waiting', async () => {
    const { shutdown, said, exit } = shutdownOf(stoppable(never), { shutdownGraceMs: 300 });

    shutdown.onSignal('SIGTERM');
    shutdown.onSignal('SIGINT');

    expect(await exit).toBe(1);
    expect(said).toEqual(['SIGTERM: stopping.', 'SIGINT: ending at once.']);
  });

  it('reliability 6.1: exits with 1 when the grace is over', async () => {
    const { shutdown, said, exit } = shutdownOf(stoppable(never), { shutdownGraceMs: 100 });

    shutdown.onSignal('SIGTERM');

    expect(await exit).toBe(1);
    expect(said).toContain('Not stopped within 100 ms: ending by force.');
  });

  it('exits with 1 when closing fails, and says why', async () => {
    const { shutdown, said, exit } = shutdownOf(stoppable(() => Promise.reject(new Error('The pool is broken.'))));

    shutdown.onSignal('SIGTERM');

    expect(await exit).toBe(1);
    expect(said).toContain('The pool is broken.');
  });

  it('ends a process at once that has not started yet', async () => {
    const { shutdown, exit } = shutdownOf(undefined);

    shutdown.onSignal('SIGTERM');

    expect(await exit).toBe(1);
  });
});
