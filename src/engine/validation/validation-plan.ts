import type { Class } from '../../../dtos/annotation-records';
import type { TypeModel } from '../core/type-model';
import { dtoTypeOf, isDto } from '../metadata/type-reader';
import { isBuiltInOptional } from './built-in-rules';
import {
  classChain,
  constraintsOf,
  liveRecordLists,
  type RuleRecord,
  recordsByMember,
  recordTypes,
} from './class-validator-storage';
import { NestedRule, Rule } from './rule';

/** When the rules of a member apply at all. */
export interface Condition {
  /** class-validator's own `@IsOptional()`: the value is neither undefined nor null. */
  readonly isOptional: boolean;
  holds(object: object, value: unknown): unknown;
}

/** The rules of one member, each list in class-validator's order (the reverse of the source). */
export interface MemberPlan {
  readonly name: string;
  readonly conditions: readonly Condition[];
  /** `@IsDefined()` first: it is asked before the others. */
  readonly rules: readonly Rule[];
  readonly nested: readonly NestedRule[];
  /** Contexts of the decorators, under the name of the rule that they belong to. */
  readonly contexts: readonly { readonly rule: string; readonly context: object }[];
  /** Rules and nesting as the source declares them, the base class's first. */
  readonly inSourceOrder: readonly (Rule | NestedRule)[];
  /** Declared type of nested objects, where `@Prop` tells. A hint: the class that counts is that of the object. */
  readonly nestedClass?: Class;
}

/** All rules of a class, bases included, read once from what the decorators recorded. */
export interface ClassPlan {
  readonly type: Class;
  /** In class-validator's order: members of the class itself first. */
  readonly members: readonly MemberPlan[];
  /** Members of the bases first, as everywhere else in the engine. */
  readonly inSourceOrder: readonly MemberPlan[];
  /** Whether the class is known to class-validator, for whichever verb; it refuses objects of others as unknown. */
  readonly hasRules: boolean;
  readonly hasAsyncRules: boolean;
  /** The verbs that some rules are for. */
  readonly verbs: readonly string[];
  /** The lists that the plan was read from, and how long they were. */
  readonly readFrom: readonly { readonly list: readonly unknown[]; readonly length: number }[];
}

const plans = new Map<string | undefined, Map<unknown, ClassPlan>>();

/**
 * The rules of a class, for one verb or for all. Read again when a decorator was added to it since.
 * Errors: Error naming class and member for a decorator that validation cannot honour.
 */
export function planOf(type: Class, verb?: string): ClassPlan {
  let ofVerb = plans.get(verb);
  if (ofVerb === undefined) {
    ofVerb = new Map();
    plans.set(verb, ofVerb);
  }
  let plan = ofVerb.get(type);
  if (plan === undefined || isOutdated(plan)) {
    plan = readPlan(type, verb);
    ofVerb.set(type, plan);
  }
  return plan;
}

/** Whether a decorator was added since. */
export function isOutdated({ readFrom }: Pick<ClassPlan, 'readFrom'>): boolean {
  for (const { list, length } of readFrom) if (list.length !== length) return true;
  return false;
}

function readPlan(type: Class, verb: string | undefined): ClassPlan {
  const lists = liveRecordLists(type);
  const grouped = recordsByMember(type, verb);
  const members = [...grouped].map(([name, records]) => readMember(type, name, records));
  const order = memberOrder(lists);
  const rank = (member: MemberPlan) => order.get(member.name) ?? 0;
  return {
    type,
    members,
    inSourceOrder: members.toSorted((a, b) => rank(a) - rank(b)),
    hasRules: lists.some((list) => list.length > 0),
    hasAsyncRules: members.some((member) => member.rules.some((rule) => rule.isAsync)),
    verbs: lists.flatMap((list) => list.flatMap((record) => record.groups ?? [])),
    readFrom: lists.map((list) => ({ list, length: list.length })),
  };
}

/** Where each member first appears, starting with the bases. */
function memberOrder(lists: readonly (readonly RuleRecord[])[]): Map<string, number> {
  const order = new Map<string, number>();
  for (const list of lists.toReversed()) {
    for (const { propertyName } of list) {
      if (!order.has(propertyName)) order.set(propertyName, order.size);
    }
  }
  return order;
}

function readMember(type: Class, name: string, records: readonly RuleRecord[]): MemberPlan {
  const ofType = (wanted: string) => records.filter((record) => record.type === wanted);
  if (ofType(recordTypes.promise).length > 0) {
    throw new Error(`${type.name}.${name}: @ValidatePromise has no meaning for what comes from the wire; remove it.`);
  }
  const rules = [...ofType(recordTypes.defined), ...ofType(recordTypes.rule)].flatMap((record) =>
    readRules(type, record),
  );
  const nested = ofType(recordTypes.nested).map((record) => new NestedRule(record));
  return {
    name,
    conditions: ofType(recordTypes.condition).map((record) => ({
      isOptional: isBuiltInOptional(record),
      holds: record.constraints[0],
    })),
    rules,
    nested,
    contexts: contextsOf(records),
    inSourceOrder: sourceOrder(type, records, [...rules, ...nested]),
    nestedClass: nested.length > 0 ? dtoInside(memberType(type, name)) : undefined,
  };
}

function readRules(type: Class, record: RuleRecord): Rule[] {
  const declarations = constraintsOf(record);
  if (declarations.length === 0) {
    throw new Error(
      `${type.name}.${record.propertyName}: the constraint '${record.constraintCls?.name}' is unknown; ` +
        'mark its class with @ValidatorConstraint().',
    );
  }
  return declarations.map((declaration) => new Rule(record, declaration));
}

function contextsOf(records: readonly RuleRecord[]): MemberPlan['contexts'] {
  const defined = records.filter((record) => record.type === recordTypes.defined);
  const others = records.filter((record) => record.type !== recordTypes.defined && record.type !== recordTypes.allow);
  return [...defined, ...others].flatMap((record) => {
    if (!record.context) return [];
    const declared = record.type === recordTypes.rule ? constraintsOf(record)[0]?.name : undefined;
    return [{ rule: declared || record.type, context: record.context as object }];
  });
}

/** Decorators of one member run from the bottom up, so that each class's records stand in reverse. */
function sourceOrder(
  type: Class,
  records: readonly RuleRecord[],
  rules: readonly (Rule | NestedRule)[],
): (Rule | NestedRule)[] {
  const baseFirst = classChain(type).toReversed();
  const place = (rule: Rule | NestedRule) => [
    baseFirst.indexOf(rule.record.target as never),
    -records.indexOf(rule.record),
  ];
  return rules.toSorted((a, b) => {
    const [ownerA = 0, atA = 0] = place(a);
    const [ownerB = 0, atB = 0] = place(b);
    return ownerA - ownerB || atA - atB;
  });
}

/** The CLR type of a member, where the class is a DTO and declares it with `@Prop`. */
export function memberType(type: Class, name: string): TypeModel | undefined {
  if (!isDto(type)) return undefined;
  return dtoTypeOf(type).properties.find((property) => property.name === name)?.type;
}

/** The DTO class in a member's type or in its list. */
function dtoInside(type: TypeModel | undefined): Class | undefined {
  if (type?.kind === 'list') return dtoInside(type.item);
  return type?.kind === 'dto' ? type.type().target : undefined;
}
