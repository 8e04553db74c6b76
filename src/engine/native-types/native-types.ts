import { HttpError } from '../core/http-error';
import type { Operation } from '../core/operation';
import type { TextCase } from '../core/presentation';
import { type MetadataTypesConfig, type TypesProfile, typesConfig } from '../metadata/metadata-config';
import { type Json, toMetadataJson } from '../metadata/metadata-json';
import { buildMetadataTypes } from '../metadata/metadata-model';
import type { MetadataOperationType, MetadataTypes } from '../metadata/metadata-types';
import { type PageTypesOptions, pageTypes } from '../metadata/page-types';
import { filterTypes } from '../metadata/type-filter';
import { typesPreference } from '../metadata/types-presentation';
import { generate, typesConfigOf } from './generate';
import type { Language } from './language';
import { findLanguage, languages } from './languages';
import { readTypesQuery, type TypesQuery } from './types-query';
import { nativeTypesVersion } from './version';

/** What generated code is made of: a host, or anything that has operations. */
export interface NativeTypesSource {
  readonly operations: readonly Operation[];
}

export interface NativeTypesOptions {
  /** Of features that state none. Default: `modern` (decisions D12). */
  readonly profile?: TypesProfile;
  /** Changes to the defaults of `typesConfig`. */
  readonly config?: Partial<Omit<MetadataTypesConfig, 'profile'>>;
  /** The host's own: of operations of no feature, and first where features of both cases use a type. Default: camelCase. */
  readonly textCase?: TextCase;
  /** CLR namespace of DTOs that state none. Default: `dtos`. */
  readonly ownNamespace?: string;
  readonly page?: PageTypesOptions;
}

export interface TypesAnswerOptions {
  /** Where the caller reaches the host; unless the query says. Default: unknown. */
  readonly baseUrl?: string;
  /** In the header. Default: the present. */
  readonly date?: Date;
}

export { nativeTypesVersion };

/**
 * Generated code of a host, without HTTP: of one operation's page, and of the host as a whole.
 *
 * The operations are read when a text is asked for, so that the host may still be starting when this is made.
 */
export function nativeTypesOf(source: NativeTypesSource, options: NativeTypesOptions = {}): NativeTypes {
  return new NativeTypes(source, options);
}

export class NativeTypes {
  private readonly models = new Map<string, MetadataTypes>();

  constructor(
    private readonly source: NativeTypesSource,
    private readonly options: NativeTypesOptions,
  ) {}

  /** The intermediate model; made once per profile and base address. */
  model(profile: TypesProfile = this.options.profile ?? 'modern', baseUrl = ''): MetadataTypes {
    const key = `${profile} ${this.source.operations.length}`;
    const known = this.models.get(key) ?? this.build(typesConfig(profile, { ...this.options.config }));
    this.models.set(key, known);
    return { ...known, config: { ...known.config, baseUrl } };
  }

  /**
   * The code on an operation's metadata page. `operation`: its name in any letter case.
   * Errors: 404 for an unknown operation, whose message repeats the name (MP-13), or for an unknown language, whose message
   * lists those that there are and does not (MP-26).
   */
  page(languageKey: string, operation: string, options: { profile?: TypesProfile; baseUrl?: string } = {}): string {
    const language = requireLanguage(languageKey);
    const found = this.operation(operation);
    const { profile, profileOverrides, dartImports } = typesPreference(found.presentation);
    const model = this.model(
      options.profile ?? profileOverrides?.[language.key] ?? profile ?? this.options.profile,
      options.baseUrl,
    );
    const withImports = dartImports ? { ...model, config: { ...model.config, dartImports } } : model;
    return generate(language, withImports, {
      kind: 'page',
      operation: operationOf(model, found.name),
      page: this.options.page,
    });
  }

  /** What `/types/{lang}?…` answers. Errors: 404 for an unknown language, 400 for an option that cannot be. */
  types(languageKey: string, queryString = '', { baseUrl = '', date = new Date() }: TypesAnswerOptions = {}): string {
    const language = requireLanguage(languageKey);
    const query = readTypesQuery(queryString);
    const config = typesConfigOf(language, this.configFor(query, baseUrl, language.key), query.changes);
    return generate(language, this.modelFor(query, config), {
      kind: 'types',
      given: query.given,
      header: query.withoutOptions ? undefined : { date, version: nativeTypesVersion },
    });
  }

  /** The part of the model that a query asks for. Errors: 400 for an option that cannot be. */
  chosen(queryString: string, baseUrl = ''): MetadataTypes {
    const query = readTypesQuery(queryString);
    const config = { ...this.configFor(query, baseUrl, 'metadata'), ...query.changes };
    return filterTypes(this.modelFor(query, config));
  }

  /** What `/types/metadata?…` answers. Errors: as `chosen`. */
  metadata(queryString = '', baseUrl = ''): Json {
    return toMetadataJson(this.chosen(queryString, baseUrl), this.options.textCase);
  }

  /** The types of an operation's page, for its tables. Errors: 404 for an unknown operation. */
  pageTypes(operation: string, profile?: TypesProfile): ReturnType<typeof pageTypes> {
    const model = this.model(profile);
    return pageTypes(model, operationOf(model, this.operation(operation).name), this.options.page);
  }

  private operation(name: string): Operation {
    const found = this.source.operations.find((operation) => operation.name.toLowerCase() === name.toLowerCase());
    if (!found) throw HttpError.notFound(`Could not find operation: ${name}`);
    return found;
  }

  private build(config: MetadataTypesConfig): MetadataTypes {
    const { textCase = 'camelCase', ownNamespace = 'dtos' } = this.options;
    return buildMetadataTypes({ operations: this.source.operations, textCase, ownNamespace }, config);
  }

  private modelFor({ changes }: TypesQuery, config: MetadataTypesConfig): MetadataTypes {
    const model = changes.exportTags ? this.build(config) : this.model(config.profile);
    return { ...model, config };
  }

  /** The host's config for a query, before the language's presets and the query's own changes. */
  private configFor(query: TypesQuery, baseUrl: string, languageKey: string): MetadataTypesConfig {
    const { operations } = filterTypes({ ...this.model(), config: { ...this.model().config, ...query.changes } });
    const names = new Set(operations.map(({ request }) => request.name));
    const chosen = this.source.operations.filter(({ name }) => names.has(name));
    const preferences = chosen.map(({ presentation }) => typesPreference(presentation));
    const stated = preferences.flatMap(
      ({ profile, profileOverrides }) => profileOverrides?.[languageKey] ?? profile ?? [],
    );
    // Where the features agree, their profile is that of the text; else the host's.
    const [first] = stated;
    const agreed = stated.every((profile) => profile === first) ? first : undefined;
    const profile = query.profile ?? agreed ?? this.options.profile ?? 'modern';
    const dartImports = [...new Set(preferences.flatMap((preference) => preference.dartImports ?? []))];
    return typesConfig(profile, { dartImports, ...this.options.config, baseUrl });
  }
}

function requireLanguage(key: string): Language {
  const language = findLanguage(key);
  if (!language) throw HttpError.notFound(unknownLanguage());
  return language;
}

/** What is said of a language that is none; the caller's word is not echoed (MP-26). */
export function unknownLanguage(): string {
  return `Unknown language, Supported languages: ${languages.map(({ key }) => key).join(', ')}`;
}

function operationOf({ operations }: MetadataTypes, name: string): MetadataOperationType {
  const found = operations.find(({ request }) => request.name === name);
  if (!found) throw HttpError.notFound(`Could not find operation: ${name}`);
  return found;
}
