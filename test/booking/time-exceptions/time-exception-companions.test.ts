import {
  CollidingBookingOptions,
  CollidingBookingQuery,
  DeleteResource,
  DeleteResourceTimeException,
  ResourceTimeExceptionQuery,
  type ResourceTimeExceptionQueryResponse,
  UpdateResource,
  UpdateResourceTimeException,
} from '../../../dtos';
import { SchedulingWorld } from '../bookings/scheduling-world';
import { refusal } from '../refusal';

let world: SchedulingWorld;
beforeAll(async () => {
  world = await SchedulingWorld.open();
});
afterAll(() => world?.close());

async function anException(
  init: Parameters<SchedulingWorld['exceptionRequest']>[1] = {},
): Promise<{ id: number; resourceId: number }> {
  const resourceId = await world.aResourceId();
  const { Id } = await world.admin.post(world.exceptionRequest([resourceId], init));
  return { id: Id, resourceId };
}

async function read(client = world.admin, init: Partial<ResourceTimeExceptionQuery> = {}) {
  const { Results } = await client.get(new ResourceTimeExceptionQuery(init));
  return Results;
}
const idsOf = (results: readonly ResourceTimeExceptionQueryResponse[]): number[] => results.map(({ Id }) => Id);

describe('CollidingBookingQuery', () => {
  const query = (resourceId: number, init: Partial<CollidingBookingQuery> = {}) =>
    new CollidingBookingQuery({
      ResourceIds: [resourceId],
      From: '2030-04-01',
      To: '2030-04-01',
      FromTime: 'PT10H',
      ToTime: 'PT12H',
      ...init,
    });

  it('domain 6: lists the booking inside, not the one that begins when the exception ends', async () => {
    const resourceId = await world.aResourceId();
    const inside = await world.aBooking(resourceId, '2030-04-01T09:00:00Z', '2030-04-01T09:30:00Z');
    await world.aBooking(resourceId, '2030-04-01T10:00:00Z', '2030-04-01T11:00:00Z');

    const answer = await world.admin.get(query(resourceId));

    expect(answer.ResourceIds).toEqual([resourceId]);
    expect(answer.Bookings).toEqual([
      {
        Id: inside.Id,
        CompanyId: inside.CompanyId,
        From: '2030-04-01T09:00:00Z',
        To: '2030-04-01T09:30:00Z',
        Status: inside.Status,
      },
    ]);
  });

  it('domain 3.6: finds what the creation refuses, recurring or not, earliest first', async () => {
    const resourceId = await world.aResourceId();
    const later = await world.aBooking(resourceId, '2030-04-15T08:30:00Z', '2030-04-15T09:30:00Z');
    const earlier = await world.aBooking(resourceId, '2030-04-08T08:30:00Z', '2030-04-08T09:30:00Z');
    const mondays = { To: '2030-04-28', DaysOfWeek: [1] };

    const { Bookings } = await world.admin.get(query(resourceId, mondays));
    const { ResponseStatus: status } = await world.answer(world.exceptionRequest([resourceId], mondays));

    expect(Bookings.map(({ Id }) => Id)).toEqual([earlier.Id, later.Id]);
    expect(status).toMatchObject({ Meta: { BookingIds: `${earlier.Id},${later.Id}` } });
  });

  it('shows the customer and the service when they are asked for', async () => {
    const resourceId = await world.aResourceId();
    const Customer = { Firstname: 'Eva', Lastname: 'Ek' };
    await world.aBooking(resourceId, '2030-04-01T09:00:00Z', '2030-04-01T09:30:00Z', { Customer });

    const { Bookings } = await world.admin.get(
      query(resourceId, { IncludeCustomerInformation: true, IncludeServiceInformation: true }),
    );

    expect(Bookings).toMatchObject([{ Customer, Service: { Id: world.serviceId(), Name: 'Personal training' } }]);
  });

  it('refuses what the creation refuses', async () => {
    const resourceId = await world.aResourceId();
    const { Id: foreign } = await world.aResource({}, world.adminB);

    const [order, unknown, reader, customer] = [
      await refusal(world.admin, (client) => client.get(query(resourceId, { To: '2030-03-31' }))),
      await refusal(world.admin, (client) => client.get(query(foreign))),
      await refusal(world.reader, (client) => client.get(query(resourceId))),
      await refusal(world.customer, (client) => client.get(query(resourceId))),
    ];

    expect(order).toMatchObject({ status: 400, fields: ['To GreaterThanOrEqual'] });
    expect(unknown).toMatchObject({ status: 404, fields: ['ResourceIds NotFound'] });
    expect([reader.status, customer.status]).toEqual([403, 403]);
  });
});

describe('ResourceTimeExceptionQuery', () => {
  it('domain 3.12: who sees the reason of a private time exception', async () => {
    const connected = await world.aUser();
    const colleague = await world.aUser();
    const { Id: resourceId } = await world.aResource({ UserId: connected.id });
    await world.aResource({ UserId: colleague.id });
    const texts = { ReasonText: 'Doctor', ReasonTextPublic: 'Closed' };
    const { Id: hidden } = await world.admin.post(world.exceptionRequest([resourceId], { ...texts, Private: true }));
    const { Id: open } = await world.admin.post(world.exceptionRequest([resourceId], { ...texts, From: '2030-04-01' }));
    const reasonsFor = async (client = world.admin) => {
      const found = await read(client, { ResourceIds: [resourceId] });
      return found.map(({ Id, ReasonText, ReasonTextPublic }) => [Id, ReasonText, ReasonTextPublic]);
    };

    const all = [
      [hidden, 'Doctor', 'Closed'],
      [open, 'Doctor', 'Closed'],
    ];
    expect(await reasonsFor(world.admin)).toEqual(all);
    expect(await reasonsFor(world.reader)).toEqual(all);
    expect(await reasonsFor(connected.client)).toEqual(all);
    expect(await reasonsFor(colleague.client)).toEqual([[hidden, '', 'Closed'], all[1]]);
    expect(await reasonsFor(world.customer)).toEqual([
      [hidden, '', 'Closed'],
      [open, '', 'Closed'],
    ]);
  });

  it('answers one by its id, with what was asked for', async () => {
    const { id, resourceId } = await anException();

    const [plain] = await read(world.admin, { Id: id });
    const [full] = await read(world.admin, { Id: id, IncludeResourceDetails: true, IncludeCalendarExportStatus: true });

    expect(plain).toMatchObject({ Id: id, ResourceIds: [resourceId] });
    expect(plain).not.toHaveProperty('Resources');
    expect(plain).not.toHaveProperty('CalendarExportStatus');
    expect(full).toMatchObject({
      Resources: [{ Id: resourceId, Name: 'Resource of a test' }],
      CalendarExportStatus: { ExceptionId: id, Synced: false },
    });
  });

  it('domain 0.4: another company’s is answered like an unknown one', async () => {
    const { id } = await anException();

    const foreign = await refusal(world.adminB, (client) => client.get(new ResourceTimeExceptionQuery({ Id: id })));
    const unknown = await refusal(world.adminB, (client) =>
      client.get(new ResourceTimeExceptionQuery({ Id: 2_000_000_000 })),
    );

    expect(foreign.status).toBe(404);
    expect(foreign.message).toBe(unknown.message?.replace('2000000000', String(id)));
  });

  it('filters by resource, time, recurrence and blocking', async () => {
    const resourceId = await world.aResourceId();
    const once = await world.admin.post(world.exceptionRequest([resourceId]));
    const weekly = await world.admin.post(
      world.exceptionRequest([resourceId], { To: '2030-04-28', DaysOfWeek: [2], BlockTime: false }),
    );
    const mine = { ResourceIds: [resourceId] };
    const found = async (init: Partial<ResourceTimeExceptionQuery>) =>
      idsOf(await read(world.admin, { ...mine, ...init }));

    expect(await found({})).toEqual([once.Id, weekly.Id]);
    expect(await found({ IsRecurring: true })).toEqual([weekly.Id]);
    expect(await found({ IsRecurring: false })).toEqual([once.Id]);
    expect(await found({ IsBlocking: true })).toEqual([once.Id]);
    expect(await found({ IsBlocking: false })).toEqual([weekly.Id]);
    expect(await found({ TimeExceptionStart: '2030-04-01T10:00:00Z' })).toEqual([weekly.Id]);
    expect(await found({ TimeExceptionEnd: '2030-04-01T08:00:00Z' })).toEqual([]);
    expect(
      await found({ TimeExceptionStart: '2030-04-09T00:00:00Z', TimeExceptionEnd: '2030-04-10T00:00:00Z' }),
    ).toEqual([weekly.Id]);
    expect(
      await found({ TimeExceptionStart: '2030-04-10T00:00:00Z', TimeExceptionEnd: '2030-04-11T00:00:00Z' }),
    ).toEqual([]);
  });

  it('pages and sorts', async () => {
    const resourceId = await world.aResourceId();
    const days = ['2030-04-03', '2030-04-01', '2030-04-02'];
    const ids: number[] = [];
    for (const day of days) {
      ids.push((await world.admin.post(world.exceptionRequest([resourceId], { From: day, To: day }))).Id);
    }
    const [third, first, second] = ids;

    const byDay = await read(world.admin, { ResourceIds: [resourceId] });
    const newest = await world.admin.get(
      new ResourceTimeExceptionQuery({
        ResourceIds: [resourceId],
        orderBy: '-Id',
        skip: 1,
        take: 5,
        MaxLimit: 1,
        include: 'Total',
      }),
    );
    const unknown = await refusal(world.admin, (client) =>
      client.get(new ResourceTimeExceptionQuery({ orderBy: 'ReasonText' })),
    );

    expect(idsOf(byDay)).toEqual([first, second, third]);
    expect(newest).toMatchObject({ Offset: 1, Total: 3, Results: [{ Id: first }] });
    expect(unknown).toMatchObject({ status: 400, fields: ['OrderBy Predicate'] });
  });

  it('refuses a time that ends before it begins, and callers that are not signed in', async () => {
    const backwards = await refusal(world.admin, (client) =>
      client.get(
        new ResourceTimeExceptionQuery({
          TimeExceptionStart: '2030-04-02T00:00:00Z',
          TimeExceptionEnd: '2030-04-01T00:00:00Z',
        }),
      ),
    );
    const anonymous = await refusal(world.anonymous, (client) => client.get(new ResourceTimeExceptionQuery()));

    expect(backwards).toMatchObject({ status: 400, fields: ['TimeExceptionEnd GreaterThanOrEqual'] });
    expect(anonymous.status).toBe(401);
  });
});

describe('UpdateResourceTimeException', () => {
  const update = (init: Partial<UpdateResourceTimeException>) => world.admin.put(new UpdateResourceTimeException(init));

  it('leaves what is absent and clears what is empty', async () => {
    const { id, resourceId } = await anException({ ReasonTextPublic: 'Closed', Color: 'ffffff', Private: true });

    const changed = await update({ Id: id, ReasonText: 'Dentist', Color: '' });

    expect(changed).toMatchObject({
      ResourceIds: [resourceId],
      From: '2030-04-01T10:00:00',
      To: '2030-04-01T12:00:00',
      ReasonText: 'Dentist',
      ReasonTextPublic: 'Closed',
      BlockTime: true,
      Private: true,
    });
    expect(changed).not.toHaveProperty('Color');
  });

  it('replaces all old days, resources and occurrences', async () => {
    const { id } = await anException({ To: '2030-04-28', DaysOfWeek: [1, 2] });
    const other = await world.aResourceId();

    const recurring = await update({ Id: id, DaysOfWeek: [3], ResourceIds: [other], ToTime: 'PT11H' });
    const once = await update({ Id: id, DaysOfWeek: [], To: '2030-04-01' });

    expect(recurring).toMatchObject({ ResourceIds: [other], DaysOfWeek: [{ DayOfWeekId: 3 }], ToTime: 'PT11H' });
    expect(once).toMatchObject({ IsRecurring: false, DaysOfWeek: [], To: '2030-04-01T11:00:00' });
    expect(
      await world.query('select during::text from time_exception_interval where time_exception_id = $1', [id]),
    ).toEqual([{ during: expect.stringContaining('2030-04-01') }]);
  });

  it('looks for collisions of the new interval, and changes nothing when it refuses', async () => {
    const { id, resourceId } = await anException();
    const booking = await world.aBooking(resourceId, '2030-04-01T10:00:00Z', '2030-04-01T11:00:00Z');

    const refused = await refusal(world.admin, () => update({ Id: id, ToTime: 'PT13H' }));
    const [unchanged] = await read(world.admin, { Id: id });
    const forced = await update({
      Id: id,
      ToTime: 'PT13H',
      Force: true,
      CollidingBookingOptions: CollidingBookingOptions.AddAndCancelCollidingBookings,
    });

    expect(refused).toMatchObject({ status: 409, errorCode: 'CollidingBookings' });
    expect(unchanged).toMatchObject({ To: '2030-04-01T12:00:00' });
    expect(forced).toMatchObject({ To: '2030-04-01T13:00:00' });
    expect(await world.stored(booking.Id)).toMatchObject({ status: 2 });
  });

  it('looks for collisions when it begins to block or gets another resource', async () => {
    const { id, resourceId } = await anException({ BlockTime: false });
    const busy = await world.aResourceId();
    await world.aBooking(resourceId, '2030-04-01T09:00:00Z', '2030-04-01T10:00:00Z');
    await world.aBooking(busy, '2030-04-01T09:00:00Z', '2030-04-01T10:00:00Z');
    const { id: blocking } = await anException();

    const begins = await refusal(world.admin, () => update({ Id: id, BlockTime: true }));
    const moves = await refusal(world.admin, () => update({ Id: blocking, ResourceIds: [busy] }));

    expect([begins.errorCode, moves.errorCode]).toEqual(['CollidingBookings', 'CollidingBookings']);
  });

  it('does not mind the bookings that it was added over when only a text changes', async () => {
    const resourceId = await world.aResourceId();
    await world.aBooking(resourceId, '2030-04-01T09:00:00Z', '2030-04-01T10:00:00Z');
    const { Id } = await world.admin.post(world.exceptionRequest([resourceId], { Force: true }));

    const changed = await update({ Id, ReasonText: 'Dentist' });

    expect(changed.ReasonText).toBe('Dentist');
  });

  it('keeps resources that are not active any more, and takes no new ones', async () => {
    const { id, resourceId } = await anException();
    await world.admin.put(new UpdateResource({ Id: resourceId, Active: false }));
    const { Id: inactive } = await world.aResource({ Active: false });

    const kept = await update({ Id: id, ResourceIds: [resourceId], ReasonText: 'Dentist' });
    const refused = await refusal(world.admin, () => update({ Id: id, ResourceIds: [resourceId, inactive] }));

    expect(kept.ResourceIds).toEqual([resourceId]);
    expect(refused).toMatchObject({ status: 400, fields: ['ResourceIds Predicate'] });
  });

  it('domain 0.4, 3.4: foreign ids are unknown, and roles are needed', async () => {
    const { id } = await anException();
    const { Id: foreign } = await world.aResource({}, world.adminB);
    const request = new UpdateResourceTimeException({ Id: id, ReasonText: 'Dentist' });

    const statuses = [
      (await refusal(world.adminB, (client) => client.put(request))).status,
      (await refusal(world.reader, (client) => client.put(request))).status,
      (await refusal(world.customer, (client) => client.put(request))).status,
      (await refusal(world.anonymous, (client) => client.put(request))).status,
    ];
    const resources = await refusal(world.admin, () => update({ Id: id, ResourceIds: [foreign] }));

    expect(statuses).toEqual([404, 403, 403, 401]);
    expect(resources).toMatchObject({ status: 404, fields: ['ResourceIds NotFound'] });
  });

  it('domain 3.14: an imported one is locked', async () => {
    const { id } = await anException();
    await world.query('update time_exception set imported = true where id = $1', [id]);

    const [found] = await read(world.admin, { Id: id });
    const changed = await refusal(world.admin, () => update({ Id: id, ReasonText: 'Dentist' }));
    const deleted = await refusal(world.admin, (client) => client.delete(new DeleteResourceTimeException({ Id: id })));

    expect(found?.Locked).toBe(true);
    expect([changed, deleted]).toEqual([
      expect.objectContaining({ status: 409, errorCode: 'TimeExceptionLocked' }),
      expect.objectContaining({ status: 409, errorCode: 'TimeExceptionLocked' }),
    ]);
  });
});

describe('DeleteResourceTimeException', () => {
  it('answers what it was, and its time is free', async () => {
    const { id, resourceId } = await anException();

    const deleted = await world.admin.delete(new DeleteResourceTimeException({ Id: id }));
    const booked = await world.aBooking(resourceId, '2030-04-01T08:00:00Z', '2030-04-01T09:00:00Z');
    const again = await refusal(world.admin, (client) => client.delete(new DeleteResourceTimeException({ Id: id })));

    expect(deleted).toMatchObject({ Id: id, ReasonText: 'Doctor', ResourceIds: [resourceId] });
    expect(booked.StatusName).toBe('Booked');
    expect(again.status).toBe(404);
    expect(await world.count('time_exception_interval', 'time_exception_id = $1', [id])).toBe(0);
  });

  it('needs an administrator of the company', async () => {
    const { id } = await anException();
    const request = new DeleteResourceTimeException({ Id: id });

    const statuses = [
      (await refusal(world.adminB, (client) => client.delete(request))).status,
      (await refusal(world.reader, (client) => client.delete(request))).status,
      (await refusal(world.customer, (client) => client.delete(request))).status,
      (await refusal(world.anonymous, (client) => client.delete(request))).status,
    ];

    expect(statuses).toEqual([404, 403, 403, 401]);
    expect(await world.count('time_exception', 'id = $1', [id])).toBe(1);
  });

  it('goes with the last of its resources', async () => {
    const [first, second] = [await world.aResourceId(), await world.aResourceId()];
    const shared = await world.admin.post(world.exceptionRequest([first, second]));
    const alone = await world.admin.post(world.exceptionRequest([first]));

    await world.admin.delete(new DeleteResource({ Id: first }));

    const [kept] = await read(world.admin, { Id: shared.Id });
    expect(kept?.ResourceIds).toEqual([second]);
    expect(await world.count('time_exception', 'id = $1', [alone.Id])).toBe(0);
  });
});
