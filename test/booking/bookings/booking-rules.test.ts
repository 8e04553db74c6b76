import { BookingStatusEnum, PaymentOption, ResourceToBook } from '../../../dtos/booking/bookings';
import { checkResourcesToBook, idsToBook } from '../../../src/booking/bookings/booked-resources';
import {
  type BookingNotice,
  cancellationMessages,
  confirmationMessages,
} from '../../../src/booking/bookings/booking-messages';
import { parsePeriod } from '../../../src/booking/bookings/booking-period';
import { initialStatus, occupiesTime } from '../../../src/booking/bookings/booking-status';
import { isSameCode, newCancellationCode } from '../../../src/booking/bookings/cancellation-code';
import { Zone } from '../../../src/booking/time-exceptions/interval';
import { HttpError } from '../../../src/engine';

const now = new Date('2030-03-04T08:00:00Z');

/** Status and fields of the refusal, or what came out instead. */
function refusalOf(decide: () => unknown): unknown {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return [error.status, ...error.errors.map(({ fieldName, errorCode }) => `${fieldName} ${errorCode}`)];
  }
}

describe('the status of a booking', () => {
  it('domain 3.6: all but Unbooked and Canceled occupy time', () => {
    const free = Object.values(BookingStatusEnum).filter(
      (status) => typeof status === 'number' && !occupiesTime(status),
    );

    expect(free).toEqual([BookingStatusEnum.Unbooked, BookingStatusEnum.Canceled]);
  });

  it.each([
    [undefined, 'Booked'],
    [PaymentOption.DefaultSetting, 'Booked'],
    [PaymentOption.BookWithoutPayment, 'Booked'],
    [PaymentOption.BookWithPaymentMessageToCustomer, 'AwaitingPaymentNoTimeLimit'],
    [PaymentOption.BookWithManualPayment, 'AwaitingPaymentRequestFromAdmin'],
  ])('begins, for payment option %s, as %s', (option, name) => {
    expect(BookingStatusEnum[initialStatus(option)]).toBe(name);
  });
});

describe('the period of a booking', () => {
  const parse = (From: string, To: string, mayBePast = false) =>
    refusalOf(() => parsePeriod({ From, To }, now, { mayBePast }));

  it.each([
    ['an hour ahead', '2030-04-01T09:00:00Z', '2030-04-01T10:00:00Z', false],
    ['one that begins now', '2030-03-04T08:00:00Z', '2030-03-04T09:00:00Z', false],
    ['31 days', '2030-04-01T00:00:00Z', '2030-05-02T00:00:00Z', false],
    ['the past, for an administrator', '2020-01-01T09:00:00Z', '2020-01-01T10:00:00Z', true],
  ])('takes %s', (_, from, to, mayBePast) => {
    expect(parse(from, to, mayBePast)).toEqual({ startsAt: new Date(from), endsAt: new Date(to) });
  });

  it.each<[string, string, string, string[]]>([
    ['an empty one', '2030-04-01T09:00:00Z', '2030-04-01T09:00:00Z', ['To GreaterThan']],
    ['one that ends before it begins', '2030-04-01T09:00:00Z', '2030-04-01T08:00:00Z', ['To GreaterThan']],
    ['more than 31 days', '2030-04-01T00:00:00Z', '2030-05-02T00:00:00.001Z', ['To LessThanOrEqual']],
    ['the past', '2030-03-04T07:59:59Z', '2030-03-04T09:00:00Z', ['From GreaterThanOrEqual']],
    [
      'a date that a client left at its default',
      '0001-01-01T00:00:00Z',
      '2030-04-01T09:00:00Z',
      ['From InclusiveBetween'],
    ],
    [
      'dates beyond the calendar',
      '9999-12-31T00:00:00Z',
      '9999-12-31T01:00:00Z',
      ['From InclusiveBetween', 'To InclusiveBetween'],
    ],
    [
      'all fields together',
      '2030-03-04T07:00:00Z',
      '2030-03-04T06:00:00Z',
      ['To GreaterThan', 'From GreaterThanOrEqual'],
    ],
  ])('refuses %s', (_, from, to, fields) => {
    expect(parse(from, to)).toEqual([400, ...fields]);
  });
});

describe('the resources of a booking', () => {
  const found = [
    { id: 1, active: true, resourceTypeId: 10 },
    { id: 2, active: false, resourceTypeId: null },
  ];
  const check = (resources: Partial<ResourceToBook>[], types: number[] = []) =>
    refusalOf(() =>
      checkResourcesToBook(
        resources.map((resource) => new ResourceToBook(resource)),
        found,
        types,
      ),
    );

  it('are sorted, without duplicates', () => {
    expect(idsToBook([3, 1, 3].map((ResourceId) => new ResourceToBook({ ResourceId })))).toEqual([1, 3]);
  });

  it.each<[string, Partial<ResourceToBook>[], number[], unknown]>([
    ['a resource', [{ ResourceId: 1 }], [11], undefined],
    ['a resource as its type', [{ ResourceId: 1, ResourceTypeId: 10 }], [10, 11], undefined],
    ['a service without types', [{ ResourceId: 1, ResourceTypeId: 10 }], [], undefined],
    ['an unknown one', [{ ResourceId: 1 }, { ResourceId: 9 }], [], [404, 'Resources[1].ResourceId NotFound']],
    ['an inactive one', [{ ResourceId: 2 }], [], [400, 'Resources[0].ResourceId Predicate']],
    ['another type', [{ ResourceId: 1, ResourceTypeId: 11 }], [11], [400, 'Resources[0].ResourceTypeId Predicate']],
    [
      'a type that is not needed',
      [{ ResourceId: 1, ResourceTypeId: 10 }],
      [11],
      [400, 'Resources[0].ResourceTypeId Predicate'],
    ],
  ])('%s', (_, resources, types, outcome) => {
    expect(check(resources, types)).toEqual(outcome);
  });
});

describe('cancellation codes', () => {
  it('are 16 characters that nobody mistakes for each other, and differ', () => {
    const codes = Array.from({ length: 1_000 }, () => newCancellationCode());

    expect(new Set(codes).size).toBe(1_000);
    expect(codes.filter((code) => !/^[0-9A-HJKMNP-TV-Z]{16}$/.test(code))).toEqual([]);
  });

  it('take every bit of the randomness they are given', () => {
    expect(newCancellationCode((size) => Uint8Array.from({ length: size }, (_, i) => i * 2))).toBe('02468ACEGJMPRTWY');
  });

  it('are compared whatever their case, and wholly', () => {
    expect(isSameCode(' 02468acegjmprtwy ', '02468ACEGJMPRTWY')).toBe(true);
    expect(isSameCode('02468ACEGJMPRTW', '02468ACEGJMPRTWY')).toBe(false);
    expect(isSameCode('', '02468ACEGJMPRTWY')).toBe(false);
  });
});

describe('messages about bookings', () => {
  const zone = new Zone('Europe/Stockholm');
  const notice: BookingNotice = {
    bookingId: 12,
    companyName: 'Aspens Gym',
    serviceName: 'Yoga class',
    startsAt: new Date('2030-04-01T09:00:00Z'),
    endsAt: new Date('2030-04-01T09:30:00Z'),
    email: 'eva@example.com',
    phone: '+46 70 111 11 11',
  };
  const both = { email: true, sms: true };

  it('confirm by mail and text message, on the clock of the company', () => {
    const messages = confirmationMessages(
      notice,
      { cancellationCode: 'CODE', commentsToCustomer: 'Bring a towel.' },
      both,
      zone,
    );

    expect(messages).toEqual([
      {
        kind: 'email',
        to: 'eva@example.com',
        subject: 'Booking 12 is confirmed',
        body: 'Your booking of Yoga class at Aspens Gym is confirmed.\n\nBring a towel.\n\nTime: 2030-04-01 11:00-11:30\nBooking: 12\nCancellation code: CODE\n',
        bookingId: 12,
      },
      {
        kind: 'sms',
        to: '+46 70 111 11 11',
        body: 'Aspens Gym: Yoga class 2030-04-01 11:00-11:30 is booked. Booking 12, cancellation code CODE.',
        bookingId: 12,
      },
    ]);
  });

  it('name both days of a booking over midnight', () => {
    const [message] = cancellationMessages(
      { ...notice, endsAt: new Date('2030-04-02T08:00:00Z') },
      undefined,
      { email: true, sms: false },
      zone,
    );

    expect(message?.body).toBe(
      'Yoga class at Aspens Gym, 2030-04-01 11:00 - 2030-04-02 10:00 (booking 12), is cancelled.\n',
    );
  });

  it('leave by the ways that are wanted only; who cannot be reached has an empty address', () => {
    const unknown = { ...notice, email: null, phone: undefined };

    expect(cancellationMessages(notice, 'Ill', { email: false, sms: false }, zone)).toEqual([]);
    expect(cancellationMessages(unknown, 'Ill', both, zone).map(({ kind, to }) => [kind, to])).toEqual([
      ['email', ''],
      ['sms', ''],
    ]);
  });
});
