export type BatchKind = 'customers' | 'accounts';

/** The states of a batch as the wire and the database number them (domain 4, rule 10). */
export const batchStatus = { Pending: 0, Processing: 1, Completed: 2, Failed: 3, Cancelled: 4 } as const;
export type BatchStatus = (typeof batchStatus)[keyof typeof batchStatus];

const names = Object.keys(batchStatus) as (keyof typeof batchStatus)[];

export function batchStatusName(status: BatchStatus): string {
  return names.find((name) => batchStatus[name] === status) ?? String(status);
}

export function isOver(status: BatchStatus): boolean {
  return status >= batchStatus.Completed;
}
