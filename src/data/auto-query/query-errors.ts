import { QueryFailedError } from 'typeorm';
import { HttpError, type RequestContext } from '../../engine';

/**
 * Runs statements that were made from what a caller sent: a database that cannot evaluate them answers 400, without a word
 * of SQL (decisions D35); every other error passes.
 */
export async function refusingBadQuery<T>(context: RequestContext, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const state = sqlStateOf(error);
    if (state === undefined || !/^(?:22|42)/.test(state)) throw error;
    // Class 42 may also be a mapping that names no column: worth a look, without the values of a caller.
    if (state.startsWith('42')) {
      const { requestId, operation, host } = context;
      host.log.warn({ sqlState: state, requestId, operation: operation?.name }, 'A query could not be evaluated.');
    }
    const message = 'The query cannot be evaluated: a value or a figure does not fit the member that it is about.';
    throw new HttpError(400, 'ArgumentException', message, { cause: error });
  }
}

/** As `refusingBadQuery`; rules that the database itself holds are refusals too. */
export function refusingBadChange<T>(context: RequestContext, work: () => Promise<T>): Promise<T> {
  return refusingBadQuery(context, async () => {
    try {
      return await work();
    } catch (error) {
      throw refusalOf(sqlStateOf(error), error) ?? error;
    }
  });
}

function refusalOf(state: string | undefined, cause: unknown): HttpError | undefined {
  switch (state) {
    case '23505':
    case '23P01':
      return HttpError.conflict('Another row has the values that only one may have.', { cause });
    case '23502':
    case '23503':
    case '23514':
      return new HttpError(400, 'ArgumentException', 'A value is missing, refers to nothing or is not allowed.', {
        cause,
      });
    default:
      return undefined;
  }
}

function sqlStateOf(error: unknown): string | undefined {
  return error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
}
