import type { AttributeShape } from '../../comments';
import { lowerFirst, toIdentifier, toSnakeCase, upperFirst } from '../../names';

/** `# @name(Key: v)`, `# @name` */
export const rubyAttributes: AttributeShape = {
  line: (name, args) => `# @${lowerFirst(name)}${args === '' ? '' : `(${args})`}`,
  named: (key, value) => `${key}: ${value}`,
};

/** Words of the language, and methods of every object that an accessor would take away from it. */
export const reserved: ReadonlySet<string> = new Set(
  (
    'alias and begin break case class def defined do else elsif end ensure false for if in module next nil not or redo rescue ' +
    'retry return self super then true undef unless until when while yield ' +
    'clone display dup extend freeze hash initialize inspect method methods object_id send tap ' +
    'to_enum to_h to_json to_s get_method get_type_name response_type'
  ).split(' '),
);

/** An accessor's name. */
export function accessorName(declared: string): string {
  const name = toIdentifier(toSnakeCase(declared));
  return reserved.has(name) ? `${name}_` : name;
}

/** A constant's name, which starts with an upper-case letter. */
export function constantName(name: string): string {
  const identifier = upperFirst(toIdentifier(name));
  return /^[A-Z]/.test(identifier) ? identifier : `C${identifier}`;
}

/** A text in single quotes, in which Ruby knows two escapes only. */
export function rubyText(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
