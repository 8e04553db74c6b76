export const messageKinds = ['sms', 'email'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** A text message or a mail that the company wants to reach somebody. */
export interface OutgoingMessage {
  kind: MessageKind;
  /** Telephone number or mail address. Empty or blank: nobody can be reached, the row is kept as `skipped`. */
  to: string;
  /** Of mails only. */
  subject?: string;
  /** Plain text. */
  body: string;
  /** The booking that the message is about. */
  bookingId?: number;
}
