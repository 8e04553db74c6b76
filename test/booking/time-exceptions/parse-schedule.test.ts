import { Zone } from '../../../src/booking/time-exceptions/interval';
import { intervalsOf, parseSchedule, type ScheduleMembers } from '../../../src/booking/time-exceptions/parse-schedule';
import { HttpError } from '../../../src/engine';

const zone = new Zone('Europe/Stockholm');
const members = (init: Partial<ScheduleMembers> = {}): ScheduleMembers => ({
  From: '2026-04-01',
  To: '2026-04-01',
  ...init,
});

/** Field and code of each error, or what came out instead. */
function refusalOf(init: Partial<ScheduleMembers>): unknown {
  try {
    return intervalsOf(parseSchedule(members(init), zone), zone);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return {
      status: error.status,
      errors: error.errors.map(({ fieldName, errorCode }) => `${fieldName} ${errorCode}`),
    };
  }
}

describe('schedules', () => {
  it('domain 3.1: weekdays are sorted and duplicates collapse', () => {
    const schedule = parseSchedule(members({ To: '2026-04-30', DaysOfWeek: [5, 1, 5] }), zone);

    expect(schedule.weekdays).toEqual([1, 5]);
  });

  it('domain 3.2: an instant counts as the day that it is in the zone of the company', () => {
    const schedule = parseSchedule(members({ From: '2026-03-31T22:30:00Z', To: '2026-04-01T21:59:59.999Z' }), zone);

    expect(schedule).toMatchObject({ fromDay: '2026-04-01', toDay: '2026-04-01' });
  });

  it.each<[string, Partial<ScheduleMembers>, number, number]>([
    ['absent times are the whole day', {}, 0, 86_400],
    ['zero times are the whole day', { FromTime: 'PT0S', ToTime: 'PT0S' }, 0, 86_400],
    ['a zero end is 24:00', { FromTime: 'PT18H', ToTime: 'PT0S' }, 64_800, 86_400],
    ['24:00 may be said', { ToTime: 'P1D' }, 0, 86_400],
    [
      'an end before the begin is fine over several days',
      { To: '2026-04-03', FromTime: 'PT18H', ToTime: 'PT8H' },
      64_800,
      28_800,
    ],
  ])('domain 3.3: %s', (_, init, fromTime, toTime) => {
    expect(parseSchedule(members(init), zone)).toMatchObject({ fromTime, toTime });
  });

  it.each<[string, Partial<ScheduleMembers>, string[]]>([
    ['To before From', { To: '2026-03-31' }, ['To GreaterThanOrEqual']],
    ['a range of more than ten years', { To: '2036-04-01' }, ['To LessThanOrEqual']],
    ['a day that a client left at its default', { From: '0001-01-01' }, ['From InclusiveBetween']],
    [
      'days beyond the calendar',
      { From: '9999-12-31', To: '9999-12-31' },
      ['From InclusiveBetween', 'To InclusiveBetween'],
    ],
    ['a time after 24:00', { ToTime: 'PT24H1S' }, ['ToTime InclusiveBetween']],
    ['a negative time', { FromTime: '-PT1H' }, ['FromTime InclusiveBetween']],
    [
      'all fields together',
      { To: '2026-03-31', FromTime: '-PT1H', ToTime: 'P2D' },
      ['FromTime InclusiveBetween', 'ToTime InclusiveBetween', 'To GreaterThanOrEqual'],
    ],
    ['an empty interval', { FromTime: 'PT10H', ToTime: 'PT10H' }, ['ToTime GreaterThan']],
    ['a negative interval', { FromTime: 'PT12H', ToTime: 'PT10H' }, ['ToTime GreaterThan']],
    [
      'a recurrence past midnight',
      { To: '2026-04-30', FromTime: 'PT22H', ToTime: 'PT6H', DaysOfWeek: [1] },
      ['ToTime GreaterThan'],
    ],
    ['a begin at 24:00', { FromTime: 'P1D' }, ['ToTime GreaterThan']],
    ['a range without the weekday', { To: '2026-04-03', DaysOfWeek: [1] }, ['DaysOfWeek Predicate']],
    [
      'a time that the clock skips',
      { From: '2026-03-29', To: '2026-03-29', FromTime: 'PT2H', ToTime: 'PT3H' },
      ['FromTime Predicate'],
    ],
  ])('domain 3.1 to 3.3: refuses %s', (_, init, errors) => {
    expect(refusalOf(init)).toEqual({ status: 400, errors });
  });

  it('takes a range of exactly ten years of days', () => {
    const schedule = parseSchedule(members({ To: '2036-03-31', DaysOfWeek: [1, 2, 3, 4, 5, 6, 7] }), zone);

    expect(intervalsOf(schedule, zone)).toHaveLength(3_653);
  });
});
