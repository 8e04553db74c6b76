import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Class } from '../../../dtos/annotation-records';
import type { Operation } from '../../../src/engine/core/operation';
import type { TextCase } from '../../../src/engine/core/presentation';
import type { TypesProfile } from '../../../src/engine/metadata/metadata-config';
import type { MetadataTypes } from '../../../src/engine/metadata/metadata-types';
import { defaultLimits, readOperation } from '../../../src/engine/metadata/operation-reader';
import { dtoTypeOf } from '../../../src/engine/metadata/type-reader';
import {
  type NativeTypes,
  type NativeTypesOptions,
  nativeTypesOf,
} from '../../../src/engine/native-types/native-types';

export interface SupportOptions extends NativeTypesOptions {
  /** Verb of the Service methods. Default: ANY. */
  readonly verb?: string;
}

/** Operations of request DTOs, as a host whose Service has one method each would have them. */
export function operationsOf(
  requests: readonly Class[],
  { textCase = 'camelCase', verb = 'ANY' }: SupportOptions = {},
): Operation[] {
  return requests.map((request) => {
    const method = { verb, methodName: verb.toLowerCase(), serviceName: 'TestServices', create: () => ({}) };
    return readOperation(dtoTypeOf(request), [method], presentations[textCase], defaultLimits);
  });
}

const presentations: Record<TextCase, Operation['presentation']> = {
  camelCase: { serviceName: 'Test', textCase: 'camelCase' },
  PascalCase: { serviceName: 'Test', textCase: 'PascalCase' },
};

export function nativeTypesFor(requests: readonly Class[], options: SupportOptions = {}): NativeTypes {
  return nativeTypesOf({ operations: operationsOf(requests, options) }, options);
}

export function modelOf(
  requests: readonly Class[],
  profile: TypesProfile = 'modern',
  options?: SupportOptions,
): MetadataTypes {
  return nativeTypesFor(requests, options).model(profile);
}

/** The code of a request's page: of the last of the requests. */
export function pageOf(
  language: string,
  profile: TypesProfile,
  requests: readonly Class[],
  options?: SupportOptions,
): string {
  return nativeTypesFor(requests, options).page(language, requests.at(-1)?.name ?? '', { profile });
}

/** `/types/{language}` without header block. `query`: `AddServiceStackTypes=False`. */
export function typesOf(
  language: string,
  profile: TypesProfile,
  requests: readonly Class[],
  { query = '', ...options }: SupportOptions & { readonly query?: string } = {},
): string {
  return nativeTypesFor(requests, options).types(language, `WithoutOptions=1&profile=${profile}&${query}`);
}

/** A text without white space: what the published pages are compared by where they lost theirs. */
export function bare(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, '');
}

/** Lines of a published page, 1-based and inclusive, as `test/pages/published/compare.mjs` counts them. */
export function published(file: string, first: number, last: number): string {
  const path = join(__dirname, '../../pages/published', file);
  return readFileSync(path, 'utf8')
    .replaceAll('\r\n', '\n')
    .split('\n')
    .slice(first - 1, last)
    .join('\n');
}
