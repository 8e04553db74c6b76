import assert from 'node:assert/strict';
import { getMetadataStorage, type ValidationError, type ValidatorOptions, validateSync } from 'class-validator';
import type { Class } from '../../../../dtos/annotation-records';
import { collectErrors } from '../../../../src/engine/validation/collect-errors';
import { Predicates } from '../../../../src/engine/validation/predicates';

/** Our two ways to the same verdict. */
export const generated = new Predicates();
export const closures = new Predicates({ codeGeneration: false });

let isReference = false;
const prepared = new WeakSet<object>();

/**
 * class-validator's verdict, with the one documented difference built into its own rule: `@IsNotEmpty` also refuses blank
 * text and empty lists (decisions D25). Everything else is the library as it is.
 */
export function libraryErrors(object: object, options?: ValidatorOptions): ValidationError[] {
  prepareNotEmpty(object.constructor as unknown as Class);
  isReference = true;
  try {
    return validateSync(object, options);
  } finally {
    isReference = false;
  }
}

function prepareNotEmpty(type: Class): void {
  if (prepared.has(type)) return;
  prepared.add(type);
  const { constraintMetadatas } = getMetadataStorage() as unknown as {
    constraintMetadatas: Map<
      unknown,
      { name: string; instance: { validate(value: unknown, args: unknown): unknown } }[]
    >;
  };
  for (const { name, instance } of [...constraintMetadatas.values()].flat()) {
    if (name !== 'isNotEmpty' || prepared.has(instance)) continue;
    prepared.add(instance);
    const original = instance.validate.bind(instance);
    instance.validate = (value, args) => original(value, args) && !(isReference && isBlankOrEmptyList(value));
  }
}

function isBlankOrEmptyList(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : typeof value === 'string' && /^\s+$/.test(value);
}

/** Fails unless generated code and closures give the library's verdict and its tree, key order included. */
export function assertSameAsLibrary(object: object): { isGood: boolean } {
  const expected = outcomeOf(() => libraryErrors(object));
  for (const predicates of [generated, closures]) {
    const verdict = outcomeOf(() => predicates.accepts(object));
    const actual = outcomeOf(() => (verdict.value ? [] : collectErrors(object, predicates)));
    assert.deepStrictEqual(actual, expected);
    // A refusal may come before the rule that throws; the library has no verdict then.
    if (expected.value !== undefined) assert.equal(verdict.value, expected.value.length === 0);
    assert.equal(keysOf(actual.value ?? []), keysOf(expected.value ?? []));
  }
  return { isGood: expected.value?.length === 0 };
}

/** Some rules of the library throw on odd values; then ours must throw the same. */
function outcomeOf<T>(ask: () => T): { value?: T; thrown?: string } {
  try {
    return { value: ask() };
  } catch (error) {
    return { thrown: String(error) };
  }
}

function keysOf(tree: readonly ValidationError[]): string {
  return tree
    .map(({ property, constraints, contexts, children }) => {
      const names = [constraints, contexts].map((found) => Object.keys(found ?? {}).join());
      return `${property}:${names.join('/')}(${keysOf(children ?? [])})`;
    })
    .join(';');
}
