import type { MetadataTypeName } from '../../../metadata/metadata-types';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { singleQuoted } from '../../comments';

/** A member's name, quoted where it is more than a name. */
export function memberKey({ identifier }: CodeMember): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(identifier) ? identifier : singleQuoted(identifier);
}

/** `A:mod` → `import { A } from "mod";`; a name alone is imported whole. */
export function importLine(item: string): string {
  const at = item.indexOf(':');
  return at < 0 ? `import ${item};` : `import { ${item.slice(0, at)} } from "${item.slice(at + 1)}";`;
}

/** `IReturn<X>` or `IReturnVoid`; bytes and streams arrive as a Blob. */
export function markerText(type: CodeType, code: CodeModel): string | undefined {
  const { returnMarker } = type;
  if (returnMarker === undefined || returnMarker === 'void') return returnMarker && 'IReturnVoid';
  return `IReturn<${isBlob(returnMarker) ? 'Blob' : code.nameText(returnMarker, type)}>`;
}

function isBlob({ name }: MetadataTypeName): boolean {
  return name === 'Byte[]' || name === 'Stream';
}

const defaults: Readonly<Record<string, string>> = { string: "''", number: '0', boolean: 'false', Object: '{}' };

/** The empty answer of a request: `new X()`, or the default of a simple type. */
export function createResponseText(returns: MetadataTypeName, type: CodeType, code: CodeModel): string {
  if (isBlob(returns)) return 'new Blob()';
  const { model } = returns;
  if (model?.kind === 'list') return `new Array<${code.typeText(model.item, type)}>()`;
  if (model?.kind === 'dictionary') return '{}';
  const text = code.nameText(returns, type);
  return defaults[text] ?? `new ${text}()`;
}
