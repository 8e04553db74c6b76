import { setTimeout as delay } from 'node:timers/promises';
import {
  type AxemaUserSyncJobResponse,
  AxemaUserSyncStatus,
  CreateAxemaUserSync,
  GetAxemaUserSyncJob,
} from '../../dtos/booking/axema';
import { CreateBooking, CustomerToBook, QuantityToBook, ResourceToBook } from '../../dtos/booking/bookings';
import { CreateCustomer, InvoiceAddress, UpdateCustomer } from '../../dtos/booking/customers';
import { CreateResource, ServiceQuery } from '../../dtos/booking/resources';
import { CreateResourceTimeException } from '../../dtos/booking/time-exceptions';
import type { Caller, DemoSession } from './demo-session';

const syncDeadlineMs = 60_000;
const pollMs = 100;

/** Starts a sync from the VAKA simulator and watches it until it is over. */
export async function syncAxemaUsers(demo: DemoSession, admin: Caller, reader: Caller): Promise<void> {
  demo.printer.operation('CreateAxemaUserSync', 'POST /codelock/axema/usersync');
  const job = await demo.answered(
    { by: admin, request: new CreateAxemaUserSync(), says: 'start a sync of the own company' },
    ({ Id, StatusName, CreatedDate }) => [
      ['Id', Id],
      ['StatusName', StatusName],
      ['CreatedDate', CreatedDate],
    ],
    ({ Status, StatusName, UsersFound }) => [
      ['Status', Status, AxemaUserSyncStatus.Pending],
      ['StatusName', StatusName, 'Pending'],
      ['UsersFound', UsersFound, undefined],
    ],
  );
  const {
    StatusName,
    ErrorMessage,
    UsersFound = 0,
    UsersCreated = 0,
    UsersUpdated = 0,
  } = await watch(demo, admin, job);
  demo.compare([
    ['StatusName', StatusName, 'Completed'],
    ['ErrorMessage', ErrorMessage, undefined],
    ['users found', UsersFound > 0, true],
    ['created + updated at most found', UsersCreated + UsersUpdated <= UsersFound, true],
  ]);
  await demo.refused(
    { by: reader, request: new CreateAxemaUserSync(), says: 'the same with a role that may only read' },
    { status: 403, errorCode: 'Forbidden', fields: [] },
  );
}

/** Reads the job again and again until it is over, as a bar. */
async function watch(
  demo: DemoSession,
  admin: Caller,
  job: AxemaUserSyncJobResponse,
): Promise<AxemaUserSyncJobResponse> {
  const deadline = Date.now() + syncDeadlineMs;
  for (let now = job; ; now = await admin.client.get(new GetAxemaUserSyncJob({ Id: job.Id }))) {
    const { StatusName, UsersFound, UsersCreated = 0, UsersUpdated = 0 } = now;
    const isOver = now.Status > AxemaUserSyncStatus.Processing || Date.now() > deadline;
    // Unchanged persons are counted nowhere, so that the counters alone would end before the bar does.
    const done = now.Status === AxemaUserSyncStatus.Completed ? (UsersFound ?? 0) : UsersCreated + UsersUpdated;
    demo.printer.bar(done, UsersFound, `${StatusName}, ${UsersCreated} created, ${UsersUpdated} updated`, isOver);
    if (isOver) return now;
    await delay(pollMs);
  }
}

/** Changes a customer that has just been created. */
export async function updateCustomer(demo: DemoSession, admin: Caller, suffix: string): Promise<void> {
  demo.printer.operation('UpdateCustomer', 'PUT /customers/{Id}');
  const { Id } = await admin.client.post(
    new CreateCustomer({
      Firstname: 'Ada',
      Lastname: 'Berg',
      Phone: '+46 70 123 45 67',
      Email: `ada.${suffix}@demo.test`,
    }),
  );
  await demo.answered(
    {
      by: admin,
      request: new UpdateCustomer({
        Id,
        Lastname: 'Lovelace',
        Phone: '+46 8 123 456',
        SubscribedToNewsletter: true,
        InvoiceAddress: new InvoiceAddress({ InvoiceCity: 'Åre', InvoiceCountryCode: 'SE' }),
      }),
      says: 'a new last name, phone and invoice address',
    },
    (customer) => [
      ['Id', customer.Id],
      ['Name', `${customer.Firstname} ${customer.Lastname}`],
      ['Phone', customer.Phone],
      ['InvoiceCity', customer.InvoiceAddress?.InvoiceCity],
      ['Updated', customer.Updated],
    ],
    (customer) => [
      ['Id', customer.Id, Id],
      ['Firstname', customer.Firstname, 'Ada'],
      ['Lastname', customer.Lastname, 'Lovelace'],
      ['Phone', customer.Phone, '+46 8 123 456'],
      ['Email', customer.Email, `ada.${suffix}@demo.test`],
      ['SubscribedToNewsletter', customer.SubscribedToNewsletter, true],
      ['InvoiceCity', customer.InvoiceAddress?.InvoiceCity, 'Åre'],
    ],
  );
  await demo.refused(
    {
      by: admin,
      request: new UpdateCustomer({ Id, Firstname: '', Phone: 'call me', Email: 'nobody' }),
      says: 'no first name, letters as phone, no address',
    },
    { status: 400, errorCode: 'NotEmpty', fields: ['Firstname', 'Phone', 'Email'] },
  );
}

/** Closes a room on four Monday mornings. */
export async function closeResource(demo: DemoSession, admin: Caller, suffix: string): Promise<void> {
  demo.printer.operation('CreateResourceTimeException', 'POST /timeexceptions');
  const resource = await admin.client.post(new CreateResource({ Name: `Demo room ${suffix}`, Active: true }));
  const mondays = {
    From: '2031-01-06',
    To: '2031-01-31',
    ResourceIds: [resource.Id],
    FromTime: 'PT10H',
    ToTime: 'PT12H',
    DaysOfWeek: [1],
    ReasonText: 'Cleaning',
    BlockTime: true,
  };
  await demo.answered(
    { by: admin, request: new CreateResourceTimeException(mondays), says: 'Mondays 10 to 12, four weeks long' },
    (exception) => [
      ['Id', exception.Id],
      ['Resource', exception.Resources?.map(({ Name }) => Name).join(', ')],
      ['Days', exception.DaysOfWeek?.map(({ DayOfWeek }) => DayOfWeek).join(', ')],
      ['From, To', `${exception.From}, ${exception.To}`],
      ['Time', `${exception.FromTime} to ${exception.ToTime}`],
    ],
    (exception) => [
      ['ResourceIds', exception.ResourceIds, [resource.Id]],
      ['IsRecurring', exception.IsRecurring, true],
      ['DaysOfWeek', exception.DaysOfWeek?.map(({ DayOfWeek }) => DayOfWeek), ['Monday']],
      ['FromTime', exception.FromTime, 'PT10H'],
      ['ToTime', exception.ToTime, 'PT12H'],
      ['ReasonText', exception.ReasonText, 'Cleaning'],
    ],
  );
  await bookTuesday(admin, resource.Id);
  await demo.refused(
    {
      by: admin,
      request: new CreateResourceTimeException({ ...mondays, DaysOfWeek: [2] }),
      says: 'Tuesdays instead, when the room is booked',
    },
    { status: 409, errorCode: 'CollidingBookings', fields: [] },
  );
  await demo.refused(
    {
      by: admin,
      request: new CreateResourceTimeException({ ...mondays, DaysOfWeek: [8], ReasonText: ' ', Color: 'red' }),
      says: 'an eighth weekday, no reason, a colour by name',
    },
    { status: 400, errorCode: 'InclusiveBetween', fields: ['DaysOfWeek', 'ReasonText', 'Color'] },
  );
}

/** Books the room on Tuesday 7 January 2031 at 11 o'clock in Stockholm. */
async function bookTuesday(admin: Caller, resourceId: number): Promise<void> {
  const { Results: services } = await admin.client.get(new ServiceQuery());
  const [service] = services;
  if (!service) throw new Error('the company offers no service to book');
  const from = new Date('2031-01-07T10:00:00Z');
  await admin.client.post(
    new CreateBooking({
      From: from.toISOString(),
      To: new Date(from.getTime() + service.Duration * 60_000).toISOString(),
      ServiceId: service.Id,
      Customer: new CustomerToBook({ Firstname: 'Ada', Lastname: 'Berg', Email: 'ada@demo.test' }),
      Resources: [new ResourceToBook({ ResourceId: resourceId })],
      Quantities: [new QuantityToBook({ Quantity: 1 })],
    }),
  );
}
