import type { CodeMember, CodeType } from '../../code-model';
import { type AttributeShape, attributeLine, contractLine, memberLine, slashAttributes } from '../../comments';

/** A text in single quotes, in which PHP knows two escapes only. */
export function phpText(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}

/** `// @Name(Key=v)`; a line comment of PHP ends not only with its line but also where the code does. */
const attributes: AttributeShape = {
  ...slashAttributes,
  line: (name, args) => slashAttributes.line(name, args).replaceAll('?>', '? >'),
};

/** The comments of a class, in the order of 4.0. */
export function typeComments({ attributes: all, dataContract }: CodeType): string[] {
  return [
    ...all.map((attribute) => attributeLine(attribute, attributes)),
    ...(dataContract ? [contractLine(dataContract, attributes)] : []),
  ];
}

export function memberComments({ attributes: all, dataMember }: CodeMember): string[] {
  return [
    ...(dataMember ? [memberLine(dataMember, attributes)] : []),
    ...all.map((attribute) => attributeLine(attribute, attributes)),
  ];
}

/** Its lines in a comment of their own; none where there are none. */
export function docBlock(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['/**', ...lines.map((line) => ` * ${line}`), ' */'];
}
