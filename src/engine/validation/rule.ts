import type { ValidatorConstraintInterface } from 'class-validator';
import { isBuiltInRule } from './built-in-rules';
import type { ConstraintRecord, RuleRecord } from './class-validator-storage';
import { isEmptyValue } from './emptiness';
import { argumentsFor, fillTokens } from './rule-message';

/** What the answer needs to know of anything that can fail. */
export interface RuleFacts {
  /** class-validator's name: the key in `ValidationError.constraints`. */
  readonly name: string;
  readonly record: RuleRecord;
  /** Arguments of the decorator: `[50]` for `@MaxLength(50)`. */
  readonly args: readonly unknown[];
  /** The text that the DTO's author gave; absent: the contract's. */
  readonly authorMessage?: RuleRecord['message'];
  /** The code that the DTO's author gave. */
  readonly authorCode?: string;
}

function authorCodeOf(record: RuleRecord): string | undefined {
  const code: unknown = record.context?.errorCode;
  return typeof code === 'string' ? code : undefined;
}

/** One rule of one member, ready to be asked. */
export class Rule implements RuleFacts {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly isPerElement: boolean;
  /** Answers a promise; only `validateDtoAsync` asks it. */
  readonly isAsync: boolean;
  private builtIn?: boolean;
  private instance?: ValidatorConstraintInterface;

  constructor(
    readonly record: RuleRecord,
    private readonly declaration: ConstraintRecord,
  ) {
    this.name = declaration.name || record.type;
    this.args = record.constraints ?? [];
    this.isPerElement = Boolean(record.each);
    this.isAsync = Boolean(declaration.async);
  }

  /** What does the checking. Looked up once: the library searches all its constraints for it each time. */
  get constraint(): ValidatorConstraintInterface {
    this.instance ??= this.declaration.instance;
    return this.instance;
  }

  get authorMessage(): RuleRecord['message'] | undefined {
    return this.record.message || undefined;
  }
  get authorCode(): string | undefined {
    return authorCodeOf(this.record);
  }

  /** Whether class-validator itself provides the rule, rather than somebody else under the same name. */
  get isBuiltIn(): boolean {
    this.builtIn ??= isBuiltInRule(this.name, this.constraint, this.record.constraints);
    return this.builtIn;
  }

  /**
   * Whether a member's value is good. The long way: compiled code asks it only where it could not accept by itself.
   * Errors: Error when the rule answers a promise although it isn't declared asynchronous; it could never refuse anything.
   */
  passes(object: object, value: unknown): boolean {
    if (this.record.validateIf && !this.record.validateIf(object, value)) return true;
    const elements = this.isPerElement ? elementsOf(value) : undefined;
    // `every` leaves out holes, as class-validator does.
    return elements === undefined
      ? this.accepts(object, value, value)
      : elements.every((element) => this.accepts(object, value, element));
  }

  /** Whether one element of a member's list is good, for rules per element. */
  passesElement(object: object, list: unknown, element: unknown): boolean {
    if (this.record.validateIf && !this.record.validateIf(object, list)) return true;
    return this.accepts(object, list, element);
  }

  private accepts(object: object, memberValue: unknown, checked: unknown): boolean {
    const answer: unknown = this.constraint.validate(checked, argumentsFor(this.record, object, memberValue));
    if (isPromise(answer)) throw new Error(this.undeclaredPromise(answer));
    if (!answer) return false;
    // The one difference from class-validator (decisions D25).
    return !(this.name === 'isNotEmpty' && isEmptyValue(checked) && this.isBuiltIn);
  }

  private undeclaredPromise(answer: PromiseLike<unknown>): string {
    // Nobody will wait for it: its rejection must not end the process.
    answer.then(undefined, () => undefined);
    const { target, propertyName } = this.record;
    const where = `${typeof target === 'string' ? target : target.name}.${propertyName}`;
    return `${where}: the rule '${this.name}' answers a promise but isn't declared with 'async: true'.`;
  }

  /** class-validator's text for a failure. */
  libraryMessage(object: object, value: unknown): string {
    const args = argumentsFor(this.record, object, value);
    return fillTokens(this.record.message || this.defaultMessage(object, value), args);
  }

  /** The text that the constraint brings along; empty where it has none. */
  defaultMessage(object: object, value: unknown): string {
    return this.constraint.defaultMessage?.(argumentsFor(this.record, object, value)) ?? '';
  }
}

/** `@ValidateNested()` of one member: its objects are validated by the rules of their own class. */
export class NestedRule implements RuleFacts {
  readonly name: string;
  readonly args: readonly unknown[] = [];

  constructor(readonly record: RuleRecord) {
    this.name = record.type;
  }

  get authorMessage(): RuleRecord['message'] | undefined {
    return libraryNestedMessages.has(this.record.message) ? undefined : this.record.message;
  }
  get authorCode(): string | undefined {
    return authorCodeOf(this.record);
  }

  /** class-validator's text for a value that is no object; it speaks of the class as if it were the object. */
  libraryMessage(value: unknown): string {
    const args = argumentsFor(this.record, this.record.target as unknown as object, value);
    return fillTokens(this.record.message || '', args);
  }
}

const nestedMessage = 'nested property $property must be either object or array';
/** The texts that the decorator puts in where the author gives none. */
const libraryNestedMessages: ReadonlySet<unknown> = new Set([nestedMessage, `each value in ${nestedMessage}`]);

/** The elements to which a rule per element applies; `undefined` for what is no collection. */
function elementsOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value.values()];
  return value instanceof Set ? [...value] : undefined;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
