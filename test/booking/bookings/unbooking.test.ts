import { type BookingQueryResponse, CreateBooking, DeleteBooking, DeleteBookingByCode } from '../../../dtos';
import { refusal } from '../refusal';
import { anEmail, companyA, companyB, SchedulingWorld } from './scheduling-world';

let world: SchedulingWorld;
beforeAll(async () => {
  world = await SchedulingWorld.open();
});
afterEach(() => world.clock.set(SchedulingWorld.monday));
afterAll(() => world?.close());

const from = '2030-04-01T09:00:00Z';
const to = '2030-04-01T10:00:00Z';
const unbookedAt = new Date(SchedulingWorld.monday);

async function aBookingFor(init: Partial<CreateBooking> = {}): Promise<BookingQueryResponse> {
  const Customer = { Firstname: 'Eva', Lastname: 'Ek', Email: anEmail(), Phone: '+46 70 111 11 11' };
  return world.aBooking(await world.aResourceId(), from, to, { Customer, SendEmailConfirmation: false, ...init });
}
async function aBookingOfUser(start = from, end = to) {
  const user = await world.aUser();
  const request = world.bookingRequest(await world.aResourceId(), start, end, {
    Customer: { Firstname: 'Eva', Lastname: 'Ek' },
  });
  return { ...user, booking: await user.client.post(request) };
}

describe('DeleteBooking', () => {
  it('domain 3: unbooks, frees the time and tells the customer', async () => {
    const booking = await aBookingFor();
    const resourceId = booking.BookedResourceTypes[0]?.Resources[0]?.Id ?? 0;

    const unbooked = await world.admin.delete(
      new DeleteBooking({
        Id: booking.Id,
        UnBookedComments: 'She called',
        Message: 'See you another time.',
        SendEmailConfirmation: true,
        SendSmsConfirmation: true,
      }),
    );
    const next = await world.aBooking(resourceId, from, to);

    expect(unbooked).toMatchObject({
      Id: booking.Id,
      StatusId: 2,
      StatusName: 'Unbooked',
      UnbookedOn: '2030-03-04T08:00:00Z',
      UnbookedComments: 'She called',
    });
    expect((await world.outbox(booking.Id)).map(({ kind, body }) => [kind, body.split('\n')[0]])).toEqual([
      ['email', 'See you another time.'],
      ['sms', expect.stringMatching(/^See you another time\. Personal training .* is cancelled\.$/)],
    ]);
    expect(next.StatusName).toBe('Booked');
    expect(await world.count('booking_log', "booking_id = $1 and event = 'unbooked'", [booking.Id])).toBe(1);
  });

  it('domain 3.10: without a word the booking’s own setting decides', async () => {
    const silent = await aBookingFor();
    const byMail = await aBookingFor({ SendEmailConfirmation: true });

    await world.admin.delete(new DeleteBooking({ Id: silent.Id }));
    await world.admin.delete(new DeleteBooking({ Id: byMail.Id }));

    expect(await world.outbox(silent.Id)).toEqual([]);
    expect((await world.outbox(byMail.Id)).map(({ subject }) => subject)).toEqual([
      `Booking ${byMail.Id} is confirmed`,
      `Booking ${byMail.Id} is cancelled`,
    ]);
  });

  it('answers one that is unbooked already as it is, and tells nobody twice', async () => {
    const { Id } = await aBookingFor({ SendEmailConfirmation: true });
    await world.admin.delete(new DeleteBooking({ Id, UnBookedComments: 'first' }));
    world.clock.advance(60_000);

    const again = await world.admin.delete(new DeleteBooking({ Id, UnBookedComments: 'second' }));

    expect(again).toMatchObject({ StatusId: 2, UnbookedOn: '2030-03-04T08:00:00Z', UnbookedComments: 'first' });
    expect(await world.outbox(Id)).toHaveLength(2);
  });

  it('lets users unbook their own, until the last time to unbook', async () => {
    const today = ['2030-03-04T09:30:00Z', '2030-03-04T10:30:00Z'] as const;
    const { booking, client } = await aBookingOfUser(...today);
    const { booking: late, client: latecomer } = await aBookingOfUser(...today);

    world.clock.set('2030-03-04T08:30:00Z');
    const unbooked = await client.delete(new DeleteBooking({ Id: booking.Id }));
    world.clock.set('2030-03-04T08:30:01Z');
    const refused = await refusal(latecomer, (user) => user.delete(new DeleteBooking({ Id: late.Id })));
    const byAdmin = await world.admin.delete(new DeleteBooking({ Id: late.Id }));

    expect(unbooked.StatusName).toBe('Unbooked');
    expect(refused).toMatchObject({ status: 409, errorCode: 'UnbookingTooLate' });
    expect(byAdmin.StatusName).toBe('Unbooked');
  });

  it('does not let users write messages', async () => {
    const { booking, client } = await aBookingOfUser();

    const refused = await refusal(client, (user) =>
      user.delete(new DeleteBooking({ Id: booking.Id, Message: 'Buy now' })),
    );

    expect(refused.status).toBe(403);
    expect(await world.stored(booking.Id)).toMatchObject({ status: 1 });
  });

  it('domain 0.4: what is somebody else’s or another company’s is answered like an unknown id', async () => {
    const { booking } = await aBookingOfUser();
    const { client: stranger } = await world.aUser();
    const messageFor = async (client: typeof stranger, id: number) => {
      const { status, message } = await refusal(client, (caller) => caller.delete(new DeleteBooking({ Id: id })));
      return [status, message?.replace(String(id), 'ID')];
    };

    const unknown = await messageFor(world.adminB, 2_000_000_000);
    expect(unknown[0]).toBe(404);
    expect(await messageFor(world.adminB, booking.Id)).toEqual(unknown);
    expect(await messageFor(stranger, booking.Id)).toEqual(unknown);
    expect(await messageFor(world.reader, booking.Id)).toEqual(unknown);
    expect((await messageFor(world.anonymous, booking.Id))[0]).toBe(401);
    expect(await world.stored(booking.Id)).toMatchObject({ status: 1 });
  });
});

describe('DeleteBookingByCode', () => {
  it('needs nothing but the code, and tells nothing about the person', async () => {
    const { Id, CancellationCode = '', CompanyId } = await aBookingFor({ BookedComments: 'Eva likes mornings' });

    const unbooked = await world.anonymous.delete(
      new DeleteBookingByCode({ Id, CancellationCode: CancellationCode.toLowerCase(), UnBookedComments: 'Ill' }),
    );

    expect(unbooked).toMatchObject({ Id, CompanyId, StatusName: 'Unbooked', Service: { Name: 'Personal training' } });
    expect(unbooked).not.toHaveProperty('Customer');
    expect(JSON.stringify(unbooked)).not.toMatch(/Eva|Ek|Anna/);
    expect(await world.stored(Id)).toEqual({ status: 2, occupies: false, unbooked_at: unbookedAt });
    expect(await world.query('select actor from booking_log where booking_id = $1 order by id', [Id])).toEqual([
      { actor: expect.stringMatching(/^user:/) },
      { actor: 'code' },
    ]);
  });

  it('tells a wrong code and an unknown booking apart for nobody', async () => {
    const { Id, CancellationCode = '' } = await aBookingFor();
    const { Id: other } = await aBookingFor();
    const outcome = async (init: Partial<DeleteBookingByCode>) => {
      const { status, message } = await refusal(world.anonymous, (nobody) =>
        nobody.delete(new DeleteBookingByCode(init)),
      );
      return [status, message?.replace(String(init.Id), 'ID')];
    };

    const wrong = await outcome({ Id, CancellationCode: '0000000000000000' });
    expect(wrong[0]).toBe(404);
    expect(await outcome({ Id: other, CancellationCode })).toEqual(wrong);
    expect(await outcome({ Id: 2_000_000_000, CancellationCode })).toEqual(wrong);
    expect(await outcome({ Id, CancellationCode, CompanyId: companyB })).toEqual(wrong);
    expect((await outcome({ Id, CancellationCode: '' }))[0]).toBe(400);
    expect(await world.stored(Id)).toMatchObject({ status: 1 });
  });

  it('works with the company named, and until the last time to unbook', async () => {
    const [first, second] = [await aBookingFor(), await aBookingFor()];

    const named = await world.anonymous.delete(
      new DeleteBookingByCode({ Id: first.Id, CancellationCode: first.CancellationCode, CompanyId: companyA }),
    );
    world.clock.set('2030-04-01T08:00:01Z');
    const late = await refusal(world.anonymous, (nobody) =>
      nobody.delete(new DeleteBookingByCode({ Id: second.Id, CancellationCode: second.CancellationCode })),
    );

    expect(named.StatusName).toBe('Unbooked');
    expect(late).toMatchObject({ status: 409, errorCode: 'UnbookingTooLate' });
  });
});
