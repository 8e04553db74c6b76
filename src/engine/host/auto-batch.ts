import { bindElement, unreadableBody } from '../binding/request-binder';
import { HttpError } from '../core/http-error';
import type { Operation } from '../core/operation';
import type { ReadBody } from '../formats/content-format';
import type { CallContext } from './call-context';
import type { Dispatcher } from './dispatcher';

/**
 * Runs `POST /api/Hello[]` (http-contract 2.7): all elements are bound, admitted and checked before the first one
 * executes; then one after another, until the first that fails. Earlier effects stay.
 *
 * Errors: what the element would have answered alone, with `meta.AutoBatchIndex`; 400 `TooManyRequestsInBatch`.
 */
export async function runAutoBatch(
  dispatcher: Dispatcher,
  context: CallContext,
  operation: Operation,
  body: ReadBody,
): Promise<unknown[]> {
  const elements = elementsOf(operation, body);
  const calls: { request: object; context: CallContext }[] = [];
  for (const [index, element] of elements.entries()) {
    const call = context.fork(operation);
    await atIndex(index, async () => {
      const request = bindElement(operation.request, element, 'application/json', body.checkText);
      await dispatcher.admit(call, operation, request);
      calls.push({ request, context: call });
    });
  }
  const results: unknown[] = [];
  for (const [index, call] of calls.entries()) {
    context.responseHeaders['X-AutoBatch-Completed'] = String(index);
    results.push(await atIndex(index, () => dispatcher.execute(call.context, operation, call.request)));
  }
  context.responseHeaders['X-AutoBatch-Completed'] = String(results.length);
  return results;
}

function elementsOf(operation: Operation, { value }: ReadBody): readonly unknown[] {
  if (!Array.isArray(value)) throw unreadableBody('application/json', `${operation.name}[]`, 'a list is expected.');
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
