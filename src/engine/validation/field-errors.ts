import type { ValidationError } from 'class-validator';
import * as classValidator from 'class-validator';
import type { Class } from '../../../dtos/annotation-records';
import type { ResponseError } from '../../../dtos/common';
import type { DtoProperty } from '../core/type-model';
import { dtoTypeOf, isDto } from '../metadata/type-reader';
import { type Failure, failureOf } from './collect-errors';
import { fieldError, hiddenValue, isSecretMember } from './field-error-text';
import { type ListedFailure, listedFailures } from './listed-failures';
import { NestedRule } from './rule';
import { argumentsFor, fillTokens } from './rule-message';
import { predicate, ruleNameOf, splitWords } from './rule-names';

/**
 * Turns class-validator's tree into the contract's flat list, in rule order (http-contract 5.4, ERR-19, ERR-26).
 *
 * Shape: at most `maxErrors` entries; a member's own rules before those of its nested objects (listed-failures.ts says
 *        which rules are listed). Field names are wire names with their path: `CustomFields[0].Value`, `Tags[2]`.
 * `path`: where the object stands in what the client sent; put before each field name. May be empty.
 */
export function fieldErrors(nodes: readonly ValidationError[], path: string, maxErrors: number): ResponseError[] {
  const errors: ResponseError[] = [];
  for (const error of errorsOf(nodes, path, undefined)) {
    errors.push(error);
    if (errors.length >= maxErrors) break;
  }
  return errors;
}

/** How many entries a node's failures make, counted up to `most`. */
export function entryCount(node: ValidationError, failure: Failure, most: number): number {
  let count = 0;
  for (const _ of listedFailures(node, failure)) {
    count += 1;
    if (count >= most) break;
  }
  return count;
}

function* errorsOf(
  nodes: readonly ValidationError[],
  parentPath: string,
  parentMember: string | undefined,
): Generator<ResponseError> {
  for (const node of nodes) {
    const path = pathOf(node, parentPath);
    const failure = failureOf(node);
    const member = failure?.member.name ?? (isElement(node) ? parentMember : node.property) ?? parentMember;
    if (failure !== undefined) {
      for (const listed of listedFailures(node, failure)) yield listedError(node, failure, listed, path);
    } else if (node.constraints !== undefined) {
      yield unknownObjectError(node, path, member);
    }
    yield* errorsOf(node.children ?? [], path, member);
  }
}

function isElement({ target }: ValidationError): boolean {
  return Array.isArray(target) || target instanceof Set || target instanceof Map;
}

/** `customers` + `[3]` + `.accounts`. Nodes for objects of an unknown class have no name of their own. */
function pathOf(node: ValidationError, parent: string): string {
  if (node.property === undefined) return parent;
  if (isElement(node)) return `${parent}[${node.property}]`;
  return parent === '' ? node.property : `${parent}.${node.property}`;
}

function listedError(
  node: ValidationError,
  { member }: Failure,
  { rule, name, value, index }: ListedFailure,
  path: string,
): ResponseError {
  const property = isElement(node) ? undefined : propertyOf(node.target, member.name);
  const facts = {
    fieldName: index === undefined ? path : `${path}[${index}]`,
    memberName: member.name,
    words: splitWords(property?.declaredName ?? member.name),
    value,
    type: index === undefined ? property?.type : undefined,
  };
  return fieldError(facts, name, { code: rule.authorCode, text: authorText(rule, node, member.name) });
}

/** An object of a class without rules where one with rules belongs, for example one that was never bound. */
function unknownObjectError(node: ValidationError, path: string, member: string | undefined): ResponseError {
  const name = member ?? (node.target?.constructor as Class | undefined)?.name ?? 'Object';
  return fieldError({ fieldName: path, memberName: name, words: splitWords(name), value: undefined }, predicate);
}

function propertyOf(target: object | undefined, name: string): DtoProperty | undefined {
  const type = target?.constructor as Class | undefined;
  if (type === undefined || !isDto(type)) return undefined;
  return dtoTypeOf(type).properties.find((property) => property.name === name);
}

const libraryRules: ReadonlySet<unknown> = new Set(
  Object.entries(classValidator).flatMap(([key, value]) => (/^[A-Z0-9_]+$/.test(key) ? [value] : [])),
);

/** The author's text: that of the decorator, or the one that a constraint of the author's own brings along. */
function authorText(rule: ListedFailure['rule'], node: ValidationError, memberName: string): string | undefined {
  const object = node.target as object;
  // A text that repeats the value must not repeat a secret.
  const value = isSecretMember(memberName) && typeof node.value === 'string' ? hiddenValue : node.value;
  if (rule.authorMessage !== undefined) return fillTokens(rule.authorMessage, argumentsFor(rule.record, object, value));
  if (rule instanceof NestedRule || libraryRules.has(rule.name) || ruleNameOf(rule.name, rule.args, value)) {
    return undefined;
  }
  return fillTokens(rule.defaultMessage(object, value), argumentsFor(rule.record, object, value)) || undefined;
}
