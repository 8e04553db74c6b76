/** Rows that a request gets without asking for a number. */
export const defaultTake = 100;
/** Most rows of a list, whatever the request asks for. */
export const maxTake = 1_000;
/** Most customers or products, and most accounts or orders of each, when a list answers both: 10,000 rows at most. */
export const maxNestedTake = 100;

/** Which rows of a list to read. Shape: both whole numbers from 0. */
export interface Page {
  readonly offset: number;
  readonly take: number;
}

/** The page that `skip` and `take` ask for; `most` caps it. */
export function pageOf(skip: number | undefined, take: number | undefined, most = maxTake): Page {
  return { offset: skip ?? 0, take: Math.min(take ?? defaultTake, most) };
}
