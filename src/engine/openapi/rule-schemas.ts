import type { AttributeRecord, Class } from '../../../dtos/annotation-records';
import type { MemberPlan } from '../validation/validation-plan';
import { planOf } from '../validation/validation-plan';
import type { Schema } from './openapi-types';

/** What the rules of one member say about its values. */
export interface RuleFacts {
  /** A rule refuses its absence, for every verb and every message. */
  readonly isRequired: boolean;
  /** Keywords that hold for the value itself. */
  readonly value: Schema;
  /** Keywords that hold for each element of the list. */
  readonly items: Schema;
}

const noFacts: RuleFacts = { isRequired: false, value: {}, items: {} };
const presenceRules: ReadonlySet<string> = new Set(['isNotEmpty', 'isDefined', 'arrayNotEmpty', 'notNull']);

type Keywords = (args: readonly unknown[]) => Schema;

/** What JSON Schema can say of class-validator's rules; the others are told by the answer only. */
const ruleKeywords: Readonly<Record<string, Keywords>> = {
  isNotEmpty: () => ({ minLength: 1 }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  isLength: ([min, max]) => ({ ...number('minLength', min), ...number('maxLength', max) }),
  minLength: ([min]) => number('minLength', min),
  maxLength: ([max]) => number('maxLength', max),
  min: ([bound]) => number('minimum', bound),
  max: ([bound]) => number('maximum', bound),
  isPositive: () => ({ exclusiveMinimum: 0 }),
  isNegative: () => ({ exclusiveMaximum: 0 }),
  greaterThan: ([bound]) => number('exclusiveMinimum', bound),
  lessThan: ([bound]) => number('exclusiveMaximum', bound),
  exclusiveBetween: ([from, to]) => ({ ...number('exclusiveMinimum', from), ...number('exclusiveMaximum', to) }),
  isDivisibleBy: ([divisor]) => number('multipleOf', divisor),
  arrayMinSize: ([min]) => number('minItems', min),
  arrayMaxSize: ([max]) => number('maxItems', max),
  arrayUnique: () => ({ uniqueItems: true }),
  matches: ([pattern, flags]) => patternKeyword(pattern, flags),
  isEmail: () => ({ format: 'email' }),
  isUrl: () => ({ format: 'uri' }),
  isUuid: () => ({ format: 'uuid' }),
  isIn: ([values]) => (Array.isArray(values) ? { enum: values } : {}),
  equals: ([wanted]) => ({ const: wanted }),
};

function number(keyword: string, value: unknown): Schema {
  return typeof value === 'number' && Number.isFinite(value) ? ({ [keyword]: value } as Schema) : {};
}

/** Only patterns that mean the same without flags: a schema cannot state any, and readers of schemas add `u`. */
function patternKeyword(pattern: unknown, flags: unknown): Schema {
  const source = pattern instanceof RegExp ? pattern.source : typeof pattern === 'string' ? pattern : undefined;
  const stated = pattern instanceof RegExp ? pattern.flags : typeof flags === 'string' ? flags : '';
  if (source === undefined || /[^gu]/.test(stated)) return {};
  try {
    new RegExp(source, 'u');
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
  return { pattern: source };
}

/** The facts of a class's member by the rules that run. Rules for some verbs or some messages only are left out. */
export function ruleFactsOf(type: Class, name: string): RuleFacts {
  const member = planOf(type).members.find((found) => found.name === name);
  if (!member || member.conditions.some(({ isOptional }) => !isOptional)) return noFacts;
  const rules = rulesOf(member);
  const own = rules.filter(({ isPerElement }) => !isPerElement);
  return {
    isRequired: member.conditions.length === 0 && own.some(({ name }) => presenceRules.has(name)),
    value: merged(own),
    items: merged(rules.filter(({ isPerElement }) => isPerElement)),
  };
}

function rulesOf({ rules }: MemberPlan): MemberPlan['rules'] {
  return rules.filter(({ record }) => (record.groups ?? []).length === 0 && !record.validateIf);
}

function merged(rules: MemberPlan['rules']): Schema {
  return combined(rules.map(({ name, args }) => ruleKeywords[name]?.(args) ?? {}));
}

/** All keywords; of two bounds of one kind the narrower one. */
function combined(list: readonly Schema[]): Schema {
  const all: Record<string, unknown> = {};
  for (const [name, value] of list.flatMap((keywords) => Object.entries(keywords))) {
    all[name] = narrower(name, value, all[name]);
  }
  return all as Schema;
}

/** What attributes state that only documents read: allowed values, `@StringLength`, `@Validate`. */
export function statedKeywords(attributes: readonly AttributeRecord[]): Schema {
  return combined(attributes.map(keywordsOf));
}

function keywordsOf({ name, args }: AttributeRecord): Schema {
  switch (name) {
    case 'ApiAllowableValues':
      return Array.isArray(args.Values)
        ? { enum: args.Values }
        : { ...number('minimum', args.Min), ...number('maximum', args.Max) };
    case 'StringLength':
      return number('maxLength', args.MaximumLength);
    case 'Validate':
      return validatorKeywords(String(args.Validator ?? ''));
    default:
      return {};
  }
}

const validatorNames: Readonly<Record<string, Keywords>> = {
  NotEmpty: ruleKeywords.isNotEmpty as Keywords,
  Length: ruleKeywords.isLength as Keywords,
  ExactLength: ([length]) => ({ ...number('minLength', length), ...number('maxLength', length) }),
  MinimumLength: ruleKeywords.minLength as Keywords,
  MaximumLength: ruleKeywords.maxLength as Keywords,
  GreaterThan: ruleKeywords.greaterThan as Keywords,
  GreaterThanOrEqual: ruleKeywords.min as Keywords,
  LessThan: ruleKeywords.lessThan as Keywords,
  LessThanOrEqual: ruleKeywords.max as Keywords,
  InclusiveBetween: ([from, to]) => ({ ...number('minimum', from), ...number('maximum', to) }),
  ExclusiveBetween: ruleKeywords.exclusiveBetween as Keywords,
  Email: ruleKeywords.isEmail as Keywords,
  RegularExpression: ([pattern]) => patternKeyword(pattern, ''),
};

/** `MaximumLength(50)`, ``RegularExpression(`^A`)``. */
function validatorKeywords(text: string): Schema {
  const match = /^(\w+)(?:\((.*)\))?$/s.exec(text);
  const keywords = validatorNames[match?.[1] ?? ''];
  if (!keywords) return {};
  const args = match?.[2] ?? '';
  const quoted = /^\s*[`'"](.*)[`'"]\s*$/s.exec(args)?.[1];
  return keywords(quoted === undefined ? args.split(',').map((part) => Number(part)) : [quoted]);
}

const byType: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern', 'format', 'enum', 'const'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'enum', 'const'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'enum', 'const'],
  boolean: ['const'],
  array: ['minItems', 'maxItems', 'uniqueItems'],
};

/**
 * A schema with those keywords that mean something for its type. A format of the type's own stays, and of two bounds the
 * narrower one counts.
 */
export function withKeywords(schema: Schema, keywords: Schema): Schema {
  const allowed = typeof schema.type === 'string' ? (byType[schema.type] ?? []) : [];
  const fitting = Object.entries(keywords).filter(
    ([name, value]) =>
      allowed.includes(name) && !(name === 'format' && schema.format !== undefined) && fits(schema, value),
  );
  const added = Object.fromEntries(
    fitting.map(([name, value]) => [name, narrower(name, value, schema[name as keyof Schema])]),
  );
  // A length of at least 1 says nothing about a text that already has a form.
  if (schema.format !== undefined || schema.pattern !== undefined) delete added.minLength;
  return { ...schema, ...added };
}

/** Allowed values are documented as texts, also those of numbers. */
function fits({ type }: Schema, value: unknown): boolean {
  return !Array.isArray(value) || value.every((item) => typeof item === (type === 'string' ? 'string' : 'number'));
}

function narrower(name: string, value: unknown, known: unknown): unknown {
  if (typeof known !== 'number' || typeof value !== 'number') return value;
  return /max/i.test(name) ? Math.min(known, value) : Math.max(known, value);
}
