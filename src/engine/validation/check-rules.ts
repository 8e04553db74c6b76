import type { Class } from '../../../dtos/annotation-records';
import type { TypeModel } from '../core/type-model';
import { dtoTypeOf, isDto } from '../metadata/type-reader';
import { NestedRule, type Rule } from './rule';
import { type ClassPlan, type MemberPlan, memberType, planOf } from './validation-plan';

/**
 * Reads the rules of a class at start, so that what can never work is found before the first request.
 *
 * Errors: Error naming class, member and rule for: an unknown constraint; bounds that no value satisfies; a pattern or
 *         list of values that is none; rules on a member that is never bound; a rule about another kind of value than the
 *         member's type has (`@Min` on a Decimal, which is text in TypeScript); nesting into what has no rules.
 */
export function checkRules(type: Class): void {
  const plan = planOf(type);
  for (const member of plan.members) {
    const problem = problemOf(plan, member);
    if (problem !== undefined) throw new Error(`${placeOf(type)}.${member.name}: ${problem}`);
  }
}

function placeOf(type: Class): string {
  return isDto(type) ? `${dtoTypeOf(type).name} (${dtoTypeOf(type).declaredIn})` : type.name;
}

function problemOf({ type }: ClassPlan, member: MemberPlan): string | undefined {
  const declared = memberType(type, member.name);
  if (declared === undefined && isDto(type)) return 'it has rules but no @Prop, so that no request can ever set it.';
  for (const rule of member.inSourceOrder) {
    const problem = rule instanceof NestedRule ? nestingProblem(member, declared) : ruleProblem(rule, declared);
    if (problem !== undefined) return problem;
  }
  return boundsProblem(member.rules);
}

function nestingProblem({ nestedClass }: MemberPlan, declared: TypeModel | undefined): string | undefined {
  if (nestedClass !== undefined) {
    // A derived class may bring the rules that its abstract base lacks.
    if (planOf(nestedClass).hasRules || dtoTypeOf(nestedClass).isAbstract) return undefined;
    return `@ValidateNested refuses every ${nestedClass.name}, because it has no rules; leave the decorator out.`;
  }
  if (declared === undefined || declared.kind === 'parameter') return undefined;
  return `@ValidateNested means DTOs and lists of DTOs; '${declared.clr}' can never pass.`;
}

function ruleProblem(rule: Rule, declared: TypeModel | undefined): string | undefined {
  return argumentProblem(rule) ?? (declared && kindProblem(rule, declared));
}

function argumentProblem({ name, args }: Rule): string | undefined {
  const [first, second] = args;
  switch (name) {
    case 'min':
    case 'max':
    case 'minLength':
    case 'maxLength':
    case 'arrayMinSize':
    case 'arrayMaxSize':
      return isNumber(first) ? undefined : `the bound of '${name}' must be a number; got ${String(first)}.`;
    case 'isLength':
      return isNumber(first) && (second === undefined || isNumber(second))
        ? undefined
        : `the bounds of 'isLength' must be numbers; got ${String(first)} and ${String(second)}.`;
    case 'isIn':
      return Array.isArray(first) && first.length > 0
        ? undefined
        : `'isIn' needs a list of values, and not an empty one.`;
    case 'matches':
      return patternProblem(first, second);
    default:
      return undefined;
  }
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(value);
}

function patternProblem(pattern: unknown, flags: unknown): string | undefined {
  if (pattern instanceof RegExp) return undefined;
  try {
    new RegExp(pattern as string, flags as string | undefined);
    return undefined;
  } catch (error) {
    return `'matches' has no valid pattern: ${(error as Error).message}.`;
  }
}

type Kind = 'number' | 'text' | 'truth' | 'list' | 'other';

const wantedKinds: Readonly<Record<string, Kind>> = {
  ...kinds('number', 'min', 'max', 'isPositive', 'isNegative', 'isInt', 'isNumber', 'isDivisibleBy'),
  ...kinds('text', 'minLength', 'maxLength', 'isLength', 'matches', 'isEmail', 'isUrl', 'isUuid', 'isString'),
  ...kinds('text', 'isCreditCard', 'isIso8601', 'isDateString', 'isPhoneNumber', 'isMobilePhone', 'contains'),
  ...kinds('truth', 'isBoolean'),
  ...kinds('list', 'arrayNotEmpty', 'arrayMinSize', 'arrayMaxSize', 'arrayUnique', 'arrayContains', 'isArray'),
};

function kinds(kind: Kind, ...rules: string[]): Record<string, Kind> {
  return Object.fromEntries(rules.map((rule) => [rule, kind]));
}

/** `@Min` on text fails for every value, and so on: class-validator's rules ask for the kind first. */
function kindProblem(rule: Rule, declared: TypeModel): string | undefined {
  const wanted = Object.hasOwn(wantedKinds, rule.name) ? wantedKinds[rule.name] : undefined;
  const checked = rule.isPerElement && declared.kind === 'list' ? declared.item : declared;
  const kind = kindOf(checked);
  if (wanted === undefined || kind === 'other' || wanted === kind || !rule.isBuiltIn) return undefined;
  return `'${rule.name}' asks for a ${wanted}, but '${checked.clr}' is bound as ${kind}; every value would be refused.`;
}

/** What the binder makes of a type; `other` where more than one thing is possible. */
function kindOf(type: TypeModel): Kind {
  if (type.kind === 'list') return 'list';
  if (type.kind !== 'scalar') return 'other';
  switch (type.scalar) {
    case 'bool':
      return 'truth';
    case 'int':
    case 'float':
      return 'number';
    case 'object':
      return 'other';
    default:
      return 'text';
  }
}

/** Pairs of rules, the lower bound first. */
const pairs = [
  ['min', 'max'],
  ['minLength', 'maxLength'],
  ['arrayMinSize', 'arrayMaxSize'],
] as const;

function boundsProblem(rules: readonly Rule[]): string | undefined {
  const ranges = rules
    .filter((rule) => rule.name === 'isLength' && rule.args[1] !== undefined)
    .map(({ args: [min, max] }) => ({ names: "'isLength'", min, max }));
  for (const [lower, upper] of pairs) {
    for (const low of rules.filter((rule) => rule.name === lower)) {
      for (const high of rules.filter((rule) => rule.name === upper && rule.isPerElement === low.isPerElement)) {
        ranges.push({ names: `'${lower}' and '${upper}'`, min: low.args[0], max: high.args[0] });
      }
    }
  }
  const empty = ranges.find(({ min, max }) => (min as number) > (max as number));
  return empty && `no value can be at least ${empty.min} and at most ${empty.max} (${empty.names}).`;
}
