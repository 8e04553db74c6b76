import type { Session } from '../core/session';
import { systemStyle, type WireStyle } from '../formats/wire-style';

export interface ServerEventsSettings {
  /** How often clients say that they are there. Default: 10 s. */
  readonly heartbeatIntervalMs: number;
  /** Silence after which a subscription ends. Default: 30 s, three heartbeats. */
  readonly idleTimeoutMs: number;
  /**
   * Longest life of a connection; the client then makes another by itself. Default: 1 h: who may join what is decided
   * when a connection is made, so rights that were taken away, and tokens that have expired, end with it.
   */
  readonly maxLifeMs: number;
  /**
   * Most connections of one signed-in user. Default: 20, for people with many tabs. One more is refused with 429: to drop
   * the oldest instead would make that one connect again, and drop the next, for ever.
   */
  readonly maxPerUser: number;
  /** Most connections of anonymous callers of one address. Default: 50, for an office behind one address. */
  readonly maxPerAddress: number;
  /** Most connections of this process. Default: 10,000, about 200 MB of sockets. */
  readonly maxSubscriptions: number;
  /** Most channels of one subscription. Default: 50. */
  readonly maxChannels: number;
  /** Bytes that a client may leave unread beyond what the system buffers; it is disconnected then. Default: 256 KiB. */
  readonly maxUnreadBytes: number;
  /** The same for all clients together: each may leave its share. Default: 64 MiB. */
  readonly maxTotalUnreadBytes: number;
  /** Largest message. Default: 64 KiB of JSON. */
  readonly maxMessageBytes: number;
  /**
   * Largest channel whose subscribers hear of each other. Default: 200: in a channel of n, n arrivals cost n² events.
   * Beyond it only the subscriber itself hears of its own.
   */
  readonly maxPresence: number;
  /** Most subscribers that GetEventSubscribers lists. Default: 1,000. */
  readonly maxListed: number;
  /**
   * Whether a caller may join a channel with a colon in its name; everybody may join the others.
   * Default: `company:<id>` for callers of that company, `user:<id>` for that user, no others.
   */
  readonly mayJoin: (session: Session, channel: string) => boolean;
  /** Address of a picture of the user. Default: a silhouette. */
  readonly profileUrl: (session: Session) => string;
  /** How DTOs are written. Default: JSON of the `system` profile. */
  readonly style: WireStyle;
}

const silhouette =
  "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%208%208'%3E%3Ccircle%20cx='4'%20cy='3'%20r='2'/%3E%3Cpath%20d='M1%208a3%203%200%200%201%206%200'/%3E%3C/svg%3E";

export const defaultServerEventsSettings: ServerEventsSettings = {
  heartbeatIntervalMs: 10_000,
  idleTimeoutMs: 30_000,
  maxLifeMs: 60 * 60_000,
  maxPerUser: 20,
  maxPerAddress: 50,
  maxSubscriptions: 10_000,
  maxChannels: 50,
  maxUnreadBytes: 256 * 1024,
  maxTotalUnreadBytes: 64 * 1024 * 1024,
  maxMessageBytes: 64 * 1024,
  maxPresence: 200,
  maxListed: 1_000,
  mayJoin: ownChannelsOnly,
  profileUrl: () => silhouette,
  style: systemStyle,
};

/** The channels of one's company and of oneself. Ids are compared as Guids are: in any letter case. */
export function ownChannelsOnly(session: Session, channel: string): boolean {
  const [kind, id] = splitOnce(channel.toLowerCase());
  if (kind === 'company') return id === session.companyId?.toLowerCase();
  return kind === 'user' && session.isAuthenticated && id === session.userId?.toLowerCase();
}

function splitOnce(channel: string): [string, string] {
  const colon = channel.indexOf(':');
  return [channel.slice(0, colon), channel.slice(colon + 1)];
}

/** Whether a caller may join a channel, and see who is in it. */
export function mayJoin(settings: ServerEventsSettings, session: Session, channel: string): boolean {
  return !channel.includes(':') || settings.mayJoin(session, channel);
}
