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

/** How a feature's samples are to look (metadata-and-types 0.3). */
export interface SamplesPreference {
  /**
   * CLR types that the feature writes by serialisers of its own, as plain text: a Guid dashed, a DateTime to the second and
   * without zone. Default: none.
   */
  readonly ownText?: readonly ('Guid' | 'DateTime')[];
}

/** A presentation that has something to say of generated code and of samples. */
export interface TypesPresentation extends Presentation {
  readonly nativeTypes?: TypesPreference;
  readonly samples?: SamplesPreference;
}

export function typesPreference(presentation: Presentation): TypesPreference {
  return (presentation as TypesPresentation).nativeTypes ?? {};
}

export function samplesPreference(presentation: Presentation): SamplesPreference {
  return (presentation as TypesPresentation).samples ?? {};
}
