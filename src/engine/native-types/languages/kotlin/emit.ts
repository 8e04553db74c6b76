import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import type { CodeWriter } from '../../code-writer';
import { addedMembers } from '../jvm/added-members';
import { emitJvm, emptyCollection, type JvmClass, type JvmSyntax } from '../jvm/emit';
import { inheritedNames } from './overrides';
import { kotlinText } from './text';

const kotlin: JvmSyntax = {
  ...kotlinText,
  statementEnd: '',
  writeEnum: (out, name, entries, hasValues) => {
    const members = () => {
      for (const entry of entries) out.line(`${entry},`);
    };
    out.block(`enum class ${name}${hasValues ? '(val value:Int)' : ''}\n{`, members, '}');
  },
  writeClass,
  fieldText,
  responseLiteral: (text) => `${text}::class.java`,
  responseToken: (text) => `object : TypeToken<${text}>(){}.type`,
  emptyBytes: { ByteArray: 'ByteArray(0)' },
  construct: (collection) => `${collection}()`,
};

/** Kotlin (metadata-and-types 4.9). */
export function emit(code: CodeModel): string {
  return emitJvm(code, kotlin, (_out, writeTypes) => writeTypes());
}

function writeClass(out: CodeWriter, { type, code, base, interfaces, responseType, writeFields }: JvmClass): void {
  const keyword = type.kind === 'interface' ? code.options.kotlinInterfaces : 'open class';
  const bases = [...(base ? [`${base}()`] : []), ...interfaces];
  const modifier = code.options.kotlinMembers === 'open' ? 'open ' : '';
  const body = () => {
    writeFields();
    for (const { name, text, value } of addedMembers(type, 'Int')) {
      out.line(`${modifier}var ${name}:${text}${value === 'null' ? '?' : ''} = ${value}`);
    }
    if (responseType === undefined) return;
    out.line(`companion object { private val responseType = ${responseType} }`);
    out.line(`override fun getResponseType(): Any? = ${type.name}.responseType`);
  };
  out.block(`${keyword} ${type.declaration}${bases.length > 0 ? ` : ${bases.join(', ')}` : ''}\n{`, body, '}');
}

function fieldText(member: CodeMember, text: string, type: CodeType, code: CodeModel): string {
  const empty = isInitialized(member, code) ? emptyCollection(text, kotlin) : undefined;
  const value = type.kind === 'interface' ? '' : ` = ${empty ?? 'null'}`;
  return `${modifierOf(member, type, code)}var ${member.identifier}:${text}${empty === undefined ? '?' : ''}${value}`;
}

/** `open ` or `override `, where the profile says either. */
function modifierOf({ metadata }: CodeMember, type: CodeType, { options }: CodeModel): string {
  if (options.kotlinMembers === 'final') return '';
  return inheritedNames(type).has(metadata.name) ? 'override ' : 'open ';
}

/** What is never null: in classic lists and dictionaries as the host says, arrays not; in modern required collections. */
function isInitialized({ isInitialized: isWanted, model, collection }: CodeMember, { options, config }: CodeModel) {
  if (options.javaCollections === 'new') return isWanted;
  const isArray = model.kind === 'scalar' || (model.kind === 'list' && model.isArray);
  return config.initializeCollections && collection !== undefined && !isArray;
}
