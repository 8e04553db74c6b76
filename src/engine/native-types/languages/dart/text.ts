import type { TypeModel } from '../../../core/type-model';
import type { CodeModel, CodeType } from '../../code-model';

/** A type as the client package names it at run time: without marks of nullability. */
export function runtimeName(model: TypeModel, owner: CodeType, code: CodeModel): string {
  return withoutMarks(code.typeText(model, owner));
}

export function withoutMarks(text: string): string {
  return text.replaceAll('?', '');
}

/** A text in single quotes, whatever is in it. */
export function singleQuoted(text: string): string {
  const escaped = text
    .replace(/[\\'$]/g, '\\$&')
    .replace(/[\p{Cc}\u2028\u2029]/gu, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`);
  return `'${escaped}'`;
}

/** The name of a member in code: a data member may travel under a name that no identifier can have. */
export function identifierOf(name: string): string {
  return name.replace(/[^\w$]/g, '_').replace(/^\d/, '_$&');
}

/** The parameters of a generic definition; empty for all else. */
export function parametersOf({ metadata }: CodeType): readonly string[] {
  return metadata.isGenericTypeDef ? (metadata.genericArgs ?? []) : [];
}

/** Every parameter becomes its argument at run time: `List<T>` → `List<$T>`, to stand between quotes. */
export function withArguments(text: string, parameters: readonly string[]): string {
  return text.replace(/\w+/g, (word) => (parameters.includes(word) ? `$${word}` : word));
}
