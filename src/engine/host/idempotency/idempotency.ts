import { engineErrorCodes } from '../../core/error-codes';
import { HttpError } from '../../core/http-error';
import type { Operation } from '../../core/operation';
import type { RequestContext } from '../../core/request-context';
import type { DtoType } from '../../core/type-model';
import type { IdempotencyStore } from './idempotency-store';
import { onceRequestOf } from './message-fingerprint';
import { keepable, packAnswer, unpackAnswer } from './saved-answer';
import { isSignIn } from './sign-in-operations';

export const replayedHeader = 'Idempotency-Replayed';

/** Executes what carries a key once, and answers its retries with what was answered then (decisions D37). */
export class Idempotency {
  constructor(
    private readonly store: IdempotencyStore,
    private readonly operations: () => readonly Operation[],
  ) {}

  /**
   * `name`: the operation's, or that of its batch; `message`: what was sent.
   * Errors: HttpError 409 `IdempotencyInProgress`, 422 `IdempotencyKeyReused`; what `work` rejects with, nothing saved.
   */
  async run(
    context: RequestContext,
    operation: Operation,
    { name, message }: { name: string; message: unknown },
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    const { idempotencyKey: key } = context;
    if (key === undefined || isSignIn(operation)) return work();
    let result: unknown;
    const outcome = await this.store.once(onceRequestOf(context, name, message, key), async () => {
      const before = { ...context.responseHeaders };
      result = await keepable(await work());
      return packAnswer({ result, headers: added(before, context.responseHeaders) });
    });
    switch (outcome.kind) {
      case 'done':
        return result;
      case 'replayed': {
        const saved = unpackAnswer(outcome.answer, (type) => this.classOf(type));
        Object.assign(context.responseHeaders, saved.headers, { [replayedHeader]: 'true' });
        return saved.result;
      }
      case 'running':
        throw inProgress();
      case 'reused':
        throw reused(name);
    }
  }

  private classOf(type: string): DtoType['target'] | undefined {
    for (const { response } of this.operations()) {
      if (response?.kind === 'dto' && response.type().name === type) return response.type().target;
    }
    return undefined;
  }
}

function added(
  before: RequestContext['responseHeaders'],
  after: RequestContext['responseHeaders'],
): RequestContext['responseHeaders'] {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value));
}

function inProgress(): HttpError {
  const message = 'A request with this Idempotency-Key is still running; send it again in a second.';
  return new HttpError(engineErrorCodes.IdempotencyInProgress.status, 'IdempotencyInProgress', message, {
    headers: { 'Retry-After': '1' },
  });
}

function reused(name: string): HttpError {
  const message = `This Idempotency-Key was used for another ${name} in the last 24 hours; send it with a key of its own.`;
  return new HttpError(engineErrorCodes.IdempotencyKeyReused.status, 'IdempotencyKeyReused', message);
}
