import type { TypeModel } from '../core/type-model';
import { type JsvValue, readJsv, readJsvList } from '../formats/jsv-reader';
import { type BindContext, isStorable, maxDepth } from './bind-context';
import type { BoundMember } from './bound-member';
import type { DtoBinder } from './dto-binder';
import type { TextParameters } from './query-string';

export interface TextMember {
  readonly member: BoundMember;
  /** Name as the caller wrote it. */
  readonly sentName: string;
  readonly text: string;
}

/**
 * The members that parameters name, by property name: repeated keys joined with a comma, empty values skipped
 * (http-contract 3.1). Unknown parameters are ignored; poisoned names are refused.
 */
export function textMembers(
  binder: DtoBinder,
  parameters: TextParameters,
  context: BindContext,
): Map<string, TextMember> {
  const found = new Map<string, TextMember>();
  for (const [sentName, text] of parameters) {
    context.checkName(sentName);
    const member = binder.byLowerName.get(sentName.toLowerCase());
    if (member === undefined || text === '') continue;
    const { name } = member.property;
    const before = found.get(name);
    found.set(name, { member, sentName: before?.sentName ?? sentName, text: before ? `${before.text},${text}` : text });
  }
  return found;
}

/** Reads one text by its member's type; JSV for everything but strings (http-contract 3.3). */
export function convertText({ member, sentName, text }: TextMember, context: BindContext): unknown {
  if (!isStorable(text)) return context.fail(sentName, text);
  const source = readText(member.property.type, text);
  if (source === undefined) return context.fail(sentName, text);
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
      return readStructure(text) ?? readList(text);
    default:
      return readStructure(text) ?? readObject(text);
  }
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
  try {
    return readJsvList(text, maxDepth);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readObject(text: string): JsvValue | undefined {
  try {
    return readJsv(text, maxDepth);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
