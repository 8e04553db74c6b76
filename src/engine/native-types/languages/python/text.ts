import type { ProfileOptions } from '../../../metadata/metadata-config';
import { type AttributeShape, docText } from '../../comments';
import { toSnakeCase } from '../../names';

/** `# @Name(Key=v)` */
export const hashAttributes: AttributeShape = {
  line: (name, args) => `# @${name}(${args})`,
  named: (key, value) => `${key}=${value}`,
};

const terminators = ['"""'];
// Python reads no source that holds a NUL; line breaks are deleted, and the others tell a reader nothing.
const controls = /(?!\t)\p{Cc}/gu;

/** A description as a doc string of three lines. A backslash is doubled: `\N` or `\x` alone would be an error. */
export function docString(description: string): string {
  const text = docText(description.replace(controls, '').replaceAll('\\', '\\\\'), terminators);
  return `"""\n${text}\n"""`;
}

/** How a member of an enum is called: `InProgress` → `IN_PROGRESS` (metadata-and-types 4.11). */
export function enumMemberName(name: string, { pythonEnumNames }: ProfileOptions): string {
  if (pythonEnumNames === 'property') return toSnakeCase(name).toUpperCase();
  if (name.includes('_')) return name.toUpperCase();
  return /[a-z]/.test(name) ? toSnakeCase(name).toUpperCase() : name;
}
