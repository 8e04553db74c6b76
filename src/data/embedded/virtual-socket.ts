import { Duplex } from 'node:stream';
import {
  endsBatch,
  fromClient,
  readMessage,
  readStartup,
  renameStatement,
  sqlOf,
  startupAnswer,
} from './wire-messages';

/** What a socket needs from the multiplexer behind it. */
export interface SessionShare {
  /** Runs a batch of messages; resolves when its answer was delivered. */
  run(client: VirtualSocket, batch: Buffer): Promise<void>;
  /** The client will send nothing more. */
  leave(client: VirtualSocket): void;
}

const listenCommand = /\b(UN)?LISTEN\s+(?:"((?:[^"]|"")+)"|(\*|[\w$]+))/gi;

/**
 * The server's end of a connection, in memory: what `pg` gets instead of a TCP socket (its documented `stream` option).
 *
 * Cuts the byte stream into batches, each of which a server would answer as one; makes names of prepared statements
 * unique per client, because they are unique per session; keeps count of the channels that the client listens to.
 */
export class VirtualSocket extends Duplex {
  /** Channels of LISTEN. Found in the text of statements: one too many only costs a notification that nobody handles. */
  readonly channels = new Set<string>();
  /** Prepared statements of this client, as the session knows them. */
  readonly statements = new Set<string>();
  private received: Buffer = Buffer.alloc(0);
  private batch: Buffer[] = [];
  private isStarted = false;
  private hasLeft = false;
  private hasUnlistened = false;

  constructor(
    private readonly share: SessionShare,
    readonly id: number,
  ) {
    super({ allowHalfOpen: false });
  }

  /** Hands bytes from the server to the client; they are dropped once it has gone. */
  deliver(bytes: Buffer): void {
    if (!this.hasLeft && !this.destroyed) this.push(bytes);
  }

  /** Whether the client sent UNLISTEN since this was asked last. */
  takeUnlistened(): boolean {
    const answer = this.hasUnlistened;
    this.hasUnlistened = false;
    return answer;
  }

  // The parts of net.Socket that pg touches.
  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  setTimeout(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed as they come; a client reads everything it is sent.
  }
  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.feed(chunk).then(() => done(), done);
  }
  override _final(done: () => void): void {
    this.leave();
    done();
  }
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.leave();
    done(error);
  }

  private leave(): void {
    if (this.hasLeft) return;
    this.hasLeft = true;
    if (!this.destroyed) this.push(null);
    this.share.leave(this);
  }

  private async feed(chunk: Buffer): Promise<void> {
    this.received = this.received.length > 0 ? Buffer.concat([this.received, chunk]) : chunk;
    while (!this.hasLeft) {
      const isConsumed = this.isStarted ? await this.takeMessage() : this.takeStartup();
      if (!isConsumed) return;
    }
  }

  private takeStartup(): boolean {
    const startup = readStartup(this.received);
    if (!startup) return false;
    this.received = this.received.subarray(startup.length);
    this.isStarted = !startup.asksForTls;
    this.deliver(startup.asksForTls ? Buffer.from('N') : startupAnswer(this.id));
    return true;
  }

  private async takeMessage(): Promise<boolean> {
    const next = readMessage(this.received);
    if (!next) return false;
    this.received = this.received.subarray(next.length);
    if (next[0] === fromClient.terminate) {
      this.leave();
      return true;
    }
    if (next[0] === fromClient.password) return true;
    this.noteChannels(sqlOf(next));
    this.batch.push(renameStatement(next, (name) => this.sessionName(name, next[0] === fromClient.parse)));
    if (endsBatch.has(next[0])) {
      const batch = Buffer.concat(this.batch);
      this.batch = [];
      await this.share.run(this, batch);
    }
    return true;
  }

  private sessionName(name: string, isNew: boolean): string {
    const renamed = `c${this.id}_${name}`;
    if (isNew) this.statements.add(renamed);
    return renamed;
  }

  private noteChannels(sql: string | undefined): void {
    if (sql === undefined || !/listen/i.test(sql)) return;
    for (const [, isEnd, quoted, plain] of sql.matchAll(listenCommand)) {
      if (isEnd) this.hasUnlistened = true;
      const channel = quoted?.replaceAll('""', '"') ?? plain.toLowerCase();
      if (!isEnd) this.channels.add(channel);
      else if (channel === '*') this.channels.clear();
      else this.channels.delete(channel);
    }
  }
}
