import { ResponseError } from '../../../dtos/common';
import { HttpError } from '../../engine';
import type { Interval, Zone } from './interval';
import { daysOf, expand, isRecurring, type Schedule } from './recurrence';
import { endOfDay, parseTimeOfDay, startOfDay, type TimeOfDay, toClockText } from './time-of-day';

/** The members of a request that say when a time exception is. */
export interface ScheduleMembers {
  From: string;
  To: string;
  FromTime?: string;
  ToTime?: string;
  DaysOfWeek?: readonly number[];
}

/** Longest range of days. Bounds what one request can make the database store: 3,653 intervals. */
export const longestRangeYears = 10;
const earliestDay = '1900-01-01';
const latestDay = '2999-12-31';

/** Reads `From To FromTime ToTime DaysOfWeek` (domain 3.1 to 3.3). Errors: 400, all fields together. */
export function parseSchedule(members: ScheduleMembers, zone: Zone): Schedule {
  const errors: ResponseError[] = [];
  const refuse = (errorCode: string, fieldName: string, message: string): void =>
    void errors.push(new ResponseError({ errorCode, fieldName, message: `${fieldName} ${message}` }));

  const [fromDay, toDay] = [toDayOf(members.From, zone), toDayOf(members.To, zone)];
  const schedule: Schedule = {
    fromDay,
    toDay,
    ...readTimes(members, refuse),
    weekdays: [...new Set(members.DaysOfWeek ?? [])].sort((a, b) => a - b),
  };
  checkDays(schedule, refuse);
  if (errors.length === 0) checkTimes(schedule, refuse);
  if (errors.length > 0) throw HttpError.validation(errors);
  return schedule;
}

/**
 * The intervals of a schedule, at least one.
 *
 * Errors: 400 when nothing is left of it, because no day of the range has a listed weekday (domain 3.3) or because the
 * clock skips the time.
 */
export function intervalsOf(schedule: Schedule, zone: Zone): Interval[] {
  const intervals = expand(schedule, zone);
  if (intervals.length > 0) return intervals;
  const { fromDay, toDay, weekdays } = schedule;
  if (isRecurring(schedule) && daysOf(schedule).length === 0) {
    const range = `From ${fromDay} to ${toDay}`;
    throw HttpError.field(400, 'Predicate', 'DaysOfWeek', `${range} there is none of the weekdays ${weekdays.join()}.`);
  }
  const message = `The clock of ${zone.name} skips the time from ${toClockText(schedule.fromTime)} to ${toClockText(schedule.toTime)} on ${toDay}.`;
  throw HttpError.field(400, 'Predicate', 'FromTime', message);
}

type Refuse = (errorCode: string, fieldName: string, message: string) => void;

// A calendar day comes as sent; only /Date(ms)/ names an instant, which the company's zone turns into a day (decisions D27).
function toDayOf(text: string, zone: Zone): string {
  return text.length === 10 ? text : zone.dayOf(new Date(text));
}

/** Zero `ToTime` is the end of the day, so that both absent is the whole day. */
function readTimes(members: ScheduleMembers, refuse: Refuse): { fromTime: TimeOfDay; toTime: TimeOfDay } {
  const read = (fieldName: 'FromTime' | 'ToTime'): TimeOfDay => {
    const text = members[fieldName];
    const time = text === undefined ? startOfDay : parseTimeOfDay(text);
    if (time === undefined) {
      refuse('InclusiveBetween', fieldName, `must be from 00:00 to 24:00, in whole seconds; got ${text}.`);
    }
    return time ?? startOfDay;
  };
  const [fromTime, toTime] = [read('FromTime'), read('ToTime')];
  return { fromTime, toTime: toTime === startOfDay ? endOfDay : toTime };
}

function checkDays({ fromDay, toDay }: Schedule, refuse: Refuse): void {
  const days = { From: fromDay, To: toDay };
  const outside = Object.entries(days).filter(([, day]) => day < earliestDay || day > latestDay);
  for (const [fieldName, day] of outside) {
    refuse('InclusiveBetween', fieldName, `must be from ${earliestDay} to ${latestDay}; got ${day}.`);
  }
  if (outside.length > 0) return;
  if (toDay < fromDay) {
    refuse('GreaterThanOrEqual', 'To', `must not be before From (${fromDay}); got ${toDay}.`);
  } else if (toDay >= yearsAfter(fromDay, longestRangeYears)) {
    refuse('LessThanOrEqual', 'To', `must be within ${longestRangeYears} years of From (${fromDay}); got ${toDay}.`);
  }
}

function checkTimes(schedule: Schedule, refuse: Refuse): void {
  const { fromDay, toDay, fromTime, toTime } = schedule;
  // A recurrence never passes midnight. Over several days, any end after midnight of the last one is late enough.
  const isWithinOneDay = isRecurring(schedule) || fromDay === toDay;
  if (isWithinOneDay && toTime <= fromTime) {
    refuse('GreaterThan', 'ToTime', `must be after FromTime (${toClockText(fromTime)}); got ${toClockText(toTime)}.`);
  }
}

function yearsAfter(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years)}${day.slice(4)}`;
}
