import { loadSchedulingDemoData } from '../../../src/booking/bookings/scheduling-demo-data';
import { CompanyRepository } from '../../../src/data';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { MovingClock } from '../../support/moving-clock';

const companyId = '44444444-4444-4444-8444-444444444444';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await new CompanyRepository(database.dataSource.manager).add({ id: companyId, name: 'Empty' });
});
afterAll(() => database?.close());

async function counts(): Promise<unknown> {
  const [row] = await database.dataSource.query(
    `select (select count(*)::integer from resource_type) as types, (select count(*)::integer from resource) as resources,
       (select count(*)::integer from service) as services, (select count(*)::integer from booking) as bookings,
       (select count(*)::integer from time_exception) as exceptions`,
  );
  return row;
}

describe('demo data of the calendar', () => {
  it.each(['2030-03-04T08:00:00Z', '2030-03-29T22:30:00Z', '2030-10-26T22:30:00Z'])(
    'are loaded once, on any day, and never collide (%s)',
    async (now) => {
      const { dataSource } = database;
      await dataSource.query(
        'truncate resource_type, service, booking, time_exception, resource restart identity cascade',
      );
      const clock = new MovingClock(new Date(now));

      await loadSchedulingDemoData(dataSource, companyId, clock);
      await loadSchedulingDemoData(dataSource, companyId, clock);

      expect(await counts()).toEqual({ types: 2, resources: 4, services: 2, bookings: 6, exceptions: 1 });
      expect(
        await dataSource.query(
          `select used.booking_id from booking_resource used
           join time_exception_resource owner on owner.resource_id = used.resource_id
           join time_exception_interval i on i.time_exception_id = owner.time_exception_id and i.during && used.during`,
        ),
      ).toEqual([]);
    },
  );

  it('need the company', async () => {
    const nowhere = '55555555-5555-4555-8555-555555555555';

    await expect(loadSchedulingDemoData(database.dataSource, nowhere, new MovingClock())).rejects.toThrow(nowhere);
  });
});
