import { inlineCheckOf } from './inline-checks';
import type { NestedPredicates, Predicate } from './predicate-types';
import type { Rule } from './rule';
import { type ClassPlan, type Condition, isOutdated, type MemberPlan } from './validation-plan';

type Test = (object: object, value: unknown) => boolean;

/**
 * The predicate of a class without code generation: the same checks in the same order as in compile-predicate.ts.
 *
 * `outdated` is called instead once a decorator was added to the class.
 */
export function closurePredicate(plan: ClassPlan, predicates: NestedPredicates, outdated: Predicate): Predicate {
  if (!plan.hasRules) return unlessOutdated(plan, outdated, () => false);
  const members = plan.members.map((member) => memberTest(member, predicates)).filter((test) => test !== undefined);
  return unlessOutdated(plan, outdated, (object) => {
    for (const test of members) if (!test(object as Record<string, unknown>)) return false;
    return true;
  });
}

function unlessOutdated(plan: ClassPlan, outdated: Predicate, predicate: Predicate): Predicate {
  return (object) => (isOutdated(plan) ? outdated(object) : predicate(object));
}

function memberTest(
  { name, conditions, rules, nested }: MemberPlan,
  predicates: NestedPredicates,
): ((object: Record<string, unknown>) => boolean) | undefined {
  const tests = rules.map(ruleTest);
  if (nested.length > 0) tests.push((_object, value) => predicates.acceptsNested(value));
  if (tests.length === 0) return undefined;
  const applies = conditions.map(conditionTest);
  return (object) => {
    const value = object[name];
    for (const holds of applies) if (!holds(object, value)) return true;
    for (const test of tests) if (!test(object, value)) return false;
    return true;
  };
}

function conditionTest(condition: Condition): Test {
  return condition.isOptional
    ? (_object, value) => value !== undefined && value !== null
    : (object, value) => Boolean(condition.holds(object, value));
}

function ruleTest(rule: Rule): Test {
  const inline = inlineCheckOf(rule)?.test;
  if (inline === undefined) return (object, value) => rule.passes(object, value);
  if (!rule.isPerElement) return (object, value) => inline(value) || rule.passes(object, value);
  return (object, value) => (Array.isArray(value) && value.every(inline)) || rule.passes(object, value);
}
