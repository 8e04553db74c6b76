import type { Rule } from './rule';

/**
 * Checks that compiled code makes by itself before it asks a rule.
 *
 * They may only accept: whatever an inline check accepts, class-validator's own rule accepts too; whatever it does not
 * is put to the rule. A check that is missing or too strict costs time, one that is too generous would let bad input in,
 * which is why a test compares each with the library. Every check is written twice, as code for the generated predicate
 * and as a function for the one without code generation; a test holds the two together.
 */
export interface InlineCheck {
  /** An expression over the variable `v`. */
  code(v: string, references: References): string;
  test(value: unknown): boolean;
}

/** Values that generated code needs, each under a name of its own: `r0`, `r1`, … */
export class References {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    const at = this.values.indexOf(value);
    return `r${at >= 0 ? at : this.values.push(value) - 1}`;
  }
}

/** Forms that are common and certain. Everything else that the library takes for an address, a Guid or a date goes to it. */
export const acceptedForms = {
  email:
    /^(?=[^@]{1,64}@)[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?\.){1,3}[A-Za-z]{2,20}$/,
  uuid: /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/,
  date: /^(?:1[6-9]|2\d)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,7})?Z?)?$/,
} as const;

/** Characters that class-validator counts otherwise than `length` does: surrogates and variation selectors. */
const unusualLength = /[\uD800-\uDFFF]|\uFE0E|\uFE0F/;

const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);
const areEmpty = (options: unknown): boolean =>
  options === undefined || (typeof options === 'object' && options !== null && Object.keys(options).length === 0);

function byForm(form: RegExp): InlineCheck {
  return {
    code: (v, references) => `typeof ${v} === 'string' && ${references.add(form)}.test(${v})`,
    test: (value) => typeof value === 'string' && form.test(value),
  };
}

function byType(type: 'string' | 'boolean'): InlineCheck {
  return { code: (v) => `typeof ${v} === '${type}'`, test: (value) => typeof value === type };
}

function byNumber(operator: '>=' | '<=' | '>' | '<', bound: unknown): InlineCheck | undefined {
  if (!isFiniteNumber(bound)) return undefined;
  const compare = {
    '>=': (value: number) => value >= bound,
    '<=': (value: number) => value <= bound,
    '>': (value: number) => value > bound,
    '<': (value: number) => value < bound,
  }[operator];
  return {
    code: (v) => `typeof ${v} === 'number' && ${v} ${operator} ${bound}`,
    test: (value) => typeof value === 'number' && compare(value),
  };
}

function byListLength(min: unknown, max: unknown): InlineCheck | undefined {
  if (!isFiniteNumber(min) || typeof max !== 'number') return undefined;
  return {
    code: (v) => `Array.isArray(${v}) && ${v}.length >= ${min} && ${v}.length <= ${max}`,
    test: (value) => Array.isArray(value) && value.length >= min && value.length <= max,
  };
}

function byMaxLength(max: unknown): InlineCheck | undefined {
  if (!isFiniteNumber(max)) return undefined;
  return {
    code: (v) => `typeof ${v} === 'string' && ${v}.length <= ${max}`,
    test: (value) => typeof value === 'string' && value.length <= max,
  };
}

/** The library never counts less than a third of `length`, and exactly `length` where all characters are usual ones. */
function byMinLength(min: unknown): InlineCheck | undefined {
  if (!isFiniteNumber(min)) return undefined;
  const least = 3 * min;
  return {
    code: (v, references) =>
      `typeof ${v} === 'string' && ${v}.length >= ${min} && ` +
      `(${v}.length >= ${least} || !${references.add(unusualLength)}.test(${v}))`,
    test: (value) =>
      typeof value === 'string' && value.length >= min && (value.length >= least || !unusualLength.test(value)),
  };
}

function both(first: InlineCheck | undefined, second: InlineCheck | undefined): InlineCheck | undefined {
  if (first === undefined || second === undefined) return undefined;
  return {
    code: (v, references) => `${first.code(v, references)} && ${second.code(v, references)}`,
    test: (value) => first.test(value) && second.test(value),
  };
}

function oneOf(values: unknown): InlineCheck | undefined {
  if (!Array.isArray(values)) return undefined;
  // `indexOf` on the decorator's own list compares with === as the library does, and sees the list change.
  return {
    code: (v, references) => `${references.add(values)}.indexOf(${v}) !== -1`,
    test: (value) => values.indexOf(value) !== -1,
  };
}

function noneOf(values: unknown): InlineCheck | undefined {
  if (!Array.isArray(values)) return undefined;
  return {
    code: (v, references) => `${references.add(values)}.indexOf(${v}) === -1`,
    test: (value) => values.indexOf(value) === -1,
  };
}

function byPattern(pattern: unknown, flags: unknown): InlineCheck | undefined {
  if (typeof pattern === 'string' && flags === undefined) {
    try {
      return byForm(new RegExp(pattern));
    } catch {
      // The rule itself throws on it, each time; check-rules.ts reports it at start.
      return undefined;
    }
  }
  // `g` and `y` make a pattern remember where it stopped.
  const isPlain =
    pattern instanceof RegExp && Object.getPrototypeOf(pattern) === RegExp.prototype && !/[gy]/.test(pattern.flags);
  return isPlain ? byForm(pattern) : undefined;
}

/** Accepts what begins with a visible ASCII character; other texts may be blank (decisions D25). */
const notEmpty: InlineCheck = {
  code: (v) =>
    `typeof ${v} === 'string' ? ${v}.charCodeAt(0) > 32 && ${v}.charCodeAt(0) < 127 : ` +
    `Array.isArray(${v}) ? ${v}.length > 0 : ${v} !== null && ${v} !== undefined`,
  test: (value) => {
    if (typeof value === 'string') return value.charCodeAt(0) > 32 && value.charCodeAt(0) < 127;
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
  },
};

type Make = (args: readonly unknown[]) => InlineCheck | undefined;

export const inlineChecks: Readonly<Record<string, Make>> = {
  isDefined: () => ({
    code: (v) => `${v} !== undefined && ${v} !== null`,
    test: (value) => value !== undefined && value !== null,
  }),
  isNotEmpty: () => notEmpty,
  isString: () => byType('string'),
  isBoolean: () => byType('boolean'),
  isInt: () => ({ code: (v) => `Number.isInteger(${v})`, test: (value) => Number.isInteger(value) }),
  isNumber: ([options]) =>
    areEmpty(options) ? { code: (v) => `Number.isFinite(${v})`, test: (value) => Number.isFinite(value) } : undefined,
  isArray: () => ({ code: (v) => `Array.isArray(${v})`, test: (value) => Array.isArray(value) }),
  isObject: () => ({
    code: (v) => `typeof ${v} === 'object' && ${v} !== null && !Array.isArray(${v})`,
    test: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  }),
  isDate: () => ({
    code: (v) => `${v} instanceof Date && !Number.isNaN(${v}.getTime())`,
    test: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  }),
  equals: ([wanted]) => ({
    code: (v, references) => `${v} === ${references.add(wanted)}`,
    test: (value) => value === wanted,
  }),
  notEquals: ([unwanted]) => ({
    code: (v, references) => `${v} !== ${references.add(unwanted)}`,
    test: (value) => value !== unwanted,
  }),
  isIn: ([values]) => oneOf(values),
  isNotIn: ([values]) => noneOf(values),
  isEnum: ([values]) => oneOf(typeof values === 'object' && values !== null ? Object.values(values) : undefined),
  min: ([bound]) => byNumber('>=', bound),
  max: ([bound]) => byNumber('<=', bound),
  isPositive: () => byNumber('>', 0),
  isNegative: () => byNumber('<', 0),
  maxLength: ([max]) => byMaxLength(max),
  minLength: ([min]) => byMinLength(min),
  isLength: ([min, max]) => (max === undefined ? byMinLength(min) : both(byMinLength(min), byMaxLength(max))),
  arrayNotEmpty: () => byListLength(1, Number.POSITIVE_INFINITY),
  arrayMinSize: ([min]) => byListLength(min, Number.POSITIVE_INFINITY),
  arrayMaxSize: ([max]) => byListLength(0, max),
  matches: ([pattern, flags]) => byPattern(pattern, flags),
  isEmail: ([options]) => (options === undefined ? byForm(acceptedForms.email) : undefined),
  isUuid: ([version]) => (version === undefined || version === 'all' ? byForm(acceptedForms.uuid) : undefined),
  isIso8601: ([options]) => (options === undefined ? byForm(acceptedForms.date) : undefined),
  isDateString: ([options]) => (options === undefined ? byForm(acceptedForms.date) : undefined),
};

/** The inline check of a rule, where it has one and the rule is class-validator's own. */
export function inlineCheckOf(rule: Rule): InlineCheck | undefined {
  const make = Object.hasOwn(inlineChecks, rule.name) ? inlineChecks[rule.name] : undefined;
  const check = make?.(rule.args);
  return check !== undefined && rule.isBuiltIn ? check : undefined;
}
