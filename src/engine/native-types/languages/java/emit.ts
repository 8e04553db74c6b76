import type { CodeModel } from '../../code-model';
import type { CodeWriter } from '../../code-writer';
import { addedMembers } from '../jvm/added-members';
import { emitJvm, emptyCollection, type JvmClass, type JvmSyntax } from '../jvm/emit';
import { writeAccessors } from './accessors';
import { javaText } from './text';

const java: JvmSyntax = {
  ...javaText,
  statementEnd: ';',
  writeEnum,
  writeClass,
  fieldText: ({ identifier, isInitialized }, text, _type, { options }) => {
    const initial = isInitialized && options.javaCollections === 'new' ? emptyCollection(text, java) : undefined;
    return `public ${text} ${identifier} = ${initial ?? 'null'};`;
  },
  responseLiteral: (text) => `${text}.class`,
  responseToken: (text) => `new TypeToken<${text}>(){}.getType()`,
  emptyBytes: { 'byte[]': 'new byte[]{}' },
  construct: (collection) => `new ${collection}()`,
};

/** Java: one outer class with all types nested in it (metadata-and-types 4.8). */
export function emit(code: CodeModel): string {
  return emitJvm(code, java, (out, writeTypes) => {
    const body = () => {
      writeTypes();
      out.gap();
    };
    out.block(`public class ${code.config.globalNamespace ?? 'dtos'}\n{`, body, '}');
  });
}

function writeEnum(out: CodeWriter, name: string, entries: readonly string[], hasValues: boolean): void {
  const body = () => {
    for (const [index, entry] of entries.entries()) out.line(entry + (index === entries.length - 1 ? ';' : ','));
    if (!hasValues) return;
    out.gap().line('private final int value;');
    out.line(`${name}(final int intValue) { value = intValue; }`);
    out.line('public int getValue() { return value; }');
  };
  out.block(`public static enum ${name}\n{`, body, '}');
}

function writeClass(out: CodeWriter, declared: JvmClass): void {
  const { type, code, responseType, writeFields } = declared;
  const kind = type.kind === 'interface' ? 'interface' : 'class';
  const body = () => {
    writeFields();
    for (const { name, text, value } of addedMembers(type, 'Integer')) out.line(`public ${text} ${name} = ${value};`);
    if (kind === 'class' && code.config.addPropertyAccessors) writeAccessors(out.gap(), type, code);
    if (responseType === undefined) return;
    out.line(`private static Object responseType = ${responseType};`);
    out.line('public Object getResponseType() { return responseType; }');
  };
  out.block(`public static ${kind} ${type.declaration}${clauses(declared)}\n{`, body, '}');
}

/** An interface extends its interfaces; it has no class above it. */
function clauses({ type, base, interfaces }: JvmClass): string {
  const listed = interfaces.join(', ');
  if (type.kind === 'interface') return listed && ` extends ${listed}`;
  return `${base ? ` extends ${base}` : ''}${listed && ` implements ${listed}`}`;
}
