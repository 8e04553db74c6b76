import { inlineCheckOf, References } from './inline-checks';
import type { NestedPredicates, Predicate } from './predicate-types';
import type { Rule } from './rule';
import type { ClassPlan, MemberPlan } from './validation-plan';

let isAllowed: boolean | undefined;

/** False under `node --disallow-code-generation-from-strings` and the like. */
export function canGenerateCode(): boolean {
  if (isAllowed === undefined) {
    try {
      new Function('return true;')();
      isAllowed = true;
    } catch (error) {
      if (!(error instanceof EvalError)) throw error;
      isAllowed = false;
    }
  }
  return isAllowed;
}

/**
 * Generates the predicate of a class: one function without loops over rules and without allocations for a good object.
 *
 * ```js
 * v = o["Name"];
 * if (!(typeof v === 'string' && v.length <= 50) && !r3.passes(o, v)) return false;
 * ```
 *
 * What becomes code: member names as JSON text, finite numbers, and fixed templates; everything else is passed in as a
 * value. `outdated` is called instead once a decorator was added to the class.
 */
export function compilePredicate(plan: ClassPlan, predicates: NestedPredicates, outdated: Predicate): Predicate {
  const references = new References();
  const body = [
    outdatedCode(plan, references, outdated),
    'let v;',
    ...(plan.hasRules ? plan.members.map((member) => memberCode(member, predicates, references)) : ['return false;']),
    'return true;',
  ].join('\n');
  const names = references.values.map((_, index) => `r${index}`).join(', ');
  const name = `holds_${plan.type.name.replace(/\W/g, '_')}`;
  const make = new Function('references', `const [${names}] = references;\nreturn function ${name}(o) {\n${body}\n};`);
  return make(references.values) as Predicate;
}

function outdatedCode({ readFrom }: ClassPlan, references: References, outdated: Predicate): string {
  const checks = readFrom.map(({ list, length }) => `${references.add(list)}.length !== ${length}`);
  return `if (${checks.join(' || ')}) return ${references.add(outdated)}(o);`;
}

function memberCode(member: MemberPlan, predicates: NestedPredicates, references: References): string {
  const checks = member.rules.map((rule) => ruleCode(rule, references));
  if (member.nested.length > 0) checks.push(nestedCode(member, predicates, references));
  if (checks.length === 0) return '';
  const conditions = member.conditions.map((condition) =>
    condition.isOptional ? 'v !== undefined && v !== null' : `${references.add(condition)}.holds(o, v)`,
  );
  const value = `v = o[${JSON.stringify(member.name)}];`;
  const body = checks.join('\n');
  return conditions.length === 0 ? `${value}\n${body}` : `${value}\nif (${conditions.join(' && ')}) {\n${body}\n}`;
}

function ruleCode(rule: Rule, references: References): string {
  const ask = `${references.add(rule)}.passes(o, v)`;
  const inline = inlineCheckOf(rule);
  if (inline === undefined) return `if (!${ask}) return false;`;
  if (!rule.isPerElement) return `if (!(${inline.code('v', references)}) && !${ask}) return false;`;
  return `{
let all = Array.isArray(v);
if (all) for (let i = 0; i < v.length; i++) { const e = v[i]; if (!(${inline.code('e', references)})) { all = false; break; } }
if (!all && !${ask}) return false;
}`;
}

/** Objects of the declared class go straight to its predicate; everything else is looked at by what it is. */
function nestedCode({ nestedClass }: MemberPlan, predicates: NestedPredicates, references: References): string {
  const any = references.add(predicates.acceptsNested);
  if (nestedClass === undefined) return `if (!${any}(v)) return false;`;
  const type = references.add(nestedClass);
  const slot = references.add(predicates.of(nestedClass));
  const accepts = (v: string) =>
    `(${v} !== null && typeof ${v} === 'object' && ${v}.constructor === ${type} ? ${slot}.test(${v}) : ${any}(${v}))`;
  return `if (Array.isArray(v)) {
for (let i = 0; i < v.length; i++) { const e = v[i]; if (!${accepts('e')}) return false; }
} else if (v !== undefined && !${accepts('v')}) return false;`;
}
