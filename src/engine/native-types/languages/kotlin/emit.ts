import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { addedMembers, interfacesOf } from '../jvm/added-members';
import { keywordAnnotation, serializedName, writeMemberHead, writeTypeHead } from '../jvm/annotations';
import { enumMembers } from '../jvm/enum-members';
import { importsOf, isTypeToken, responseTypeText } from '../jvm/imports';
import { inheritedNames } from './overrides';
import { kotlinText } from './text';

/** Kotlin (metadata-and-types 4.9). */
export function emit(code: CodeModel): string {
  const { package: packageName } = code.config;
  const out = new CodeWriter();
  if (packageName !== undefined) out.line(`package ${packageName}`).gap();
  for (const item of importsOf(code)) out.line(`import ${item}`);
  out.gap();
  for (const type of code.types) {
    writeTypeHead(out, type, code, kotlinText);
    if (type.kind === 'enum') writeEnum(out, type);
    else writeClass(out, type, code);
  }
  return `${out}\n`;
}

function writeEnum(out: CodeWriter, type: CodeType): void {
  const members = enumMembers(type);
  const hasValues = members.some(({ value }) => value !== undefined);
  const body = () => {
    for (const { name, value, wireName } of members) {
      const annotation = wireName === undefined ? '' : `${serializedName(wireName, kotlinText)} `;
      out.line(`${annotation}${name}${value === undefined ? '' : `(${value})`},`);
    }
  };
  out.block(`enum class ${type.name}${hasValues ? '(val value:Int)' : ''}\n{`, body, '}');
}

function writeClass(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const keyword = type.kind === 'interface' ? code.options.kotlinInterfaces : 'open class';
  const inherited = code.options.kotlinMembers === 'open' ? inheritedNames(type) : undefined;
  /** `open ` or `override `, where the profile says either. */
  const modifierOf = (declared: string) => (!inherited ? '' : inherited.has(declared) ? 'override ' : 'open ');
  const body = () => {
    for (const member of type.members) writeProperty(out, member, type, code, modifierOf(member.metadata.name));
    for (const { name, text, value } of addedMembers(type, 'Int')) {
      out.line(`${modifierOf('')}var ${name}:${text}${value === 'null' ? '?' : ''} = ${value}`);
    }
    writeResponseType(out, type, code);
  };
  out.block(`${keyword} ${type.declaration}${bases(type, code)}\n{`, body, '}');
}

function bases(type: CodeType, code: CodeModel): string {
  const extended = type.inherits ? [`${code.nameText(type.inherits, type)}()`] : [];
  const interfaces = interfacesOf(type, responseTypeText(type, code), (name) => code.nameText(name, type));
  const all = [...extended, ...interfaces];
  return all.length > 0 ? ` : ${all.join(', ')}` : '';
}

function writeProperty(out: CodeWriter, member: CodeMember, type: CodeType, code: CodeModel, modifier: string): void {
  writeMemberHead(out, member, code, kotlinText);
  const text = code.typeText(member.model, type);
  const empty = isInitialized(member, code) ? emptyCollection(text) : undefined;
  const value = type.kind === 'interface' ? '' : ` = ${empty ?? 'null'}`;
  const declaration = `${modifier}var ${member.identifier}:${text}${empty === undefined ? '?' : ''}${value}`;
  out.line(`${keywordAnnotation(member, code, kotlinText)}${declaration}`);
}

/** What is never null: in classic lists and dictionaries as the host says, arrays not; in modern required collections. */
function isInitialized({ isInitialized: isWanted, model, collection }: CodeMember, { options, config }: CodeModel) {
  if (options.javaCollections === 'new') return isWanted;
  const isArray = model.kind === 'scalar' || (model.kind === 'list' && model.isArray);
  return config.initializeCollections && collection !== undefined && !isArray;
}

function emptyCollection(text: string): string | undefined {
  if (text === 'ByteArray') return 'ByteArray(0)';
  // A collection that TreatTypesAsStrings makes a string is none.
  return text.endsWith('>') ? `${text}()` : undefined;
}

function writeResponseType(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const text = responseTypeText(type, code);
  if (text === undefined) return;
  const literal = isTypeToken(text) ? `object : TypeToken<${text}>(){}.type` : `${text}::class.java`;
  out.line(`companion object { private val responseType = ${literal} }`);
  out.line(`override fun getResponseType(): Any? = ${type.name}.responseType`);
}
