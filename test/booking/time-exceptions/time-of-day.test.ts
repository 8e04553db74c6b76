import { parseTimeOfDay, toClockText, toTimeSpan } from '../../../src/booking/time-exceptions/time-of-day';

describe('time of day', () => {
  it.each([
    ['PT0S', 0, '00:00'],
    ['PT10H', 36_000, '10:00'],
    ['PT9H30M', 34_200, '09:30'],
    ['PT9H30M15S', 34_215, '09:30:15'],
    ['PT23H59M59S', 86_399, '23:59:59'],
    ['P1D', 86_400, '24:00'],
  ])('reads %s as %i seconds, writes it back, and shows %s', (timeSpan, seconds, clock) => {
    const time = parseTimeOfDay(timeSpan);

    expect(time).toBe(seconds);
    expect(toTimeSpan(seconds)).toBe(timeSpan);
    expect(toClockText(seconds)).toBe(clock);
  });

  it.each([
    ['PT24H', 86_400],
    ['PT90M', 5_400],
    ['P0D', 0],
  ])('reads the uncommon spelling %s', (timeSpan, seconds) => {
    expect(parseTimeOfDay(timeSpan)).toBe(seconds);
  });

  it.each(['PT24H1S', 'P1DT1S', 'P2D', '-PT1H', 'PT0.5S', 'PT10H0.1S', '10:00', ''])(
    'domain 3.3: refuses %p',
    (text) => {
      expect(parseTimeOfDay(text)).toBeUndefined();
    },
  );
});
