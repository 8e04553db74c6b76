import type { Feature, HostBuilder } from '../core/feature';
import type { ServerEvents } from '../core/server-events';
import { eventHandlers } from './event-handlers';
import { EventHub, type EventHubOptions } from './event-hub';
import { EventSubscriberServices } from './event-services';

/**
 * Server events: event streams for clients, and `events` for whoever has something to tell them.
 *
 * ```ts
 * const serverEvents = new ServerEventsFeature({ clock, log, relay });
 * const booking = new BookingFeature({ …, events: serverEvents.events });
 * new AppHost({ features: [serverEvents, booking] });
 * ```
 */
export class ServerEventsFeature implements Feature {
  readonly name = 'server-events';
  private readonly hub: EventHub;

  constructor(options: EventHubOptions = {}) {
    this.hub = new EventHub(options);
  }

  get events(): ServerEvents {
    return this.hub;
  }

  register(host: HostBuilder): void {
    for (const handler of eventHandlers(this.hub)) host.rawHandler(handler);
    host.service(EventSubscriberServices, () => new EventSubscriberServices(this.hub));
  }

  /** Errors: when the relay cannot be reached. */
  start(): Promise<void> {
    return this.hub.open();
  }

  /** Ends the streams: a server that waits for its connections to end would wait for these for ever. */
  beforeStop(): void {
    this.hub.endStreams();
  }

  /** After whatever publishes: jobs do until they have stopped. */
  stop(): Promise<void> {
    return this.hub.close();
  }
}
