import type { JsonServiceClient } from '@servicestack/client';
import { CollidingBookingOptions, DeleteResource, ResourceToBook, UpdateResourceTimeException } from '../../../dtos';
import { anEmail, SchedulingWorld } from '../bookings/scheduling-world';
import { attempt } from '../refusal';

let world: SchedulingWorld;
beforeAll(async () => {
  world = await SchedulingWorld.open();
});
afterAll(() => world?.close());

const rounds = 25;

/** What came of calls that were made at the same time: `ok` or the status and code of the refusal, sorted. */
async function race(...calls: ((client: JsonServiceClient) => Promise<unknown>)[]): Promise<string[]> {
  const outcomes = await Promise.all(
    calls.map(async (call) => {
      // A client of its own each: they would share a connection's order otherwise.
      const client = world.app.client();
      client.bearerToken = world.admin.bearerToken;
      const outcome = await attempt(client, call);
      return 'answer' in outcome ? 'ok' : `${outcome.refusal.status} ${outcome.refusal.errorCode}`;
    }),
  );
  return outcomes.sort();
}

function tally(results: readonly string[][]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const result of results) counts[result.join(', ')] = (counts[result.join(', ')] ?? 0) + 1;
  return counts;
}

/** Pairs of a blocking occurrence and an occupying booking that overlap on a resource. */
function overlaps(): Promise<unknown[]> {
  return world.query(
    `select used.booking_id, exception.id from booking_resource used
     join time_exception_resource owner on owner.resource_id = used.resource_id
     join time_exception exception on exception.id = owner.time_exception_id and exception.block_time
     join time_exception_interval occurrence
       on occurrence.time_exception_id = exception.id and occurrence.during && used.during
     where used.occupies`,
  );
}

describe('parallel requests', () => {
  it.each([
    ['the booking first', true],
    ['the time exception first', false],
  ])('domain 3.11: a booking and a time exception never both slip through, %s', async (_, isBookingFirst) => {
    const results: string[][] = [];

    for (let round = 0; round < rounds; round++) {
      const resourceId = await world.aResourceId();
      const book = (client: JsonServiceClient) =>
        client.post(world.bookingRequest(resourceId, '2030-04-01T09:00:00Z', '2030-04-01T10:30:00Z'));
      const block = (client: JsonServiceClient) => client.post(world.exceptionRequest([resourceId]));
      results.push(await (isBookingFirst ? race(book, block) : race(block, book)));
    }

    const counts = tally(results);
    const [blocked, collided] = [counts['409 TimeExceptionBlocks, ok'] ?? 0, counts['409 CollidingBookings, ok'] ?? 0];
    expect({ counts, sum: blocked + collided }).toEqual({ counts, sum: rounds });
    expect(await overlaps()).toEqual([]);
  });

  it('no resource is booked twice at a time', async () => {
    const results: string[][] = [];

    for (let round = 0; round < 8; round++) {
      const resourceId = await world.aResourceId();
      const bookings = Array.from(
        { length: 6 },
        (_, i) => (client: JsonServiceClient) =>
          client.post(world.bookingRequest(resourceId, `2030-04-01T09:0${i}:00Z`, '2030-04-01T10:30:00Z')),
      );
      results.push(await race(...bookings));
    }

    const lost = Array.from({ length: 5 }, () => '409 BookingCollides');
    expect(tally(results)).toEqual({ [[...lost, 'ok'].join(', ')]: 8 });
  });

  it('requests for the same two resources in another order do not wait for each other', async () => {
    const results: string[][] = [];

    for (let round = 0; round < rounds; round++) {
      const [a, b] = [await world.aResourceId(), await world.aResourceId()];
      const Resources = [b, a].map((ResourceId) => new ResourceToBook({ ResourceId }));
      results.push(
        await race(
          (client) =>
            client.post(world.bookingRequest(a, '2030-04-01T09:00:00Z', '2030-04-01T10:30:00Z', { Resources })),
          (client) => client.post(world.exceptionRequest([a, b], { From: '2030-04-02', To: '2030-04-02' })),
          (client) => client.post(world.exceptionRequest([b, a], { From: '2030-04-03', To: '2030-04-03' })),
        ),
      );
    }

    expect(tally(results)).toEqual({ 'ok, ok, ok': rounds });
  });

  it('domain 3.10: two time exceptions that cancel the same bookings write to each customer once', async () => {
    const cancel = {
      Force: true,
      CollidingBookingOptions: CollidingBookingOptions.AddAndCancelCollidingBookings,
      SendEmailConfirmation: true,
    };
    const Customer = { Firstname: 'Eva', Lastname: 'Ek', Email: anEmail() };
    const results: string[][] = [];
    const messages: number[] = [];

    for (let round = 0; round < 10; round++) {
      const [a, b] = [await world.aResourceId(), await world.aResourceId()];
      const Resources = [a, b].map((ResourceId) => new ResourceToBook({ ResourceId }));
      const shared = { Resources, Customer, SendEmailConfirmation: false };
      const first = await world.aBooking(a, '2030-04-01T08:00:00Z', '2030-04-01T09:00:00Z', shared);
      const second = await world.aBooking(a, '2030-04-01T09:00:00Z', '2030-04-01T10:00:00Z', shared);
      results.push(
        await race(
          (client) => client.post(world.exceptionRequest([a], cancel)),
          (client) => client.post(world.exceptionRequest([b], cancel)),
        ),
      );
      messages.push((await world.outbox(first.Id)).length, (await world.outbox(second.Id)).length);
    }

    expect(tally(results)).toEqual({ 'ok, ok': 10 });
    expect(messages).toEqual(Array(20).fill(1));
  });

  it('changing a time exception while its resource is deleted ends in one order or the other', async () => {
    const results: string[][] = [];

    for (let round = 0; round < rounds; round++) {
      const [gone, kept] = [await world.aResourceId(), await world.aResourceId()];
      const { Id } = await world.admin.post(world.exceptionRequest([gone]));
      results.push(
        await race(
          (client) => client.put(new UpdateResourceTimeException({ Id, ResourceIds: [kept] })),
          (client) => client.delete(new DeleteResource({ Id: gone })),
        ),
      );
    }

    const { 'ok, ok': changedFirst = 0, '404 NotFound, ok': deletedFirst = 0, ...others } = tally(results);
    expect(others).toEqual({});
    expect(changedFirst + deletedFirst).toBe(rounds);
    expect(
      await world.count(
        'time_exception e',
        'not exists (select from time_exception_resource r where r.time_exception_id = e.id)',
      ),
    ).toBe(0);
  });
});
