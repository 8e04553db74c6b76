import { isValueType } from '../../../metadata/clr-names';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import type { CodeWriter } from '../../code-writer';
import { quoted } from '../../comments';
import { type ClassSyntax, type Declaration, emitClasses } from '../dotnet/emit-classes';
import { argumentValue } from '../dotnet/heads';
import { escapedName, isInitializedInline, isMerged, typeOfArgument } from '../dotnet/members';
import { namespaceBlocks } from '../dotnet/namespaces';
import { escapeKeyword, keywords } from './keywords';

/** C#: partial classes by namespace (metadata-and-types 4.6). */
export function emit(code: CodeModel): string {
  return emitClasses(code, syntax);
}

const syntax: ClassSyntax = {
  styleOf: (code) => ({
    comment: '///',
    summaryTag: 'summary',
    attributes: {
      line: (name, args) => `[${name}${args === '' ? '' : `(${args})`}]`,
      // Of ValidateRequest and Validate, whose only constructor argument it is.
      named: (key, value) => (key === 'Validator' ? value : `${key}=${value}`),
      value: (argument) =>
        argumentValue(argument, {
          quoted,
          typeOf: (value) => `typeof(${typeOfArgument(value, isMerged(code))})`,
          array: (items) => `new[] { ${items.join(', ')} }`,
        }),
    },
  }),
  importLine: (name) => `using ${name};`,
  contractLine: (xmlNamespace, clrNamespace) =>
    `[assembly: ContractNamespace(${quoted(xmlNamespace)}, ClrNamespace="${clrNamespace}")]`,
  writeNamespaces,
  writeDeclaration,
  returnMarker: (answer) => `IReturn<${answer}>`,
  enumMember: (name, value) => {
    return `${escapedName(name, keywords, escapeKeyword)}${value === undefined ? '' : ` = ${value}`},`;
  },
  property: ({ name, type: text, initial }, { kind }, { config }) => {
    const modifiers = kind === 'interface' ? '' : `public ${config.makeVirtual ? 'virtual ' : ''}`;
    return `${modifiers}${text} ${name} { get; set; }${initial === undefined ? '' : ` = ${initial};`}`;
  },
  propertyOf: (member, type, code) => ({
    name: member.identifier,
    type: memberType(member, type, code),
    initial: isInitializedInline(member, type, code) ? emptyText(member) : undefined,
  }),
  integer: 'int',
  writeConstructor: (out, { name }, body) => out.block(`public ${name}()\n{`, body, '}'),
  assignment: (name, value) => `${name} = ${value};`,
  emptyCollection: ({ model }, type, code) => `new ${code.typeText(model, type)}{}`,
};

function writeNamespaces(out: CodeWriter, code: CodeModel, writeType: (type: CodeType) => void): void {
  for (const { namespace, types } of namespaceBlocks(code)) {
    const write = () => {
      for (const type of types) {
        writeType(type);
        out.gap();
      }
    };
    out.gap();
    if (namespace === undefined) write();
    else out.block(`namespace ${namespace}\n{`, write, '}');
  }
}

function writeDeclaration(out: CodeWriter, declaration: Declaration, { config }: CodeModel): void {
  const { type, base, interfaces, writeBody } = declaration;
  const access = config.makeInternal ? 'internal' : 'public';
  const partial = config.makePartial && type.kind !== 'enum' ? 'partial ' : '';
  out.line(`${access} ${partial}${type.kind} ${type.declaration}`);
  const bases = [...(base === undefined ? [] : [base]), ...interfaces];
  if (bases.length > 0) out.indented(() => out.line(`: ${bases.join(', ')}`));
  out.block('{', writeBody, '}');
}

const emptyText = ({ collection }: CodeMember) => (collection === 'dictionary' ? 'new()' : '[]');

/** The text of a member's type, with the mark that its being required or not asks for. */
function memberType(member: CodeMember, type: CodeType, { config, options, typeText }: CodeModel): string {
  const text = typeText(member.model, type);
  if (!config.addNullableAnnotations) return text;
  if (options.csharpNullability === 'all') return `${text.replace(/\?$/, '')}${member.isRequired ? '' : '?'}`;
  return isValueType(member.model) || member.metadata.isRequired === true ? text : `${text}?`;
}
