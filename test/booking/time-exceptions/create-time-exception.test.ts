import { CollidingBookingOptions, type CreateResourceTimeException } from '../../../dtos';
import { anEmail, companyA, SchedulingWorld } from '../bookings/scheduling-world';
import { refusal } from '../refusal';

let world: SchedulingWorld;
beforeAll(async () => {
  world = await SchedulingWorld.open();
});
afterAll(() => world?.close());

const tables = [
  'time_exception',
  'time_exception_resource',
  'time_exception_day',
  'time_exception_interval',
  'booking_log',
  'outbox_message',
];
async function rowCounts(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) counts[table] = await world.count(table);
  return counts;
}

describe('CreateResourceTimeException', () => {
  it('domain 3.1: without weekdays it does not recur, and From and To carry the times', async () => {
    const { Id: resourceId, Name } = await world.aResource({ Color: 'aabbcc', Description: 'For tests' });

    const created = await world.admin.post(
      world.exceptionRequest([resourceId], {
        To: '2030-04-02',
        ReasonTextPublic: 'Closed',
        Color: '00FF7f',
        Private: true,
      }),
    );

    expect(created).toEqual({
      Id: expect.any(Number),
      CompanyId: companyA,
      Locked: false,
      ResourceIds: [resourceId],
      Resources: [{ Id: resourceId, Name, Description: 'For tests', Color: '#aabbcc' }],
      IsRecurring: false,
      From: '2030-04-01T10:00:00',
      To: '2030-04-02T12:00:00',
      FromTime: 'PT10H',
      ToTime: 'PT12H',
      ReasonText: 'Doctor',
      ReasonTextPublic: 'Closed',
      Color: '#00FF7f',
      BlockTime: true,
      Private: true,
      DaysOfWeek: [],
      Created: '2030-03-04T08:00:00Z',
    });
  });

  it('domain 3.1, 3.13: with weekdays it recurs; duplicates collapse, and days have .NET numbers and names', async () => {
    const created = await world.admin.post(
      world.exceptionRequest([await world.aResourceId()], { To: '2030-04-28', DaysOfWeek: [7, 1, 7] }),
    );

    expect(created).toMatchObject({
      IsRecurring: true,
      From: '2030-04-01T00:00:00',
      To: '2030-04-28T00:00:00',
      FromTime: 'PT10H',
      ToTime: 'PT12H',
      DaysOfWeek: [
        { DayOfWeekId: 1, DotNetDayOfWeekId: 1, DayOfWeek: 'Monday' },
        { DayOfWeekId: 7, DotNetDayOfWeekId: 0, DayOfWeek: 'Sunday' },
      ],
    });
    expect(await world.count('time_exception_interval', 'time_exception_id = $1', [created.Id])).toBe(8);
  });

  it('domain 3.2: From and To are days; the time and offset that came with them do not count', async () => {
    const created = await world.admin.post(
      world.exceptionRequest([await world.aResourceId()], {
        From: '2030-04-01T23:30:00+02:00',
        To: '2030-04-01T03:00:00Z',
      }),
    );

    expect(created).toMatchObject({ From: '2030-04-01T10:00:00', To: '2030-04-01T12:00:00' });
  });

  it('domain 3.2: a /Date(ms)/ is the day that it is in the zone of the company', async () => {
    const lateOnMarch31 = Date.parse('2030-03-31T22:30:00Z');

    const created = await world.admin.post(
      world.exceptionRequest([await world.aResourceId()], {
        From: `/Date(${lateOnMarch31})/`,
        To: `/Date(${lateOnMarch31})/`,
      }),
    );

    expect(created.From).toBe('2030-04-01T10:00:00');
  });

  it.each<[string, Partial<CreateResourceTimeException>, string, string]>([
    [
      'no times are the whole day',
      { FromTime: undefined, ToTime: undefined },
      '2030-04-01T00:00:00',
      '2030-04-02T00:00:00',
    ],
    [
      'zero times are the whole day',
      { FromTime: 'PT0S', ToTime: 'PT0S' },
      '2030-04-01T00:00:00',
      '2030-04-02T00:00:00',
    ],
    [
      'a zero end is the end of the last day',
      { To: '2030-04-03', ToTime: undefined },
      '2030-04-01T10:00:00',
      '2030-04-04T00:00:00',
    ],
    [
      'times may be written as on a clock',
      { FromTime: '10:30', ToTime: '11:00:00' },
      '2030-04-01T10:30:00',
      '2030-04-01T11:00:00',
    ],
    ['24:00 is an end', { ToTime: '24:00' }, '2030-04-01T10:00:00', '2030-04-02T00:00:00'],
  ])('domain 3.3: %s', async (_, init, from, to) => {
    const created = await world.admin.post(world.exceptionRequest([await world.aResourceId()], init));

    expect([created.From, created.To]).toEqual([from, to]);
  });

  it.each<[string, Partial<CreateResourceTimeException>, string]>([
    ['domain 3.1: a weekday 0', { DaysOfWeek: [0, 1] }, 'DaysOfWeek InclusiveBetween'],
    ['domain 3.1: a weekday 8', { DaysOfWeek: [8] }, 'DaysOfWeek InclusiveBetween'],
    ['domain 3.2: To before From', { To: '2030-03-31' }, 'To GreaterThanOrEqual'],
    ['domain 3.2: a missing day', { From: undefined }, 'From NotEmpty'],
    ['domain 3.3: an empty interval', { ToTime: 'PT10H' }, 'ToTime GreaterThan'],
    ['domain 3.3: a negative interval', { ToTime: 'PT9H' }, 'ToTime GreaterThan'],
    ['domain 3.3: a time after 24:00', { ToTime: 'PT25H' }, 'ToTime InclusiveBetween'],
    [
      'domain 3.3: a recurrence past midnight',
      { To: '2030-04-28', DaysOfWeek: [1], ToTime: 'PT2H' },
      'ToTime GreaterThan',
    ],
    ['domain 3.3: a range without the weekday', { DaysOfWeek: [2] }, 'DaysOfWeek Predicate'],
    ['a range of more than ten years', { To: '2040-04-01', DaysOfWeek: [1] }, 'To LessThanOrEqual'],
    ['domain 3.4: no resource', { ResourceIds: [] }, 'ResourceIds NotEmpty'],
    ['domain 3.5: no reason', { ReasonText: undefined }, 'ReasonText NotEmpty'],
    ['domain 3.5: a blank reason', { ReasonText: '  ' }, 'ReasonText NotEmpty'],
    ['domain 3.5: a long reason', { ReasonText: 'x'.repeat(501) }, 'ReasonText MaximumLength'],
    ['domain 3.5: a long public reason', { ReasonTextPublic: 'x'.repeat(501) }, 'ReasonTextPublic MaximumLength'],
    ['domain 3.5: a colour that is none', { Color: '#12345' }, 'Color RegularExpression'],
    ['domain 3.5: a long message', { CancelMessage: 'x'.repeat(1001) }, 'CancelMessage MaximumLength'],
  ])('refuses %s', async (_, init, field) => {
    const request = world.exceptionRequest([await world.aResourceId()], init);
    const before = await rowCounts();

    const { status, fields } = await refusal(world.admin, (admin) => admin.post(request));

    expect({ status, fields }).toEqual({ status: 400, fields: [field] });
    expect(await rowCounts()).toEqual(before);
  });

  it('domain 3.4: one foreign resource among ten is 404 on ResourceIds, and nothing is written', async () => {
    const ids: number[] = [];
    for (let i = 0; i < 9; i++) ids.push(await world.aResourceId());
    const foreign = (await world.aResource({}, world.adminB)).Id;
    const before = await rowCounts();

    const found = await refusal(world.admin, (admin) => admin.post(world.exceptionRequest([...ids, foreign])));
    const unknown = await refusal(world.admin, (admin) => admin.post(world.exceptionRequest([...ids, 2_000_000_000])));

    expect(found).toMatchObject({ status: 404, errorCode: 'NotFound', fields: ['ResourceIds NotFound'] });
    expect(found.message).toBe(unknown.message?.replace('2000000000', String(foreign)));
    expect(await rowCounts()).toEqual(before);
  });

  it('domain 3.4: a resource that is not active is refused', async () => {
    const { Id } = await world.aResource({ Active: false });

    const refused = await refusal(world.admin, (admin) => admin.post(world.exceptionRequest([Id])));

    expect(refused).toMatchObject({ status: 400, fields: ['ResourceIds Predicate'] });
  });

  it('domain 3.6, 3.8: a booking inside collides and one that only touches does not; 409 names it, and nothing is written', async () => {
    const resourceId = await world.aResourceId();
    const inside = await world.aBooking(resourceId, '2030-04-01T09:00:00Z', '2030-04-01T09:30:00Z');
    await world.aBooking(resourceId, '2030-04-01T10:00:00Z', '2030-04-01T11:00:00Z');
    await world.aBooking(resourceId, '2030-04-01T07:00:00Z', '2030-04-01T08:00:00Z');
    const before = await rowCounts();

    const refused = await refusal(world.admin, (admin) => admin.post(world.exceptionRequest([resourceId])));
    const { ResponseStatus: status } = await world.answer(world.exceptionRequest([resourceId]));

    expect(refused).toMatchObject({ status: 409, errorCode: 'CollidingBookings', fields: [] });
    expect(status).toMatchObject({ ErrorCode: 'CollidingBookings', Meta: { BookingIds: String(inside.Id) } });
    expect(await rowCounts()).toEqual(before);
  });

  it('domain 3.6: only bookings of the same resources collide', async () => {
    const [booked, free] = [await world.aResourceId(), await world.aResourceId()];
    await world.aBooking(booked, '2030-04-01T09:00:00Z', '2030-04-01T09:30:00Z');

    const created = await world.admin.post(world.exceptionRequest([free]));

    expect(created.ResourceIds).toEqual([free]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('domain 3.6: whether status %i occupies time', async (status) => {
    const resourceId = await world.aResourceId();
    const { Id } = await world.aBooking(resourceId, '2030-04-01T09:00:00Z', '2030-04-01T09:30:00Z');
    await world.query('update booking set status = $2, occupies = $3 where id = $1', [
      Id,
      status,
      ![2, 4].includes(status),
    ]);

    const outcome = await world.admin.post(world.exceptionRequest([resourceId])).then(
      () => 'added',
      (error) => error.responseStatus.errorCode,
    );

    expect(outcome).toBe([2, 4].includes(status) ? 'added' : 'CollidingBookings');
  });

  it('domain 3.6: a booking that has ended does not collide, one that is going on does', async () => {
    const [past, present] = [await world.aResourceId(), await world.aResourceId()];
    await world.aBooking(past, '2030-03-04T07:00:00Z', '2030-03-04T08:00:00Z');
    await world.aBooking(present, '2030-03-04T07:00:00Z', '2030-03-04T08:00:01Z');
    const today = { From: '2030-03-04', To: '2030-03-04', FromTime: undefined, ToTime: undefined };

    const created = await world.admin.post(world.exceptionRequest([past], today));
    const refused = await refusal(world.admin, (admin) => admin.post(world.exceptionRequest([present], today)));

    expect(created.ResourceIds).toEqual([past]);
    expect(refused.errorCode).toBe('CollidingBookings');
  });

  it('domain 3.6: without BlockTime it never collides, and blocks nothing', async () => {
    const resourceId = await world.aResourceId();
    await world.aBooking(resourceId, '2030-04-01T09:00:00Z', '2030-04-01T09:30:00Z');

    const created = await world.admin.post(world.exceptionRequest([resourceId], { BlockTime: false }));
    const booked = await world.aBooking(resourceId, '2030-04-01T08:00:00Z', '2030-04-01T09:00:00Z');

    expect(created.BlockTime).toBe(false);
    expect(booked.StatusName).toBe('Booked');
  });

  it('domain 6: recurring Mondays over four weeks do not collide with a Tuesday', async () => {
    const resourceId = await world.aResourceId();
    await world.aBooking(resourceId, '2030-04-09T08:00:00Z', '2030-04-09T10:00:00Z');
    const mondays = { To: '2030-04-28', DaysOfWeek: [1] };

    const created = await world.admin.post(world.exceptionRequest([resourceId], mondays));
    const tuesdays = await refusal(world.admin, (admin) =>
      admin.post(world.exceptionRequest([resourceId], { ...mondays, DaysOfWeek: [2] })),
    );

    expect(created.IsRecurring).toBe(true);
    expect(tuesdays.status).toBe(409);
  });

  it('domain 3.7: without a collision Force and the options change nothing', async () => {
    const created = await world.admin.post(
      world.exceptionRequest([await world.aResourceId()], {
        Force: true,
        CollidingBookingOptions: CollidingBookingOptions.AddAndCancelCollidingBookings,
        CancelMessage: 'Nobody reads this',
      }),
    );

    expect(created.IsRecurring).toBe(false);
    expect(await world.count('booking_log', 'time_exception_id = $1', [created.Id])).toBe(0);
  });

  it.each([
    ['option 1', CollidingBookingOptions.AddWithoutCancelingCollidingBookings],
    ['no option (D11)', undefined],
  ])('domain 3.9: Force with %s adds it and leaves the bookings, without a message', async (_, option) => {
    const resourceId = await world.aResourceId();
    const { Id } = await world.aBooking(resourceId, '2030-04-01T09:00:00Z', '2030-04-01T09:30:00Z', {
      SendEmailConfirmation: false,
    });

    const created = await world.admin.post(
      world.exceptionRequest([resourceId], {
        Force: true,
        CollidingBookingOptions: option,
        CancelMessage: 'We are closed',
        SendEmailConfirmation: true,
        SendSmsConfirmation: true,
      }),
    );

    expect(created.BlockTime).toBe(true);
    expect(await world.stored(Id)).toEqual({ status: 1, occupies: true, unbooked_at: null });
    expect(await world.outbox(Id)).toEqual([]);
  });

  it('domain 3.9, 3.10: Force with option 2 unbooks every colliding booking and writes to their customers', async () => {
    const resourceId = await world.aResourceId();
    const Email = anEmail();
    const Customer = { Firstname: 'Eva', Lastname: 'Ek', Email, Phone: '+46 70 111 11 11' };
    const quiet = { SendEmailConfirmation: false, Customer };
    const first = await world.aBooking(resourceId, '2030-04-01T08:00:00Z', '2030-04-01T09:00:00Z', quiet);
    const second = await world.aBooking(resourceId, '2030-04-01T09:00:00Z', '2030-04-01T09:30:00Z', quiet);
    const outside = await world.aBooking(resourceId, '2030-04-01T10:00:00Z', '2030-04-01T11:00:00Z', quiet);

    const created = await world.admin.post(
      world.exceptionRequest([resourceId], {
        Force: true,
        CollidingBookingOptions: CollidingBookingOptions.AddAndCancelCollidingBookings,
        CancelMessage: 'The trainer is ill.',
        SendEmailConfirmation: true,
        SendSmsConfirmation: true,
      }),
    );

    const unbooked = { status: 2, occupies: false, unbooked_at: new Date(SchedulingWorld.monday) };
    expect(await world.stored(first.Id)).toEqual(unbooked);
    expect(await world.stored(second.Id)).toEqual(unbooked);
    expect(await world.stored(outside.Id)).toMatchObject({ status: 1, occupies: true });
    expect(await world.outbox(second.Id)).toEqual([
      {
        kind: 'email',
        recipient: Email,
        subject: `Booking ${second.Id} is cancelled`,
        body: `The trainer is ill.\n\nPersonal training at Aspens Gym, 2030-04-01 11:00-11:30 (booking ${second.Id}), is cancelled.\n`,
        status: expect.any(String),
      },
      {
        kind: 'sms',
        recipient: '+46 70 111 11 11',
        subject: null,
        body: `The trainer is ill. Personal training at Aspens Gym, 2030-04-01 11:00-11:30 (booking ${second.Id}), is cancelled.`,
        status: expect.any(String),
      },
    ]);
    expect(await world.outbox(first.Id)).toHaveLength(2);
    expect(await world.outbox(outside.Id)).toEqual([]);
    expect(
      await world.query('select event, booking_id from booking_log where time_exception_id = $1 order by 2', [
        created.Id,
      ]),
    ).toEqual([first, second].map(({ Id }) => ({ event: 'unbooked', booking_id: Id })));
    expect(
      await world.count('booking_contact', "booking_id = $1 and unbooked_comments = 'The trainer is ill.'", [first.Id]),
    ).toBe(1);
  });

  it('domain 3.10: without a word in the request the booking’s own setting decides', async () => {
    const resourceId = await world.aResourceId();
    const Customer = { Firstname: 'Eva', Lastname: 'Ek', Email: anEmail(), Phone: '+46 70 111 11 11' };
    const bySms = await world.aBooking(resourceId, '2030-04-01T08:00:00Z', '2030-04-01T09:00:00Z', {
      Customer,
      SendEmailConfirmation: false,
      SendSmsConfirmation: true,
    });
    const silent = await world.aBooking(resourceId, '2030-04-01T09:00:00Z', '2030-04-01T10:00:00Z', {
      Customer,
      SendEmailConfirmation: false,
    });

    await world.admin.post(
      world.exceptionRequest([resourceId], {
        Force: true,
        CollidingBookingOptions: CollidingBookingOptions.AddAndCancelCollidingBookings,
      }),
    );

    const kinds = async (id: number) =>
      (await world.outbox(id)).map(({ kind, body }) => [kind, body.includes('cancelled')]);
    expect(await kinds(bySms.Id)).toEqual([
      ['sms', false],
      ['sms', true],
    ]);
    expect(await kinds(silent.Id)).toEqual([]);
    expect(await world.stored(silent.Id)).toMatchObject({ status: 2 });
  });

  it('domain 3.10: who cannot be reached is skipped, and the request succeeds', async () => {
    const resourceId = await world.aResourceId();
    const { Id } = await world.aBooking(resourceId, '2030-04-01T09:00:00Z', '2030-04-01T09:30:00Z', {
      SendEmailConfirmation: false,
    });

    await world.admin.post(
      world.exceptionRequest([resourceId], {
        Force: true,
        CollidingBookingOptions: CollidingBookingOptions.AddAndCancelCollidingBookings,
        SendEmailConfirmation: true,
      }),
    );

    expect(await world.outbox(Id)).toEqual([
      expect.objectContaining({ kind: 'email', recipient: '', status: 'skipped' }),
    ]);
  });

  it('domain 3: needs an administrator who may write', async () => {
    const request = world.exceptionRequest([await world.aResourceId()]);

    const outcomes = [world.anonymous, world.customer, world.reader].map(
      async (client) => (await refusal(client, (caller) => caller.post(request))).status,
    );

    expect(await Promise.all(outcomes)).toEqual([401, 403, 403]);
  });

  it('domain 0.4: a superadmin names the company, everybody else has only their own', async () => {
    const request = world.exceptionRequest([await world.aResourceId()], { CompanyId: companyA });

    const created = await world.superadmin.post(request);
    const foreign = await refusal(world.adminB, (client) => client.post(request));
    const nowhere = await refusal(world.superadmin, (client) =>
      client.post(world.exceptionRequest([1], { CompanyId: '33333333-3333-4333-8333-333333333333' })),
    );
    const unnamed = await refusal(world.superadmin, (client) => client.post(world.exceptionRequest([1])));

    expect(created.CompanyId).toBe(companyA);
    expect(foreign.status).toBe(403);
    expect(nowhere).toMatchObject({ status: 404, fields: ['CompanyId NotFound'] });
    expect(unnamed).toMatchObject({ status: 400, fields: ['CompanyId NotEmpty'] });
  });
});
