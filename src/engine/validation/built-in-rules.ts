import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayNotEmpty,
  Equals,
  IsArray,
  IsBoolean,
  IsDate,
  IsDateString,
  IsDefined,
  IsEmail,
  IsEnum,
  IsIn,
  IsInt,
  IsISO8601,
  IsNegative,
  IsNotEmpty,
  IsNotIn,
  IsNumber,
  IsObject,
  IsOptional,
  IsPositive,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  NotEquals,
  type ValidationArguments,
  type ValidatorConstraintInterface,
} from 'class-validator';
import type { Class } from '../../../dtos/annotation-records';
import { constraintsOf, forgetRecords, liveRecordLists, type RuleRecord } from './class-validator-storage';

/**
 * Tells class-validator's own rules from others that are registered under the same name.
 *
 * Compiled code replaces a rule by an inline check because of its name. A custom decorator named `isEmail` that is
 * stricter must not lose its strictness that way, and class-validator hides which function stands behind a rule. So a
 * rule is compared with a sample of the library's decorator:
 * - its default text must be the same, and
 * - where the library's rule reads its arguments, this one must read them at the same place of the same source file,
 *   which is conclusive; where it reads none (`isInt`, `isNotEmpty`), this one must judge a list of probes alike.
 * Doubt means "not built in": the rule is then asked itself, which costs time and never a verdict.
 */

class Samples {}
const decorators: readonly PropertyDecorator[] = [
  ArrayMaxSize(1),
  ArrayMinSize(1),
  ArrayNotEmpty(),
  Equals(1),
  IsArray(),
  IsBoolean(),
  IsDate(),
  IsDateString(),
  IsDefined(),
  IsEmail(),
  IsEnum({}),
  IsIn([]),
  IsInt(),
  IsISO8601(),
  IsNegative(),
  IsNotEmpty(),
  IsNotIn([]),
  IsNumber(),
  IsObject(),
  IsPositive(),
  IsString(),
  IsUUID(),
  Length(1),
  Matches(/./),
  Max(1),
  MaxLength(1),
  Min(1),
  MinLength(1),
  NotEquals(1),
];

interface Sample {
  readonly constraint: ValidatorConstraintInterface;
  /** Where it reads its arguments; `undefined`: nowhere. */
  readonly readsAt: string | undefined;
}

let samples: ReadonlyMap<string, Sample> | undefined;
let optionalCondition: string | undefined;

function readSamples(): ReadonlyMap<string, Sample> {
  const found = new Map<string, Sample>();
  for (const decorate of decorators) decorate(Samples.prototype, 'sample');
  IsOptional()(Samples.prototype, 'sample');
  const [records = []] = liveRecordLists(Samples as Class);
  for (const record of records) {
    if (record.name === 'isOptional') optionalCondition = String(record.constraints[0]);
    for (const { name, instance } of constraintsOf(record)) {
      found.set(name, { constraint: instance, readsAt: whereArgumentsAreRead(instance) });
    }
  }
  forgetRecords(Samples as Class);
  return found;
}

/** `args`: the arguments of the rule's decorator. */
export function isBuiltInRule(name: string, constraint: ValidatorConstraintInterface, args: unknown[]): boolean {
  samples ??= readSamples();
  const sample = samples.get(name);
  const text = textOf(constraint, args);
  if (sample === undefined || text === undefined || text !== textOf(sample.constraint, args)) return false;
  if (sample.readsAt !== undefined) return whereArgumentsAreRead(constraint) === sample.readsAt;
  return probes.every((probe) => verdictOn(constraint, probe) === verdictOn(sample.constraint, probe));
}

/** Whether a condition is that of class-validator's own `@IsOptional()`. */
export function isBuiltInOptional(record: RuleRecord): boolean {
  samples ??= readSamples();
  return record.name === 'isOptional' && String(record.constraints[0]) === optionalCondition;
}

/** The default text; `undefined` where there is none, or none for these arguments. */
function textOf(constraint: ValidatorConstraintInterface, constraints: unknown[]): string | undefined {
  const args: ValidationArguments = { value: '', constraints, targetName: '', object: {}, property: '' };
  try {
    return constraint.defaultMessage?.(args).replace('each value in ', '');
  } catch {
    // A text that can't be made tells nothing: the rule counts as somebody else's.
    return undefined;
  }
}

/**
 * The stack from where `args.constraints` is read down to where the rule was asked: the rule, its wrapper, and us. A copy
 * that hands on to the library's rule has frames of its own in between.
 */
function whereArgumentsAreRead(constraint: ValidatorConstraintInterface): string | undefined {
  let place: string | undefined;
  const spy = {
    get constraints(): unknown[] {
      place ??= new Error().stack;
      return [];
    },
  };
  const { prepareStackTrace, stackTraceLimit } = Error;
  // Positions only: texts of frames would be looked up in source maps, which takes milliseconds.
  Error.prepareStackTrace = (_error, [_spy, ...frames]) => frames.map(positionOf).join();
  Error.stackTraceLimit = 4;
  ask(constraint, '', spy as unknown as ValidationArguments);
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return place;
}

function positionOf(frame: NodeJS.CallSite): string {
  return `${frame.getFileName()}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
}

function verdictOn(constraint: ValidatorConstraintInterface, probe: unknown): unknown {
  return ask(constraint, probe, { value: probe, constraints: [], targetName: '', object: {}, property: '' });
}

/** The verdict; `'none'` from a rule that throws on such input or answers a promise, as none of the library's do. */
function ask(constraint: ValidatorConstraintInterface, value: unknown, args: ValidationArguments): boolean | 'none' {
  try {
    const answer: unknown = constraint.validate(value, args);
    if (answer instanceof Promise) answer.catch(() => undefined);
    return typeof answer === 'boolean' ? answer : 'none';
  } catch {
    // Rules may stumble over input that no request brings; what is asked here is only who they are.
    return 'none';
  }
}

const probes: readonly unknown[] = [
  ...[undefined, null, true, false, [], [0], [null], [''], {}, { a: 1 }, new Date(0), new Date(Number.NaN)],
  ...[0, 1, -1, 2, 0.5, 10, 100, 2 ** 31, 2 ** 53, -(2 ** 40), Number.NaN, Number.POSITIVE_INFINITY],
  ...['', ' ', '\t', '0', 'x', 'abc', 'Admin', 'admin', 'Anna Svensson', 'a@example.com', 'å ä ö', '😀', '<script>'],
  ...['2024-02-28', '2024-02-28T10:00:00Z', '2024-02-30', '10:00', 'null', "'; --", 'x'.repeat(300)],
];
