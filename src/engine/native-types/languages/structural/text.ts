import type { DataMemberInfo, MetadataAttribute } from '../../../metadata/metadata-types';
import type { CodeType } from '../../code-model';
import { type AttributeShape, attributeLine, contractLine, docText, memberLine, quoted } from '../../comments';

// What compilers refuse inside a comment: controls, a mark of byte order, and what turns the direction of the text around.
const refused = /[\p{Cc}\u2028\u2029\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text for the rest of a line, whatever is in it. */
export function lineText(text: string): string {
  return docText(text, []).replaceAll('\t', ' ').replace(refused, '').trimEnd();
}

interface Commented {
  readonly description?: string;
  readonly attributes: readonly MetadataAttribute[];
  readonly dataMember?: DataMemberInfo;
  readonly dataContract?: CodeType['dataContract'];
}

/** Description and attributes, a line each, in the order of 4.0. `doc`: what opens a comment of documentation. */
export function commentLines(of: Commented, doc: string, shape: AttributeShape): string[] {
  const { description, attributes, dataMember, dataContract } = of;
  return [
    ...(description === undefined ? [] : [`${doc} ${lineText(description)}`]),
    ...(dataMember ? [memberLine(dataMember, shape)] : []),
    ...attributes.map((attribute) => attributeLine(attribute, shape)),
    ...(dataContract ? [contractLine(dataContract, shape)] : []),
  ].map(lineText);
}

/** A text as a string literal of a language whose escapes have braces: `\\u{1f}`. */
export function bracedText(text: string): string {
  return quoted(text).replace(/\\(\\|u([0-9a-f]{4}))/g, (whole, _escape, hex?: string) =>
    hex === undefined ? whole : `\\u{${hex}}`,
  );
}

/** The texts of an enum's members on the wire. */
export function wireTexts({ metadata: { enumNames = [], enumMemberValues } }: CodeType): string[] {
  return enumNames.map((name, index) => enumMemberValues?.[index] ?? name);
}

/** A name that is not among those that are taken; it is taken then. */
export function freeIdentifier(name: string, taken: Set<string>): string {
  const free = taken.has(name) ? freeIdentifier(`${name}_`, taken) : name;
  taken.add(free);
  return free;
}
