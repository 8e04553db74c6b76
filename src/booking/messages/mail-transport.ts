import { createTransport } from 'nodemailer';
import type { SmtpSettings } from './message-settings';
import {
  attemptSignal,
  type DeliverableMessage,
  type Delivery,
  DeliveryError,
  type MessageTransport,
} from './message-transport';

const attemptTimeoutMs = 60_000;
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const aboutTheMail = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
const domainOfAddress = /@([a-z0-9.-]+)>?\s*$/i;
// One address and nothing else: no list, no display name, no line break (RFC 5321, section 4.1.2, without quoted local parts).
const singleAddress = /^[^\s@<>(),:;"\\[\]\p{Cc}]{1,64}@[^\s@<>(),:;"\\[\]\p{Cc}]{1,255}$/u;

/**
 * Hands mails over to a mail server (SMTP, nodemailer).
 *
 * `Message-ID` and `Date` come from the row: a mail that is sent twice is twice the same mail, which servers and
 * mail programs show once. A reply 5xx to the mail itself refuses for good. Everything else is worth another attempt,
 * a 5xx to sign-in or STARTTLS included: that is about our settings, which may be put right in time.
 */
export class MailTransport implements MessageTransport {
  private readonly smtp: ReturnType<typeof smtpOf>;
  private readonly from: string;
  private readonly domain: string;

  /** Errors: thrown at start for a URL or a sender that cannot work. */
  constructor(settings: SmtpSettings) {
    const domain = domainOfAddress.exec(settings.from)?.[1];
    if (domain === undefined) {
      throw new Error(`The sender of mails must be an address or Name <address>; got '${settings.from}'.`);
    }
    this.domain = domain;
    this.from = settings.from;
    this.smtp = smtpOf(settings.url);
  }

  async send(message: DeliverableMessage, signal: AbortSignal): Promise<Delivery> {
    if (!singleAddress.test(message.recipient)) throw new DeliveryError('Not a mail address.', true);
    const messageId = `<${messageKey(message)}@${this.domain}>`;
    try {
      await this.smtp.sendMail({
        messageId,
        date: message.createdAt,
        from: this.from,
        to: { name: '', address: message.recipient },
        subject: oneLine(message.subject ?? ''),
        text: message.body,
        // RFC 3834: no answer of an absent reader's mail program.
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: attemptSignal(signal, attemptTimeoutMs),
      });
    } catch (error) {
      throw toDeliveryError(error);
    }
    return { status: 'sent', providerMessageId: messageId };
  }
}

function smtpOf(url: string) {
  const { protocol, hostname, username } = parseSmtpUrl(url);
  return createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    dnsTimeout: 5_000,
    // A password does not travel in the clear, whatever the server offers.
    requireTLS: protocol === 'smtp:' && username !== '' && !loopback.has(hostname.toLowerCase()),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function parseSmtpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && url.hostname !== '' && (url.protocol === 'smtp:' || url.protocol === 'smtps:')) return url;
  // The value stays out of the message: it may hold a password.
  throw new Error('The SMTP URL must look like smtp://user:password@host:587 or smtps://user:password@host:465.');
}

// The time of writing keeps ids of two installations, or of a restored database, apart.
function messageKey({ id, createdAt }: DeliverableMessage): string {
  return `outbox-${id}.${createdAt.getTime().toString(36)}`;
}

/** A subject is one line; nodemailer encodes what remains. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function toDeliveryError(error: unknown): DeliveryError {
  const { responseCode, command, code, originalCode } = error as Record<string, unknown>;
  if (typeof responseCode === 'number') {
    const reply = `SMTP reply ${responseCode}${typeof command === 'string' ? ` to ${command}` : ''}.`;
    return new DeliveryError(reply, responseCode >= 500 && aboutTheMail.has(String(command)));
  }
  const codes = [code, originalCode].filter((value) => typeof value === 'string').join(', ');
  // Without a reply EENVELOPE is nodemailer's own verdict on sender or recipient.
  return new DeliveryError(`The mail was not handed over (${codes || 'no code'}).`, code === 'EENVELOPE');
}
