import { HttpError } from '../../core/http-error';
import { HttpResult } from '../../core/http-result';

/**
 * What all answers of one auto-batch may hold together: a thousand lists of a thousand rows each would be a million rows
 * in memory at once.
 */
export class RowBudget {
  private rows = 0;

  constructor(private readonly most: number) {}

  /** Counts the rows of one answer. Errors: HttpError 400 `TooManyRequestsInBatch`. */
  spend(result: unknown): void {
    this.rows += rowsIn(result instanceof HttpResult ? result.init.response : result);
    if (this.rows <= this.most) return;
    const message = `The answers of the batch hold more than ${this.most} rows; ask for fewer at a time.`;
    throw new HttpError(400, 'TooManyRequestsInBatch', message);
  }
}

/** Items of a list, or of the lists that are members of an answer. */
function rowsIn(answer: unknown): number {
  if (Array.isArray(answer)) return answer.length;
  if (answer === null || typeof answer !== 'object') return 0;
  let rows = 0;
  for (const member of Object.values(answer)) if (Array.isArray(member)) rows += member.length;
  return rows;
}
