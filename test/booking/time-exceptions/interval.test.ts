import { DateTime } from 'luxon';
import { localInterval, localTimeText, nextDay, Zone } from '../../../src/booking/time-exceptions/interval';
import { endOfDay } from '../../../src/booking/time-exceptions/time-of-day';

const hour = 3_600;
const stockholm = 'Europe/Stockholm';

describe('intervals of wall-clock times', () => {
  it.each<[string, string, string, number, string, number, string, string]>([
    ['an ordinary morning', stockholm, '2026-04-01', 10, '2026-04-01', 12, '2026-04-01T08:00Z', '2026-04-01T10:00Z'],
    ['winter time', stockholm, '2026-01-15', 10, '2026-01-15', 12, '2026-01-15T09:00Z', '2026-01-15T11:00Z'],
    ['a whole day', stockholm, '2026-04-01', 0, '2026-04-01', 24, '2026-03-31T22:00Z', '2026-04-01T22:00Z'],
    ['the day of 23 hours', stockholm, '2026-03-29', 0, '2026-03-29', 24, '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    ['the day of 25 hours', stockholm, '2026-10-25', 0, '2026-10-25', 24, '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
    [
      'a start that is skipped',
      stockholm,
      '2026-03-29',
      2.5,
      '2026-03-29',
      4,
      '2026-03-29T01:00Z',
      '2026-03-29T02:00Z',
    ],
    ['an end that is skipped', stockholm, '2026-03-29', 1, '2026-03-29', 2.5, '2026-03-29T00:00Z', '2026-03-29T01:00Z'],
    ['both sides of a skip', stockholm, '2026-03-29', 1, '2026-03-29', 4, '2026-03-29T00:00Z', '2026-03-29T02:00Z'],
    [
      'an hour that occurs twice',
      stockholm,
      '2026-10-25',
      2,
      '2026-10-25',
      3,
      '2026-10-25T00:00Z',
      '2026-10-25T02:00Z',
    ],
    [
      'an end where the repeated hour begins',
      stockholm,
      '2026-10-25',
      1,
      '2026-10-25',
      2,
      '2026-10-24T23:00Z',
      '2026-10-25T00:00Z',
    ],
    [
      'an end where the repeated half hour begins',
      'Australia/Lord_Howe',
      '2026-04-05',
      0,
      '2026-04-05',
      1.5,
      '2026-04-04T13:00Z',
      '2026-04-04T14:30Z',
    ],
    [
      'an end that occurs twice',
      stockholm,
      '2026-10-25',
      1,
      '2026-10-25',
      2.5,
      '2026-10-24T23:00Z',
      '2026-10-25T01:30Z',
    ],
    [
      'a start that occurs twice',
      stockholm,
      '2026-10-25',
      2.5,
      '2026-10-25',
      4,
      '2026-10-25T00:30Z',
      '2026-10-25T03:00Z',
    ],
    ['several days', stockholm, '2026-03-28', 10, '2026-03-30', 12, '2026-03-28T09:00Z', '2026-03-30T10:00Z'],
    ['a start at 24:00', stockholm, '2026-04-01', 24, '2026-04-02', 1, '2026-04-01T22:00Z', '2026-04-01T23:00Z'],
    [
      'west of Greenwich',
      'America/New_York',
      '2026-03-08',
      0,
      '2026-03-08',
      24,
      '2026-03-08T05:00Z',
      '2026-03-09T04:00Z',
    ],
    [
      'half an hour of summer time',
      'Australia/Lord_Howe',
      '2026-04-05',
      0,
      '2026-04-05',
      24,
      '2026-04-04T13:00Z',
      '2026-04-05T13:30Z',
    ],
    [
      'a midnight that is skipped',
      'Asia/Beirut',
      '2025-03-30',
      0,
      '2025-03-30',
      24,
      '2025-03-29T22:00Z',
      '2025-03-30T21:00Z',
    ],
    [
      'a zone without changes',
      'Asia/Kathmandu',
      '2026-07-01',
      9,
      '2026-07-01',
      17,
      '2026-07-01T03:15Z',
      '2026-07-01T11:15Z',
    ],
  ])('finds %s', (_, zone, fromDay, fromHour, toDay, toHour, start, end) => {
    const interval = localInterval(
      { day: fromDay, time: fromHour * hour },
      { day: toDay, time: toHour * hour },
      new Zone(zone),
    );

    expect(interval).toEqual({ start: new Date(start), end: new Date(end) });
  });

  it.each([
    ['an hour that is skipped', stockholm, '2026-03-29', 2 * hour, 3 * hour],
    ['a day that is skipped', 'Pacific/Apia', '2011-12-30', 0, endOfDay],
    ['nothing', stockholm, '2026-04-01', 10 * hour, 10 * hour],
  ])('finds %s empty', (_, zone, day, from, to) => {
    expect(localInterval({ day, time: from }, { day, time: to }, new Zone(zone))).toBeUndefined();
  });

  it.each([stockholm, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Beirut', 'Pacific/Apia', 'America/St_Johns'])(
    'agrees with luxon on every half hour of a year in %s',
    (name) => {
      const zone = new Zone(name);
      const instants = new Map<string, number[]>();
      for (let instant = Date.UTC(2011, 11, 1); instant < Date.UTC(2012, 11, 1); instant += 1_800_000) {
        const wallClock = DateTime.fromMillis(instant, { zone: name }).toISO({ includeOffset: false }) ?? '';
        instants.set(wallClock, [...(instants.get(wallClock) ?? []), instant]);
      }

      const differences = [...instants].filter(([wallClock, [first, ...repeated]]) => {
        const { hour: hours, minute } = DateTime.fromISO(wallClock, { zone: 'utc' });
        const local = { day: wallClock.slice(0, 10), time: hours * hour + minute * 60 };
        const isSameEnd = repeated.length > 0 || zone.instantOf(local, 'end') === first;
        return zone.instantOf(local, 'start') !== first || !isSameEnd;
      });

      expect(instants.size).toBeGreaterThan(366 * 48 - 3);
      expect(differences).toEqual([]);
    },
  );

  it('writes wall-clock times without offset', () => {
    const zone = new Zone(stockholm);

    expect(zone.localText(new Date('2026-04-01T08:00:00Z'))).toBe('2026-04-01T10:00:00');
    expect(zone.dayOf(new Date('2026-03-31T22:30:00Z'))).toBe('2026-04-01');
    expect(localTimeText({ day: '2026-04-01', time: 34_200 })).toBe('2026-04-01T09:30:00');
    expect(localTimeText({ day: '2026-12-31', time: endOfDay })).toBe('2027-01-01T00:00:00');
    expect(nextDay('2028-02-28')).toBe('2028-02-29');
  });

  it('refuses a zone that is unknown', () => {
    expect(() => new Zone('Mars/Olympus')).toThrow("'Mars/Olympus' is not the name of a time zone");
  });
});
