import type { MetadataArgument, MetadataAttribute } from '../../../metadata/metadata-types';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import type { CodeWriter } from '../../code-writer';
import { type AttributeShape, attributeLine, attributeValue, contractLine, memberLine } from '../../comments';

/** What Java and Kotlin write differently inside comments and annotations. */
export interface JvmText {
  /** A description as a comment that it cannot end. */
  doc(description: string): string;
  /** A literal on one line, whatever is in it. */
  quoted(text: string): string;
  /** `Book.class` */
  classLiteral(name: string): string;
}

/** An empty line, the description, routes and attributes, the data contract: what stands before a declaration. */
export function writeTypeHead(out: CodeWriter, type: CodeType, code: CodeModel, text: JvmText): void {
  out.gap();
  writeDoc(out, type.description, text);
  for (const line of annotationLines(type.attributes, code, text)) out.line(line);
  if (type.dataContract) out.line(contractLine(type.dataContract, shapeOf(code, text)));
}

/** What stands before a member. The declaration itself follows `keywordAnnotation`. */
export function writeMemberHead(out: CodeWriter, member: CodeMember, code: CodeModel, text: JvmText): void {
  const { dataMember, attributes } = member;
  if (member.hasGapBefore) out.gap();
  writeDoc(out, member.description, text);
  if (dataMember) out.line(memberLine(dataMember, shapeOf(code, text)));
  if (dataMember?.name !== undefined) out.line(serializedName(dataMember.name, text));
  for (const line of annotationLines(attributes, code, text)) out.line(line);
}

/** `@SerializedName("class") `, on the line of a member that is called otherwise because its name is a keyword. */
export function keywordAnnotation({ isKeyword, name, dataMember }: CodeMember, code: CodeModel, text: JvmText): string {
  const isSaid = dataMember?.name !== undefined && !code.options.repeatsSerializedName;
  return isKeyword && !isSaid ? `${serializedName(name, text)} ` : '';
}

export function serializedName(wireName: string, { quoted }: JvmText): string {
  return `@SerializedName(${quoted(wireName)})`;
}

function writeDoc(out: CodeWriter, description: string | undefined, { doc }: JvmText): void {
  if (description !== undefined) out.line(doc(description));
}

/**
 * Annotations that the language takes, and as comments those that it doesn't: a second one of the same name, several
 * arguments by position, an argument without literal.
 */
function annotationLines(attributes: readonly MetadataAttribute[], code: CodeModel, text: JvmText): string[] {
  const shape = shapeOf(code, text);
  const used = new Set<string>();
  return attributes.map((attribute) => {
    const named = attribute.name === 'Route' ? namedRoute(attribute) : attribute;
    const { constructorArgs = [], args = [] } = named;
    const isRepeated = used.has(named.name);
    used.add(named.name);
    const isComment =
      isRepeated || constructorArgs.length > 1 || [...constructorArgs, ...args].some((arg) => !hasLiteral(arg, code));
    return `${isComment ? '// ' : ''}${attributeLine(named, shape)}`;
  });
}

/** A route with verbs names both, so that its annotation needs no constructor of its own. */
function namedRoute(route: MetadataAttribute): MetadataAttribute {
  const { name, constructorArgs = [] } = route;
  return constructorArgs.length > 1 ? { name, args: constructorArgs } : route;
}

function shapeOf(code: CodeModel, { quoted, classLiteral }: JvmText): AttributeShape {
  const named = (key: string, value: string) => `${key}=${value}`;
  return {
    line: (name, args) => `@${name}(${args})`,
    named,
    ...(code.options.namesPositionalArguments && { positional: named }),
    value: (argument) => {
      if (argument.type === 'String') return quoted(argument.value);
      const type = argument.type === 'Type' ? typeMeant(argument, code) : undefined;
      return type ? classLiteral(type.name) : attributeValue(argument);
    },
  };
}

function hasLiteral(argument: MetadataArgument, code: CodeModel): boolean {
  if (argument.type === 'Type') return typeMeant(argument, code) !== undefined;
  return argument.type !== 'Object' && argument.type !== 'String[]';
}

/** `typeof(Shop.Dtos.Book)` → the type of the output; only what is printed can be named in code. */
function typeMeant({ value }: MetadataArgument, code: CodeModel): CodeType | undefined {
  return code.types.find(({ metadata }) => `typeof(${metadata.namespace}.${metadata.name})` === value);
}
