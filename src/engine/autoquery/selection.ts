import type { DtoProperty } from '../core/type-model';
import { quoted, refuseParameter } from './auto-query-errors';
import type { QueryableMembers } from './queryable-members';

export interface Selection {
  readonly select: readonly DtoProperty[];
  readonly isDistinct: boolean;
}

/**
 * `id,name`, or `DISTINCT City`: the members of the answered rows, in the row's own order.
 *
 * Errors: 400 on the parameter for what is no member, and for a DISTINCT over members that the database does not hold.
 */
export function parseFields(text: string, fieldName: string, members: QueryableMembers): Selection {
  const [word = ''] = /^\s*distinct\s+/i.exec(text) ?? [];
  const isDistinct = word !== '';
  const wanted = new Set(
    text
      .slice(word.length)
      .split(',')
      .map((part) => {
        const name = part.trim();
        const property = isDistinct ? members.find(name)?.property : members.findAny(name);
        if (property) return property;
        const known = isDistinct ? members.names : members.rowType.properties.map((member) => member.name);
        throw refuseParameter(fieldName, `${fieldName} names ${quoted(name)}; use ${known.join(', ')}.`);
      }),
  );
  return { select: members.rowType.properties.filter((property) => wanted.has(property)), isDistinct };
}
