import {
  BookingQuery,
  CreateBooking,
  CustomerQuery,
  DeleteCustomer,
  PaymentOption,
  QuantityToBook,
  ResourceToBook,
} from '../../../dtos';
import { ApiKeyRepository } from '../../../src/data';
import { refusal } from '../refusal';
import { anEmail, companyA, companyB, SchedulingWorld } from './scheduling-world';

let world: SchedulingWorld;
beforeAll(async () => {
  world = await SchedulingWorld.open();
});
afterAll(() => world?.close());

const from = '2030-04-01T09:00:00Z';
const to = '2030-04-01T10:00:00Z';
const emptyGuid = '00000000-0000-0000-0000-000000000000';
const aPerson = () => ({ Firstname: 'Eva', Lastname: 'Ek', Email: anEmail(), Phone: '+46 70 111 11 11' });

describe('CreateBooking by an administrator', () => {
  it('answers the whole booking', async () => {
    const { Id: resourceId, Name } = await world.aResource();
    const Customer = aPerson();

    const booking = await world.admin.post(
      world.bookingRequest(resourceId, from, to, {
        Customer,
        Quantities: [
          new QuantityToBook({ Quantity: 2, PriceId: 7 }),
          new QuantityToBook({ Quantity: 1, OccupiesSpot: false }),
        ],
        BookedComments: 'By telephone',
        CommentsToCustomer: 'Bring a towel.',
      }),
    );

    expect(booking).toEqual({
      Id: expect.any(Number),
      CompanyId: companyA,
      From: from,
      To: to,
      Status: 'Booked',
      StatusId: 1,
      StatusName: 'Booked',
      SendEmailConfirmation: true,
      SendSmsConfirmation: false,
      LastTimeToUnBook: '2030-04-01T08:00:00Z',
      CustomFieldValues: [],
      BookedResourceTypes: [{ Id: 0, Name: '', Resources: [{ Id: resourceId, Name }] }],
      Customer: { Id: expect.any(String), ...Customer },
      Quantities: [
        { Id: expect.any(Number), Quantity: 2, PriceId: 7, OccupiesSpot: true },
        { Id: expect.any(Number), Quantity: 1, OccupiesSpot: false },
      ],
      Service: { Id: world.serviceId(), Name: 'Personal training', Duration: 60 },
      LengthInMinutes: 60,
      BookedBy: 'Anna Admin',
      BookedComments: 'By telephone',
      CommentsToCustomer: 'Bring a towel.',
      CreatedDate: '2030-03-04T08:00:00Z',
      UpdatedDate: '2030-03-04T08:00:00Z',
      CancellationCode: expect.stringMatching(/^[0-9A-Z]{16}$/),
    });
    expect(await world.query('select event, actor from booking_log where booking_id = $1', [booking.Id])).toEqual([
      { event: 'booked', actor: expect.stringMatching(/^user:/) },
    ]);
  });

  it('sends a confirmation by mail unless told otherwise, and by text message when told', async () => {
    const resourceId = await world.aResourceId();
    const Customer = aPerson();

    const usual = await world.aBooking(resourceId, from, to, { Customer });
    const silent = await world.aBooking(resourceId, '2030-04-02T09:00:00Z', '2030-04-02T10:00:00Z', {
      Customer,
      SendEmailConfirmation: false,
    });
    const both = await world.aBooking(resourceId, '2030-04-03T09:00:00Z', '2030-04-03T10:00:00Z', {
      Customer,
      SendSmsConfirmation: true,
    });

    expect(await world.outbox(usual.Id)).toEqual([
      expect.objectContaining({
        kind: 'email',
        recipient: Customer.Email,
        subject: `Booking ${usual.Id} is confirmed`,
        body: expect.stringContaining(`Cancellation code: ${usual.CancellationCode}`),
      }),
    ]);
    expect(await world.outbox(silent.Id)).toEqual([]);
    expect((await world.outbox(both.Id)).map(({ kind }) => kind)).toEqual(['email', 'sms']);
  });

  it('finds the customer by id or by e-mail address in any case, and leaves the record alone', async () => {
    const resourceId = await world.aResourceId();
    const Customer = aPerson();
    const { Customer: created } = await world.aBooking(resourceId, from, to, { Customer });

    const byEmail = await world.aBooking(resourceId, '2030-04-02T09:00:00Z', '2030-04-02T10:00:00Z', {
      Customer: { ...Customer, Firstname: 'Evelina', Email: Customer.Email.toUpperCase(), Phone: '+46 70 222 22 22' },
    });
    const byId = await world.aBooking(resourceId, '2030-04-03T09:00:00Z', '2030-04-03T10:00:00Z', {
      CustomerId: created?.Id,
    });

    expect(byEmail.Customer).toMatchObject({ Id: created?.Id, Firstname: 'Evelina', Phone: '+46 70 222 22 22' });
    expect(byId.Customer).toEqual({ Id: created?.Id, ...Customer });
    const { Results } = await world.admin.get(new CustomerQuery({ CustomerId: created?.Id }));
    expect(Results).toMatchObject([{ Firstname: 'Eva', Phone: '+46 70 111 11 11', Email: Customer.Email }]);
  });

  it('books without a customer for the empty Guid', async () => {
    const booking = await world.aBooking(await world.aResourceId(), from, to, { CustomerId: emptyGuid });

    expect(booking).not.toHaveProperty('Customer');
  });

  it.each([
    [PaymentOption.BookWithPaymentMessageToCustomer, 'AwaitingPaymentNoTimeLimit'],
    [PaymentOption.BookWithManualPayment, 'AwaitingPaymentRequestFromAdmin'],
  ])('begins with payment option %s as %s', async (option, status) => {
    const booking = await world.aBooking(await world.aResourceId(), from, to, { PaymentOption: option });

    expect(booking.StatusName).toBe(status);
  });

  it.each<[string, Partial<CreateBooking>, number, string[]]>([
    ['nobody to book for', { CustomerId: undefined }, 400, ['CustomerId NotEmpty']],
    [
      'a person without names',
      { CustomerId: undefined, Customer: {} },
      400,
      ['Customer.Firstname NotEmpty', 'Customer.Lastname NotEmpty'],
    ],
    ['an unknown customer', { CustomerId: '33333333-3333-4333-8333-333333333333' }, 404, ['CustomerId NotFound']],
    ['a mail address that is none', { Customer: { Email: 'eva' } }, 400, ['Customer.Email Email']],
    ['a telephone number that is none', { Customer: { Phone: 'call me' } }, 400, ['Customer.Phone RegularExpression']],
    ['no resource', { Resources: [] }, 400, ['Resources NotEmpty']],
    [
      'an unknown resource',
      { Resources: [new ResourceToBook({ ResourceId: 2_000_000_000 })] },
      404,
      ['Resources[0].ResourceId NotFound'],
    ],
    ['an unknown service', { ServiceId: 2_000_000_000 }, 404, ['ServiceId NotFound']],
    ['no time', { From: undefined, To: undefined }, 400, ['From NotEmpty', 'To NotEmpty']],
    ['a time that ends before it begins', { To: from }, 400, ['To GreaterThan']],
    [
      'a quantity of nothing',
      { Quantities: [new QuantityToBook({ Quantity: 0 })] },
      400,
      ['Quantities[0].Quantity InclusiveBetween'],
    ],
  ])('refuses %s, and writes nothing', async (_, init, status, fields) => {
    const request = new CreateBooking({ ...world.bookingRequest(await world.aResourceId(), from, to), ...init });
    const before = [await world.count('booking'), await world.count('customer')];

    const refused = await refusal(world.admin, (admin) => admin.post(request));

    expect(refused).toMatchObject({ status, fields });
    expect([await world.count('booking'), await world.count('customer')]).toEqual(before);
  });

  it('domain 0.4: resources, services and customers of another company are unknown', async () => {
    const { Id: foreign } = await world.aResource({}, world.adminB);
    const { Customer: stranger } = await world.adminB.post(
      world.bookingRequest(foreign, from, to, { ServiceId: world.serviceId(companyB), Customer: aPerson() }),
    );
    const resourceId = await world.aResourceId();

    const refusals = [
      await refusal(world.admin, () => world.aBooking(foreign, from, to)),
      await refusal(world.admin, () => world.aBooking(resourceId, from, to, { ServiceId: world.serviceId(companyB) })),
      await refusal(world.admin, () => world.aBooking(resourceId, from, to, { CustomerId: stranger?.Id })),
    ];

    expect(refusals.map(({ status, fields }) => [status, ...fields])).toEqual([
      [404, 'Resources[0].ResourceId NotFound'],
      [404, 'ServiceId NotFound'],
      [404, 'CustomerId NotFound'],
    ]);
  });

  it('refuses a time that another booking has, and takes the one right after', async () => {
    const resourceId = await world.aResourceId();
    await world.aBooking(resourceId, from, to);

    const refused = await refusal(world.admin, () =>
      world.aBooking(resourceId, '2030-04-01T09:59:00Z', '2030-04-01T10:30:00Z'),
    );
    const after = await world.aBooking(resourceId, to, '2030-04-01T10:30:00Z');

    expect(refused).toMatchObject({ status: 409, errorCode: 'BookingCollides' });
    expect(after.StatusName).toBe('Booked');
  });

  it('domain 3: refuses a time that a blocking time exception has, on the day it recurs only', async () => {
    const resourceId = await world.aResourceId();
    await world.admin.post(world.exceptionRequest([resourceId], { To: '2030-04-28', DaysOfWeek: [1] }));

    const refused = await refusal(world.admin, () =>
      world.aBooking(resourceId, '2030-04-08T09:59:00Z', '2030-04-08T11:00:00Z'),
    );
    const after = await world.aBooking(resourceId, '2030-04-08T10:00:00Z', '2030-04-08T11:00:00Z');
    const tuesday = await world.aBooking(resourceId, '2030-04-09T08:00:00Z', '2030-04-09T10:00:00Z');

    expect(refused).toMatchObject({ status: 409, errorCode: 'TimeExceptionBlocks' });
    expect([after.StatusName, tuesday.StatusName]).toEqual(['Booked', 'Booked']);
  });
});

describe('CreateBooking by a user', () => {
  it('books for the own record, which the first booking creates', async () => {
    const { client, email, id } = await world.aUser();
    const resourceId = await world.aResourceId();
    const request = world.bookingRequest(resourceId, from, to, { Customer: { Firstname: 'Eva', Lastname: 'Ek' } });

    const first = await client.post(request);
    const second = await client.post(
      new CreateBooking({ ...request, From: to, To: '2030-04-01T11:00:00Z', Customer: undefined }),
    );

    expect(first.Customer).toMatchObject({ Firstname: 'Eva', Lastname: 'Ek', Email: email });
    expect(second.Customer?.Id).toBe(first.Customer?.Id);
    expect(await world.query('select id from customer where user_id = $1', [id])).toEqual([{ id: first.Customer?.Id }]);
    expect(first.BookedBy).toBe('Test User');
  });

  it('does not take over a record that has the user’s e-mail address', async () => {
    const { client, email } = await world.aUser();
    const resourceId = await world.aResourceId();
    const theirs = await world.aBooking(resourceId, from, to, { Customer: { ...aPerson(), Email: email } });

    const own = await client.post(
      world.bookingRequest(resourceId, to, '2030-04-01T11:00:00Z', { Customer: { Firstname: 'Eva', Lastname: 'Ek' } }),
    );

    expect(own.Customer?.Id).not.toBe(theirs.Customer?.Id);
    expect(own.Customer).not.toHaveProperty('Email');
  });

  it('may not do what administrators may', async () => {
    const { client } = await world.aUser();
    const resourceId = await world.aResourceId();
    const other = await world.aBooking(resourceId, from, to, { Customer: aPerson() });
    const Customer = { Firstname: 'Eva', Lastname: 'Ek' };
    const tryTo = async (init: Partial<CreateBooking>) => {
      const base = world.bookingRequest(resourceId, '2030-04-05T09:00:00Z', '2030-04-05T10:00:00Z', { Customer });
      const { status } = await refusal(client, (user) => user.post(new CreateBooking({ ...base, ...init })));
      return status;
    };

    expect(await tryTo({ CustomerId: other.Customer?.Id })).toBe(404);
    expect(await tryTo({ Customer: { ...Customer, CustomerId: other.Customer?.Id } })).toBe(404);
    expect(await tryTo({ CustomerId: emptyGuid })).toBe(403);
    expect(await tryTo({ PaymentOption: PaymentOption.BookWithManualPayment })).toBe(403);
    expect(await tryTo({ CommentsToCustomer: 'Buy now' })).toBe(403);
    expect(await tryTo({ CompanyId: companyB })).toBe(403);
    expect(await tryTo({ From: '2030-03-04T07:00:00Z', To: '2030-03-04T09:00:00Z' })).toBe(400);
    expect(await tryTo({ Customer: undefined })).toBe(400);
  });

  it('a reader books like any user (D45)', async () => {
    const refused = await refusal(world.reader, (reader) =>
      reader.post(world.bookingRequest(1, from, to, { CustomerId: emptyGuid })),
    );

    expect(refused.status).toBe(403);
  });
});

describe('CreateBooking by nobody (D47)', () => {
  const request = (resourceId: number, init: Partial<CreateBooking> = {}) =>
    world.bookingRequest(resourceId, from, to, { CompanyId: companyA, Customer: aPerson(), ...init });

  it('answers the id and the cancellation code only, for new and for known persons', async () => {
    const resourceId = await world.aResourceId();
    const Customer = aPerson();

    const first = await world.anonymous.post(request(resourceId, { Customer }));
    const second = await world.anonymous.post(
      request(resourceId, { Customer: { ...Customer, Firstname: 'Mallory' }, From: to, To: '2030-04-01T11:00:00Z' }),
    );

    expect(Object.keys(first).sort()).toEqual(['CancellationCode', 'Id']);
    expect(Object.keys(second).sort()).toEqual(['CancellationCode', 'Id']);
    const { Results } = await world.admin.get(new BookingQuery({ CompanyBookings: true, ResourceIds: [resourceId] }));
    expect(Results).toMatchObject([{ Customer: { Firstname: 'Eva' } }, { Customer: { Firstname: 'Mallory' } }]);
    expect(Results[0]?.Customer?.Id).toBe(Results[1]?.Customer?.Id);
    expect(await world.query('select firstname from customer where email = $1', [Customer.Email])).toEqual([
      { firstname: 'Eva' },
    ]);
  });

  it('sends no text message, and a mail without a word of the stranger', async () => {
    const Customer = { ...aPerson(), Firstname: 'Buy pills' };

    const { Id } = await world.anonymous.post(
      request(await world.aResourceId(), {
        Customer,
        SendSmsConfirmation: true,
        BookedComments: 'http://spam.example',
      }),
    );

    const messages = await world.outbox(Id);
    expect(messages.map(({ kind, recipient }) => [kind, recipient])).toEqual([['email', Customer.Email]]);
    expect(messages[0]?.body).not.toMatch(/spam|pills/);
    expect(await world.query('select send_sms_confirmation from booking where id = $1', [Id])).toEqual([
      { send_sms_confirmation: false },
    ]);
  });

  it('counts an application with an API key alone as nobody, in its own company (D33)', async () => {
    const { secret } = await new ApiKeyRepository(world.app.database.dataSource.manager).create(companyA);
    const application = world.app.client();
    application.headers.set('x-api-key', secret);

    const booking = await application.post(request(await world.aResourceId(), { CompanyId: undefined }));

    expect(Object.keys(booking).sort()).toEqual(['CancellationCode', 'Id']);
    expect(await world.query('select actor from booking_log where booking_id = $1', [booking.Id])).toEqual([
      { actor: expect.stringMatching(/^apikey:/) },
    ]);
  });

  it.each<[string, Partial<CreateBooking>, number, string[]]>([
    ['without a company', { CompanyId: undefined }, 400, ['CompanyId NotEmpty']],
    ['for an unknown company', { CompanyId: '33333333-3333-4333-8333-333333333333' }, 404, ['CompanyId NotFound']],
    [
      'without a person',
      { Customer: undefined },
      400,
      ['Customer.Firstname NotEmpty', 'Customer.Lastname NotEmpty', 'Customer.Email NotEmpty'],
    ],
    [
      'without an e-mail address',
      { Customer: { Firstname: 'Eva', Lastname: 'Ek', Email: '' } },
      400,
      ['Customer.Email NotEmpty'],
    ],
    ['with a customer id', { CustomerId: '33333333-3333-4333-8333-333333333333' }, 401, []],
    ['without a customer', { CustomerId: emptyGuid }, 401, []],
    ['with comments to the customer', { CommentsToCustomer: 'Buy now' }, 403, []],
    ['in the past', { From: '2030-03-04T07:00:00Z', To: '2030-03-04T09:00:00Z' }, 400, ['From GreaterThanOrEqual']],
  ])('refuses one %s', async (_, init, status, fields) => {
    const base = request(await world.aResourceId());

    const refused = await refusal(world.anonymous, (nobody) => nobody.post(new CreateBooking({ ...base, ...init })));

    expect(refused).toMatchObject({ status, fields });
  });
});

describe('a customer who is deleted', () => {
  it('takes everything personal along; the booking stays in the calendar', async () => {
    const resourceId = await world.aResourceId();
    const Customer = aPerson();
    const booking = await world.aBooking(resourceId, from, to, { Customer, BookedComments: 'Eva likes mornings' });

    await world.admin.delete(new DeleteCustomer({ Id: booking.Customer?.Id }));

    const { Results } = await world.admin.get(new BookingQuery({ CompanyBookings: true, Id: booking.Id }));
    expect(Results).toMatchObject([{ Id: booking.Id, StatusName: 'Booked' }]);
    expect(JSON.stringify(Results)).not.toMatch(/Eva|Ek|111 11 11/);
    expect(await world.count('booking_contact', 'booking_id = $1', [booking.Id])).toBe(0);
    expect((await refusal(world.admin, () => world.aBooking(resourceId, from, to))).errorCode).toBe('BookingCollides');
  });
});
