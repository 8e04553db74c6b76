import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type Interval, Zone } from '../../../src/booking/time-exceptions/interval';
import {
  daysOf,
  dotNetWeekday,
  expand,
  type Schedule,
  weekdayName,
} from '../../../src/booking/time-exceptions/recurrence';

const hour = 3_600;
const zones = ['Europe/Stockholm', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Beirut', 'UTC', 'Pacific/Apia'];

const aSchedule = (init: Partial<Schedule> = {}): Schedule => ({
  fromDay: '2026-03-23',
  toDay: '2026-04-19',
  fromTime: 10 * hour,
  toTime: 12 * hour,
  weekdays: [1],
  ...init,
});

const texts = (intervals: readonly Interval[]): string[] =>
  intervals.map(({ start, end }) => `${start.toISOString().slice(0, 16)}/${end.toISOString().slice(0, 16)}`);

describe('recurrence', () => {
  it('finds the Mondays of four weeks over a change of the clock', () => {
    const intervals = expand(aSchedule(), new Zone('Europe/Stockholm'));

    expect(texts(intervals)).toEqual([
      '2026-03-23T09:00/2026-03-23T11:00',
      '2026-03-30T08:00/2026-03-30T10:00',
      '2026-04-06T08:00/2026-04-06T10:00',
      '2026-04-13T08:00/2026-04-13T10:00',
    ]);
  });

  it('takes both limits of the range', () => {
    const days = daysOf(aSchedule({ fromDay: '2026-04-01', toDay: '2026-04-08', weekdays: [3] }));

    expect(days).toEqual(['2026-04-01', '2026-04-08']);
  });

  it('leaves out a day on which the clock skips the whole interval', () => {
    const schedule = aSchedule({ fromTime: 2 * hour, toTime: 3 * hour, weekdays: [7], toDay: '2026-04-05' });

    const intervals = expand(schedule, new Zone('Europe/Stockholm'));

    expect(texts(intervals)).toEqual(['2026-04-05T00:00/2026-04-05T01:00']);
  });

  it('is one interval without weekdays', () => {
    const intervals = expand(aSchedule({ weekdays: [] }), new Zone('Europe/Stockholm'));

    expect(texts(intervals)).toEqual(['2026-03-23T09:00/2026-04-19T10:00']);
  });

  it.each([
    [1, 'Monday', 1],
    [2, 'Tuesday', 2],
    [3, 'Wednesday', 3],
    [4, 'Thursday', 4],
    [5, 'Friday', 5],
    [6, 'Saturday', 6],
    [7, 'Sunday', 0],
  ])('domain 3.13: day %i is %s, for .NET %i', (weekday, name, dotNet) => {
    expect(weekdayName(weekday)).toBe(name);
    expect(dotNetWeekday(weekday)).toBe(dotNet);
  });

  it('equals a naive calculation, day by day and quarter by quarter', () => {
    const quarters = fc.integer({ min: 0, max: 96 });
    const schedules = fc
      .record({
        zone: fc.constantFrom(...zones),
        // Weeks around changes of the clock are what can go wrong; 2011 has the day that Samoa skipped.
        first: fc.constantFrom('2026-03-20', '2026-10-20', '2026-04-01', '2026-03-05', '2011-12-24', '2025-03-27'),
        length: fc.integer({ min: 0, max: 20 }),
        times: fc.tuple(quarters, quarters).filter(([from, to]) => from < to),
        weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      })
      .map(({ zone, first, length, times, weekdays }) => ({
        zone,
        schedule: aSchedule({
          fromDay: first,
          toDay: DateTime.fromISO(first, { zone: 'utc' }).plus({ days: length }).toISODate() ?? '',
          fromTime: times[0] * 900,
          toTime: times[1] * 900,
          weekdays: weekdays.sort(),
        }),
      }));

    fc.assert(
      fc.property(schedules, ({ zone, schedule }) => {
        expect(texts(expand(schedule, new Zone(zone)))).toEqual(texts(naive(schedule, zone)));
      }),
      { numRuns: 300 },
    );
  });
});

/** Walks through the range in steps of a quarter and keeps the span from the first to the last that a day's times hold. */
function naive({ fromDay, toDay, fromTime, toTime, weekdays }: Schedule, zone: string): Interval[] {
  const quarter = 900_000;
  const end = Date.parse(`${toDay}T00:00:00Z`) + 3 * 86_400_000;
  const found = new Map<string, Interval>();
  for (let at = Date.parse(`${fromDay}T00:00:00Z`) - 2 * 86_400_000; at < end; at += quarter) {
    const local = DateTime.fromMillis(at, { zone });
    const day = local.toISODate() ?? '';
    const time = local.hour * hour + local.minute * 60;
    const isInside = day >= fromDay && day <= toDay && weekdays.includes(local.weekday);
    if (!isInside || time < fromTime || time >= toTime) continue;
    found.set(day, { start: found.get(day)?.start ?? new Date(at), end: new Date(at + quarter) });
  }
  return [...found.values()];
}
