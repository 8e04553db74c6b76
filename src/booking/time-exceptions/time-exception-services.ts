import type { EntityManager } from 'typeorm';
import {
  CreateResourceTimeException,
  type CreateResourceTimeExceptionBase,
  DeleteResourceTimeException,
  type ResourceTimeExceptionQueryResponse,
  UpdateResourceTimeException,
} from '../../../dtos/booking/time-exceptions';
import { type CompanyEntity, inTransaction } from '../../data';
import { Handles, HttpError } from '../../engine';
import { BookingService } from '../booking-service';
import { actorOf } from '../bookings/booker';
import { CollisionRepository } from '../bookings/collision-repository';
import type { SchedulingDependencies } from '../bookings/scheduling-dependencies';
import { unbookBookings } from '../bookings/unbook-bookings';
import { refuse } from '../error-codes';
import { checkResources } from '../resources/owned-resources';
import { requireCompany } from '../resources/require-company';
import { ResourceRepository } from '../resources/resource-repository';
import { planCollisions } from './collision-plan';
import { Zone } from './interval';
import { toTimeException } from './time-exception-answers';
import { type TimeException, TimeExceptionRepository, type TimeExceptionValues } from './time-exception-repository';
import { changedValues, mayTakeTime, newValues, resourceIdsOf } from './time-exception-values';

/** Most bookings that a refusal names. */
const namedBookings = 1_000;

/** Adds, changes and deletes time exceptions. */
export class TimeExceptionServices extends BookingService {
  constructor(private readonly deps: SchedulingDependencies) {
    super();
  }

  @Handles(CreateResourceTimeException)
  async post(request: CreateResourceTimeException): Promise<ResourceTimeExceptionQueryResponse> {
    const company = await requireCompany(this.deps.dataSource.manager, this.companyId);
    const values = newValues(request, new Zone(company.timeZone));
    return inTransaction(this.deps.dataSource, async (tx) => {
      const found = await new ResourceRepository(tx).lock(company.id, values.resourceIds);
      checkResources(values.resourceIds, found, () => 'ResourceIds');

      const toCancel = values.blockTime ? await this.settle(tx, values, request) : [];
      const timeExceptions = new TimeExceptionRepository(tx);
      const id = await timeExceptions.add(company.id, values, this.deps.clock.now());
      await this.cancel(tx, company, toCancel, request, id);
      return toAnswer(await this.existing(timeExceptions, id));
    });
  }

  @Handles(UpdateResourceTimeException)
  async put(request: UpdateResourceTimeException): Promise<ResourceTimeExceptionQueryResponse> {
    const company = await requireCompany(this.deps.dataSource.manager, this.companyId);
    return inTransaction(this.deps.dataSource, async (tx) => {
      const timeExceptions = new TimeExceptionRepository(tx);
      const current = await this.held(tx, request);
      const values = changedValues(current, request, new Zone(company.timeZone));

      const toCancel = mayTakeTime(current, values) ? await this.settle(tx, values, request) : [];
      await timeExceptions.replace(company.id, current.id, values, this.deps.clock.now());
      await this.cancel(tx, company, toCancel, request, current.id);
      return toAnswer(await this.existing(timeExceptions, current.id));
    });
  }

  @Handles(DeleteResourceTimeException)
  async delete(request: DeleteResourceTimeException): Promise<ResourceTimeExceptionQueryResponse> {
    return inTransaction(this.deps.dataSource, async (tx) => {
      const timeExceptions = new TimeExceptionRepository(tx);
      await timeExceptions.serialise(request.Id);
      const current = await this.existing(timeExceptions, request.Id);
      checkUnlocked(current);
      await timeExceptions.remove(this.companyId, current.id);
      return toAnswer(current);
    });
  }

  /** The time exception to change, with every resource held that it has or will have (domain 3.11). */
  private async held(tx: EntityManager, request: UpdateResourceTimeException): Promise<TimeException> {
    const { companyId } = this;
    const timeExceptions = new TimeExceptionRepository(tx);
    await timeExceptions.serialise(request.Id);
    const had = resourceIdsOf(await this.existing(timeExceptions, request.Id));
    const wanted = request.ResourceIds ?? [];
    const found = await new ResourceRepository(tx).lock(companyId, [...had, ...wanted]);
    // A resource that is not active any more may keep the time exceptions that it had.
    checkResources(wanted, found, () => 'ResourceIds', had);

    // Read again: until the resources were held, one of them could be deleted, and its time exceptions with it.
    const current = await this.existing(timeExceptions, request.Id);
    checkUnlocked(current);
    return current;
  }

  private async existing(timeExceptions: TimeExceptionRepository, id: number): Promise<TimeException> {
    const found = await timeExceptions.find(this.companyId, id);
    if (found) return found;
    throw HttpError.notFound(`The company has no time exception ${id}.`);
  }

  /**
   * Ids of the bookings that are to be cancelled for a blocking time exception.
   *
   * Errors: 409 when there are colliding bookings and the request does not force (domain 3.8).
   */
  private async settle(
    tx: EntityManager,
    { resourceIds, intervals }: TimeExceptionValues,
    choice: CreateResourceTimeExceptionBase,
  ): Promise<number[]> {
    const now = this.deps.clock.now();
    const ids = await new CollisionRepository(tx).collidingBookings(this.companyId, resourceIds, intervals, now);
    const plan = planCollisions(ids.length, choice);
    if (plan === 'refuse') throw collidingBookings(ids);
    return plan === 'addAndCancel' ? ids : [];
  }

  private async cancel(
    tx: EntityManager,
    company: CompanyEntity,
    bookingIds: readonly number[],
    choice: CreateResourceTimeExceptionBase,
    timeExceptionId: number,
  ): Promise<void> {
    if (bookingIds.length === 0) return;
    await unbookBookings(tx, this.deps.outbox, company, bookingIds, {
      comments: choice.CancelMessage,
      message: choice.CancelMessage,
      sendEmail: choice.SendEmailConfirmation,
      sendSms: choice.SendSmsConfirmation,
      actor: actorOf(this.session),
      timeExceptionId,
      now: this.deps.clock.now(),
    });
  }
}

// Only administrators come here, and they may read every reason.
function toAnswer(exception: TimeException): ResourceTimeExceptionQueryResponse {
  const viewer = { isReader: true, resourceIds: [] };
  return toTimeException(exception, { viewer, withResources: true, withExportStatus: false });
}

function checkUnlocked({ id, imported }: TimeException): void {
  if (!imported) return;
  const message = `The time exception ${id} was imported from another calendar; change it there.`;
  throw refuse('TimeExceptionLocked', undefined, message);
}

function collidingBookings(ids: readonly number[]): HttpError {
  const shown = `${ids.slice(0, 10).join(', ')}${ids.length > 10 ? ` and ${ids.length - 10} more` : ''}`;
  const message = `Bookings collide with the time exception: ${shown}. Unbook them, or send Force with CollidingBookingOptions 1 or 2.`;
  return refuse('CollidingBookings', undefined, message, {
    meta: { BookingIds: ids.slice(0, namedBookings).join() },
  });
}
