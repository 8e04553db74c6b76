import { LoopGuard, tickMs } from '../../../src/engine/operations/loop-guard';

/** A guard on a clock of its own; `run` ticks as a loop would that is late by these milliseconds. */
function guardOf(limitMs: number) {
  let now = 5_000;
  const guard = new LoopGuard(limitMs, () => now);
  const run = (lateMs: number, ticks = 1): void => {
    for (let tick = 0; tick < ticks; tick++) {
      now += tickMs + lateMs;
      guard.tick();
    }
  };
  return { guard, run };
}

describe('LoopGuard', () => {
  it('reliability 6.1: tells the delays of the last whole second', () => {
    const { guard, run } = guardOf(1_000);

    run(0, 40);
    run(30, 5);

    expect(guard.delay).toEqual({ p50Ms: 0, p99Ms: 30, maxMs: 30 });
    expect(guard.isLate).toBe(false);
  });

  it('is late for the second that follows one whose p99 was above the limit, and no longer', () => {
    const { guard, run } = guardOf(1_000);

    run(1_500);
    expect(guard.isLate).toBe(true);
    run(0, 49);
    expect(guard.isLate).toBe(true);
    run(0);

    expect(guard.isLate).toBe(false);
    expect(guard.delay.maxMs).toBe(0);
  });

  it('stays late while the loop is blocked again and again', () => {
    const { guard, run } = guardOf(1_000);

    const seen = [1_200, 1_200, 1_200].map((lateMs) => {
      run(lateMs);
      return guard.isLate;
    });

    expect(seen).toEqual([true, true, true]);
  });

  it('takes a delay of exactly the limit', () => {
    const { guard, run } = guardOf(100);

    run(100, 9);

    expect(guard.delay.p99Ms).toBe(100);
    expect(guard.isLate).toBe(false);
  });
});
