import type { Log } from '../../engine';
import { maskRecipient } from './mask-recipient';
import type { DeliverableMessage, Delivery, MessageTransport } from './message-transport';

const missing = { email: 'SMTP server', sms: 'SMS gateway' } as const;

/** For a kind without settings: a line in the log, with the recipient masked and the text left out. */
export class LogTransport implements MessageTransport {
  constructor(private readonly log: Log) {}

  async send(message: DeliverableMessage): Promise<Delivery> {
    this.log.info(
      {
        companyId: message.companyId,
        messageId: message.id,
        kind: message.kind,
        recipient: maskRecipient(message.kind, message.recipient),
        characters: message.body.length,
      },
      `Message written to the log only: no ${missing[message.kind]} is configured.`,
    );
    return { status: 'logged' };
  }
}
