import type { DataSource, EntityManager } from 'typeorm';
import { BookingStatusEnum } from '../../../dtos/booking/bookings';
import { CompanyRepository, inTransaction } from '../../data';
import type { Clock } from '../../engine';
import { ResourceEntity, ResourceTypeEntity } from '../resources/resource-entity';
import { ServiceEntity, ServiceResourceTypeEntity } from '../resources/service-entity';
import { Zone } from '../time-exceptions/interval';
import { expand, type Schedule } from '../time-exceptions/recurrence';
import { TimeExceptionRepository } from '../time-exceptions/time-exception-repository';
import { BookingRepository } from './booking-repository';
import { newCancellationCode } from './cancellation-code';

const hour = 3_600;
const dayMs = 86_400_000;

/** Which resources are booked on which of the coming days, from which hour of the company's clock. */
const bookings: readonly { inDays: number; fromHour: number; service: 0 | 1; resources: readonly number[] }[] = [
  { inDays: 1, fromHour: 10, service: 0, resources: [0, 2] },
  { inDays: 2, fromHour: 14, service: 0, resources: [1, 3] },
  { inDays: 5, fromHour: 9, service: 1, resources: [2] },
  { inDays: 8, fromHour: 10, service: 0, resources: [0, 3] },
  { inDays: 13, fromHour: 16, service: 1, resources: [3] },
  { inDays: 20, fromHour: 10, service: 0, resources: [1, 2] },
];

/**
 * Fills an empty calendar: two types with four resources, two services, bookings of the coming weeks and a time
 * exception. A company that has a resource already is left as it is.
 */
export async function loadSchedulingDemoData(dataSource: DataSource, companyId: string, clock: Clock): Promise<void> {
  await inTransaction(dataSource, async (tx) => {
    if (await tx.existsBy(ResourceEntity, { companyId })) return;
    const timeZone = await new CompanyRepository(tx).timeZone(companyId);
    if (timeZone === undefined) throw new Error(`Demo data need the company ${companyId}.`);
    const demo = new Demo(tx, companyId, new Zone(timeZone), clock.now());
    const types = [await demo.addType('Trainers'), await demo.addType('Rooms')] as const;
    const resourceIds = [
      await demo.addResource('Astrid', types[0], '#2E7D32'),
      await demo.addResource('Bengt', types[0], '#1565C0'),
      await demo.addResource('Studio 1', types[1], '#6A1B9A'),
      await demo.addResource('Studio 2', types[1], '#AD1457'),
    ];
    const services = [
      await demo.addService('Personal training', 60, types),
      await demo.addService('Yoga class', 45, [types[1]]),
    ] as const;
    await demo.addBookings(resourceIds, services);
    await demo.addTimeException(resourceIds.slice(0, 2));
  });
}

interface AddedService {
  readonly id: number;
  readonly minutes: number;
}

class Demo {
  constructor(
    private readonly tx: EntityManager,
    private readonly companyId: string,
    private readonly zone: Zone,
    private readonly now: Date,
  ) {}

  async addType(name: string): Promise<number> {
    const added = await this.tx.insert(ResourceTypeEntity, { companyId: this.companyId, name });
    return idOf(added.identifiers);
  }

  async addResource(name: string, resourceTypeId: number, color: string): Promise<number> {
    const { companyId, now } = this;
    const values = { companyId, name, resourceTypeId, color, createdAt: now, updatedAt: now };
    return idOf((await this.tx.insert(ResourceEntity, values)).identifiers);
  }

  async addService(name: string, minutes: number, types: readonly number[]): Promise<AddedService> {
    const { companyId } = this;
    const values = { companyId, name, durationMinutes: minutes, unbookBeforeMinutes: 60 };
    const id = idOf((await this.tx.insert(ServiceEntity, values)).identifiers);
    for (const resourceTypeId of types) {
      await this.tx.insert(ServiceResourceTypeEntity, { companyId, serviceId: id, resourceTypeId });
    }
    return { id, minutes };
  }

  async addBookings(resourceIds: readonly number[], services: readonly [AddedService, AddedService]): Promise<void> {
    const customers = await this.customers();
    const repository = new BookingRepository(this.tx);
    for (const [index, { inDays, fromHour, service, resources }] of bookings.entries()) {
      const startsAt = new Date(this.zone.instantOf({ day: this.dayIn(inDays), time: fromHour * hour }, 'start'));
      const { id: serviceId, minutes } = services[service];
      const customer = customers[index % Math.max(customers.length, 1)];
      const booking = {
        startsAt,
        endsAt: new Date(startsAt.getTime() + minutes * 60_000),
        serviceId,
        status: BookingStatusEnum.Booked,
        sendEmailConfirmation: true,
        sendSmsConfirmation: false,
        lastTimeToUnbook: new Date(startsAt.getTime() - 60 * 60_000),
        cancellationCode: newCancellationCode(),
        resourceIds: resourceIds.filter((_, place) => resources.includes(place)),
        quantities: [{ quantity: 1, occupiesSpot: true }],
        contact: { customer },
        actor: 'demo',
        bookedBy: 'Demo',
      };
      await repository.add(this.companyId, booking, this.now);
    }
  }

  /** Wednesdays at noon for eight weeks: none of the bookings is at that time. */
  async addTimeException(resourceIds: readonly number[]): Promise<void> {
    const schedule: Schedule = {
      fromDay: this.dayIn(0),
      toDay: this.dayIn(8 * 7 - 1),
      fromTime: 12 * hour,
      toTime: 13 * hour,
      weekdays: [3],
    };
    const values = {
      schedule,
      intervals: expand(schedule, this.zone),
      resourceIds,
      reasonText: 'Staff meeting',
      reasonTextPublic: 'Closed',
      color: '#757575',
      blockTime: true,
      private: false,
    };
    await new TimeExceptionRepository(this.tx).add(this.companyId, values, this.now);
  }

  private dayIn(days: number): string {
    return this.zone.dayOf(new Date(this.now.getTime() + days * dayMs));
  }

  private customers(): Promise<{ id: string; email: string | null; phone: string | null }[]> {
    return this.tx.query(
      'select id, email, phone from customer where company_id = $1 order by lastname, firstname, id limit 5',
      [this.companyId],
    );
  }
}

function idOf(identifiers: readonly object[]): number {
  return (identifiers[0] as { id: number }).id;
}
