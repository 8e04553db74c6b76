import type { DataSource } from 'typeorm';
import type { Clock, Jobs, Log } from '../../engine';
import { deliverMessage } from './deliver-message';
import { LogTransport } from './log-transport';
import { MailTransport } from './mail-transport';
import type { MessageSettings } from './message-settings';
import { deliverTask, Outbox } from './outbox';
import { SmsGateway } from './sms-gateway';

/** Declares the delivery job and answers the outbox that services write to. Before the host starts. */
export function registerMessages(deps: {
  dataSource: DataSource;
  jobs: Jobs;
  settings: MessageSettings;
  clock: Clock;
  log: Log;
}): Outbox {
  const { dataSource, jobs, settings, clock, log } = deps;
  const transports = {
    email: settings.smtp ? new MailTransport(settings.smtp) : new LogTransport(log),
    sms: settings.sms ? new SmsGateway(settings.sms) : new LogTransport(log),
  };
  jobs.handle(deliverTask, deliverMessage({ dataSource, transports, clock, log }));
  return new Outbox(jobs, log);
}
