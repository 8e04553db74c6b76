import type { DataSource } from 'typeorm';
import type { SecretBox } from '../data';
import type { Clock, Feature, HostBuilder, Jobs, Log, PagesPresentation, ServerEvents } from '../engine';
import { type AccessPart, type AxemaOptions, registerAccess } from './access/register-access';
import { type AnonymousBookingLimit, limitAnonymousBookings } from './bookings/anonymous-bookings';
import { resolveCompany } from './company-scope';
import { registerCustomers } from './customers/register-customers';
import type { MessageSettings } from './messages/message-settings';
import { registerMessages } from './messages/register-messages';
import { registerScheduling } from './time-exceptions/register-scheduling';

export interface BookingDependencies {
  readonly dataSource: DataSource;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: SecretBox;
  readonly messages: MessageSettings;
  readonly axema: AxemaOptions;
  /** Tells connected users of what goes on in their company. Default: nobody is told. */
  readonly events?: ServerEvents;
  /** Default: whoever has not signed in books as often as others. */
  readonly anonymousBookings?: AnonymousBookingLimit;
}

/** The booking family: customers, time exceptions, bookings, and the user sync from Axema VAKA. */
export class BookingFeature implements Feature {
  readonly name = 'booking';
  readonly presentation: PagesPresentation = {
    serviceName: 'BokaMera.API.Host',
    textCase: 'PascalCase',
    superRole: 'superadmin',
    nativeTypes: { profile: 'classic', profileOverrides: { dart: 'modern' } },
    samples: { ownText: ['Guid', 'DateTime'] },
    formats: ['json', 'xml', 'jsv', 'csv', 'jsonl'],
  };

  private access?: AccessPart;

  constructor(private readonly deps: BookingDependencies) {}

  register(host: HostBuilder): void {
    const { messages: settings, ...deps } = this.deps;
    host.requestFilter(resolveCompany);
    if (deps.anonymousBookings) host.requestFilter(limitAnonymousBookings(deps.anonymousBookings), { priority: 0 });
    const outbox = registerMessages({ ...deps, settings });
    registerCustomers(host, deps);
    registerScheduling(host, { ...deps, outbox });
    this.access = registerAccess(host, deps);
  }

  async start(): Promise<void> {
    await this.access?.start();
  }
}
