import type { MetadataArgument, MetadataAttribute } from '../metadata/metadata-types';

/**
 * Texts of DTO authors inside comments and attributes. Nothing that stands in one may end it: a description is text that
 * somebody else's compiler will read.
 */

// What ends a line in one language or another, beyond CR and LF.
const lineEnds = /[\r\n\v\f\u0085\u2028\u2029]/g;
// Some readers take it for the end of the file.
const nul = /\0/g;

/** Removes every occurrence, also those that removal makes. */
export function without(text: string, terminators: readonly string[]): string {
  let result = text;
  for (let before = ''; before !== result; ) {
    before = result;
    for (const terminator of terminators) result = result.replaceAll(terminator, '');
  }
  return result;
}

/** A description in one line, line breaks deleted rather than replaced. `terminators`: what ends the comment it stands in. */
export function docText(description: string, terminators: readonly string[] = ['*/']): string {
  return without(description.replace(lineEnds, '').replace(nul, ''), terminators);
}

/** What may not stand in a block comment of a language whose comments nest: one that opens there would take the code after it along. */
export const nestedComments = ['*/', '/*'];

/** A description as a comment of three lines, the text in the middle one. */
export function docBlock(description: string, terminators?: readonly string[]): string {
  return `/**\n* ${docText(description, terminators)}\n*/`;
}

/** As `docText`, with the line breaks kept (mjs). */
export function docLines(description: string, terminators: readonly string[] = ['*/']): string {
  const lines = description.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n');
  return without(lines.replace(nul, ''), terminators);
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text in double quotes, on one line whatever is in it; other than ASCII is kept. */
export function quoted(text: string): string {
  const escaped = text.replace(
    /["\\\p{Cc}\u2028\u2029]/gu,
    (char) => escapes[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

/** A text in single quotes, likewise on one line. */
export function singleQuoted(text: string): string {
  const escaped = text.replace(/['\\]/g, '\\$&').replace(/[\p{Cc}\u2028\u2029]/gu, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `'${escaped}'`;
}

/** The shape of attributes in a language (metadata-and-types 4.0, table of attribute comments). */
export interface AttributeShape {
  /** The whole line; `args` are the joined arguments, empty where there are none. */
  line(name: string, args: string): string;
  /** One argument by name: `Key=v`. */
  named(key: string, value: string): string;
  /** One argument by position. Default: the value. */
  positional?(key: string, value: string): string;
  /** Default: text in quotes, all else as it is. */
  value?(argument: MetadataArgument): string;
}

export function attributeValue({ type, value }: MetadataArgument): string {
  return type === 'String' ? quoted(value) : value.replace(lineEnds, ' ');
}

/** One line of code or comment for an attribute. */
export function attributeLine({ name, constructorArgs, args }: MetadataAttribute, shape: AttributeShape): string {
  const textOf = shape.value ?? attributeValue;
  const positional = shape.positional ?? ((_key: string, value: string) => value);
  const texts = constructorArgs
    ? constructorArgs.map((argument) => positional(argument.name, textOf(argument)))
    : (args ?? []).map((argument) => shape.named(argument.name, textOf(argument)));
  return shape.line(name, texts.join(', '));
}

/** `// @Name(Key=v)`: typescript, swift, php, go. */
export const slashAttributes: AttributeShape = {
  line: (name, args) => `// @${name}(${args})`,
  named: (key, value) => `${key}=${value}`,
};

/** A route as an attribute: its verbs only where it names some. */
export function routeAttribute({ path, verbs }: { readonly path: string; readonly verbs?: string }): MetadataAttribute {
  const argument = (name: string, value: string): MetadataArgument => ({ name, type: 'String', value });
  return {
    name: 'Route',
    constructorArgs: [argument('Path', path), ...(verbs === undefined ? [] : [argument('Verbs', verbs)])],
  };
}

type Contract = { readonly name?: string; readonly namespace?: string };
type Member = Contract & {
  readonly order?: number;
  readonly isRequired?: boolean;
  readonly emitDefaultValue?: boolean;
};

/** The line of a data contract; only what is set, and no parentheses where nothing is. */
export function contractLine({ name, namespace }: Contract, shape: AttributeShape): string {
  return bare({ name: 'DataContract', args: argumentsOf({ Name: name, Namespace: namespace }) }, shape);
}

/** The line of a data member, likewise. */
export function memberLine({ name, order, isRequired, emitDefaultValue }: Member, shape: AttributeShape): string {
  const args = { Name: name, Order: order, IsRequired: isRequired, EmitDefaultValue: emitDefaultValue };
  return bare({ name: 'DataMember', args: argumentsOf(args) }, shape);
}

function bare(attribute: MetadataAttribute, shape: AttributeShape): string {
  const line = attributeLine(attribute, shape);
  return attribute.args?.length ? line : line.replace('()', '');
}

function argumentsOf(values: Readonly<Record<string, string | number | boolean | undefined>>): MetadataArgument[] {
  const types = { string: 'String', number: 'Int32', boolean: 'Boolean' } as const;
  // Line breaks are deleted here, and escaped in all other attributes (metadata-and-types 4.0, comments).
  const textOf = (value: string | number | boolean) => String(value).replace(/[\r\n]/g, '');
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, type: types[typeof value as keyof typeof types], value: textOf(value) }],
  );
}
