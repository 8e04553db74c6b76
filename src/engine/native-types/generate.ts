import type { MetadataTypesConfig } from '../metadata/metadata-config';
import { profileOptions } from '../metadata/metadata-config';
import type { MetadataOperationType, MetadataType, MetadataTypes } from '../metadata/metadata-types';
import { type PageTypesOptions, pageTypes } from '../metadata/page-types';
import { TypeIndex } from '../metadata/type-references';
import { buildCode } from './build-code';
import { chosenPageTypes, chosenTypes } from './chosen-types';
import { type HeaderInput, headerBlock, withHeader } from './header';
import type { Language } from './language';
import type { OptionKey } from './option-keys';
import { orderTypes } from './type-order';

export type GenerateRequest =
  | {
      /** The code on an operation's metadata page (metadata-and-types 1.6): plain types, no header. */
      readonly kind: 'page';
      readonly operation: MetadataOperationType;
      readonly page?: PageTypesOptions;
    }
  | {
      /** `/types/{lang}`: the whole host, or the part that IncludeTypes and ExcludeTypes leave. */
      readonly kind: 'types';
      /** Options that the query set: they stand without prefix in the header, and a few mean more than their default. */
      readonly given?: ReadonlySet<OptionKey>;
      /** Absent: no header block. */
      readonly header?: Pick<HeaderInput, 'date' | 'version'>;
    };

/** The text of a language for a model, whose config is made by `pageConfig` or `typesConfigOf`. */
export function generate(language: Language, model: MetadataTypes, request: GenerateRequest): string {
  return request.kind === 'page' ? generatePage(language, model, request) : generateTypes(language, model, request);
}

/** A page's config: the host's, with `exportAsTypes` on and `makePropertiesOptional` off. */
export function pageConfig({ presets }: Language, config: MetadataTypesConfig): MetadataTypesConfig {
  return { ...config, exportAsTypes: presets?.exportAsTypes ?? true, makePropertiesOptional: false };
}

/** The config of `/types/{lang}`: the host's, what the language presets, what the query says. */
export function typesConfigOf(
  { presets }: Language,
  config: MetadataTypesConfig,
  changes: Partial<MetadataTypesConfig> = {},
): MetadataTypesConfig {
  return { ...config, ...presets, ...changes };
}

function generatePage(
  language: Language,
  model: MetadataTypes,
  { operation, page }: GenerateRequest & { kind: 'page' },
): string {
  const config = pageConfig(language, model.config);
  const list = chosenPageTypes(pageTypes(model, operation, page), language);
  const unordered = { others: list, responses: [], requests: [], operations: [operation] };
  const types = orderTypes(unordered, language.order, profileOptions[config.profile]);
  const textCase = operation.request.textCases.slice(0, 1);
  const code = buildCode({
    language,
    config,
    types,
    operations: [],
    pageOperation: operation,
    interfaces: model.types.filter(({ isInterface }) => isInterface),
    namespaces: namespacesOf(list),
    casesOf: () => textCase,
  });
  return language.emit(code);
}

function generateTypes(
  language: Language,
  model: MetadataTypes,
  { header, given = new Set() }: GenerateRequest & { kind: 'types' },
): string {
  const { config } = model;
  const chosen = chosenTypes(model, language, given);
  const types = orderTypes(chosen, language.order, profileOptions[config.profile]);
  const { operations } = chosen;
  const code = buildCode({
    language,
    config,
    types,
    operations,
    interfaces: model.types.filter(({ isInterface }) => isInterface),
    namespaces: namespacesOf([...operations.map(({ request }) => request), ...types]),
    casesOf: casesIn(types, operations),
  });
  const text = language.emit(code);
  return header ? withHeader(text, headerBlock(language, { ...header, config, given }), language.header) : text;
}

function namespacesOf(types: readonly MetadataType[]): string[] {
  return [...new Set(types.map(({ namespace }) => namespace))];
}

/** The cases of the operations that this output has, of those that the whole host has. */
function casesIn(
  types: readonly MetadataType[],
  operations: readonly MetadataOperationType[],
): (type: MetadataType) => readonly MetadataType['textCases'][number][] {
  const index = new TypeIndex(types);
  const used = new Map<MetadataType, Set<MetadataType['textCases'][number]>>();
  for (const { request, returnType } of operations) {
    const [textCase] = request.textCases;
    if (!textCase) continue;
    for (const type of index.reachableFrom([request, ...index.typesIn(returnType?.model)])) {
      used.set(type, (used.get(type) ?? new Set()).add(textCase));
    }
  }
  return (type) => {
    const found = used.get(type);
    const kept = type.textCases.filter((textCase) => found?.has(textCase));
    return kept.length > 0 ? kept : type.textCases.slice(0, 1);
  };
}
