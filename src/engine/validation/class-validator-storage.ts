import { getMetadataStorage, type MetadataStorage } from 'class-validator';
import type { Class } from '../../../dtos/annotation-records';

/**
 * The one place that knows how class-validator 0.15 keeps what its decorators record.
 *
 * Two copies of the library in one process share one storage, so that rules are found whichever copy declared them.
 */

/** What one decorator recorded about one member. */
export type RuleRecord = ReturnType<MetadataStorage['getTargetValidationMetadatas']>[number];
/** A constraint class under its name; its `instance` does the checking. */
export type ConstraintRecord = ReturnType<MetadataStorage['getTargetValidatorConstraints']>[number];

/** The kinds of records (`RuleRecord.type`) that mean something to validation. */
export const recordTypes = {
  rule: 'customValidation',
  nested: 'nestedValidation',
  condition: 'conditionalValidation',
  defined: 'isDefined',
  promise: 'promiseValidation',
  allow: 'whitelistValidation',
} as const;

/**
 * The records of a class and its bases, grouped by member, as class-validator itself would apply them.
 *
 * `verb` leaves out rules of other verbs: `@MaxLength(5, { groups: ['POST'] })` (http-contract 5.4, rule sets). Without it
 * all rules count, as in class-validator without groups.
 */
export function recordsByMember(type: Class, verb?: string): Map<string, RuleRecord[]> {
  const storage = getMetadataStorage();
  const groups = verb === undefined ? undefined : [verb];
  const records = storage.getTargetValidationMetadatas(type, '', groups !== undefined, false, groups);
  return new Map(Object.entries(storage.groupByPropertyName(records)));
}

export function constraintsOf(record: RuleRecord): ConstraintRecord[] {
  return getMetadataStorage().getTargetValidatorConstraints(record.constraintCls);
}

/** A class and its bases, the class first. */
export function classChain(type: Class): Class[] {
  const chain: Class[] = [];
  for (let next: unknown = type; typeof next === 'function' && next !== Function.prototype; ) {
    chain.push(next as unknown as Class);
    next = Object.getPrototypeOf(next);
  }
  return chain;
}

/**
 * The lists into which decorators of the class and its bases write. They are live: a rule that is registered later makes
 * them longer, which is how a plan notices that it is out of date.
 */
export function liveRecordLists(type: Class): readonly (readonly RuleRecord[])[] {
  const lists = recordLists();
  return classChain(type).map((owner) => {
    const list = lists.get(owner) ?? [];
    // An empty list is entered for a class without rules, so that its first rule is noticed too.
    lists.set(owner, list);
    return list;
  });
}

/** Takes a class's records out again; for samples that were made only to be looked at. */
export function forgetRecords(type: Class): void {
  recordLists().delete(type);
}

function recordLists(): Map<unknown, RuleRecord[]> {
  const { validationMetadatas } = getMetadataStorage() as unknown as {
    validationMetadatas?: Map<unknown, RuleRecord[]>;
  };
  if (typeof validationMetadatas?.get !== 'function') {
    throw new Error(
      'This version of class-validator keeps its rules in another way than 0.15 does; validation cannot read them.',
    );
  }
  return validationMetadatas;
}
