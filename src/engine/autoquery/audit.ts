import type { CrudKind, CrudShape } from './crud-shape';
import { memberNamed } from './crud-shape';

/** Who changes something, and when. */
export interface Stamp {
  readonly now: Date;
  /** Absent: an anonymous caller. */
  readonly by?: string;
}

type Values = ReadonlyMap<string, unknown>;

export interface AuditValues {
  /** Set by the change. */
  readonly always: Values;
  /** Set in addition when a save makes a new row. */
  readonly onInsert: Values;
}

const none: Values = new Map();

/**
 * `createdDate`, `createdBy`, `modifiedDate` … of the model, where it has them and the operation opts in (http-contract 9.5).
 *
 * `known`: the members that the source has columns for.
 */
export function auditValues(
  { kind, modelType, behaviours }: Pick<CrudShape, 'kind' | 'modelType' | 'behaviours'>,
  known: readonly string[],
  stamp: Stamp,
): AuditValues {
  const stamped = (...whats: string[]): Values => new Map(whats.flatMap((what) => [...stampOf(what)]));
  const stampOf = (what: string): Values => {
    const date = memberNamed(modelType, `${what}Date`)?.name;
    const by = memberNamed(modelType, `${what}By`)?.name;
    const values = [
      [date, stamp.now.toISOString()],
      [by, stamp.by ?? null],
    ] as const;
    return new Map(values.flatMap(([name, value]) => (name && known.includes(name) ? [[name, value] as const] : [])));
  };
  const creates = behaviours.has('AuditCreate');
  const byKind: Record<CrudKind, () => AuditValues> = {
    create: () => ({ always: creates ? stamped('Created', 'Modified') : none, onInsert: none }),
    update: () => ({ always: behaviours.has('AuditModify') ? stamped('Modified') : none, onInsert: none }),
    patch: () => byKind.update(),
    delete: () => ({ always: behaviours.has('AuditSoftDelete') ? stamped('Deleted') : none, onInsert: none }),
    save: () => ({
      always: creates || behaviours.has('AuditModify') ? stamped('Modified') : none,
      onInsert: creates ? stamped('Created') : none,
    }),
  };
  return byKind[kind]();
}
