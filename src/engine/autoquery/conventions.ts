import type { Operator } from './query-plan';

/**
 * What a parameter's name says beside the member (http-contract 9.3). `%` stands for the member; with one on both sides
 * the word may stand before it or after it. Earlier lines win; only those lead anywhere whose rest is a member.
 *
 * Mind `>%` and `%>`: `?>Age=30` is "at least 30", while `?Age>=30` names the parameter `Age>` and is "above 30".
 */
const patterns: readonly (readonly [pattern: string, operator: Operator])[] = [
  ['>%', 'greaterOrEqual'],
  ['%From%', 'greaterOrEqual'],
  ['Since%', 'greaterOrEqual'],
  ['Start%', 'greaterOrEqual'],
  ['Min%', 'greaterOrEqual'],
  ['Minimum%', 'greaterOrEqual'],
  ['OnOrAfter%', 'greaterOrEqual'],
  ['%Higher%', 'greaterOrEqual'],
  ['%GreaterThanOrEqualTo%', 'greaterOrEqual'],
  ['%>', 'greater'],
  ['%Above%', 'greater'],
  ['Begin%', 'greater'],
  ['%Beyond%', 'greater'],
  ['%Over%', 'greater'],
  ['%OlderThan', 'greater'],
  ['%After%', 'greater'],
  ['%GreaterThan%', 'greater'],
  ['%<', 'lessOrEqual'],
  ['End%', 'lessOrEqual'],
  ['Stop%', 'lessOrEqual'],
  ['To%', 'lessOrEqual'],
  ['Until%', 'lessOrEqual'],
  ['Max%', 'lessOrEqual'],
  ['Maximum%', 'lessOrEqual'],
  ['OnOrBefore%', 'lessOrEqual'],
  ['%LessThanOrEqualTo%', 'lessOrEqual'],
  ['<%', 'less'],
  ['Behind%', 'less'],
  ['%Below%', 'less'],
  ['%Under%', 'less'],
  ['%Lower%', 'less'],
  ['%Before%', 'less'],
  ['%YoungerThan', 'less'],
  ['%LessThan%', 'less'],
  ['%!', 'notEqual'],
  ['<>%', 'notEqual'],
  ['%NotEqualTo', 'notEqual'],
  ['%Like%', 'like'],
  ['%StartsWith', 'startsWith'],
  ['%Contains', 'contains'],
  ['%EndsWith', 'endsWith'],
  ['%In', 'in'],
  ['%Ids', 'in'],
  ['%Between%', 'between'],
  ['%HasAll', 'hasAll'],
  ['%HasAny', 'hasAny'],
  ['%IsNull', 'isNull'],
  ['%IsNotNull', 'isNotNull'],
];

interface Affix {
  readonly text: string;
  readonly operator: Operator;
}

const prefixes: readonly Affix[] = patterns
  .filter(([pattern]) => pattern.endsWith('%'))
  .map(([pattern, operator]) => ({ text: pattern.replaceAll('%', ''), operator }));
const suffixes: readonly Affix[] = patterns
  .filter(([pattern]) => pattern.startsWith('%'))
  .map(([pattern, operator]) => ({ text: pattern.replaceAll('%', ''), operator }));

export interface ResolvedName<M> {
  readonly member: M;
  readonly operator: Operator;
  /** The name is the member's own. */
  readonly isExact: boolean;
}

/**
 * The member and the operator that a parameter's name stands for: the member itself, its plural, a prefix convention, a
 * suffix convention, in this order. `undefined`: it names no member.
 *
 * `find` answers the member of a name in any letter case; the words of conventions are case-sensitive.
 */
export function resolveName<M>(name: string, find: (name: string) => M | undefined): ResolvedName<M> | undefined {
  const exact = find(name);
  if (exact) return { member: exact, operator: 'equal', isExact: true };
  const plural = find(singular(name));
  if (plural) return { member: plural, operator: 'in', isExact: false };
  for (const { text, operator } of prefixes) {
    const member = name.startsWith(text) ? findRest(name.slice(text.length), operator, find) : undefined;
    if (member) return { member, operator, isExact: false };
  }
  for (const { text, operator } of suffixes) {
    const member = name.endsWith(text) ? findRest(name.slice(0, -text.length), operator, find) : undefined;
    if (member) return { member, operator, isExact: false };
  }
  return undefined;
}

/** `idsIn` is `idIn`. */
function findRest<M>(rest: string, operator: Operator, find: (name: string) => M | undefined): M | undefined {
  return find(rest) ?? (operator === 'in' ? find(singular(rest)) : undefined);
}

/** Without its plural s; an empty text, which names nothing, when it has none. */
function singular(name: string): string {
  return /s$/i.test(name) ? name.slice(0, -1) : '';
}
