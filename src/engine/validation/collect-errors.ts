import { ValidationError } from 'class-validator';
import type { Class } from '../../../dtos/annotation-records';
import type { Predicates } from './predicates';
import type { NestedRule, Rule } from './rule';
import { type ClassPlan, type MemberPlan, planOf } from './validation-plan';

/** What failed at one node of the tree. */
export interface Failure {
  /** The member, also for elements of its list. */
  readonly member: MemberPlan;
  readonly rules: readonly (Rule | NestedRule)[];
}

export interface CollectOptions {
  /** Order of members. Default: `library`, in which class-validator puts a class's own members before inherited ones. */
  readonly order?: 'library' | 'source';
  /** Ends the walk once the failures found count this much. Default: no end. */
  readonly stopAt?: number;
  /** What a node's failures count. Default: the number of failed rules. */
  readonly weigh?: (node: ValidationError, failure: Failure) => number;
  /** Whether an asynchronous rule of a member failed. Default: they are left out, as `validateSync` does. */
  readonly asyncRuleFailed?: (object: object, rule: Rule) => boolean;
}

const failures = new WeakMap<ValidationError, Failure>();

/** The rules behind a node's `constraints`; `undefined` for nodes that only have children or stand for unknown objects. */
export function failureOf(node: ValidationError): Failure | undefined {
  return failures.get(node);
}

/**
 * Builds class-validator's `ValidationError` tree for an object that its predicate refused: same nodes, messages and
 * contexts as `validateSync(object)`, save that blank text and empty lists count as empty (decisions D25).
 *
 * Cost: only sub-trees that the predicates refuse are walked, so that one bad row of a thousand costs little more than
 * none, and `stopAt` bounds what a thousand bad rows cost.
 */
export function collectErrors(object: object, predicates: Predicates, options: CollectOptions = {}): ValidationError[] {
  const nodes: ValidationError[] = [];
  new Collector(predicates, options).collectObject(object, nodes);
  return nodes;
}

class Collector {
  private weight = 0;
  private readonly stopAt: number;
  private readonly weigh: NonNullable<CollectOptions['weigh']>;

  constructor(
    private readonly predicates: Predicates,
    private readonly options: CollectOptions,
  ) {
    this.stopAt = options.stopAt ?? Number.POSITIVE_INFINITY;
    this.weigh = options.weigh ?? ((_node, { rules }) => rules.length);
  }

  private get isFull(): boolean {
    return this.weight >= this.stopAt;
  }

  collectObject(object: object, nodes: ValidationError[]): void {
    const plan = this.planFor(object);
    if (plan === undefined) {
      nodes.push(unknownObject(object));
      this.weight += 1;
      return;
    }
    for (const member of this.options.order === 'source' ? plan.inSourceOrder : plan.members) {
      if (this.isFull) return;
      this.collectMember(object, member, nodes);
    }
  }

  private planFor(object: object): ClassPlan | undefined {
    const type: unknown = object.constructor;
    if (typeof type !== 'function') return undefined;
    const plan = planOf(type as unknown as Class, this.predicates.verb);
    return plan.hasRules ? plan : undefined;
  }

  private collectMember(object: object, member: MemberPlan, nodes: ValidationError[]): void {
    const value: unknown = object[member.name as keyof typeof object];
    if (!member.conditions.every((condition) => condition.holds(object, value))) return;
    const node = newNode(object, value, member.name);
    const failed = member.rules.filter((rule) => this.fails(rule, object, value));
    for (const rule of failed) addConstraint(node, rule.name, rule.libraryMessage(object, value));
    this.collectNested(value, member, node, failed);
    this.finish(node, { member, rules: failed }, nodes);
  }

  private fails(rule: Rule, object: object, value: unknown): boolean {
    if (rule.isAsync) return this.options.asyncRuleFailed?.(object, rule) ?? false;
    return !rule.passes(object, value);
  }

  /** Puts nested failures into `node`, and into `failed` those of nesting itself. */
  private collectNested(
    value: unknown,
    member: MemberPlan,
    node: ValidationError,
    failed: (Rule | NestedRule)[],
  ): void {
    if (value === undefined) return;
    for (const rule of member.nested) {
      if (Array.isArray(value) || value instanceof Set || value instanceof Map) {
        this.collectElements(value, member, childrenOf(node));
      } else if (value instanceof Object) {
        if (!this.isGood(value)) this.collectObject(value, childrenOf(node));
      } else {
        addConstraint(node, rule.name, rule.libraryMessage(value));
        failed.push(rule);
      }
    }
  }

  private collectElements(
    list: unknown[] | Set<unknown> | Map<unknown, unknown>,
    member: MemberPlan,
    nodes: ValidationError[],
  ): void {
    const indexed = list instanceof Set ? [...list] : list;
    indexed.forEach((element: unknown, index: unknown) => {
      if (this.isFull || (element instanceof Object && !Array.isArray(element) && this.isGood(element))) return;
      const node = newNode(list, element, String(index));
      const failed: NestedRule[] = [];
      this.collectNested(element, member, node, failed);
      this.finish(node, { member, rules: failed }, nodes);
    });
  }

  /** A sub-tree that need not be walked. With asynchronous rules in play the predicates don't know. */
  private isGood(value: object): boolean {
    return this.options.asyncRuleFailed === undefined && this.predicates.accepts(value);
  }

  /** Keeps a node that holds something. */
  private finish(node: ValidationError, failure: Failure, nodes: ValidationError[]): void {
    addContexts(node, failure.member);
    const { rules } = failure;
    if (rules.length === 0) {
      if (childrenOf(node).length === 0) return;
      delete node.constraints;
    } else {
      failures.set(node, failure);
      this.weight += this.weigh(node, failure);
    }
    nodes.push(node);
  }
}

function newNode(target: object, value: unknown, property: string): ValidationError {
  const node = new ValidationError();
  node.target = target;
  node.value = value;
  node.property = property;
  node.children = [];
  node.constraints = {};
  return node;
}

function unknownObject(object: object): ValidationError {
  const node = newNode(object, undefined, undefined as unknown as string);
  node.constraints = { unknownValue: 'an unknown value was passed to the validate function' };
  return node;
}

function addConstraint(node: ValidationError, rule: string, message: string): void {
  node.constraints ??= {};
  node.constraints[rule] = message;
}

function childrenOf(node: ValidationError): ValidationError[] {
  node.children ??= [];
  return node.children;
}

function addContexts(node: ValidationError, { contexts }: MemberPlan): void {
  for (const { rule, context } of contexts) {
    if (!node.constraints?.[rule]) continue;
    node.contexts ??= {};
    node.contexts[rule] = Object.assign(node.contexts[rule] ?? {}, context);
  }
}
