import { simpleName } from '../../../metadata/metadata-types';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';

/** Whether all types stand in one namespace, or in none, so that their own namespaces don't exist in the output. */
export function isMerged({ config }: CodeModel): boolean {
  return config.globalNamespace !== undefined || config.excludeNamespace;
}

/** Collections that `classic` creates in the constructor; the others of the family start as nothing. */
export function constructedMembers(type: CodeType, code: CodeModel): readonly CodeMember[] {
  if (type.kind !== 'class' || code.options.netCollections !== 'constructor') return [];
  return startedMembers(type, code);
}

/** Collections that InitializeCollections asks for, whatever is required. */
export function startedMembers({ members }: CodeType, { config }: CodeModel): readonly CodeMember[] {
  return config.initializeCollections ? members.filter(({ isInitialized }) => isInitialized) : [];
}

/** Whether the declaration of a member ends with an empty collection (`modern`). */
export function isInitializedInline(member: CodeMember, type: CodeType, { options }: CodeModel): boolean {
  return type.kind === 'class' && options.netCollections === 'inline' && member.isInitialized;
}

/** MakeDataContractsExtensible: a class that has no base to be so for it. */
export function isExtensible({ kind, inherits }: CodeType, { config }: CodeModel): boolean {
  return config.makeDataContractsExtensible && kind === 'class' && inherits === undefined;
}

/** What the request is marked with as returning: `IReturnVoid`, `IReturn<X>`. `generic`: writes the latter. */
export function returnMarker(type: CodeType, code: CodeModel, generic: (answer: string) => string): string[] {
  const { returnMarker: marker } = type;
  if (marker === undefined) return [];
  return [marker === 'void' ? 'IReturnVoid' : generic(code.nameText(marker, type))];
}

/** Members of an enum with their numbers, where it has numbers of its own, and their wire names, where these differ. */
export function enumMembers({ metadata }: CodeType): { name: string; value?: string; wire?: string }[] {
  const { enumNames = [], enumValues, enumMemberValues } = metadata;
  return enumNames.map((name, index) => {
    const wire = enumMemberValues?.[index];
    return { name, value: enumValues?.[index], wire: wire === name ? undefined : wire };
  });
}

/** A name as code writes it that may be one of the language's own words. */
export function escapedName(
  name: string,
  keywords: ReadonlySet<string>,
  escapeKeyword: (name: string) => string,
): string {
  return keywords.has(name) ? escapeKeyword(name) : name;
}

/** `typeof(Test.Dtos.Book)` → `Test.Dtos.Book`, or `Book` where namespaces are gone. */
export function typeOfArgument(value: string, isSimple: boolean): string {
  const name = value.replace(/^typeof\((.*)\)$/s, '$1');
  return isSimple ? simpleName(name) : name;
}
