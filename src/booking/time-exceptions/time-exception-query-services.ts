import { BookingStatusEnum, type BookingStatusName } from '../../../dtos/booking/bookings';
import { asBookingList, type BookingList } from '../../../dtos/booking/common';
import {
  BookingIntervalResponse,
  CollidingBookingQuery,
  CollidingBookingQueryResponse,
  ResourceTimeExceptionQuery,
  type ResourceTimeExceptionQueryResponse,
} from '../../../dtos/booking/time-exceptions';
import { toQueryResponse } from '../../data';
import { Handles, HttpError } from '../../engine';
import { BookingService } from '../booking-service';
import { toBookedCustomer, toBookedService } from '../bookings/booking-answers';
import { BookingListRepository } from '../bookings/booking-list-repository';
import { CollisionRepository } from '../bookings/collision-repository';
import type { SchedulingDependencies } from '../bookings/scheduling-dependencies';
import { toInstant } from '../instant';
import { checkResources } from '../resources/owned-resources';
import { requireCompany } from '../resources/require-company';
import { ResourceRepository } from '../resources/resource-repository';
import { Zone } from './interval';
import { intervalsOf, parseSchedule } from './parse-schedule';
import type { Viewer } from './reason-visibility';
import { toTimeException } from './time-exception-answers';
import { type TimeExceptionFilter, TimeExceptionRepository, timeExceptionList } from './time-exception-repository';
import { sortedIds } from './time-exception-values';

/** Most bookings that an answer lists. */
const listedBookings = 1_000;

/** Lists time exceptions, and the bookings that one would collide with. */
export class TimeExceptionQueryServices extends BookingService {
  constructor(private readonly deps: SchedulingDependencies) {
    super();
  }

  @Handles(ResourceTimeExceptionQuery, 'GET')
  async list(request: ResourceTimeExceptionQuery): Promise<BookingList<ResourceTimeExceptionQueryResponse>> {
    const { companyId } = this;
    const timeExceptions = new TimeExceptionRepository(this.deps.dataSource.manager);
    const limited = new ResourceTimeExceptionQuery({ ...request, take: smaller(request.take, request.MaxLimit) });
    const pageOf = timeExceptionList(limited, this.context);
    const page = await timeExceptions.list(companyId, filterOf(request), pageOf);
    if (request.Id !== undefined && page.items.length === 0) {
      throw HttpError.notFound(`The company has no time exception ${request.Id}.`);
    }
    const ids = page.items.map(({ id }) => id);
    const view = {
      viewer: await this.viewer(companyId),
      withResources: request.IncludeResourceDetails ?? false,
      withExportStatus: request.IncludeCalendarExportStatus ?? false,
    };
    const items = await timeExceptions.details(companyId, ids);
    return asBookingList(toQueryResponse({ ...page, items }, (exception) => toTimeException(exception, view)));
  }

  @Handles(CollidingBookingQuery)
  async get(request: CollidingBookingQuery): Promise<CollidingBookingQueryResponse> {
    const { manager } = this.deps.dataSource;
    const company = await requireCompany(manager, this.companyId);
    const zone = new Zone(company.timeZone);
    const intervals = intervalsOf(parseSchedule(request, zone), zone);
    const resourceIds = sortedIds(request.ResourceIds);
    const found = await new ResourceRepository(manager).states(company.id, resourceIds);
    checkResources(resourceIds, found, () => 'ResourceIds');

    const now = this.deps.clock.now();
    const ids = await new CollisionRepository(manager).collidingBookings(company.id, resourceIds, intervals, now);
    const bookings = await new BookingListRepository(manager).details(company.id, ids.slice(0, listedBookings));
    return new CollidingBookingQueryResponse({
      ResourceIds: resourceIds,
      Bookings: bookings.map(
        (booking) =>
          new BookingIntervalResponse({
            Id: booking.id,
            CompanyId: booking.companyId,
            From: toInstant(booking.startsAt),
            To: toInstant(booking.endsAt),
            Status: BookingStatusEnum[booking.status] as BookingStatusName,
            Customer:
              request.IncludeCustomerInformation && booking.customer ? toBookedCustomer(booking.customer) : undefined,
            Service: request.IncludeServiceInformation ? toBookedService(booking.service) : undefined,
          }),
      ),
    });
  }

  private async viewer(companyId: string): Promise<Viewer> {
    const { userId } = this.session;
    if (this.isReader || userId === undefined) return { isReader: this.isReader, resourceIds: [] };
    const resources = new ResourceRepository(this.deps.dataSource.manager);
    return { isReader: false, resourceIds: await resources.idsOfUser(companyId, userId) };
  }
}

function filterOf(request: ResourceTimeExceptionQuery): TimeExceptionFilter {
  const { TimeExceptionStart: startText, TimeExceptionEnd: endText } = request;
  const start = startText === undefined ? undefined : new Date(startText);
  const end = endText === undefined ? undefined : new Date(endText);
  if (start && end && end < start) {
    const message = `TimeExceptionEnd must not be before TimeExceptionStart (${startText}); got ${endText}.`;
    throw HttpError.field(400, 'GreaterThanOrEqual', 'TimeExceptionEnd', message);
  }
  return {
    resourceIds: request.ResourceIds,
    start,
    end,
    isRecurring: request.IsRecurring,
    isBlocking: request.IsBlocking,
  };
}

function smaller(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
