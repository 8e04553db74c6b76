import { BookingQuery, type BookingQueryResponse, type CustomerToBook, DeleteBooking } from '../../../dtos';
import { refusal } from '../refusal';
import { anEmail, SchedulingWorld } from './scheduling-world';

let world: SchedulingWorld;
beforeAll(async () => {
  world = await SchedulingWorld.open();
});
afterAll(() => world?.close());

const idsOf = (results: readonly BookingQueryResponse[]): number[] => results.map(({ Id }) => Id);
const person = (): CustomerToBook => ({ Firstname: 'Eva', Lastname: 'Ek', Email: anEmail() });
const hour = (day: number, at: number): string =>
  `2030-05-${String(day).padStart(2, '0')}T${String(at).padStart(2, '0')}:00:00Z`;

describe('BookingQuery', () => {
  it('domain 3: users see their own bookings only', async () => {
    const [eva, bo] = [await world.aUser(), await world.aUser()];
    const resourceId = await world.aResourceId();
    const book = (client: typeof eva.client, day: number) =>
      client.post(
        world.bookingRequest(resourceId, hour(day, 8), hour(day, 9), { Customer: { Firstname: 'A', Lastname: 'B' } }),
      );
    const mine = await book(eva.client, 1);
    await book(bo.client, 2);

    const { Results } = await eva.client.get(new BookingQuery());
    const others = await eva.client.get(new BookingQuery({ ResourceIds: [resourceId], BookingStart: hour(2, 0) }));

    expect(Results).toEqual([mine]);
    expect(others.Results).toEqual([]);
  });

  it('domain 3: the company’s bookings need an administrator role; a reader is not given the codes', async () => {
    const resourceId = await world.aResourceId();
    const booking = await world.aBooking(resourceId, hour(1, 8), hour(1, 9), { Customer: person() });
    const query = new BookingQuery({ CompanyBookings: true, ResourceIds: [resourceId] });

    const byAdmin = await world.admin.get(query);
    const byReader = await world.reader.get(query);
    const byCustomer = await refusal(world.customer, (client) => client.get(query));
    const byNobody = await refusal(world.anonymous, (client) => client.get(query));
    const byOther = await world.adminB.get(query);

    const { CancellationCode: _, ...withoutCode } = booking;
    expect(byAdmin.Results).toEqual([booking]);
    expect(byReader.Results).toEqual([withoutCode]);
    expect([byCustomer.status, byNobody.status]).toEqual([403, 401]);
    expect(byOther.Results).toEqual([]);
  });

  it('filters by id, time, status, service, resource, customer and code', async () => {
    const [a, b] = [await world.aResourceId(), await world.aResourceId()];
    const first = await world.aBooking(a, hour(10, 8), hour(10, 10), { Customer: person() });
    const second = await world.aBooking(b, hour(11, 8), hour(11, 9), { Customer: person() });
    await world.admin.delete(new DeleteBooking({ Id: second.Id }));
    const find = async (init: Partial<BookingQuery>) => {
      const { Results } = await world.admin.get(
        new BookingQuery({ CompanyBookings: true, ResourceIds: [a, b], ...init }),
      );
      return idsOf(Results);
    };

    expect(await find({})).toEqual([first.Id, second.Id]);
    expect(await find({ Id: second.Id })).toEqual([second.Id]);
    expect(await find({ BookingStart: hour(10, 9) })).toEqual([first.Id, second.Id]);
    expect(await find({ BookingStart: hour(10, 10) })).toEqual([second.Id]);
    expect(await find({ BookingEnd: hour(11, 8) })).toEqual([first.Id]);
    expect(await find({ BookingStart: hour(10, 9), BookingEnd: hour(10, 10) })).toEqual([first.Id]);
    expect(await find({ StatusIds: [2, 4] })).toEqual([second.Id]);
    expect(await find({ ServiceIds: [world.serviceId()] })).toEqual([first.Id, second.Id]);
    expect(await find({ ServiceIds: [2_000_000_000] })).toEqual([]);
    expect(await find({ ResourceIds: [b] })).toEqual([second.Id]);
    expect(await find({ CustomerId: first.Customer?.Id })).toEqual([first.Id]);
    expect(await find({ CancellationCode: second.CancellationCode })).toEqual([second.Id]);
    expect(await find({ CancellationCode: 'no such code' })).toEqual([]);
  });

  it('finds a booking of 31 days by its last hour', async () => {
    const resourceId = await world.aResourceId();
    const { Id } = await world.aBooking(resourceId, '2030-05-01T00:00:00Z', '2030-06-01T00:00:00Z');

    const { Results } = await world.admin.get(
      new BookingQuery({ CompanyBookings: true, ResourceIds: [resourceId], BookingStart: '2030-05-31T23:00:00Z' }),
    );

    expect(idsOf(Results)).toEqual([Id]);
  });

  it('pages and sorts', async () => {
    const resourceId = await world.aResourceId();
    const late = await world.aBooking(resourceId, hour(20, 12), hour(20, 13));
    const early = await world.aBooking(resourceId, hour(20, 8), hour(20, 9));
    const middle = await world.aBooking(resourceId, hour(20, 10), hour(20, 11));
    const query = (init: Partial<BookingQuery>) =>
      world.admin.get(new BookingQuery({ CompanyBookings: true, ResourceIds: [resourceId], ...init }));

    const inOrder = await query({ include: 'Total' });
    const newest = await query({ orderByDesc: 'From', skip: 1, take: 1 });

    expect(inOrder.Total).toBe(3);
    expect(idsOf(inOrder.Results)).toEqual([early.Id, middle.Id, late.Id]);
    expect(newest.Offset).toBe(1);
    expect(idsOf(newest.Results)).toEqual([middle.Id]);
  });
});
