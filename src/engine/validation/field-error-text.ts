import { ResponseError } from '../../../dtos/common';
import type { TypeModel } from '../core/type-model';
import { isAbsent } from './emptiness';
import type { RuleName } from './rule-names';

/** What one entry of the answer is made of. */
export interface FieldFacts {
  /** Name on the wire with its path. */
  readonly fieldName: string;
  /** The member's own wire name, which tells whether it holds a secret. */
  readonly memberName: string;
  /** The member's name in words. */
  readonly words: string;
  readonly value: unknown;
  /** The member's type, where it is known: an absent number that can't be null was bound as 0. */
  readonly type?: TypeModel;
}

const secretName = /password|passwd|passphrase|salt|hash|token|secret/i;
/** Stands where a text would repeat a secret. */
export const hiddenValue = '***';
const longestEcho = 100;
const longestAuthorText = 500;

/** Members whose values are never sent back, not even to the one who sent them. */
export function isSecretMember(memberName: string): boolean {
  return secretName.test(memberName);
}

/** Puts code, text and placeholders together. What the author of the rule says replaces the contract's. */
export function fieldError(
  facts: FieldFacts,
  name: RuleName,
  author: { readonly code?: string; readonly text?: string } = {},
): ResponseError {
  const isSecret = isSecretMember(facts.memberName);
  const shown = shownValue(facts);
  const meta: Record<string, string> = { PropertyName: facts.words };
  if (shown !== undefined && !isSecret) meta.PropertyValue = shown;
  for (const [key, value] of Object.entries(name.placeholders ?? {})) {
    // What a secret is compared with is a secret too; numbers are bounds.
    meta[key] = isSecret && typeof value === 'string' ? hiddenValue : (valueText(value) ?? '');
  }
  const echo = isSecret ? hiddenValue : (shown ?? '');
  const text = author.text === undefined ? contractText(name.text, shown) : shortened(author.text, longestAuthorText);
  return new ResponseError({
    errorCode: author.code ?? name.code,
    fieldName: facts.fieldName,
    message: fillPlaceholders(text, { ...meta, PropertyValue: echo }),
    meta,
  });
}

function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? all) : all));
}

/** Without a value to show there is nothing that was entered. */
function contractText(text: string, shown: string | undefined): string {
  return shown === undefined ? text.replace(' You entered {PropertyValue}.', '') : text;
}

function shownValue({ value, type }: FieldFacts): string | undefined {
  if (isAbsent(value)) {
    const isNumber = type?.kind === 'scalar' && (type.scalar === 'int' || type.scalar === 'float');
    return isNumber && !type.nullable ? '0' : undefined;
  }
  return valueText(value);
}

/** A value as text, shortened; `undefined` for lists and objects. */
function valueText(value: unknown): string | undefined {
  if (typeof value === 'string') return shortened(value, longestEcho);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : undefined;
}

/** A thousand bad values of a megabyte each may not make an answer of a gigabyte. */
function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  // Not in the middle of a surrogate pair: the answer stays well-formed Unicode.
  return `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
