import { HttpError } from '../core/http-error';
import type { Session } from '../core/session';
import { channelNameRule, isChannelName } from './frame';
import { ownerOf } from './identity';
import { mayJoin, type ServerEventsSettings } from './settings';
import type { Subscriptions } from './subscriptions';

/** A client that wants to be told. */
export interface Connection {
  readonly session: Session;
  /** Id of the browser session that the request came with. */
  readonly sessionId?: string;
  /** As `addressKey` gives it. */
  readonly address: string;
  readonly channels: readonly string[];
}

/** Whether the client may connect. Errors: HttpError 400, 403, 429, 503. */
export function checkAdmission(
  { session, address, channels }: Connection,
  subscriptions: Subscriptions,
  settings: ServerEventsSettings,
): void {
  checkChannelNames(channels, 'channels');
  if (channels.length > settings.maxChannels) throw tooManyChannels('channels', settings.maxChannels);
  const refused = channels.find((channel) => !mayJoin(settings, session, channel));
  if (refused !== undefined) throw channelRefused(refused);
  if (subscriptions.size >= settings.maxSubscriptions) {
    throw HttpError.serviceUnavailable('The server holds as many event streams as it can.');
  }
  const most = session.isAuthenticated ? settings.maxPerUser : settings.maxPerAddress;
  if (subscriptions.countOfOwner(ownerOf(session, address)) >= most) throw tooManyConnections(settings, most);
}

/** Errors: 400 on the member at fault. */
export function checkChannelNames(channels: readonly string[], fieldName: string): void {
  const bad = channels.findIndex((channel) => !isChannelName(channel));
  if (bad >= 0) {
    const at = `${fieldName}[${bad}]`;
    throw HttpError.field(400, 'Predicate', at, `A channel is named with ${channelNameRule}.`);
  }
}

export function tooManyChannels(fieldName: string, most: number): HttpError {
  const message = `A subscription has at most ${most} channels.`;
  return HttpError.field(400, 'MaximumLength', fieldName, message);
}

export function channelRefused(channel: string): HttpError {
  return HttpError.forbidden(`The caller may not join the channel '${channel}'.`);
}

function tooManyConnections({ idleTimeoutMs }: ServerEventsSettings, most: number): HttpError {
  const message = `There are ${most} event streams of this caller, the most that one may have; close some of them.`;
  // Connections that broke without a word are gone by then.
  const headers = { 'Retry-After': String(Math.ceil(idleTimeoutMs / 1_000)) };
  return new HttpError(429, 'TooManyRequests', message, { headers });
}
