import { decimalDigits } from '../../../dtos/decimal-digits';
import { isAbsent } from './emptiness';

/**
 * class-validator's rules in the words of the contract: code, text and placeholders (http-contract 5.4, decisions D25).
 *
 * A code is for programs and never changes once released; texts are for people. `{Name}` in a text is a placeholder; all
 * placeholders of a rule are also sent as `meta`.
 */
export interface RuleName {
  readonly code: string;
  readonly text: string;
  /** Beside `PropertyName` and `PropertyValue`, which every rule has. */
  readonly placeholders?: Readonly<Record<string, unknown>>;
}

type Name = (args: readonly unknown[], value: unknown) => RuleName | undefined;

export const predicate: RuleName = {
  code: 'Predicate',
  text: "The specified condition was not met for '{PropertyName}'.",
};
const notEmpty: RuleName = { code: 'NotEmpty', text: "'{PropertyName}' must not be empty." };
const email: RuleName = { code: 'Email', text: "'{PropertyName}' is not a valid email address." };
const pattern: RuleName = { code: 'RegularExpression', text: "'{PropertyName}' is not in the correct format." };
const creditCard: RuleName = { code: 'CreditCard', text: "'{PropertyName}' is not a valid credit card number." };
const oneOf: RuleName = {
  code: 'Enum',
  text: "'{PropertyName}' has a range of values which does not include '{PropertyValue}'.",
};

function compared(code: string, words: string, bound: unknown): RuleName {
  return {
    code,
    text: `'{PropertyName}' must be ${words} '{ComparisonValue}'.`,
    placeholders: { ComparisonValue: bound },
  };
}

function dateBound(bound: unknown): unknown {
  return typeof bound === 'function' ? bound() : bound;
}

function atLeast(min: unknown, length: number, unit: string, code = 'MinimumLength'): RuleName {
  return {
    code,
    text: `The length of '{PropertyName}' must be at least {MinLength} ${unit}. You entered {TotalLength} ${unit}.`,
    placeholders: { MinLength: min, TotalLength: length },
  };
}

function atMost(max: unknown, length: number, unit: string): RuleName {
  return {
    code: 'MaximumLength',
    text: `The length of '{PropertyName}' must be {MaxLength} ${unit} or fewer. You entered {TotalLength} ${unit}.`,
    placeholders: { MaxLength: max, TotalLength: length },
  };
}

function lengthBetween(min: unknown, max: unknown, length: number): RuleName {
  if (isAbsent(max)) return atLeast(min, length, 'characters', 'Length');
  return {
    code: 'Length',
    text:
      min === max
        ? "'{PropertyName}' must be {MaxLength} characters in length. You entered {TotalLength} characters."
        : "'{PropertyName}' must be between {MinLength} and {MaxLength} characters. You entered {TotalLength} characters.",
    placeholders: { MinLength: min ?? 0, MaxLength: max, TotalLength: length },
  };
}

/** How class-validator counts: a surrogate pair and a variation selector make no character of their own. */
export function characterCount(value: unknown): number {
  if (typeof value !== 'string') return 0;
  const pairs = value.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0;
  const selectors = value.match(/(?!\uFE0E|\uFE0F)[\s\S](?:\uFE0E|\uFE0F)/g)?.length ?? 0;
  return value.length - pairs - selectors;
}

function itemCount(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

const names: Readonly<Record<string, Name>> = {
  isNotEmpty: () => notEmpty,
  isDefined: () => notEmpty,
  arrayNotEmpty: () => notEmpty,
  isNotEmptyObject: () => notEmpty,
  isEmpty: () => ({ code: 'Empty', text: "'{PropertyName}' must be empty." }),
  isEmail: () => email,
  isLength: ([min, max], value) => lengthBetween(min, max, characterCount(value)),
  // An absent text is not too long: what it lacks is a value.
  maxLength: ([max], value) => (isAbsent(value) ? notEmpty : atMost(max, characterCount(value), 'characters')),
  minLength: ([min], value) => atLeast(min, characterCount(value), 'characters'),
  arrayMaxSize: ([max], value) => (isAbsent(value) ? notEmpty : atMost(max, itemCount(value), 'items')),
  arrayMinSize: ([min], value) => atLeast(min, itemCount(value), 'items'),
  min: ([bound]) => compared('GreaterThanOrEqual', 'greater than or equal to', bound),
  max: ([bound]) => compared('LessThanOrEqual', 'less than or equal to', bound),
  minDate: ([bound]) => compared('GreaterThanOrEqual', 'greater than or equal to', dateBound(bound)),
  maxDate: ([bound]) => compared('LessThanOrEqual', 'less than or equal to', dateBound(bound)),
  // What class-validator lacks (dtos/annotations.ts).
  notNull: () => ({ ...notEmpty, code: 'NotNull' }),
  isNull: () => ({ code: 'Null', text: "'{PropertyName}' must be empty." }),
  greaterThan: ([bound]) => compared('GreaterThan', 'greater than', bound),
  lessThan: ([bound]) => compared('LessThan', 'less than', bound),
  exclusiveBetween: ([from, to]) => exclusiveBetween(from, to),
  scalePrecision: ([scale, precision], value) => scalePrecision(scale, precision, value),
  isPositive: () => compared('GreaterThan', 'greater than', 0),
  isNegative: () => compared('LessThan', 'less than', 0),
  equals: ([wanted]) => compared('Equal', 'equal to', wanted),
  notEquals: ([unwanted]) => ({
    ...compared('NotEqual', '', unwanted),
    text: "'{PropertyName}' must not be equal to '{ComparisonValue}'.",
  }),
  matches: () => pattern,
  isCreditCard: () => creditCard,
  isIn: () => oneOf,
  isEnum: () => oneOf,
};

/** The contract's name of a rule; `undefined` for rules that the contract has no name for: they are a `Predicate`. */
export function ruleNameOf(rule: string, args: readonly unknown[], value: unknown): RuleName | undefined {
  return Object.hasOwn(names, rule) ? names[rule]?.(args, value) : undefined;
}

/** Two bounds on one member are one rule to the contract. */
export function inclusiveBetween(from: unknown, to: unknown): RuleName {
  return {
    code: 'InclusiveBetween',
    text: "'{PropertyName}' must be between {From} and {To}. You entered {PropertyValue}.",
    placeholders: { From: from, To: to },
  };
}

function exclusiveBetween(from: unknown, to: unknown): RuleName {
  return {
    code: 'ExclusiveBetween',
    text: "'{PropertyName}' must be between {From} and {To} (exclusive). You entered {PropertyValue}.",
    placeholders: { From: from, To: to },
  };
}

function scalePrecision(scale: unknown, precision: unknown, value: unknown): RuleName {
  const { integers = 0, decimals = 0 } = decimalDigits(value) ?? {};
  return {
    code: 'ScalePrecision',
    text:
      "'{PropertyName}' must not be more than {ExpectedPrecision} digits in total, with allowance for {ExpectedScale} " +
      'decimals. {Digits} digits and {ActualScale} decimals were found.',
    placeholders: {
      ExpectedPrecision: precision,
      ExpectedScale: scale,
      Digits: integers + decimals,
      ActualScale: decimals,
    },
  };
}

/** `FirstName`, `firstName` → `First Name`; `ClientIPAddress` → `Client IP Address` (ERR-23). */
export function splitWords(name: string): string {
  const declared = name.charAt(0).toUpperCase() + name.slice(1);
  return declared.replace(/(?<=[^\p{Lu}\s])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
}
