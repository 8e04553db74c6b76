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
    // The weeks of the changes and the small hours are what can go wrong.
    const weeks = fc.constantFrom<[zone: string, firstDay: string]>(
      ['Europe/Stockholm', '2026-03-27'],
      ['Europe/Stockholm', '2026-10-23'],
      ['America/New_York', '2026-03-06'],
      ['America/New_York', '2026-10-30'],
      ['Australia/Lord_Howe', '2026-04-03'],
      ['Australia/Lord_Howe', '2026-10-02'],
      ['Asia/Beirut', '2025-03-28'],
      ['Asia/Beirut', '2025-10-24'],
      ['Pacific/Apia', '2011-12-28'],
      ['UTC', '2026-02-27'],
    );
    const quarters = fc.oneof(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 96 }));
    const times = fc.tuple(quarters, quarters).filter(([from, to]) => from < to);
    const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });

    fc.assert(
      fc.property(
        weeks,
        fc.integer({ min: 0, max: 8 }),
        times,
        weekdays,
        ([zone, fromDay], length, [from, to], days) => {
          const toDay = DateTime.fromISO(fromDay, { zone: 'utc' }).plus({ days: length }).toISODate() ?? '';
          const schedule = aSchedule({ fromDay, toDay, fromTime: from * 900, toTime: to * 900, weekdays: days.sort() });

          expect(texts(expand(schedule, new Zone(zone)))).toEqual(texts(naive(schedule, zone)));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

interface LocalQuarter {
  readonly day: string;
  readonly time: number;
  readonly weekday: number;
}

const quarter = 900_000;
const known = new Map<string, LocalQuarter>();

function localQuarter(instant: number, zone: string): LocalQuarter {
  const key = `${zone} ${instant}`;
  const found = known.get(key);
  if (found) return found;
  const local = DateTime.fromMillis(instant, { zone });
  const read = { day: local.toISODate() ?? '', time: local.hour * hour + local.minute * 60, weekday: local.weekday };
  known.set(key, read);
  return read;
}

/** Walks through the range in steps of a quarter and keeps the span from the first to the last that a day's times hold. */
function naive({ fromDay, toDay, fromTime, toTime, weekdays }: Schedule, zone: string): Interval[] {
  const end = Date.parse(`${toDay}T00:00:00Z`) + 3 * 86_400_000;
  const found = new Map<string, Interval>();
  for (let at = Date.parse(`${fromDay}T00:00:00Z`) - 2 * 86_400_000; at < end; at += quarter) {
    const { day, time, weekday } = localQuarter(at, zone);
    const isInside = day >= fromDay && day <= toDay && weekdays.includes(weekday);
    if (!isInside || time < fromTime || time >= toTime) continue;
    found.set(day, { start: found.get(day)?.start ?? new Date(at), end: new Date(at + quarter) });
  }
  return [...found.values()];
}
