import { deepStrictEqual } from 'node:assert';
import { badBodies, goodBody } from '../contract/bodies';
import type { OperationName } from '../contract/fields';
import { work } from '../contract/work';
import { type Peer, pathOf } from '../peers';
import type { PeerMessage, Usage } from '../peers/serve';
import { Child, peerCore, type StartOptions } from './processes';

/** A peer that runs. */
export class PeerProcess {
  private constructor(
    readonly peer: Peer,
    readonly port: number,
    private readonly child: Child,
  ) {}

  static async start(peer: Peer, options: StartOptions = { core: peerCore }): Promise<PeerProcess> {
    const child = new Child(peer.file, options);
    const message = await child.next<PeerMessage>();
    if (message.kind !== 'listening') throw new Error(`Peer ${peer.name} says '${message.kind}' before it listens.`);
    return new PeerProcess(peer, message.port, child);
  }

  async usage(): Promise<Usage> {
    const message = await this.child.ask<PeerMessage>({ kind: 'usage' });
    if (message.kind !== 'usage') throw new Error(`Peer ${this.peer.name} says '${message.kind}', not its usage.`);
    return message.usage;
  }

  stop(): Promise<void> {
    return this.child.stop();
  }

  /** Whether a good body gets the right answer, and bad ones a refusal. Errors: Error that says what is wrong. */
  async check(operation: OperationName): Promise<void> {
    const good = goodBody(operation);
    const { status, text } = await this.post(operation, good);
    if (status !== 200)
      throw new Error(`${this.peer.name} answers a good ${operation} with ${status}: ${text.slice(0, 500)}`);
    const { unwrap = (answer: unknown) => answer } = this.peer;
    const expected: unknown = JSON.parse(JSON.stringify(work[operation](good as never)));
    deepStrictEqual(unwrap(JSON.parse(text)), expected, `${this.peer.name} answers ${operation} wrongly`);
    if (!this.peer.isUnchecked) await this.checkRefusals(operation);
  }

  private async checkRefusals(operation: OperationName): Promise<void> {
    for (const [what, body] of Object.entries(badBodies(operation))) {
      const { status } = await this.post(operation, body);
      if (status < 400 || status > 499)
        throw new Error(`${this.peer.name} answers ${operation} with ${what}: ${status}.`);
    }
  }

  private async post(operation: OperationName, body: object): Promise<{ status: number; text: string }> {
    const response = await fetch(`http://127.0.0.1:${this.port}${pathOf(this.peer, operation)}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', Connection: 'close' },
    });
    return { status: response.status, text: await response.text() };
  }
}
