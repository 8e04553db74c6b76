import type { Class } from '../../../dtos/annotation-records';
import { closurePredicate } from './closure-predicate';
import { canGenerateCode, compilePredicate } from './compile-predicate';
import type { MakePredicate, NestedPredicates, Predicate, PredicateSlot } from './predicate-types';
import { planOf } from './validation-plan';

export interface PredicateOptions {
  /** Default: true where the process allows it; without it the same checks are closures, some three times slower. */
  readonly codeGeneration?: boolean;
  /** Leaves out rules of other verbs. Default: all rules count. */
  readonly verb?: string;
}

/** The predicates of all classes, each made at its first use. */
export class Predicates implements NestedPredicates {
  private readonly slots = new Map<unknown, PredicateSlot>();
  private readonly make: MakePredicate;

  constructor(private readonly options: PredicateOptions = {}) {
    const generates = options.codeGeneration ?? true;
    this.make = generates && canGenerateCode() ? compilePredicate : closurePredicate;
  }

  get verb(): string | undefined {
    return this.options.verb;
  }

  of(type: Class): PredicateSlot {
    const known = this.slots.get(type);
    return known ?? this.add(type);
  }

  private add(type: Class): PredicateSlot {
    // Made at the first call, not now: a class may refer to itself, and its decorators may still be running.
    const makeAndTest: Predicate = (object) => {
      const plan = planOf(type, this.verb);
      if (plan.hasAsyncRules) throw new Error(`${type.name} has asynchronous rules, which only validateDtoAsync asks.`);
      slot.test = this.make(plan, this, makeAndTest);
      return slot.test(object);
    };
    const slot: PredicateSlot = { test: makeAndTest };
    this.slots.set(type, slot);
    return slot;
  }

  /** Whether an object is good by the rules of the class that it is of. Objects of no class with rules are not. */
  accepts(object: object): boolean {
    const type: unknown = object.constructor;
    return typeof type === 'function' && this.of(type as unknown as Class).test(object);
  }

  // The rare shapes end here.
  readonly acceptsNested = (value: unknown): boolean => {
    if (value === undefined) return true;
    if (Array.isArray(value)) return value.every(this.acceptsNested);
    if (value instanceof Set || value instanceof Map) return [...value.values()].every(this.acceptsNested);
    return value instanceof Object && this.accepts(value);
  };
}

const shared = new Map<string, Predicates>();

/** The process's predicates for these options. */
export function sharedPredicates(options: PredicateOptions): Predicates {
  const key = `${options.codeGeneration ?? true} ${options.verb ?? ''}`;
  const known = shared.get(key) ?? new Predicates(options);
  shared.set(key, known);
  return known;
}
