import { ResponseError } from '../../../dtos/common';
import { HttpError } from '../core/http-error';

/** Most levels of nesting in a request, the message itself being the first (decisions D6). */
export const maxDepth = 32;
const maxErrors = 100;
const poisonedNames = new Set(['__proto__', 'constructor', 'prototype']);

/** Collects what cannot be bound; one per request. */
export class BindContext {
  readonly errors: ResponseError[] = [];

  /** `checkText`: the source may hold NUL or lone surrogates in its strings, so look. */
  constructor(
    readonly checkText: boolean,
    /** False: a member that cannot be read is skipped and stays at its default (the `classic` profile's bodies). */
    readonly isStrict = true,
    /** Underscores and hyphens in names mean nothing (`?jsconfig=pc:lenient`). */
    readonly isLenient = false,
  ) {}

  /** Notes that a member cannot be read. `expected`: what would be, as a noun; absent: the contract's bare text. */
  fail(name: string, value: unknown, expected?: string): undefined {
    if (this.isStrict && this.errors.length < maxErrors) {
      const text = `'${shown(value)}' is an Invalid value for '${name}'`;
      const message = expected === undefined ? text : `${text}: ${expected} is expected`;
      this.errors.push(new ResponseError({ errorCode: 'SerializationException', fieldName: name, message }));
    }
    return undefined;
  }

  /** Puts the parent's place before the names of the errors that a nested value added. */
  prefix(from: number, place: string): void {
    for (let i = from; i < this.errors.length; i++) {
      const error = this.errors[i];
      if (error) error.fieldName = `${place}${error.fieldName?.startsWith('[') ? '' : '.'}${error.fieldName}`;
    }
  }

  /** Refuses a name that could reach a prototype (decisions D5). Errors: HttpError 400. */
  checkName(name: string): void {
    if (!poisonedNames.has(name)) return;
    const message = `'${name}' is not allowed as a member name.`;
    throw HttpError.field(400, 'SerializationException', name, message);
  }

  /** Errors: HttpError 400 `TooDeep`. */
  checkDepth(depth: number): void {
    if (depth > maxDepth) {
      throw new HttpError(400, 'TooDeep', `The request is nested deeper than ${maxDepth} levels.`);
    }
  }

  /** Looks through a value that no member's type describes. */
  checkUntyped(value: unknown, depth: number): void {
    if (typeof value === 'string') this.checkString(value);
    if (value === null || typeof value !== 'object') return;
    this.checkDepth(depth);
    if (Array.isArray(value)) {
      for (const item of value) this.checkUntyped(item, depth + 1);
      return;
    }
    for (const [name, item] of Object.entries(value)) {
      this.checkName(name);
      this.checkUntyped(item, depth + 1);
    }
  }

  private checkString(text: string): void {
    if (this.checkText && !isStorable(text)) {
      throw new HttpError(400, 'SerializationException', 'The request holds a text with NUL or half a surrogate pair.');
    }
  }
}

/** Whether PostgreSQL can store the text as it is: no NUL, no lone surrogate. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value !== null && typeof value === 'object') return 'an object';
  const text = String(value);
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  // Control characters and half surrogates would make the answer itself unreadable.
  return short.toWellFormed().replace(/\p{Cc}/gu, '\ufffd');
}
