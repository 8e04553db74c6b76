import type { TypeModel } from '../core/type-model';
import { type JsvValue, readJsv, readJsvList } from '../formats/jsv-reader';
import { defaultOf } from '../formats/wire-scalars';
import { type BindContext, isStorable, maxDepth } from './bind-context';
import type { BoundMember } from './bound-member';
import type { DtoBinder } from './dto-binder';
import type { TextParameters } from './query-string';

export interface TextMember {
  readonly member: BoundMember;
  /** Name as the caller wrote it. */
  readonly sentName: string;
  readonly text: string;
  /** A field of a form rather than a parameter. Default: false. */
  readonly isField?: boolean;
}

/**
 * The members that parameters name, by property name: repeated keys joined with a comma, empty values skipped
 * (http-contract 3.1). Unknown parameters are ignored; poisoned names are refused; `v` is short for a member `Version`.
 */
export function textMembers(
  binder: DtoBinder,
  parameters: TextParameters,
  context: BindContext,
  isField = false,
): Map<string, TextMember> {
  const found = new Map<string, TextMember>();
  for (const [sentName, text] of parameters) {
    const member = binder.memberOf(sentName, context) ?? versionMember(sentName, parameters, binder);
    if (member === undefined || text === '') continue;
    const { name } = member.property;
    const before = found.get(name);
    found.set(name, {
      member,
      sentName: before?.sentName ?? sentName,
      text: before ? `${before.text},${text}` : text,
      isField,
    });
  }
  return found;
}

/** `v` is short for a member `Version`, where it isn't named in full as well. */
function versionMember(sentName: string, parameters: TextParameters, binder: DtoBinder): BoundMember | undefined {
  if (sentName !== 'v' && sentName !== 'V') return undefined;
  return parameters.some(([name]) => name.toLowerCase() === 'version') ? undefined : binder.byLowerName.get('version');
}

/** Reads one text by its member's type; JSV for everything but strings (http-contract 3.3). */
export function convertText({ member, sentName, text, isField }: TextMember, context: BindContext): unknown {
  if (!isStorable(text)) return context.fail(sentName, text);
  const source =
    isField && member.readField ? orNothing(() => member.readField?.(text)) : readText(member.property.type, text);
  if (source === undefined) return context.fail(sentName, text);
  if (source === null) return undefined;
  const inner = context.errors.length;
  const value = member.convert(source, context, sentName, 1);
  // One entry per parameter, in the contract's words: where it stands inside the text is not the caller's concern.
  if (context.errors.length > inner) {
    context.errors.length = inner;
    return context.fail(sentName, text);
  }
  return value;
}

function readText(type: TypeModel, text: string): unknown {
  switch (type.kind) {
    case 'scalar':
      if (type.scalar === 'bool') return text.split(',', 1)[0];
      return type.scalar === 'object' ? (readStructure(text) ?? text) : text;
    case 'enum':
      return text;
    case 'list':
      return readStructure(text) ?? withLastItem(readList(text), text, type.item);
    default:
      return readStructure(text) ?? readObject(text);
  }
}

/** `1,2,` has a third item, which nobody has written: it is at its type's default. */
function withLastItem(items: unknown[] | undefined, text: string, type: TypeModel): unknown[] | undefined {
  if (items === undefined || !/,\s*\]?\s*$/.test(text)) return items;
  return [...items.slice(0, -1), defaultOf(type) ?? ''];
}

/** JSON where the text looks like it, since JSV lacks backslash escapes. */
function readStructure(text: string): unknown {
  if (!/^\s*(?:\{\s*"|\[\s*["{[\d\-tfn])/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // No JSON: JSV reads it, or refuses it with the parameter's name.
    return undefined;
  }
}

function readList(text: string): JsvValue[] | undefined {
  return orNothing(() => readJsvList(text, maxDepth));
}

function readObject(text: string): JsvValue | undefined {
  return orNothing(() => readJsv(text, maxDepth));
}

/** `undefined` for a text that is not in the format. */
function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
