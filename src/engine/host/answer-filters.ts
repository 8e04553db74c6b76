import type { AnswerFilter } from '../core/feature';
import type { Answer } from './answer';
import { copyHeaders } from './results/headers';

/** The headers of an answer with what the answer filters add. */
export function withFilters(
  headers: Answer['headers'],
  filters: readonly AnswerFilter[],
  request: Parameters<AnswerFilter>[0],
): Answer['headers'] {
  const all = copyHeaders(headers, {});
  for (const filter of filters) filter(request, all);
  return all;
}
