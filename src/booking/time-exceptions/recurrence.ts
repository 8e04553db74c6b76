import { type Interval, localInterval, type Zone } from './interval';
import type { TimeOfDay } from './time-of-day';

/** Day of the week as the contract counts: 1 = Monday .. 7 = Sunday. */
export type Weekday = number;

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const dayMs = 86_400_000;

/** When something is: on listed weekdays of a range of days, or, without weekdays, once from its begin to its end. */
export interface Schedule {
  /** First and last day, `yyyy-MM-dd`; both belong to it. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly fromTime: TimeOfDay;
  /** After `fromTime` on one day; 24:00 is the end of the day. */
  readonly toTime: TimeOfDay;
  /** Ascending, without duplicates. Empty: not recurring. */
  readonly weekdays: readonly Weekday[];
}

export function isRecurring(schedule: Pick<Schedule, 'weekdays'>): boolean {
  return schedule.weekdays.length > 0;
}

/**
 * The intervals of a schedule, in the order of time.
 *
 * Shape:  never overlapping; without the days on which a change of the clock leaves nothing of the interval.
 * Source: weekdays of a range as in RFC 5545, section 3.8.5 (FREQ=WEEKLY;BYDAY=…;UNTIL=…).
 */
export function expand(schedule: Schedule, zone: Zone): Interval[] {
  const { fromDay, toDay, fromTime, toTime } = schedule;
  if (!isRecurring(schedule)) {
    const whole = localInterval({ day: fromDay, time: fromTime }, { day: toDay, time: toTime }, zone);
    return whole ? [whole] : [];
  }
  return daysOf(schedule).flatMap((day) => localInterval({ day, time: fromTime }, { day, time: toTime }, zone) ?? []);
}

/** The days of the range that have one of the weekdays, ascending. */
export function daysOf({ fromDay, toDay, weekdays }: Schedule): string[] {
  const first = Date.parse(`${fromDay}T00:00:00Z`);
  const last = Date.parse(`${toDay}T00:00:00Z`);
  const days: string[] = [];
  for (let day = first; day <= last; day += dayMs) {
    if (weekdays.includes(weekdayOf(day))) days.push(new Date(day).toISOString().slice(0, 10));
  }
  return days;
}

function weekdayOf(utcMidnight: number): Weekday {
  return ((new Date(utcMidnight).getUTCDay() + 6) % 7) + 1;
}

/** .NET's number of a weekday: 0 = Sunday .. 6 = Saturday. */
export function dotNetWeekday(weekday: Weekday): number {
  return weekday % 7;
}

/** English name. Errors: RangeError outside 1 to 7. */
export function weekdayName(weekday: Weekday): string {
  const name = names[weekday - 1];
  if (name === undefined) throw new RangeError(`Weekdays are 1 (Monday) to 7 (Sunday); got ${weekday}.`);
  return name;
}
