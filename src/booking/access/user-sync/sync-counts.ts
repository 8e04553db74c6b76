import type { PersonOutcome } from './page-plan';

/** What became of the persons that were read so far; all of them are in one of the four. */
export interface SyncCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
}

export const noCounts: SyncCounts = { created: 0, updated: 0, unchanged: 0, skipped: 0 };

export function withOutcomes(counts: SyncCounts, outcomes: readonly PersonOutcome[]): SyncCounts {
  const sum = { ...counts };
  for (const { outcome } of outcomes) sum[outcome]++;
  return sum;
}

/** Whether there were persons and none of them could be taken over (domain 1.6). */
export function allSkipped({ created, updated, unchanged, skipped }: SyncCounts): boolean {
  return skipped > 0 && created + updated + unchanged === 0;
}
