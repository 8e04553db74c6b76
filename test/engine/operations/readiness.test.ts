import { ReadinessProbe } from '../../../src/engine/operations/readiness';

interface Change {
  name: string;
  text: string | undefined;
}

/** A probe on a clock of its own, whose one check does what `next` says. */
function probeOf(timeoutMs = 2_000) {
  const state = { now: 0, looks: 0, next: (): Promise<void> => Promise.resolve() };
  const changes: Change[] = [];
  const check = (): Promise<void> => {
    state.looks += 1;
    return state.next();
  };
  const probe = new ReadinessProbe([{ name: 'database', check }], {
    timeoutMs,
    now: () => state.now,
    onChange: (name, error) => changes.push({ name, text: error instanceof Error ? error.message : undefined }),
  });
  return { probe, state, changes };
}

describe('ReadinessProbe', () => {
  it('reliability 6.1: looks once a second however often it is asked', async () => {
    const { probe, state } = probeOf();

    const answers = await Promise.all([probe.ask(), probe.ask(), probe.ask()]);
    state.now = 999;
    await probe.ask();

    expect(state.looks).toBe(1);
    expect(answers.map(({ isReady }) => isReady)).toEqual([true, true, true]);
    state.now = 1_000;
    await probe.ask();
    expect(state.looks).toBe(2);
  });

  it('names what is not right, tells of each change once, and recovers', async () => {
    const { probe, state, changes } = probeOf();
    state.next = () => Promise.reject(new Error('refused'));

    const red = await probe.ask();
    state.now = 1_000;
    await probe.ask();
    state.next = () => Promise.resolve();
    state.now = 2_000;
    const green = await probe.ask();

    expect(red).toEqual({ isReady: false, failures: ['database'] });
    expect(green).toEqual({ isReady: true, failures: [] });
    expect(changes).toEqual([
      { name: 'database', text: 'refused' },
      { name: 'database', text: undefined },
    ]);
  });

  it('answers in time when a check hangs, and begins no second one meanwhile', async () => {
    const { probe, state } = probeOf(10);
    let end = (): void => undefined;
    state.next = () =>
      new Promise((resolve) => {
        end = resolve;
      });

    const first = await probe.ask();
    state.now = 1_000;
    const second = await probe.ask();

    expect([first.isReady, second.isReady]).toEqual([false, false]);
    expect(state.looks).toBe(1);
    end();
    await new Promise(setImmediate);
    state.next = () => Promise.resolve();
    state.now = 2_000;
    expect((await probe.ask()).isReady).toBe(true);
    expect(state.looks).toBe(2);
  });
});
