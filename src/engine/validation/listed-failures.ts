import type { ValidationError } from 'class-validator';
import type { Failure } from './collect-errors';
import { isEmptyValue } from './emptiness';
import { NestedRule, Rule } from './rule';
import { inclusiveBetween, predicate, type RuleName, ruleNameOf } from './rule-names';
import type { MemberPlan } from './validation-plan';

/** A failed rule that the answer lists. */
export interface ListedFailure {
  readonly rule: Rule | NestedRule;
  readonly name: RuleName;
  readonly value: unknown;
  /** Position in the member's list, for rules per element. */
  readonly index?: number;
}

/**
 * Which of a node's failed rules the answer lists, in source order.
 *
 * All of them, with two exceptions: a value that is absent or empty has only its NotEmpty entry, because the further rules
 * say nothing then and callers want one entry per field; and a lower and an upper bound on one member are one
 * InclusiveBetween. Rules per element follow those of the list as a whole, element by element.
 */
export function* listedFailures(node: ValidationError, failure: Failure): Generator<ListedFailure> {
  const { member } = failure;
  const rules = member.inSourceOrder.filter((rule) => failure.rules.includes(rule));
  const elements: unknown = node.value;
  const perElement = Array.isArray(elements) ? rules.filter(isAskedPerElement) : [];
  const ofWhole = rules.filter((rule) => !perElement.includes(rule as Rule));
  for (const listed of narrow(ofWhole, member, node.value)) yield listed;
  if (perElement.length === 0 || !Array.isArray(elements)) return;
  for (const [index, element] of elements.entries()) {
    // Holes are no elements.
    if (!(index in elements)) continue;
    const failed = perElement.filter((rule) => !rule.passesElement(node.target as object, elements, element));
    for (const listed of narrow(failed, member, element)) yield { ...listed, index };
  }
}

/** Asynchronous rules told only about the list as a whole. */
function isAskedPerElement(rule: Rule | NestedRule): rule is Rule {
  return rule instanceof Rule && rule.isPerElement && !rule.isAsync;
}

function narrow(rules: readonly (Rule | NestedRule)[], member: MemberPlan, value: unknown): ListedFailure[] {
  const all = mergeBounds(rules, member).map(
    (rule): ListedFailure => ({ rule, name: boundsOf(rule, member) ?? nameOf(rule, value), value }),
  );
  const notEmpty = isEmptyValue(value) ? all.find(saysNotEmpty) : undefined;
  return notEmpty === undefined ? all : [notEmpty];
}

function saysNotEmpty({ rule, name }: ListedFailure): boolean {
  return name.code === 'NotEmpty' || rule.authorCode === 'NotEmpty';
}

function nameOf(rule: Rule | NestedRule, value: unknown): RuleName {
  return ruleNameOf(rule.name, rule.args, value) ?? predicate;
}

const otherBound: Readonly<Record<string, string>> = { min: 'max', max: 'min' };

/** The bound at the other end of the same member, unless an author gave one of them a code of its own. */
function partnerOf(rule: Rule | NestedRule, member: MemberPlan): Rule | undefined {
  if (rule instanceof NestedRule || rule.authorCode !== undefined) return undefined;
  return member.rules.find(
    (other) =>
      other.name === otherBound[rule.name] &&
      other.isPerElement === rule.isPerElement &&
      other.authorCode === undefined,
  );
}

function boundsOf(rule: Rule | NestedRule, member: MemberPlan): RuleName | undefined {
  const partner = partnerOf(rule, member);
  if (partner === undefined) return undefined;
  const [min, max] = rule.name === 'min' ? [rule, partner] : [partner, rule];
  return inclusiveBetween(min.args[0], max.args[0]);
}

/** Leaves out a bound whose partner stands before it. */
function mergeBounds(rules: readonly (Rule | NestedRule)[], member: MemberPlan): (Rule | NestedRule)[] {
  return rules.filter((rule, index) => {
    const partner = partnerOf(rule, member);
    return partner === undefined || !rules.slice(0, index).includes(partner);
  });
}
