import type { CreateResourceTimeException, UpdateResourceTimeException } from '../../../dtos/booking/time-exceptions';
import { colorOrNull, textOrNull } from '../resources/resource-values';
import type { Zone } from './interval';
import { intervalsOf, parseSchedule } from './parse-schedule';
import type { Schedule } from './recurrence';
import type { TimeException, TimeExceptionValues } from './time-exception-repository';
import { toTimeSpan } from './time-of-day';

/** What a new time exception is. Errors: 400 for times that make none (domain 3.1 to 3.3). */
export function newValues(request: CreateResourceTimeException, zone: Zone): TimeExceptionValues {
  const schedule = parseSchedule(request, zone);
  return {
    schedule,
    intervals: intervalsOf(schedule, zone),
    resourceIds: sortedIds(request.ResourceIds),
    reasonText: request.ReasonText,
    reasonTextPublic: textOrNull(request.ReasonTextPublic) ?? null,
    color: colorOrNull(request.Color) ?? null,
    blockTime: request.BlockTime ?? false,
    private: request.Private ?? false,
  };
}

/**
 * What a time exception becomes: absent members stay, empty texts clear, a sent DaysOfWeek replaces all old days.
 *
 * Errors: 400 as for a new one.
 */
export function changedValues(
  current: TimeException,
  request: UpdateResourceTimeException,
  zone: Zone,
): TimeExceptionValues {
  const { fromDay, toDay, fromTime, toTime, weekdays } = current.schedule;
  const schedule = parseSchedule(
    {
      From: request.From ?? fromDay,
      To: request.To ?? toDay,
      FromTime: request.FromTime ?? toTimeSpan(fromTime),
      ToTime: request.ToTime ?? toTimeSpan(toTime),
      DaysOfWeek: request.DaysOfWeek ?? weekdays,
    },
    zone,
  );
  const { ReasonTextPublic: publicReason, Color: color } = request;
  return {
    schedule,
    intervals: intervalsOf(schedule, zone),
    resourceIds: request.ResourceIds ? sortedIds(request.ResourceIds) : resourceIdsOf(current),
    reasonText: request.ReasonText ?? current.reasonText,
    reasonTextPublic: publicReason === undefined ? current.reasonTextPublic : (textOrNull(publicReason) ?? null),
    color: color === undefined ? current.color : (colorOrNull(color) ?? null),
    blockTime: request.BlockTime ?? current.blockTime,
    private: request.Private ?? current.private,
  };
}

/**
 * Whether a change may take time that was free before: only then are collisions looked for again. A new text must not
 * be refused because of bookings that the time exception was added over.
 */
export function mayTakeTime(current: TimeException, changed: TimeExceptionValues): boolean {
  if (!changed.blockTime) return false;
  const hasNewResources = changed.resourceIds.some((id) => !resourceIdsOf(current).includes(id));
  return !current.blockTime || hasNewResources || !isSameSchedule(current.schedule, changed.schedule);
}

export function resourceIdsOf(exception: TimeException): number[] {
  return exception.resources.map((resource) => resource.id);
}

export function sortedIds(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}

function isSameSchedule(a: Schedule, b: Schedule): boolean {
  return (
    a.fromDay === b.fromDay &&
    a.toDay === b.toDay &&
    a.fromTime === b.fromTime &&
    a.toTime === b.toTime &&
    a.weekdays.join() === b.weekdays.join()
  );
}
