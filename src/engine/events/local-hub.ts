import type { Session } from '../core/session';
import { dataLine, eventText, inChannel } from './frame';
import type { Caller, Command, Outcome } from './hub-message';
import { mayJoin, type ServerEventsSettings } from './settings';
import type { Subscription } from './subscription';
import { Subscriptions, type Target } from './subscriptions';

const rememberedDepartures = 1_000;

type Presence = 'cmd.onJoin' | 'cmd.onLeave' | 'cmd.onUpdate';

/** What the local hub tells the rest of the host about: presence, in a channel and among the callers of one company. */
export type TellPresence = (target: Extract<Target, { kind: 'presence' }>, text: string) => void;

/**
 * The connected clients of this process: they come, join and leave channels, are told things, and go.
 *
 * Errors: none of a client; one that does not read what it is sent is disconnected.
 */
export class LocalHub {
  readonly subscriptions = new Subscriptions();
  /** Clients that have just gone: their own `unregister` comes after their connection has closed. */
  private readonly departed = new Map<string, Readonly<Record<string, string>>>();
  private readonly written = new Set<Subscription>();
  private isCheckDue = false;

  constructor(
    private readonly settings: ServerEventsSettings,
    private readonly now: () => number,
    private readonly tellPresence: TellPresence,
  ) {}

  /** Greets the client, then lets it into its channels. `greeting`: what it needs to know beside its own description. */
  connect(subscription: Subscription, channels: readonly string[], greeting: Readonly<Record<string, string>>): void {
    this.subscriptions.add(subscription);
    for (const channel of channels) this.subscriptions.join(subscription, channel);
    const greetingText = eventText('cmd.onConnect', JSON.stringify({ ...subscription.describe(), ...greeting }));
    this.tell(subscription, dataLine(greetingText));
    for (const channel of channels) this.present('cmd.onJoin', channel, subscription);
  }

  /** Sends a line to whom it is for. */
  deliver(target: Target, text: string): void {
    const data = dataLine(text);
    for (const subscription of this.subscriptions.matching(target)) this.tell(subscription, data);
  }

  /** The client has gone (then nothing is left to close), or has to go. */
  disconnect(subscription: Subscription, how: 'end' | 'destroy' = 'end'): void {
    const channels = [...subscription.channels];
    if (!this.subscriptions.remove(subscription)) return;
    this.written.delete(subscription);
    this.remember(subscription.id, subscription.describe(channels));
    subscription.close(how);
    for (const channel of channels) this.present('cmd.onLeave', channel, subscription, channels);
  }

  /** Does what the caller wants of a subscription of this process. */
  perform(command: Command): Outcome {
    if (command.name === 'list') return done(this.list(command.tenant, command.channels));
    const subscription = this.subscriptions.find(command.id);
    const departed = command.name === 'unregister' ? this.departed.get(command.id) : undefined;
    if (!subscription) return departed ? done([departed]) : { kind: 'unknown' };
    if (!speaksFor(command.caller, subscription)) return { kind: 'foreign' };
    subscription.seenAt = this.now();
    switch (command.name) {
      case 'heartbeat':
        return this.heartbeat(subscription);
      case 'update':
        return this.update(subscription, command.join, command.leave);
      case 'unregister': {
        const description = subscription.describe();
        this.disconnect(subscription);
        return done([description]);
      }
    }
  }

  /** Ends what was silent for too long, and what has lived for too long. */
  sweep(): void {
    const { idleTimeoutMs, maxLifeMs } = this.settings;
    const now = this.now();
    for (const subscription of this.subscriptions.all()) {
      if (now - subscription.seenAt > idleTimeoutMs) this.disconnect(subscription, 'destroy');
      else if (now - subscription.init.connectedAt > maxLifeMs) this.disconnect(subscription);
    }
  }

  /** The process stops: connections end without a word, so that clients connect elsewhere. */
  close(): void {
    for (const subscription of this.subscriptions.all()) {
      this.subscriptions.remove(subscription);
      subscription.close('end');
    }
    this.written.clear();
  }

  private heartbeat(subscription: Subscription): Outcome {
    const description = subscription.describe();
    this.tell(subscription, dataLine(eventText('cmd.onHeartbeat', JSON.stringify(description))));
    return done([description]);
  }

  private update(subscription: Subscription, join: readonly string[], leave: readonly string[]): Outcome {
    const { channels } = subscription;
    const joined = [...new Set(join)].filter((channel) => !channels.has(channel));
    const left = [...new Set(leave)].filter((channel) => channels.has(channel) && !join.includes(channel));
    const refused = joined.find((channel) => !this.mayJoin(subscription.init.session, channel));
    if (refused !== undefined) return { kind: 'refused', channel: refused };
    if (channels.size + joined.length - left.length > this.settings.maxChannels) return { kind: 'tooMany' };
    for (const channel of left) this.subscriptions.leave(subscription, channel);
    for (const channel of joined) this.subscriptions.join(subscription, channel);
    for (const channel of left) this.present('cmd.onLeave', channel, subscription);
    for (const channel of joined) this.present('cmd.onJoin', channel, subscription);
    if (joined.length > 0 || left.length > 0) {
      for (const channel of channels) this.present('cmd.onUpdate', channel, subscription);
    }
    return done([subscription.describe()]);
  }

  private mayJoin(session: Session, channel: string): boolean {
    return mayJoin(this.settings, session, channel);
  }

  private list(tenant: string, channels: readonly string[]): Record<string, string>[] {
    const found = new Set<Subscription>();
    const groups = channels.map((name) => this.subscriptions.matching({ kind: 'presence', name, tenant }));
    for (const group of channels.length > 0 ? groups : [this.subscriptions.all()]) {
      for (const subscription of group) {
        if (found.size === this.settings.maxListed) break;
        if (subscription.tenant === tenant) found.add(subscription);
      }
    }
    return [...found].map((subscription) => subscription.describe());
  }

  /**
   * Tells the others in the channel, and the subscriber itself while it is in it; in a large channel only the latter.
   * Of its other channels they hear those that everybody may join.
   */
  private present(
    event: Presence,
    name: string,
    subscription: Subscription,
    channels: Iterable<string> = subscription.channels,
  ): void {
    const shown = [...channels].filter((channel) => channel === name || !channel.includes(':'));
    const text = inChannel(name, eventText(event, JSON.stringify(subscription.describe(shown))));
    const target = { kind: 'presence', name, tenant: subscription.tenant } as const;
    if (this.subscriptions.countOf(target) <= this.settings.maxPresence) {
      this.deliver(target, text);
      this.tellPresence(target, text);
    } else if (subscription.channels.has(name)) this.tell(subscription, dataLine(text));
  }

  private tell(subscription: Subscription, data: Uint8Array): void {
    subscription.send(data);
    this.written.add(subscription);
    this.checkReadersSoon();
  }

  private remember(id: string, description: Readonly<Record<string, string>>): void {
    this.departed.set(id, description);
    if (this.departed.size <= rememberedDepartures) return;
    const [oldest] = this.departed.keys();
    this.departed.delete(oldest);
  }

  /** Only after what was written in this turn had its chance to leave: until then every socket looks slow. */
  private checkReadersSoon(): void {
    if (this.isCheckDue) return;
    this.isCheckDue = true;
    setImmediate(() => this.checkReaders());
  }

  private checkReaders(): void {
    this.isCheckDue = false;
    const { maxUnreadBytes, maxTotalUnreadBytes } = this.settings;
    const most = Math.min(maxUnreadBytes, maxTotalUnreadBytes / Math.max(1, this.subscriptions.size));
    const written = [...this.written];
    this.written.clear();
    for (const subscription of written) {
      if (subscription.init.stream.writableLength > most) this.disconnect(subscription, 'destroy');
    }
  }
}

function done(subscribers: readonly Readonly<Record<string, string>>[]): Outcome {
  return { kind: 'done', subscribers };
}

/** The same address, and no other user. Browsers send heartbeats without the bearer token that the stream came with. */
function speaksFor(caller: Caller, { init }: Subscription): boolean {
  if (caller.address !== init.address) return false;
  return caller.userId === undefined || !init.session.isAuthenticated || caller.userId === init.userId;
}
