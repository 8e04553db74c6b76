/** Fixed storage columns of a company's custom fields, per table. Their number is the most fields that can exist. */
export const slotCount = 20;
/** The table that custom fields of this version belong to. */
export const customerTable = 'Customer';

/** Name of a storage column on the wire. */
export function columnOf(slot: number): string {
  return `TextField${slot}`;
}

/** The first slot that no field uses; `undefined` when all are in use. */
export function firstFreeSlot(used: ReadonlySet<number>): number | undefined {
  for (let slot = 1; slot <= slotCount; slot++) if (!used.has(slot)) return slot;
  return undefined;
}
