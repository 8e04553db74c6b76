import { HttpError } from '../core/http-error';
import type { Operation } from '../core/operation';
import type { Presentation, TextCase } from '../core/presentation';
import { type MetadataTypesConfig, type TypesProfile, typesConfig } from '../metadata/metadata-config';
import { toMetadataJson } from '../metadata/metadata-json';
import { buildMetadataTypes } from '../metadata/metadata-model';
import type { MetadataOperationType, MetadataTypes } from '../metadata/metadata-types';
import { type PageTypesOptions, pageTypes } from '../metadata/page-types';
import { filterTypes } from '../metadata/type-filter';
import { generate, pageConfig, typesConfigOf } from './generate';
import type { Language } from './language';
import { findLanguage, languages } from './languages';
import type { TypesQuery } from './types-query';
import { readTypesQuery } from './types-query';

/** What generated code is made of: a host, or anything with operations. */
export interface NativeTypesSource {
  readonly operations: readonly Operation[];
}

export interface NativeTypesOptions {
  /** Of hosts and features that state none. Default: `modern` (decisions D12). */
  readonly profile?: TypesProfile;
  /** Language → profile, for hosts that serve texts of different ages. Default: none. */
  readonly profileOverrides?: Readonly<Record<string, TypesProfile>>;
  /** Changes to the defaults of `typesConfig`. */
  readonly config?: Partial<Omit<MetadataTypesConfig, 'profile'>>;
  /** Of operations of no feature, and of types that features of both cases use. Default: camelCase. */
  readonly textCase?: TextCase;
  /** CLR namespace of DTOs that state none. Default: `dtos`. */
  readonly ownNamespace?: string;
  /** Default: the present. */
  readonly now?: () => Date;
  readonly page?: PageTypesOptions;
}
