import { randomUUID } from 'node:crypto';
import { JsonServiceClient } from '@servicestack/client';
import {
  Authenticate,
  type BookingQueryResponse,
  CreateBooking,
  CreateResource,
  CreateResourceTimeException,
  type ResourceQueryResponse,
  ResourceToBook,
  ServiceQuery,
} from '../../../dtos';
import { UserRepository } from '../../../src/data';
import { hashPassword } from '../../../src/engine';
import { MovingClock } from '../../support/moving-clock';
import { companyA, companyB, startApp, type TestApp } from '../../support/start-app';

export { companyA, companyB };

export interface OutboxRow {
  readonly kind: string;
  readonly recipient: string;
  readonly subject: string | null;
  readonly body: string;
  readonly status: string;
}

const password = 'a password of tests';
const emptyGuid = '00000000-0000-0000-0000-000000000000';

/** The product on a Monday morning, with typed clients of everybody and builders of what a test is about. */
export class SchedulingWorld {
  /** Monday, 09:00 in Stockholm. Tests that move it set it back. */
  static readonly monday = '2030-03-04T08:00:00Z';

  private constructor(
    readonly app: TestApp,
    readonly clock: MovingClock,
    readonly admin: JsonServiceClient,
    readonly reader: JsonServiceClient,
    readonly customer: JsonServiceClient,
    readonly adminB: JsonServiceClient,
    readonly superadmin: JsonServiceClient,
    private readonly serviceIds: Readonly<Record<string, number>>,
  ) {}

  static async open(): Promise<SchedulingWorld> {
    const clock = new MovingClock(new Date(SchedulingWorld.monday));
    const app = await startApp({ clock });
    try {
      return await SchedulingWorld.signIn(app, clock);
    } catch (error) {
      await app.close();
      throw error;
    }
  }

  private static async signIn(app: TestApp, clock: MovingClock): Promise<SchedulingWorld> {
    const admin = await app.clientFor('admin@missive.test');
    const adminB = await app.clientFor('admin-b@missive.test');
    const serviceIds = {
      [companyA]: (await admin.get(new ServiceQuery())).Results[0]?.Id ?? 0,
      [companyB]: (await adminB.get(new ServiceQuery())).Results[0]?.Id ?? 0,
    };
    return new SchedulingWorld(
      app,
      clock,
      admin,
      await app.clientFor('reader@missive.test'),
      await app.clientFor('customer@missive.test'),
      adminB,
      await app.clientFor('super@missive.test'),
      serviceIds,
    );
  }

  close(): Promise<void> {
    return this.app.close();
  }

  get anonymous(): JsonServiceClient {
    return this.app.client();
  }

  serviceId(companyId = companyA): number {
    return this.serviceIds[companyId] ?? 0;
  }

  /** A new resource of company A, or of the given client's company. */
  aResource(init: Partial<CreateResource> = {}, client = this.admin): Promise<ResourceQueryResponse> {
    return client.post(new CreateResource({ Name: 'Resource of a test', ...init }));
  }
  async aResourceId(): Promise<number> {
    return (await this.aResource()).Id;
  }

  /** A booking request of one resource; without a customer unless one is given. Times are UTC. */
  bookingRequest(resourceId: number, from: string, to: string, init: Partial<CreateBooking> = {}): CreateBooking {
    const isForSomebody = init.Customer !== undefined || init.CustomerId !== undefined;
    return new CreateBooking({
      From: from,
      To: to,
      ServiceId: this.serviceId(),
      Resources: [new ResourceToBook({ ResourceId: resourceId })],
      ...(isForSomebody ? {} : { CustomerId: emptyGuid }),
      ...init,
    });
  }
  aBooking(
    resourceId: number,
    from: string,
    to: string,
    init: Partial<CreateBooking> = {},
  ): Promise<BookingQueryResponse> {
    return this.admin.post(this.bookingRequest(resourceId, from, to, init));
  }

  /** A blocking time exception on 1 April 2030, a Monday, from 10:00 to 12:00 in Stockholm. */
  exceptionRequest(
    resourceIds: readonly number[],
    init: Partial<CreateResourceTimeException> = {},
  ): CreateResourceTimeException {
    return new CreateResourceTimeException({
      From: '2030-04-01',
      To: '2030-04-01',
      FromTime: 'PT10H',
      ToTime: 'PT12H',
      ResourceIds: [...resourceIds],
      ReasonText: 'Doctor',
      BlockTime: true,
      ...init,
    });
  }

  /** The signed-in client of a new user of a company without any role. */
  async aUser(companyId = companyA): Promise<{ id: string; client: JsonServiceClient; email: string }> {
    const email = `${randomUUID()}@example.com`;
    const users = new UserRepository(this.app.database.dataSource.manager);
    const passwordHash = await hashPassword(password);
    const id = await users.add({ companyId, userName: email, email, displayName: 'Test User', passwordHash });
    const client = this.app.client();
    const { bearerToken } = await client.post(new Authenticate({ provider: 'credentials', userName: email, password }));
    client.bearerToken = bearerToken ?? '';
    return { id, client, email };
  }

  /** What the administrator is answered as JSON: the typed client changes the case of names in errors. */
  async answer(request: { getTypeName(): string; getMethod(): string }): Promise<{ ResponseStatus?: unknown }> {
    const response = await fetch(`${this.app.url}/api/${request.getTypeName()}`, {
      method: request.getMethod(),
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.admin.bearerToken}` },
      body: JSON.stringify(request),
    });
    return (await response.json()) as { ResponseStatus?: unknown };
  }

  query<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return this.app.database.dataSource.query(sql, parameters);
  }
  async count(table: string, condition = 'true', parameters: unknown[] = []): Promise<number> {
    const [row] = await this.query<{ count: number }>(
      `select count(*)::integer as count from ${table} where ${condition}`,
      parameters,
    );
    return row?.count ?? -1;
  }
  /** The messages about a booking in the order of their writing. */
  outbox(bookingId: number): Promise<OutboxRow[]> {
    return this.query(
      'select kind, recipient, subject, body, status from outbox_message where booking_id = $1 order by id',
      [bookingId],
    );
  }
  /** What is stored of a booking. */
  async stored(bookingId: number): Promise<{ status: number; occupies: boolean; unbooked_at: Date | null }> {
    const [row] = await this.query<{ status: number; occupies: boolean; unbooked_at: Date | null }>(
      'select status, occupies, unbooked_at from booking where id = $1',
      [bookingId],
    );
    if (!row) throw new Error(`No booking ${bookingId}.`);
    return row;
  }
}

/** An e-mail address that no other customer has. */
export function anEmail(): string {
  return `${randomUUID()}@example.com`;
}
