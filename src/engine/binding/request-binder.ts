import { HttpError } from '../core/http-error';
import type { DtoType, TypeModel } from '../core/type-model';
import { defaultOf } from '../formats/wire-scalars';
import { BindContext } from './bind-context';
import { binderOf, type DtoBinder } from './dto-binder';
import type { TextParameters } from './query-string';
import { convertText, type TextMember, textMembers } from './text-binder';

/** Where the members of a request come from. */
export interface RequestSources {
  /** What a body reader gave; `undefined` when there was no body. */
  readonly body?: { readonly value: unknown; readonly contentType: string; readonly checkText: boolean };
  readonly query: TextParameters;
  readonly form?: TextParameters;
  /** Property name → text of the route's variables; absent at pre-defined addresses. */
  readonly path?: Readonly<Record<string, string>>;
}

export interface BindOptions {
  /** A body member that cannot be read is refused rather than skipped. Default: true. */
  readonly isStrict?: boolean;
  /** Underscores and hyphens in names of members mean nothing. Default: false. */
  readonly isLenient?: boolean;
  /** A path variable that is also sent with another value is refused rather than overwritten. Default: true. */
  readonly refusesConflicts?: boolean;
  /** How refusals name path variables: as on the wire, or as declared. Default: as on the wire. */
  readonly pathNames?: 'wire' | 'declared';
}

/**
 * Makes the Request DTO (http-contract 3.1): at pre-defined addresses the body wins and the query fills what it left
 * out, on routes path variables, query and form overwrite the body.
 *
 * Errors: HttpError 400 `SerializationException` with one entry per member that cannot be read, nothing is executed.
 */
export function bindRequest(type: DtoType, sources: RequestSources, options: BindOptions = {}): object {
  const binder = binderOf(type);
  const { isStrict = true, isLenient = false } = options;
  const inBody = new BindContext(sources.body?.checkText ?? false, isStrict, isLenient);
  const dto = bindBody(binder, sources.body, inBody);
  // JSON in a parameter may hold what the parameter's own text does not: `\u0000`.
  const inTexts = new BindContext(true, true, isLenient);
  if (sources.path !== undefined) bindRoute(binder, dto, { ...sources, path: sources.path }, inTexts, options);
  else bindPredefined(binder, dto, sources, inTexts);
  const errors = [...inBody.errors, ...inTexts.errors];
  if (errors.length > 0) {
    throw new HttpError(400, 'SerializationException', `Unable to bind to request '${type.name}'`, { errors });
  }
  return dto;
}

/** Binds one element of an auto-batch. */
export function bindElement(type: DtoType, body: NonNullable<RequestSources['body']>, options: BindOptions): object {
  return bindRequest(type, { body, query: [] }, options);
}

function bindPredefined(
  binder: DtoBinder,
  dto: Record<string, unknown>,
  sources: RequestSources,
  context: BindContext,
): void {
  const texts = textMembers(binder, sources.query, context);
  for (const [name, text] of textMembers(binder, sources.form ?? [], context, true)) texts.set(name, text);
  if (texts.size === 0) return;
  const isOpen = sources.body === undefined || sources.form !== undefined ? () => true : isAtDefault;
  const open = [...texts.values()].filter(({ member: { property } }) => isOpen(dto[property.name], property.type));
  assign(dto, open, context);
}

/** What .NET's value types hold when nobody has set them counts as not sent (http-contract 3.1). */
function isAtDefault(value: unknown, type: TypeModel): boolean {
  return value === undefined || value === defaultOf(type);
}

function bindBody(binder: DtoBinder, body: RequestSources['body'], context: BindContext): Record<string, unknown> {
  if (body === undefined) return binder.create();
  const { value } = body;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    const found = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
    throw unreadableBody(body.contentType, binder.type.name, `an object is expected, the body is ${found}.`);
  }
  return binder.bind(value as Record<string, unknown>, context, 1) as Record<string, unknown>;
}

/** A body that is not what its address or type says (http-contract 3.5). */
export function unreadableBody(contentType: string, typeName: string, detail: string): HttpError {
  return new HttpError(
    400,
    'SerializationException',
    `Could not deserialize '${contentType}' request using ${typeName}'\nError: ${detail}`,
  );
}

function bindRoute(
  binder: DtoBinder,
  dto: Record<string, unknown>,
  sources: RequestSources & { readonly path: Readonly<Record<string, string>> },
  context: BindContext,
  { refusesConflicts = true, pathNames }: BindOptions,
): void {
  const fromPath = textMembers(binder, Object.entries(sources.path), context);
  const sent = textMembers(binder, sources.query, context);
  for (const [name, text] of textMembers(binder, sources.form ?? [], context, true)) sent.set(name, text);
  const names = [...fromPath.keys()];
  const inBody = refusesConflicts && sources.body !== undefined ? valuesOf(names, dto, binder.create()) : new Map();
  assign(dto, pathNames === 'declared' ? [...fromPath.values()].map(asDeclared) : fromPath.values(), context);
  const inPath = valuesOf(names, dto);
  assign(dto, sent.values(), context);
  if (!refusesConflicts) return;
  // A path variable that is also sent with another value is a mistake of the caller (decisions D3).
  for (const [name, wanted] of inPath) {
    const other = [inBody.get(name), dto[name]].find((value) => value !== undefined && !isSame(value, wanted));
    if (other !== undefined && wanted !== undefined)
      context.fail(name, other, `the value in the path, '${String(wanted)}',`);
  }
}

function asDeclared(text: TextMember): TextMember {
  return { ...text, sentName: text.member.property.declaredName };
}

/** Values by member name. `initial`: what the DTO's own initialisers have set and nobody has sent, to be left out. */
function valuesOf(
  names: readonly string[],
  dto: Record<string, unknown>,
  initial: Record<string, unknown> = {},
): Map<string, unknown> {
  return new Map(names.filter((name) => !isSame(dto[name], initial[name])).map((name) => [name, dto[name]]));
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function assign(dto: Record<string, unknown>, texts: Iterable<TextMember>, context: BindContext): void {
  for (const text of texts) {
    const value = convertText(text, context);
    if (value !== undefined) dto[text.member.property.name] = value;
  }
}
