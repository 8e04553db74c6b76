import { randomBytes, randomInt } from 'node:crypto';
import { type Clock, systemClock } from '../core/clock';
import { HttpError } from '../core/http-error';
import { type Log, silentLog } from '../core/log';
import type { EventRelay, ServerEvents } from '../core/server-events';
import type { Session } from '../core/session';
import { type Connection, checkAdmission } from './admission';
import { eventText, inChannel, messageJson } from './frame';
import { type Command, type HubMessage, type Outcome, readHubMessage } from './hub-message';
import { identityOf, sessionKey } from './identity';
import { LocalHub } from './local-hub';
import { Peers } from './peers';
import { defaultServerEventsSettings, mayJoin, type ServerEventsSettings } from './settings';
import { type EventStream, Subscription } from './subscription';
import type { Target } from './subscriptions';

export interface EventHubOptions extends Partial<ServerEventsSettings> {
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: none. */
  readonly log?: Log;
  /** Connects the hubs of several processes. Default: this process is the only one. */
  readonly relay?: EventRelay;
}

const sweepMs = 5_000;
const secretBytes = 15;

/**
 * The server events of one process: its clients, and through the relay those of the others.
 *
 * Any process may be asked for any subscription: behind a load balancer a heartbeat reaches another process than the one
 * that holds the connection. A subscription's id begins with its hub's, which is asked then.
 */
export class EventHub implements ServerEvents {
  readonly settings: ServerEventsSettings;
  private readonly id = randomBytes(6).toString('base64url');
  private readonly local: LocalHub;
  private readonly peers: Peers;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly relay?: EventRelay;
  private lastUnnamed: number;
  private timer?: NodeJS.Timeout;
  private isStopping = false;

  constructor(options: EventHubOptions = {}) {
    const { clock = systemClock, log = silentLog, relay, ...settings } = options;
    this.settings = { ...defaultServerEventsSettings, ...settings };
    this.clock = clock;
    this.log = log;
    this.relay = relay;
    // Numbers of anonymous users must differ between processes.
    this.lastUnnamed = relay ? randomInt(1_000_000) * 1_000 : 0;
    this.peers = new Peers(this.id, (message) => this.publish(message), 3 * sweepMs);
    this.local = new LocalHub(
      this.settings,
      () => this.now(),
      (target, text) => {
        if (!this.peers.isAlone) this.publish({ kind: 'event', target, text });
      },
    );
  }

  /** Errors: what keeps the relay from its first connection. */
  async open(): Promise<void> {
    await this.relay?.open((text) => this.receive(text));
    this.publish({ kind: 'here', from: this.id });
    this.timer = setInterval(() => this.sweep(), sweepMs);
    this.timer.unref();
  }

  /** Ends all connections and takes no more; what is published still reaches the other processes. */
  endStreams(): void {
    this.isStopping = true;
    this.local.close();
  }

  /** Ends all connections, then the relay's. */
  async close(): Promise<void> {
    this.endStreams();
    clearInterval(this.timer);
    this.peers.close();
    this.publish({ kind: 'gone', from: this.id });
    await this.relay?.close();
  }

  /** Clients of this process. */
  get size(): number {
    return this.local.subscriptions.size;
  }

  notifyAll(selector: string, message?: unknown): void {
    this.notify({ kind: 'all' }, this.text(selector, message));
  }
  notifyChannel(channel: string, selector: string, message?: unknown): void {
    this.notify({ kind: 'channel', name: channel }, inChannel(channel, this.text(selector, message)));
  }
  notifyUserId(userId: string, selector: string, message?: unknown): void {
    this.notify({ kind: 'user', id: userId }, this.text(selector, message));
  }
  notifySession(sessionId: string, selector: string, message?: unknown): void {
    this.notify({ kind: 'session', key: sessionKey(sessionId) }, this.text(selector, message));
  }
  notifySubscription(subscriptionId: string, selector: string, message?: unknown): void {
    this.notify({ kind: 'subscription', id: subscriptionId }, this.text(selector, message));
  }

  /** Errors: HttpError 400 for channels that are none, 403 for those of others, 429 and 503 beyond the limits. */
  admit(connection: Connection): void {
    if (this.isStopping) throw HttpError.serviceUnavailable('The server stops.');
    checkAdmission(connection, this.local.subscriptions, this.settings);
  }

  /** After `admit` and in the same turn. `greetingFor`: what the client is told with its id, beside its description. */
  connect(
    connection: Connection,
    stream: EventStream,
    greetingFor: (id: string) => Readonly<Record<string, string>>,
  ): Subscription {
    const { session, address, sessionId } = connection;
    const identity = identityOf(session);
    const name = identity === undefined ? undefined : session.displayName;
    const number = identity === undefined || !name ? ++this.lastUnnamed : 0;
    const id = this.id + randomBytes(secretBytes).toString('base64url');
    const subscription = new Subscription({
      id,
      session,
      sessionKey: sessionId === undefined ? undefined : sessionKey(sessionId),
      address,
      userId: identity ?? `-${number}`,
      displayName: name || `user${number}`,
      profileUrl: this.settings.profileUrl(session),
      connectedAt: this.now(),
      stream,
    });
    this.local.connect(subscription, connection.channels, greetingFor(id));
    return subscription;
  }

  disconnect(subscription: Subscription): void {
    this.local.disconnect(subscription);
  }

  /** Does it here, or where the subscription is. */
  async perform(command: Exclude<Command, { name: 'list' }>): Promise<Outcome> {
    const hub = command.id.slice(0, this.id.length);
    return this.peers.has(hub) ? this.peers.ask(hub, command) : this.local.perform(command);
  }

  /**
   * Who is connected, of the viewer's company, with the channels that the viewer may join; those without one are left out.
   * `channels` empty: in any channel. At most `maxListed`.
   */
  async list(viewer: Session, channels: readonly string[]): Promise<Record<string, string>[]> {
    const command: Command = { name: 'list', tenant: viewer.companyId ?? '', channels };
    const outcomes = [this.local.perform(command), ...(await this.peers.askAll(command))];
    return outcomes
      .flatMap((outcome) => (outcome.kind === 'done' ? outcome.subscribers : []))
      .map((subscriber) => ({ ...subscriber, channels: this.visible(viewer, subscriber.channels) }))
      .filter((subscriber) => subscriber.channels !== '')
      .slice(0, this.settings.maxListed);
  }

  mayJoin(session: Session, channel: string): boolean {
    return mayJoin(this.settings, session, channel);
  }

  /** What the timer does every few seconds. */
  sweep(): void {
    this.local.sweep();
    this.peers.forgetSilent(this.now());
    this.publish({ kind: 'here', from: this.id });
  }

  private visible(viewer: Session, channels: string): string {
    return channels
      .split(',')
      .filter((channel) => this.mayJoin(viewer, channel))
      .join(',');
  }

  private notify(target: Target, text: string): void {
    this.local.deliver(target, text);
    this.publish({ kind: 'event', target, text });
  }

  private text(selector: string, message: unknown): string {
    const json = messageJson(message, this.settings.style);
    const { maxMessageBytes } = this.settings;
    const bytes = json === undefined ? 0 : Buffer.byteLength(json);
    if (bytes > maxMessageBytes) {
      throw new RangeError(
        `A server event takes at most ${maxMessageBytes} bytes of JSON; '${selector}' has ${bytes}.`,
      );
    }
    return eventText(selector, json);
  }

  private publish(message: HubMessage): void {
    try {
      this.relay?.publish(JSON.stringify(message));
    } catch (error) {
      // Messages of the application have been measured; presence is not worth a client's connection.
      this.log.warn({ err: error, kind: message.kind }, 'Other processes do not hear of a server event.');
    }
  }

  private receive(text: string): void {
    const message = readHubMessage(text);
    if (message) this.take(message);
  }

  private take(message: HubMessage): void {
    switch (message.kind) {
      case 'event':
        this.local.deliver(message.target, message.text);
        break;
      case 'here':
        // Whoever is new does not know who else is there.
        if (this.peers.heard(message.from, this.now())) this.publish({ kind: 'here', from: this.id });
        break;
      case 'gone':
        this.peers.gone(message.from);
        break;
      case 'command':
        if (message.to === this.id) this.answer(message);
        break;
      case 'outcome':
        if (message.to === this.id) this.peers.settle(message.call, message.outcome);
    }
  }

  private answer({ from, call, command }: Extract<HubMessage, { kind: 'command' }>): void {
    const outcome = fitting(this.local.perform(command), this.relay?.maxBytes ?? 0);
    this.publish({ kind: 'outcome', to: from, call, outcome });
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

/** A long list is cut to what can be carried, with room for the envelope. */
function fitting(outcome: Outcome, maxBytes: number): Outcome {
  let fits = outcome;
  while (fits.kind === 'done' && Buffer.byteLength(JSON.stringify(fits)) > maxBytes - 1_000) {
    if (fits.subscribers.length <= 1) return { kind: 'done', subscribers: [] };
    fits = { kind: 'done', subscribers: fits.subscribers.slice(0, fits.subscribers.length >> 1) };
  }
  return fits;
}
