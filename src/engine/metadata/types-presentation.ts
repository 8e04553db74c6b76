import type { Presentation } from '../core/presentation';
import type { TypesProfile } from './metadata-config';

/** How a feature's generated code is to look (decisions D12). */
export interface TypesPreference {
  readonly profile?: TypesProfile;
  /** Language → profile: `{ dart: 'modern' }`. */
  readonly profileOverrides?: Readonly<Record<string, TypesProfile>>;
  /** Imports that every Dart output of the feature has (metadata-and-types 4.4). */
  readonly dartImports?: readonly string[];
}

/** A presentation that has something to say of generated code. */
export interface TypesPresentation extends Presentation {
  readonly nativeTypes?: TypesPreference;
}

export function typesPreference(presentation: Presentation): TypesPreference {
  return (presentation as TypesPresentation).nativeTypes ?? {};
}
