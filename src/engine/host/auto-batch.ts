import { type BindOptions, bindElement, unreadableBody } from '../binding/request-binder';
import { HttpError } from '../core/http-error';
import { HttpResult } from '../core/http-result';
import type { Operation } from '../core/operation';
import type { ReadBody } from '../formats/content-format';
import type { CallContext } from './call-context';
import type { Dispatcher } from './dispatcher';
import { elementKey } from './idempotency/idempotency-key';
import { RowBudget } from './limits/row-budget';

interface Batch {
  readonly operation: Operation;
  readonly body: ReadBody & { readonly contentType: string };
  readonly options: BindOptions;
  /** Does with one admitted element what the address asks for: execute it, or queue it. */
  readonly run: (context: CallContext, request: object) => Promise<unknown>;
}

/**
 * Runs `POST /api/Hello[]` (http-contract 2.7): all elements are bound, admitted and checked before the first one
 * executes; then one after another, until the first that fails. Earlier effects stay.
 *
 * Errors: what the element would have answered alone, with `meta.AutoBatchIndex`; 400 `TooManyRequestsInBatch`, also for
 *         the element whose answer is more than all of them may hold.
 */
export async function runAutoBatch(dispatcher: Dispatcher, context: CallContext, batch: Batch): Promise<unknown[]> {
  const { operation, options } = batch;
  const calls: (() => Promise<unknown>)[] = [];
  for (const [index, element] of elementsOf(batch).entries()) {
    const call = context.fork(operation);
    call.idempotencyKey = elementKey(context.idempotencyKey, index);
    await atIndex(index, async () => {
      const request = bindElement(operation.request, { ...batch.body, value: element }, options);
      const ended = await dispatcher.admit(call, operation, request);
      calls.push(ended ? async () => ended.response : () => batch.run(call, request));
    });
  }
  const results: unknown[] = [];
  const budget = new RowBudget(operation.limits.maxBatchRows);
  for (const [index, call] of calls.entries()) {
    context.responseHeaders['X-AutoBatch-Completed'] = String(index);
    const result = await atIndex(index, async () => {
      const answer = await call();
      budget.spend(answer);
      return answer;
    });
    results.push((result instanceof HttpResult ? result.init.response : result) ?? null);
  }
  context.responseHeaders['X-AutoBatch-Completed'] = String(results.length);
  return results;
}

/**
 * Runs a batch whose operation takes it as a whole: bound, admitted and checked like any other, then one call.
 *
 * A filter that answers for an element answers for the batch: there is no call to leave one message out of.
 * Errors: as for `runAutoBatch`; those of the call itself belong to no element.
 */
export async function runWholeBatch(
  dispatcher: Dispatcher,
  context: CallContext,
  batch: Omit<Batch, 'run'>,
): Promise<{ readonly response: unknown; readonly isByFilter: boolean }> {
  const { operation, options } = batch;
  const requests: object[] = [];
  for (const [index, element] of elementsOf(batch).entries()) {
    const call = context.fork(operation);
    const ended = await atIndex(index, async () => {
      const request = bindElement(operation.request, { ...batch.body, value: element }, options);
      requests.push(request);
      return dispatcher.admit(call, operation, request);
    });
    if (ended) return { response: ended.response, isByFilter: true };
  }
  // The guards run per element: without one nobody has been let in, and there is nothing to do.
  if (requests.length === 0) return { response: [], isByFilter: false };
  return { response: await dispatcher.executeBatch(context, operation, requests), isByFilter: false };
}

function elementsOf({ operation, body: { value, contentType } }: Omit<Batch, 'run'>): readonly unknown[] {
  if (!Array.isArray(value)) throw unreadableBody(contentType, `${operation.name}[]`, 'a list is expected.');
  const most = operation.limits.maxBatchItems;
  if (value.length > most) {
    throw new HttpError(
      400,
      'TooManyRequestsInBatch',
      `The batch has ${value.length} elements; ${operation.name} takes at most ${most}.`,
    );
  }
  return value;
}

async function atIndex<T>(index: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new BatchElementError(index, error);
  }
}

/** The failure of one element; the edge answers its cause and adds the index. */
export class BatchElementError extends Error {
  constructor(
    readonly index: number,
    override readonly cause: unknown,
  ) {
    super(`element ${index}`);
  }
}
