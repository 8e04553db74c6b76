import { AxemaError, type AxemaErrorKind } from '../../../src/booking/access/axema/axema-client';
import { defaultAxemaLimits } from '../../../src/booking/access/axema/axema-limits';
import { delayBeforeRetry, parseRetryAfter, withRetries } from '../../../src/booking/access/axema/retry';

const limits = defaultAxemaLimits;

describe('retries of calls to VAKA (axema-vaka.md 3.1)', () => {
  it.each<[number, number, number]>([
    [1, 0, 250],
    [1, 1, 500],
    [2, 1, 1_000],
    [3, 1, 2_000],
  ])('try %d with jitter %d is followed after %d ms', (tried, random, expected) => {
    expect(delayBeforeRetry(new AxemaError('unreachable', 'x'), tried, limits, random)).toBe(expected);
  });

  it('never waits longer than 8 s by itself', () => {
    const patient = { ...limits, tries: 20 };

    expect(delayBeforeRetry(new AxemaError('timeout', 'x'), 15, patient, 1)).toBe(8_000);
  });

  it.each<[AxemaErrorKind, boolean]>([
    ['unreachable', true],
    ['timeout', true],
    ['ratelimited', true],
    ['auth', false],
    ['forbidden', false],
    ['notfound', false],
    ['protocol', false],
  ])('%s is tried again: %s', (kind, expected) => {
    expect(delayBeforeRetry(new AxemaError(kind, 'x'), 1, limits, 0) !== undefined).toBe(expected);
  });

  it('gives up after 4 tries', async () => {
    let calls = 0;
    const waits: number[] = [];
    const failing = withRetries(
      async () => {
        calls++;
        throw new AxemaError('unreachable', `call ${calls}`);
      },
      { limits, random: () => 1, sleep: async (ms) => void waits.push(ms) },
    );

    await expect(failing).rejects.toThrow('call 4');
    expect(waits).toEqual([500, 1_000, 2_000]);
  });

  it('waits as long as Retry-After asks, and gives up when that is too long', () => {
    expect(delayBeforeRetry(new AxemaError('ratelimited', 'x', 30_000), 1, limits, 0)).toBe(30_000);
    expect(delayBeforeRetry(new AxemaError('ratelimited', 'x', 120_001), 1, limits, 0)).toBeUndefined();
  });

  it.each([
    ['7', 7_000],
    ['0', 0],
    ['Mon, 07 Jan 2030 12:00:05 GMT', 5_000],
    ['Mon, 07 Jan 2030 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
    [undefined, undefined],
  ])('reads Retry-After %j', (header, expected) => {
    expect(parseRetryAfter(header, { now: () => new Date('2030-01-07T12:00:00Z') })).toBe(expected);
  });
});
