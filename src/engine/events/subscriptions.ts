import { ownerOf } from './identity';
import type { Subscription } from './subscription';

/** Whom a message is for; also how that is said to other processes. */
export type Target =
  | { readonly kind: 'all' }
  | { readonly kind: 'channel'; readonly name: string }
  /** Those in a channel who belong to one company, or to none. */
  | { readonly kind: 'presence'; readonly name: string; readonly tenant: string }
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'session'; readonly key: string }
  | { readonly kind: 'subscription'; readonly id: string };

const nobody: ReadonlySet<Subscription> = new Set();

/** The clients of this process, found by id, channel, user, session and by who is counted for them. */
export class Subscriptions {
  private readonly byId = new Map<string, Subscription>();
  private readonly groups = new Map<string, Set<Subscription>>();

  get size(): number {
    return this.byId.size;
  }
  all(): IterableIterator<Subscription> {
    return this.byId.values();
  }
  find(id: string): Subscription | undefined {
    return this.byId.get(id);
  }

  add(subscription: Subscription): void {
    this.byId.set(subscription.id, subscription);
    for (const key of fixedKeys(subscription)) this.put(key, subscription);
  }

  /** False when it was not there. */
  remove(subscription: Subscription): boolean {
    if (!this.byId.delete(subscription.id)) return false;
    for (const key of fixedKeys(subscription)) this.take(key, subscription);
    for (const channel of [...subscription.channels]) this.leave(subscription, channel);
    return true;
  }

  join(subscription: Subscription, channel: string): void {
    subscription.channels.add(channel);
    for (const key of channelKeys(subscription, channel)) this.put(key, subscription);
  }
  leave(subscription: Subscription, channel: string): void {
    subscription.channels.delete(channel);
    for (const key of channelKeys(subscription, channel)) this.take(key, subscription);
  }

  matching(target: Target): Iterable<Subscription> {
    return target.kind === 'all' ? this.all() : this.group(target);
  }
  /** How many, without a walk. */
  countOf(target: Exclude<Target, { kind: 'all' }>): number {
    return this.group(target).size;
  }
  /** How many connections are counted for the same user, or for the same address of anonymous callers. */
  countOfOwner(owner: string): number {
    return this.groups.get(`owner:${owner}`)?.size ?? 0;
  }

  private group(target: Exclude<Target, { kind: 'all' }>): ReadonlySet<Subscription> {
    if (target.kind === 'subscription') {
      const one = this.byId.get(target.id);
      return one ? new Set([one]) : nobody;
    }
    return this.groups.get(keyOf(target)) ?? nobody;
  }

  private put(key: string, subscription: Subscription): void {
    const group = this.groups.get(key) ?? new Set();
    this.groups.set(key, group.add(subscription));
  }
  private take(key: string, subscription: Subscription): void {
    const group = this.groups.get(key);
    group?.delete(subscription);
    if (group?.size === 0) this.groups.delete(key);
  }
}

function fixedKeys(subscription: Subscription): string[] {
  const { userId, sessionKey, session, address } = subscription.init;
  return [
    `owner:${ownerOf(session, address)}`,
    keyOf({ kind: 'user', id: userId }),
    ...(sessionKey === undefined ? [] : [keyOf({ kind: 'session', key: sessionKey })]),
  ];
}

function channelKeys({ tenant }: Subscription, name: string): string[] {
  return [keyOf({ kind: 'channel', name }), keyOf({ kind: 'presence', name, tenant })];
}

function keyOf(target: Exclude<Target, { kind: 'all' | 'subscription' }>): string {
  switch (target.kind) {
    case 'channel':
      return `channel:${target.name}`;
    case 'presence':
      return `presence:${target.tenant}@${target.name}`;
    case 'user':
      return `user:${target.id}`;
    case 'session':
      return `session:${target.key}`;
  }
}
