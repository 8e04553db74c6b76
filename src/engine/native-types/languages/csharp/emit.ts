import { isValueType } from '../../../metadata/clr-names';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import type { CodeWriter } from '../../code-writer';
import { quoted } from '../../comments';
import type { ClassSyntax, Declaration } from '../dotnet/emit-classes';
import { escapedName } from '../dotnet/members';
import { escapeKeyword, keywords } from './keywords';

/** C#: partial classes by namespace (metadata-and-types 4.6). */
export const syntax: ClassSyntax = {
  head: {
    comment: '///',
    summaryTag: 'summary',
    line: (name, args) => `[${name}${args === '' ? '' : `(${args})`}]`,
    // Of ValidateRequest and Validate, whose only constructor argument it is.
    named: (key, value) => (key === 'Validator' ? value : `${key}=${value}`),
    quoted,
    typeOf: (name) => `typeof(${name})`,
    array: (items) => `new[] { ${items.join(', ')} }`,
  },
  importLine: (name) => `using ${name};`,
  contractLine: (xmlNamespace, clrNamespace) =>
    `[assembly: ContractNamespace(${quoted(xmlNamespace)}, ClrNamespace="${clrNamespace}")]`,
  namespaceBlock: (name) => [`namespace ${name}\n{`, '}'],
  gap: 'after',
  writeDeclaration,
  returnMarker: (answer) => `IReturn<${answer}>`,
  enumMember: (name, value) => {
    return `${escapedName(name, keywords, escapeKeyword)}${value === undefined ? '' : ` = ${value}`},`;
  },
  property: ({ name, type: text, initial }, { kind }, { config }) => {
    const modifiers = kind === 'interface' ? '' : `public ${config.makeVirtual ? 'virtual ' : ''}`;
    return `${modifiers}${text} ${name} { get; set; }${initial === undefined ? '' : ` = ${initial};`}`;
  },
  memberType,
  emptyInline: ({ collection }) => (collection === 'dictionary' ? 'new()' : '[]'),
  integer: 'int',
  writeConstructor: (out, { name }, body) => out.block(`public ${name}()\n{`, body, '}'),
  assignment: (name, value) => `${name} = ${value};`,
  emptyCollection: ({ model }, type, code) => `new ${code.typeText(model, type)}{}`,
};

function writeDeclaration(out: CodeWriter, declaration: Declaration, { config }: CodeModel): void {
  const { type, base, interfaces, writeBody } = declaration;
  const access = config.makeInternal ? 'internal' : 'public';
  const partial = config.makePartial && type.kind !== 'enum' ? 'partial ' : '';
  out.line(`${access} ${partial}${type.kind} ${type.declaration}`);
  const bases = [...(base === undefined ? [] : [base]), ...interfaces];
  if (bases.length > 0) out.indented(() => out.line(`: ${bases.join(', ')}`));
  out.block('{', writeBody, '}');
}

/** The text of a member's type, with the mark that its being required or not asks for. */
function memberType(member: CodeMember, type: CodeType, { config, options, typeText }: CodeModel): string {
  const text = typeText(member.model, type);
  if (!config.addNullableAnnotations) return text;
  if (options.csharpNullability === 'all') return `${text.replace(/\?$/, '')}${member.isRequired ? '' : '?'}`;
  return isValueType(member.model) || member.metadata.isRequired === true ? text : `${text}?`;
}
