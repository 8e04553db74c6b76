import { BookingStatusEnum, PaymentOption } from '../../../dtos/booking/bookings';

const freeStatuses: readonly BookingStatusEnum[] = [BookingStatusEnum.Unbooked, BookingStatusEnum.Canceled];

/** Whether a booking of this status takes its resources' time (domain 3.6). */
export function occupiesTime(status: BookingStatusEnum): boolean {
  return !freeStatuses.includes(status);
}

/** The status that a new booking starts with. There is no payment provider: what is owed is settled with the company. */
export function initialStatus(option: PaymentOption | undefined): BookingStatusEnum {
  switch (option) {
    case PaymentOption.BookWithPaymentMessageToCustomer:
      return BookingStatusEnum.AwaitingPaymentNoTimeLimit;
    case PaymentOption.BookWithManualPayment:
      return BookingStatusEnum.AwaitingPaymentRequestFromAdmin;
    default:
      return BookingStatusEnum.Booked;
  }
}
