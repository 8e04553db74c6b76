import type { MetadataArgument, MetadataAttribute } from '../../../metadata/metadata-types';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { type AttributeShape, attributeLine, contractLine, docText, memberLine } from '../../comments';
import { nativeTypesVersion } from '../../version';
import { typeOfArgument } from './members';

/** How a language of the family writes what stands before a declaration. */
export interface HeadForm extends Pick<AttributeShape, 'line' | 'named'> {
  /** Before each line of a doc comment: `///`. */
  readonly comment: string;
  /** `summary` */
  readonly summaryTag: string;
  /** A text as a literal. */
  quoted(text: string): string;
  /** A type as an attribute's argument: `typeof(Book)`. */
  typeOf(name: string): string;
  array(items: readonly string[]): string;
}

/** The same in one output. */
export interface HeadStyle extends Pick<HeadForm, 'comment' | 'summaryTag'> {
  readonly attributes: AttributeShape;
}

/** `isMerged`: whether the types' own namespaces are gone. */
export function headStyle(form: HeadForm, isMerged: boolean): HeadStyle {
  const { comment, summaryTag, line, named } = form;
  const value = (argument: MetadataArgument) => argumentValue(argument, form, isMerged);
  return { comment, summaryTag, attributes: { line, named, value } };
}

/** The lines before a declaration: its doc comment, and its attributes. */
export interface Head {
  readonly comment: readonly string[];
  readonly attributes: readonly string[];
}

/** Of a type: description, routes, attributes, data contract. */
export function typeHead(type: CodeType, { config }: CodeModel, style: HeadStyle): Head {
  const { attributes: shape } = style;
  // Not of enums: a contract of those would have to list their members once more.
  const isContract = type.dataContract !== undefined || (config.addDataContractAttributes && type.kind === 'class');
  return {
    comment: commentLines(type.description, style),
    attributes: [
      ...(config.addDescriptionAsComments ? [] : descriptionLines(type.metadata.description, shape)),
      ...type.attributes.map((attribute) => attributeLine(attribute, shape)),
      ...(isContract ? [contractLine(type.dataContract ?? {}, shape)] : []),
      ...(config.addGeneratedCodeAttributes ? [attributeLine(generatedCode, shape)] : []),
    ],
  };
}

/** Of a member; `order`: its place, from 1, which AddIndexesToDataMembers writes out. */
export function memberHead(member: CodeMember, order: number, { config }: CodeModel, style: HeadStyle): Head {
  const { attributes: shape } = style;
  const { dataMember = config.addDataContractAttributes ? {} : undefined } = member;
  const numbered = dataMember && config.addIndexesToDataMembers ? { order, ...withoutUnset(dataMember) } : dataMember;
  return {
    comment: commentLines(member.description, style),
    attributes: [
      ...(config.addDescriptionAsComments ? [] : descriptionLines(member.metadata.description, shape)),
      ...(numbered ? [memberLine(numbered, shape)] : []),
      ...member.attributes.map((attribute) => attributeLine(attribute, shape)),
    ],
  };
}

/** Of a member that an option adds; it has to be named as part of the contract too. */
export function addedMemberHead(order: number, { config }: CodeModel, { attributes }: HeadStyle): Head {
  const { addDataContractAttributes, addIndexesToDataMembers } = config;
  const line = () => memberLine(addIndexesToDataMembers ? { order } : {}, attributes);
  return { comment: [], attributes: addDataContractAttributes ? [line()] : [] };
}

function withoutUnset<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

export function commentLines(description: string | undefined, { comment, summaryTag }: HeadStyle): string[] {
  if (description === undefined) return [];
  // Line comments: only the end of a line ends them.
  const text = docText(description, []);
  return [`${comment}<${summaryTag}>`, `${comment}${text}`, `${comment}</${summaryTag}>`];
}

function descriptionLines(description: string | undefined, shape: AttributeShape): string[] {
  if (description === undefined) return [];
  return [attributeLine({ name: 'Description', constructorArgs: [text('Description', description)] }, shape)];
}

const text = (name: string, value: string): MetadataArgument => ({ name, type: 'String', value });

const generatedCode: MetadataAttribute = {
  name: 'GeneratedCode',
  constructorArgs: [text('Tool', 'AddServiceStackReference'), text('Version', nativeTypesVersion)],
};

/** The value of an attribute's argument; what a language has no literal of becomes text. */
function argumentValue({ type, value }: MetadataArgument, style: HeadForm, isMerged: boolean): string {
  switch (type) {
    case 'String':
    case 'Object':
      return style.quoted(value);
    case 'String[]': {
      const items = JSON.parse(value) as readonly unknown[];
      return style.array(items.map((item) => (typeof item === 'string' ? style.quoted(item) : String(item))));
    }
    case 'Type':
      return style.typeOf(typeOfArgument(value, isMerged));
    default:
      return value;
  }
}
