import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type Pool } from 'pg';
import { type EventRelay, type Log, silentLog } from '../engine';
import { RelayReader, relayParts } from './relay-parts';

export interface PostgresEventRelayOptions {
  readonly log?: Log;
  /** Only relays of one channel hear each other. Default: `missive_events`. */
  readonly channel?: string;
  /** How often an idle connection is asked whether it is still there. Default: 15 s. */
  readonly probeMs?: number;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;
/** What may wait for a connection; beyond it the oldest gives way. */
const mostWaiting = 2_000;
const mostWaitingBytes = 8 * 1024 * 1024;
/** Of one statement. */
const mostPartsAtOnce = 200;
/** Tries of one statement before its texts are given up. */
const mostTries = 3;
const closeWithinMs = 1_000;

interface Waiting {
  readonly parts: readonly string[];
  readonly bytes: number;
}

/**
 * Carries texts between processes by LISTEN and NOTIFY of their common database, on a connection of its own.
 *
 * Order:   of each sender, as published. Texts are sent in transactions of their own, not in the caller's.
 * Size:    texts longer than a payload are sent in parts, all in one transaction.
 * Needs:   a session that stays the same, which a pooler between here and the server may not give it.
 * Loss:    while this process has no connection it hears nothing; what it publishes waits, 2,000 texts or 8 MiB.
 */
export class PostgresEventRelay implements EventRelay {
  readonly maxBytes = 1024 * 1024;
  private readonly sender = randomBytes(6).toString('base64url');
  private readonly reader = new RelayReader();
  private readonly log: Log;
  private readonly channel: string;
  private readonly probeMs: number;
  private receive: (text: string) => void = () => undefined;
  private lastNumber = 0;
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  private dropped = 0;
  /** Of the statement that is to be sent next. */
  private failures = 0;
  private client?: Client;
  private probe?: NodeJS.Timeout;
  private sending?: Promise<void>;
  private readonly stopping = new AbortController();

  constructor(
    private readonly pool: Pool,
    { log = silentLog, channel = 'missive_events', probeMs = 15_000 }: PostgresEventRelayOptions = {},
  ) {
    if (!/^[a-z_][a-z0-9_]{0,62}$/.test(channel)) {
      throw new Error(`A relay's channel is named in lower case, a-z 0-9 _; got '${channel}'.`);
    }
    this.log = log;
    this.channel = channel;
    this.probeMs = probeMs;
  }

  async open(receive: (text: string) => void): Promise<void> {
    this.receive = receive;
    await this.connect();
    this.probe = setInterval(() => void this.ask(), this.probeMs);
    this.probe.unref();
  }

  publish(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (bytes > this.maxBytes) {
      throw new RangeError(`A relay carries at most ${this.maxBytes} bytes at once; got ${bytes}.`);
    }
    if (this.stopping.signal.aborted) return;
    const parts = relayParts({ sender: this.sender, number: ++this.lastNumber, text });
    this.waiting.push({ parts, bytes });
    this.waitingBytes += bytes;
    this.dropOldest();
    this.send();
  }

  async close(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    clearInterval(this.probe);
    await Promise.race([this.sending, delay(closeWithinMs, undefined, { ref: false })]);
    await this.disconnect();
  }

  private async connect(): Promise<void> {
    const client = newClient(this.pool);
    client.on('error', () => {
      // Without a listener it would end the process. What it means is told by 'end'.
    });
    client.on('notification', ({ payload }) => this.take(payload ?? ''));
    client.on('end', () => this.lost(client));
    try {
      await client.connect();
      await client.query(`listen "${this.channel}"`);
    } catch (error) {
      await end(client);
      throw error;
    }
    this.client = client;
    this.send();
  }

  private lost(client: Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.log.warn({ channel: this.channel }, 'The relay of server events has lost its connection.');
    void this.reconnect();
  }

  private async reconnect(): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        await this.connect();
        if (signal.aborted) await this.disconnect();
        return;
      } catch (error) {
        this.log.debug({ err: error, attempt }, 'The relay of server events could not connect.');
      }
      const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** attempt) * (0.5 + Math.random() / 2);
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async disconnect(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    if (client) await end(client);
  }

  /** A connection that a network has swallowed says nothing of it, neither that nor what was notified. */
  private async ask(): Promise<void> {
    const { client } = this;
    try {
      await client?.query('select 1');
    } catch (error) {
      this.log.debug({ err: error }, 'The connection of the relay does not answer.');
      if (client) await end(client);
    }
  }

  private send(): void {
    this.sending ??= this.sendAll().finally(() => {
      this.sending = undefined;
      // Something may have been published, or the connection made, between the last look and this line.
      if (this.client && this.waiting.length > 0 && !this.stopping.signal.aborted) this.send();
    });
  }

  private async sendAll(): Promise<void> {
    // Everything of this turn goes in one statement.
    await Promise.resolve();
    while (this.client && this.waiting.length > 0) {
      const { client } = this;
      const batch = this.nextBatch();
      try {
        await client.query(
          'select pg_notify($1, part) from unnest($2::text[]) with ordinality as sent(part, place) order by place',
          [this.channel, batch.flatMap(({ parts }) => parts)],
        );
        this.remove(batch);
        this.failures = 0;
      } catch (error) {
        this.failures += 1;
        this.log.warn({ err: error, tries: this.failures }, 'Server events could not be sent to other processes.');
        if (this.failures >= mostTries) this.remove(batch);
        // A broken connection is noticed here first; a refused statement may pass on a new one.
        await end(client);
        return;
      }
    }
  }

  private nextBatch(): Waiting[] {
    let parts = 0;
    const end = this.waiting.findIndex((entry) => {
      parts += entry.parts.length;
      return parts > mostPartsAtOnce;
    });
    return this.waiting.slice(0, end < 0 ? this.waiting.length : Math.max(1, end));
  }

  private remove(batch: readonly Waiting[]): void {
    const sent = new Set(batch);
    this.waiting = this.waiting.filter((entry) => !sent.has(entry));
    this.waitingBytes = this.waiting.reduce((sum, { bytes }) => sum + bytes, 0);
    if (this.waiting.length === 0 && this.dropped > 0) {
      this.log.warn({ dropped: this.dropped }, 'Server events were not sent to other processes.');
      this.dropped = 0;
    }
  }

  private dropOldest(): void {
    while (this.waiting.length > mostWaiting || this.waitingBytes > mostWaitingBytes) {
      this.waitingBytes -= this.waiting.shift()?.bytes ?? 0;
      this.dropped += 1;
    }
  }

  private take(payload: string): void {
    const read = this.reader.read(payload);
    if (!read || read.sender === this.sender) return;
    try {
      this.receive(read.text);
    } catch (error) {
      this.log.error({ err: error }, 'A server event of another process could not be taken.');
    }
  }
}

/** A connection like the pool's, which the pool does not know of: one more than its size. */
function newClient({ options }: Pool): Client {
  const Type = (options.Client ?? Client) as typeof Client;
  return new Type(options);
}

/** Ends a connection that may be broken, or that nobody answers on any more. */
async function end(client: Client): Promise<void> {
  const ended = client.end().catch(() => undefined);
  await Promise.race([ended, delay(closeWithinMs, undefined, { ref: false })]);
}
