import { quoted, refuseParameter } from './auto-query-errors';
import type { OrderTerm } from './query-plan';
import type { QueryableMembers } from './queryable-members';

/**
 * `Name,-Age`: members in any letter case, a leading `-` turns the direction round. The first mention of a member decides.
 *
 * `isDescending`: the direction without a minus. `fieldName`: the parameter, for messages.
 * Errors: 400 on the parameter for what is no member to sort by.
 */
export function parseOrder(
  text: string,
  fieldName: string,
  isDescending: boolean,
  members: QueryableMembers,
): OrderTerm[] {
  const terms = new Map<string, OrderTerm>();
  for (const part of text.split(',')) {
    const term = part.trim();
    const isReversed = term.startsWith('-');
    const name = isReversed ? term.slice(1).trimStart() : term;
    const member = members.find(name)?.property.name;
    if (member === undefined) {
      throw refuseParameter(fieldName, `${fieldName} cannot sort by ${quoted(name)}; use ${members.names.join(', ')}.`);
    }
    if (!terms.has(member)) terms.set(member, { member, isDescending: isDescending !== isReversed });
  }
  return [...terms.values()];
}
