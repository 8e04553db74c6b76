import { VirtualSocket } from './virtual-socket';
import { channelOf, errorResponse, fromServer, idle, messagesIn, readyWhenIdle, simpleQuery } from './wire-messages';

/** Runs wire messages on a session: PGlite, or a stand-in for it. */
export interface WireSession {
  exec(messages: Uint8Array): Promise<Uint8Array>;
}

interface Turn {
  readonly client: VirtualSocket | undefined;
  readonly run: () => Promise<void>;
  readonly done: () => void;
  timer?: NodeJS.Timeout;
}

const statementsPerCleanup = 100;

/**
 * Lets many ordinary `pg` clients share one session of an in-process database, safely.
 *
 * - A client's batch of messages (one simple query, or everything up to Sync) runs as a whole.
 * - A batch that leaves a transaction open keeps the session for its client until the transaction ends: nobody's
 *   BEGIN ever contains another client's statement.
 * - The open transaction of a client that goes away is rolled back, its prepared statements are dropped.
 * - NOTIFY reaches the clients that listen, and only those.
 * - A batch that waits longer than `lockTimeoutMs` fails with SQLSTATE 55P03: a query on a second connection from inside
 *   a transaction becomes an error instead of a hang.
 *
 * What stays shared, because there is one session: settings made with plain SET, temporary tables, session-level
 * advisory locks. The product uses none of them.
 */
export class WireMultiplexer {
  private readonly clients = new Set<VirtualSocket>();
  private turns: Turn[] = [];
  private isRunning = false;
  private lastId = 0;
  /** Whose transaction (or unfinished exchange of messages) the session is in. */
  private owner: VirtualSocket | undefined;
  private abandonedStatements: string[] = [];

  constructor(
    private readonly session: WireSession,
    private readonly lockTimeoutMs: number,
  ) {}

  /** For the `stream` option of a `pg` Client or Pool. */
  readonly stream = (): VirtualSocket => {
    const client = new VirtualSocket(this, ++this.lastId);
    this.clients.add(client);
    return client;
  };

  run(client: VirtualSocket, batch: Buffer): Promise<void> {
    return new Promise((done) => {
      const turn: Turn = { client, run: () => this.answer(client, batch), done };
      if (this.lockTimeoutMs > 0) turn.timer = setTimeout(() => this.giveUp(turn, client), this.lockTimeoutMs).unref();
      this.turns.push(turn);
      this.pump();
    });
  }

  /** Runs work that must not fall into anybody's transaction, such as taking a copy of the database. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = (): Promise<void> => work().then(resolve, reject);
      this.turns.push({ client: undefined, run, done: () => undefined });
      this.pump();
    });
  }

  leave(client: VirtualSocket): void {
    this.clients.delete(client);
    this.abandonedStatements.push(...client.statements);
    const waiting = this.turns.filter((turn) => turn.client === client);
    this.turns = this.turns.filter((turn) => turn.client !== client);
    for (const turn of waiting) finish(turn);
    this.pump();
  }

  private giveUp(turn: Turn, client: VirtualSocket): void {
    const index = this.turns.indexOf(turn);
    if (index < 0) return;
    this.turns.splice(index, 1);
    const text =
      `The embedded database waited ${this.lockTimeoutMs} ms for another connection's transaction. ` +
      'Inside a transaction use its EntityManager for every query.';
    client.deliver(Buffer.concat([errorResponse('55P03', text), readyWhenIdle]));
    turn.done();
  }

  private pump(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.takeTurns().finally(() => {
      this.isRunning = false;
      // Something may have come between the last look and this line.
      if (this.isOwnerGone() || this.nextIndex() >= 0) this.pump();
    });
  }

  private async takeTurns(): Promise<void> {
    for (;;) {
      await this.cleanUp();
      const index = this.nextIndex();
      if (index < 0) return;
      const [turn] = this.turns.splice(index, 1);
      clearTimeout(turn.timer);
      await turn.run();
      turn.done();
    }
  }

  private nextIndex(): number {
    return this.owner ? this.turns.findIndex((turn) => turn.client === this.owner) : this.turns.length > 0 ? 0 : -1;
  }

  private isOwnerGone(): boolean {
    return this.owner !== undefined && !this.clients.has(this.owner);
  }

  private async cleanUp(): Promise<void> {
    if (this.isOwnerGone()) {
      await this.housekeep(simpleQuery('ROLLBACK'));
      this.owner = undefined;
    }
    if (!this.owner && this.abandonedStatements.length > 0) {
      const names = this.abandonedStatements.splice(0, statementsPerCleanup);
      await this.housekeep(
        Buffer.concat(names.map((name) => simpleQuery(`DEALLOCATE "${name.replaceAll('"', '""')}"`))),
      );
    }
  }

  private async housekeep(messages: Buffer): Promise<void> {
    try {
      await this.session.exec(messages);
    } catch {
      // The database has stopped. The next client's batch gets that error; there is nobody here to give it to.
    }
  }

  private async answer(client: VirtualSocket, batch: Buffer): Promise<void> {
    let answer: Buffer;
    try {
      const raw = await this.session.exec(batch);
      answer = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
    } catch (error) {
      // 08006, connection failure: that is how a server that went away looks to its clients.
      const text = error instanceof Error ? error.message : String(error);
      answer = Buffer.concat([errorResponse('08006', text), readyWhenIdle]);
    }
    this.deliver(client, answer);
    if (client.takeUnlistened()) await this.listenAgain();
  }

  private deliver(client: VirtualSocket, answer: Buffer): void {
    const own: Buffer[] = [];
    let status: number | undefined;
    for (const part of messagesIn(answer)) {
      if (part[0] === fromServer.notification) {
        this.notify(part);
        continue;
      }
      if (part[0] === fromServer.readyForQuery) status = part[5];
      if (part[0] === fromServer.copyInResponse) status = undefined;
      own.push(part);
    }
    // No ReadyForQuery after Flush and while rows are copied in: this client has not finished.
    this.owner = status === idle ? undefined : client;
    client.deliver(Buffer.concat(own));
  }

  private notify(notification: Buffer): void {
    const channel = channelOf(notification);
    const bytes = Buffer.from(notification);
    for (const client of this.clients) {
      // After the answer of whoever sent it, as a server does.
      if (client.channels.has(channel)) setImmediate(() => client.deliver(bytes));
    }
  }

  /** One client's UNLISTEN ends the session's: listen again to what the others still wait for. */
  private async listenAgain(): Promise<void> {
    const channels = new Set([...this.clients].flatMap((client) => [...client.channels]));
    if (this.owner || channels.size === 0) return;
    await this.housekeep(
      Buffer.concat([...channels].map((channel) => simpleQuery(`LISTEN "${channel.replaceAll('"', '""')}"`))),
    );
  }
}

function finish(turn: Turn): void {
  clearTimeout(turn.timer);
  turn.done();
}
