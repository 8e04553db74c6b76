import type { MetadataTypeName } from '../../../metadata/metadata-types';
import type { CodeModel, CodeType } from '../../code-model';
import { quoted } from '../../comments';
import type { EnumMember } from '../../enum-members';

/** What a class extends at run time: the base's name without arguments. */
export function runtimeBase(type: CodeType, code: CodeModel): string | undefined {
  const { inherits } = type;
  if (!inherits) return undefined;
  const kind = inherits.model?.kind;
  if (kind === 'list') return 'Array';
  // A dictionary is an object like any other.
  return kind === 'dictionary' ? undefined : code.simpleNameOf(inherits, type);
}

/** `E["A"] = "a"`, or both ways where members have numbers. */
export function enumAssignment(owner: string, { name, text, number }: EnumMember): string {
  if (number === undefined) return `${owner}["${name}"] = ${quoted(text)}`;
  return `${owner}[${owner}["${name}"] = ${number}] = "${name}"`;
}

const defaults: Readonly<Record<string, string>> = { string: "''", number: '0', boolean: 'false', Object: '{}' };

/** The empty answer of a request: `new X()`, `[]`, `{}`, or the default of a simple type. */
export function emptyAnswer(returns: MetadataTypeName, type: CodeType, code: CodeModel): string {
  if (returns.name === 'Byte[]' || returns.name === 'Stream') return 'new Blob()';
  if (returns.model?.kind === 'list') return '[]';
  if (returns.model?.kind === 'dictionary') return '{}';
  const simple = defaults[code.nameText(returns, type)];
  return simple ?? `new ${code.simpleNameOf(returns, type)}()`;
}
