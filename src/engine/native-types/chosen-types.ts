import type { MetadataType, MetadataTypes } from '../metadata/metadata-types';
import { simpleName } from '../metadata/metadata-types';
import { filterTypes } from '../metadata/type-filter';
import type { Language } from './language';
import type { OptionKey } from './option-keys';
import type { Unordered } from './type-order';

/**
 * What `/types/{lang}` prints: the part that the caller asked for, without what the client's own library has.
 * `given`: options that the query set, since some languages take AddServiceStackTypes only when it is said.
 */
export function chosenTypes(model: MetadataTypes, language: Language, given: ReadonlySet<OptionKey>): Unordered {
  const { operations, types } = filterTypes(model);
  const isPrinted = printedTypes(model, language, given.has('AddServiceStackTypes'));
  const kept = operations.filter(({ request }) => isPrinted(request));
  return {
    others: types.filter(isPrinted),
    responses: kept.flatMap(({ response }) => (response && isPrinted(response) ? [response] : [])),
    requests: kept.map(({ request }) => request),
    operations: kept,
  };
}

/** What a page prints of its list: all of it, but for what some clients bring along (metadata-and-types 1.6). */
export function chosenPageTypes(list: readonly MetadataType[], { library = {} }: Language): readonly MetadataType[] {
  const { isPackagedOnPages, packaged } = library;
  return isPackagedOnPages ? list.filter(({ name }) => !packaged?.has(simpleName(name))) : list;
}

function printedTypes(
  { config }: MetadataTypes,
  { library = {} }: Language,
  isStated: boolean,
): (type: MetadataType) => boolean {
  const printsLibrary = config.addServiceStackTypes && (!library.isPrintedOnRequest || isStated);
  const ignored = new Set(printsLibrary ? [] : config.ignoreTypesInNamespaces);
  return ({ name, namespace }) =>
    !ignored.has(namespace) &&
    !(library.packaged?.has(simpleName(name)) && namespace === 'ServiceStack') &&
    !(library.hasSystemTypes && /^System\b/.test(namespace));
}
