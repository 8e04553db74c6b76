import {
  DayOfWeekDto,
  ExceptionCalendarExportStatus,
  ResourceTimeExceptionQueryResponse,
  TimeExceptionReosurceDetails,
} from '../../../dtos/booking/time-exceptions';
import { toInstant } from '../instant';
import { localTimeText } from './interval';
import { mayReadReason, type Viewer } from './reason-visibility';
import { dotNetWeekday, isRecurring, type Schedule, weekdayName } from './recurrence';
import type { TimeException, TimeExceptionResource } from './time-exception-repository';
import { endOfDay, startOfDay, toTimeSpan } from './time-of-day';

export interface TimeExceptionView {
  readonly viewer: Viewer;
  readonly withResources: boolean;
  readonly withExportStatus: boolean;
}

/** What a caller sees of a time exception. */
export function toTimeException(exception: TimeException, view: TimeExceptionView): ResourceTimeExceptionQueryResponse {
  const { schedule } = exception;
  const resourceIds = exception.resources.map((resource) => resource.id);
  const isReadable = mayReadReason(view.viewer, { private: exception.private, resourceIds });
  return new ResourceTimeExceptionQueryResponse({
    Id: exception.id,
    CompanyId: exception.companyId,
    Locked: exception.imported,
    ResourceIds: resourceIds,
    Resources: view.withResources ? exception.resources.map(toDetails) : undefined,
    IsRecurring: isRecurring(schedule),
    ...limitsOf(schedule),
    FromTime: toTimeSpan(schedule.fromTime),
    // The end of the day is said as requests say it: zero.
    ToTime: toTimeSpan(schedule.toTime === endOfDay ? startOfDay : schedule.toTime),
    ReasonText: isReadable ? exception.reasonText : '',
    ReasonTextPublic: exception.reasonTextPublic ?? undefined,
    Color: exception.color ?? undefined,
    BlockTime: exception.blockTime,
    Private: exception.private,
    // Nothing is exported in this version, which is what it says.
    CalendarExportStatus: view.withExportStatus
      ? new ExceptionCalendarExportStatus({ ExceptionId: exception.id, Synced: false })
      : undefined,
    DaysOfWeek: schedule.weekdays.map(toDayOfWeek),
    Created: toInstant(exception.createdAt),
  });
}

/** Wall-clock times of the company (decisions D27): of the interval, or of the range when it recurs (domain 3.3). */
function limitsOf(schedule: Schedule): { From: string; To: string } {
  const { fromDay, toDay, fromTime, toTime } = schedule;
  const [from, to] = isRecurring(schedule) ? [startOfDay, startOfDay] : [fromTime, toTime];
  return { From: localTimeText({ day: fromDay, time: from }), To: localTimeText({ day: toDay, time: to }) };
}

function toDetails(resource: TimeExceptionResource): TimeExceptionReosurceDetails {
  return new TimeExceptionReosurceDetails({
    Id: resource.id,
    Name: resource.name,
    Description: resource.description ?? undefined,
    Color: resource.color ?? undefined,
    ImageUrl: resource.imageUrl ?? undefined,
  });
}

function toDayOfWeek(weekday: number): DayOfWeekDto {
  return new DayOfWeekDto({
    DayOfWeekId: weekday,
    DotNetDayOfWeekId: dotNetWeekday(weekday),
    DayOfWeek: weekdayName(weekday),
  });
}
