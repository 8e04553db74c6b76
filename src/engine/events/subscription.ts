import type { Session } from '../core/session';
import { idLine } from './frame';

const lingerMs = 2_000;

/** What a subscription writes to: the part of ServerResponse that it needs. */
export interface EventStream {
  readonly writableLength: number;
  readonly writableEnded: boolean;
  readonly destroyed: boolean;
  write(bytes: string | Uint8Array): boolean;
  end(): unknown;
  destroy(): unknown;
}

export interface SubscriptionInit {
  /** Known to the subscriber alone: whoever has it may speak for the subscription. */
  readonly id: string;
  readonly session: Session;
  /** Digest of the browser session's id, where there is one. */
  readonly sessionKey?: string;
  /** Of the caller, as `addressKey` gives it. */
  readonly address: string;
  readonly userId: string;
  readonly displayName: string;
  readonly profileUrl: string;
  readonly connectedAt: number;
  readonly stream: EventStream;
}

/** One connected client. */
export class Subscription {
  readonly channels = new Set<string>();
  /** When it was last heard of, in milliseconds. */
  seenAt: number;
  private lastEventId = 0;

  constructor(readonly init: SubscriptionInit) {
    this.seenAt = init.connectedAt;
  }

  get id(): string {
    return this.init.id;
  }
  /** Whose subscribers hear of each other; empty for callers without a company. */
  get tenant(): string {
    return this.init.session.companyId ?? '';
  }

  /** `data`: a `dataLine`. A client that is gone, or going, gets nothing. */
  send(data: Uint8Array): void {
    const { stream } = this.init;
    if (stream.destroyed || stream.writableEnded) return;
    stream.write(idLine(++this.lastEventId));
    stream.write(data);
  }

  /** `end`: with what was sent before; a client that does not read has a few seconds. `destroy`: at once. */
  close(how: 'end' | 'destroy'): void {
    const { stream } = this.init;
    if (stream.destroyed) return;
    if (how === 'destroy') return void stream.destroy();
    if (!stream.writableEnded) stream.end();
    setTimeout(() => stream.destroy(), lingerMs).unref();
  }

  /** What may be known of it. All values are texts, for typed clients. */
  describe(channels: Iterable<string> = this.channels): Record<string, string> {
    const { userId, session, displayName, connectedAt, profileUrl } = this.init;
    return {
      userId,
      isAuthenticated: String(session.isAuthenticated),
      displayName,
      channels: [...channels].join(','),
      createdAt: String(connectedAt),
      profileUrl,
    };
  }
}
