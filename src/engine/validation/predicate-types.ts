import type { Class } from '../../../dtos/annotation-records';
import type { ClassPlan } from './validation-plan';

/** Says whether all rules hold for an object. Errors: Error for a class with asynchronous rules. */
export type Predicate = (object: object) => boolean;

/** A class's predicate. The same object for as long as the process lives, so that other predicates may hold on to it. */
export interface PredicateSlot {
  test: Predicate;
}

/** Where a predicate finds those of nested objects. */
export interface NestedPredicates {
  of(type: Class): PredicateSlot;
  /** Whether the value of a `@ValidateNested` member is good, whatever it is. */
  readonly acceptsNested: (value: unknown) => boolean;
}

/** Makes a predicate; it calls `outdated` instead once a decorator was added to the class. */
export type MakePredicate = (plan: ClassPlan, nested: NestedPredicates, outdated: Predicate) => Predicate;
