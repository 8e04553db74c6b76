import { quoted, refuseParameter } from './auto-query-errors';
import type { Aggregate, AggregateFunction } from './query-plan';
import type { QueryableMembers } from './queryable-members';

export interface Inclusion {
  readonly wantsTotal: boolean;
  readonly aggregates: readonly Aggregate[];
}

const expression =
  /^(count|sum|avg|min|max|first|last)\s*\(\s*(?:(\*)|(distinct\s+)?(\w+))\s*\)(?:\s+as\s+([A-Za-z_]\w{0,62}))?$/i;
/** Each is a pass over the rows. */
const maxAggregates = 20;

/**
 * `Total, COUNT(*), MIN(Age) AS youngest` (http-contract 9.4). Whatever is none of these is left to others.
 *
 * Errors: 400 on the parameter for a figure about what is no member, and for more than 20 figures.
 */
export function parseInclude(text: string, fieldName: string, members: QueryableMembers): Inclusion {
  const parts = text.split(',').map((part) => part.trim());
  const aggregates = parts.flatMap((part) => parseAggregate(part, fieldName, members));
  if (aggregates.length > maxAggregates) {
    throw refuseParameter(
      fieldName,
      `${fieldName} asks for ${aggregates.length} figures; at most ${maxAggregates} are allowed.`,
    );
  }
  return { wantsTotal: parts.some((part) => part.toLowerCase() === 'total'), aggregates };
}

function parseAggregate(part: string, fieldName: string, members: QueryableMembers): Aggregate[] {
  const match = expression.exec(part);
  if (!match) return [];
  const [, name = '', star, distinct, memberName = '', alias] = match;
  const shape = {
    key: alias ?? part,
    function: name.toLowerCase() as AggregateFunction,
    isDistinct: distinct !== undefined,
  };
  // `SUM(*)` is no figure that anybody knows.
  if (star) return shape.function === 'count' ? [shape] : [];
  const member = members.find(memberName)?.property.name;
  if (member !== undefined) return [{ ...shape, member }];
  throw refuseParameter(fieldName, `${fieldName} names ${quoted(memberName)}; use ${members.names.join(', ')}.`);
}
