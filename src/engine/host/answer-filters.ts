import type { AnswerFilter } from '../core/feature';
import type { Answer } from './answer';

/** The headers of an answer with what the answer filters add. */
export function withFilters(
  headers: Answer['headers'],
  filters: readonly AnswerFilter[],
  request: Parameters<AnswerFilter>[0],
): Answer['headers'] {
  const all = { ...headers };
  for (const filter of filters) filter(request, all);
  return all;
}
