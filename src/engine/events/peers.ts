import { randomUUID } from 'node:crypto';
import type { Command, HubMessage, Outcome } from './hub-message';

const answerWithinMs = 2_000;
/** Beyond it nobody is asked: guessed ids must not fill the memory or the relay. */
const mostCalls = 1_000;

/**
 * The other hubs of the host: which are there, and what they answer.
 *
 * A hub counts as there for `forgottenAfterMs` since it was heard of; with nobody there, nobody is asked.
 */
export class Peers {
  private readonly heardAt = new Map<string, number>();
  private readonly calls = new Map<string, (outcome: Outcome) => void>();

  constructor(
    readonly ownId: string,
    private readonly publish: (message: HubMessage) => void,
    private readonly forgottenAfterMs: number,
  ) {}

  get isAlone(): boolean {
    return this.heardAt.size === 0;
  }
  has(hub: string): boolean {
    return this.heardAt.has(hub);
  }

  /** True for one that was not known. */
  heard(hub: string, now: number): boolean {
    const isNew = !this.heardAt.has(hub);
    this.heardAt.set(hub, now);
    return isNew;
  }
  gone(hub: string): void {
    this.heardAt.delete(hub);
  }
  forgetSilent(now: number): void {
    for (const [hub, at] of this.heardAt) if (now - at > this.forgottenAfterMs) this.heardAt.delete(hub);
  }

  /** What one hub answers; `silent` when it does not. */
  ask(hub: string, command: Command): Promise<Outcome> {
    if (this.calls.size >= mostCalls) return Promise.resolve({ kind: 'silent' });
    const call = randomUUID();
    return new Promise((resolve) => {
      const settle = (outcome: Outcome): void => {
        clearTimeout(timer);
        this.calls.delete(call);
        resolve(outcome);
      };
      const timer = setTimeout(() => settle({ kind: 'silent' }), answerWithinMs);
      this.calls.set(call, settle);
      this.publish({ kind: 'command', from: this.ownId, to: hub, call, command });
    });
  }

  askAll(command: Command): Promise<Outcome[]> {
    return Promise.all([...this.heardAt.keys()].map((hub) => this.ask(hub, command)));
  }

  /** An answer has come; one that comes too late is nobody's. */
  settle(call: string, outcome: Outcome): void {
    this.calls.get(call)?.(outcome);
  }

  /** Nobody will answer any more. */
  close(): void {
    for (const settle of [...this.calls.values()]) settle({ kind: 'silent' });
    this.heardAt.clear();
  }
}
