import type { OutgoingMessage } from '../messages/outgoing-message';
import type { Zone } from '../time-exceptions/interval';

/** What a message says about a booking. No text of the person who booked: the address may be somebody else's. */
export interface BookingNotice {
  readonly bookingId: number;
  readonly companyName: string;
  readonly serviceName: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Where the customer can be reached; absent ones are kept as skipped by the outbox. */
  readonly email?: string | null;
  readonly phone?: string | null;
}

/** By which ways a message leaves. */
export interface MessageWays {
  readonly email: boolean;
  readonly sms: boolean;
}

/** `commentsToCustomer` come from an administrator. */
export function confirmationMessages(
  notice: BookingNotice,
  confirmation: { cancellationCode: string; commentsToCustomer?: string },
  ways: MessageWays,
  zone: Zone,
): OutgoingMessage[] {
  const { bookingId, companyName, serviceName } = notice;
  const time = timeText(notice, zone);
  const comments = confirmation.commentsToCustomer ? `${confirmation.commentsToCustomer}\n\n` : '';
  const code = confirmation.cancellationCode;
  return messages(notice, ways, {
    subject: `Booking ${bookingId} is confirmed`,
    email: `Your booking of ${serviceName} at ${companyName} is confirmed.\n\n${comments}Time: ${time}\nBooking: ${bookingId}\nCancellation code: ${code}\n`,
    sms: `${companyName}: ${serviceName} ${time} is booked. Booking ${bookingId}, cancellation code ${code}.`,
  });
}

/** `message`: what the company has to say about it; it stands first. */
export function cancellationMessages(
  notice: BookingNotice,
  message: string | undefined,
  ways: MessageWays,
  zone: Zone,
): OutgoingMessage[] {
  const { bookingId, companyName, serviceName } = notice;
  const fact = `${serviceName} at ${companyName}, ${timeText(notice, zone)} (booking ${bookingId}), is cancelled.`;
  const said = message?.trim();
  return messages(notice, ways, {
    subject: `Booking ${bookingId} is cancelled`,
    email: said ? `${said}\n\n${fact}\n` : `${fact}\n`,
    sms: said ? `${said} ${fact}` : fact,
  });
}

function messages(
  { bookingId, email, phone }: BookingNotice,
  ways: MessageWays,
  texts: { subject: string; email: string; sms: string },
): OutgoingMessage[] {
  const mail: OutgoingMessage = {
    kind: 'email',
    to: email ?? '',
    subject: texts.subject,
    body: texts.email,
    bookingId,
  };
  const sms: OutgoingMessage = { kind: 'sms', to: phone ?? '', body: texts.sms, bookingId };
  return [...(ways.email ? [mail] : []), ...(ways.sms ? [sms] : [])];
}

/** `2026-04-01 11:00-11:30`, with the second day where it is another one; on the company's clock. */
function timeText({ startsAt, endsAt }: BookingNotice, zone: Zone): string {
  const [from, to] = [zone.localText(startsAt), zone.localText(endsAt)].map((text) =>
    text.slice(0, 16).replace('T', ' '),
  );
  return from?.slice(0, 10) === to?.slice(0, 10) ? `${from}-${to?.slice(11)}` : `${from} - ${to}`;
}
