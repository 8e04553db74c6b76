import { CreateBooking, CustomerToBook, QuantityToBook, ResourceToBook } from '../../../dtos/booking/bookings';
import { CreateResource, ServiceQuery } from '../../../dtos/booking/resources';
import { CollidingBookingOptions, CreateResourceTimeException } from '../../../dtos/booking/time-exceptions';
import { OutboxRepository } from '../../../src/booking/messages/outbox-repository';
import { eventually } from '../../support/eventually';
import { type SmsGatewaySink, startSmsGatewaySink } from '../../support/sms-gateway-sink';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink';
import { companyA, startApp, type TestApp } from '../../support/start-app';

let smtp: SmtpSink;
let gateway: SmsGatewaySink;
let app: TestApp;

beforeAll(async () => {
  [smtp, gateway] = await Promise.all([startSmtpSink(), startSmsGatewaySink()]);
  const messages = {
    smtp: { url: smtp.url, from: 'Aspens Gym <noreply@booking.test>' },
    sms: { url: gateway.url, key: 'key-1', from: 'Aspens Gym' },
  };
  app = await startApp({ settings: { messages } });
});
afterAll(async () => {
  await app.close();
  await Promise.all([smtp.close(), gateway.close()]);
});

describe('confirmations of cancelled bookings', () => {
  it('domain 3.10: reach the customer by mail and SMS, once, through the whole product', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const room = await admin.post(new CreateResource({ Name: 'Room of the outbox', Active: true }));
    const [service] = (await admin.get(new ServiceQuery())).Results;
    const from = new Date('2031-01-07T10:00:00Z');
    const booking = await admin.post(
      new CreateBooking({
        From: from.toISOString(),
        To: new Date(from.getTime() + (service?.Duration ?? 0) * 60_000).toISOString(),
        ServiceId: service?.Id,
        Customer: new CustomerToBook({
          Firstname: 'Åsa',
          Lastname: 'Öst',
          Email: 'asa@guests.test',
          Phone: '+46701234567',
        }),
        Resources: [new ResourceToBook({ ResourceId: room.Id })],
        Quantities: [new QuantityToBook({ Quantity: 1 })],
        SendEmailConfirmation: false,
        SendSmsConfirmation: false,
      }),
    );

    await admin.post(
      new CreateResourceTimeException({
        From: '2031-01-07',
        To: '2031-01-07',
        ResourceIds: [room.Id],
        ReasonText: 'Burst pipe',
        BlockTime: true,
        Force: true,
        CollidingBookingOptions: CollidingBookingOptions.AddAndCancelCollidingBookings,
        CancelMessage: 'Tyvärr har vi en vattenläcka.',
        SendEmailConfirmation: true,
        SendSmsConfirmation: true,
      }),
    );

    const outbox = new OutboxRepository(app.database.dataSource.manager);
    await eventually('mail and text message are recorded as sent', async () => {
      const statuses = (await outbox.ofBooking(companyA, booking.Id)).map(({ status }) => status);
      return statuses.length === 2 && statuses.every((status) => status === 'sent');
    });
    expect(smtp.mails.map(({ envelopeTo }) => envelopeTo)).toEqual([['asa@guests.test']]);
    expect(smtp.mails[0]?.text).toContain('Tyvärr har vi en vattenläcka.');
    expect(gateway.received.map(({ body }) => body.to)).toEqual(['+46701234567']);
    expect(gateway.received[0]?.body.text).toContain('Tyvärr har vi en vattenläcka.');
  });
});
