import type { MetadataTypeName } from '../../../metadata/metadata-types';
import type { CodeModel } from '../../code-model';
import { enumMembers } from './enum-members';

const gson = ['com.google.gson.annotations.*', 'com.google.gson.reflect.*'];

/** Packages that a text imports: the standard ones or those of DefaultImports, and what its types need besides. */
export function importsOf(code: CodeModel): string[] {
  const { isPage, config, options } = code;
  const standard = [
    'java.math.*',
    'java.util.*',
    ...(options.importsInputStream ? ['java.io.InputStream'] : []),
    'net.servicestack.client.*',
  ];
  const first = isPage ? standard : (config.defaultImports ?? standard);
  return [...new Set([...first, ...(needsGson(code) ? gson : []), ...(usesStreams(code) ? ['java.io.*'] : [])])];
}

function needsGson(code: CodeModel): boolean {
  return (
    code.types.some(({ members }) => members.some((member) => member.isKeyword || member.dataMember?.name)) ||
    code.types.some((type) => enumMembers(type).some(({ wireName }) => wireName !== undefined)) ||
    returnTypes(code).some(isGeneric) ||
    // The answer of a request that returns an array is written as a list.
    code.types.some((type) => isTypeToken(responseTypeText(type, code)))
  );
}

function returnTypes({ isPage, pageOperation, types }: CodeModel): readonly (MetadataTypeName | undefined)[] {
  return isPage ? [pageOperation?.returnType] : types.map(({ operation }) => operation?.returnType);
}

/** Declared as generic: `List<X>` is, `X[]` is not. */
function isGeneric(returnType: MetadataTypeName | undefined): boolean {
  return returnType?.genericArgs !== undefined && !returnType.name.endsWith('[]');
}

/** What a request is marked to answer with; `undefined` for all else, and for nothing. */
export function responseTypeText(type: CodeModel['types'][number], code: CodeModel): string | undefined {
  const { returnMarker } = type;
  return returnMarker === undefined || returnMarker === 'void' ? undefined : code.nameText(returnMarker, type);
}

/** Whether a type has no class literal: its arguments would be lost. */
export function isTypeToken(text: string | undefined): boolean {
  return text?.endsWith('>') ?? false;
}

function usesStreams(code: CodeModel): boolean {
  const texts = code.types.flatMap((type) => [
    responseTypeText(type, code) ?? '',
    ...type.members.map(({ model }) => code.typeText(model, type)),
  ]);
  return texts.some((text) => /\bInputStream\b/.test(text));
}
