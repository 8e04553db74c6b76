import type { Operation } from '../core/operation';
import type { TextCase } from '../core/presentation';
import type { RequestContext } from '../core/request-context';
import type { CallerNetwork, Restriction } from '../core/restriction';
import { type WireSettings, wireSettings } from '../core/wire-settings';
import type { ContentFormat } from '../formats/content-format';
import { networkOf, readRestriction } from '../metadata/restriction';
import type { TypesPresentation } from '../metadata/types-presentation';
import type { NativeTypes } from '../native-types/native-types';
import { pageFormats } from './format-label';
import type { NavItem } from './navigation';
import type { SampleOptions } from './samples/sample-options';

/** A presentation that has something to say of metadata pages (decisions D39). */
export interface PagesPresentation extends TypesPresentation {
  /** Keys of the formats that the feature's operations are shown in. Default: all of the host's that have pages. */
  readonly formats?: readonly string[];
}

export interface PageLink {
  readonly label: string;
  /** Below the host's address unless it has a scheme: `openapi.json`, `https://example.com/`. */
  readonly href: string;
}

/**
 * What published pages do and nobody would write today (metadata-and-types, appendix B). The defaults are theirs, since
 * pages are compared with published ones.
 *
 * Of the other quirks, generic responses by name and lists without response types are `page.genericResponseByName` and
 * `page.listsItemTypes` of the native types; duplicate keys in JSDoc are `config.repeatsInheritedKeys`, and that nullable
 * contexts make members required is `config.treatNonNullableRefTypesAsRequired`. The routes table is valid HTML in any
 * case: its text is the same.
 */
export interface PageQuirks {
  /** Formats without a name on published pages are called by their keys rather than `other`: `jsonl`. Default: false. */
  readonly correctFormatLabels: boolean;
  /** Samples of csv, jsonl, msgpack are in that format rather than JSON under its headers. Default: false. */
  readonly realCustomSamples: boolean;
  /** The name of an operation is shown in the letter case of the query. Default: true. */
  readonly echoesOperationName: boolean;
  /** Members of other types than the request are parameters of type `form`. Default: true. */
  readonly showsMembersAsForm: boolean;
  /** Two lines of a sample end with a blank. Default: true. */
  readonly endsHeadLinesWithBlank: boolean;
  /** JSON pages tell how to ask for JSONP, whether or not the host answers it (decisions D7). Default: true. */
  readonly showsJsonpHint: boolean;
}

export const publishedQuirks: PageQuirks = {
  correctFormatLabels: false,
  realCustomSamples: false,
  echoesOperationName: true,
  showsMembersAsForm: true,
  endsHeadLinesWithBlank: true,
  showsJsonpHint: true,
};

export interface MetadataFeatureOptions {
  /** The host's operations, once it has started: `() => host.operations`. */
  readonly operations: () => readonly Operation[];
  /** Code of the languages: `nativeTypes` of the NativeTypesFeature. Default: pages without languages. */
  readonly nativeTypes?: NativeTypes;
  /** The host's formats, in its order. */
  readonly formats: readonly ContentFormat[];
  /** The host's own, where it was given any: global headers, profile, route extensions. */
  readonly wire?: Partial<WireSettings>;
  /** Case of JSON answers. Default: camelCase. */
  readonly textCase?: TextCase;
  /** False: every page answers 403 `Metadata Not Available`. Default: true. */
  readonly isAvailable?: boolean;
  /** Who sees pages at all, in the words of `@Restrict`: `Localhost`, `InternalNetworkAccess`, `None`. Default: `Any`. */
  readonly visibility?: string;
  /** Whether `@Restrict` hides pages. Default: true. */
  readonly enableAccessRestrictions?: boolean;
  /** Tabs with code. Default: true. */
  readonly showLanguages?: boolean;
  /** Keys of formats that have no pages. Default: none. */
  readonly ignoreFormats?: readonly string[];
  /** Where a caller is. Default: by the address of the connection; a host behind a proxy says it better. */
  readonly networkOf?: (context: RequestContext) => CallerNetwork;
  readonly quirks?: Partial<PageQuirks>;
  /** A host's own examples in samples: keyed by the members' names; `undefined`: the usual one. Default: always the usual one. */
  readonly createExample?: SampleOptions['createExample'];
  /** The host honours `Idempotency-Key`, which operations that change something then mention. Default: false. */
  readonly honoursKeys?: boolean;
  /** Where clients are documented. Default: the documentation of the clients that the host is compatible with. */
  readonly clientsHref?: string;
  /** On the index. Default: none. */
  readonly pluginLinks?: readonly PageLink[];
  /** On the index in debug mode, after `Operations Metadata`. Default: none. */
  readonly debugLinks?: readonly PageLink[];
  /** Answered at `/metadata/nav`. Default: none. */
  readonly navItems?: readonly NavItem[];
  /** Answered at `/metadata/nav/{Name}`. Default: none. */
  readonly navItemsMap?: Readonly<Record<string, readonly NavItem[]>>;
}

/** The options with their defaults. */
export interface PageSettings
  extends Required<Omit<MetadataFeatureOptions, 'nativeTypes' | 'wire' | 'visibility' | 'createExample'>> {
  readonly createExample?: SampleOptions['createExample'];
  readonly wire: WireSettings;
  readonly quirks: PageQuirks;
  readonly visibility: Restriction;
  /** Only those that have pages, in the order of columns. */
  readonly formats: readonly ContentFormat[];
}

/** Errors: Error for a `visibility` that means nothing. */
export function pageSettings(options: MetadataFeatureOptions): PageSettings {
  return {
    textCase: 'camelCase',
    isAvailable: true,
    enableAccessRestrictions: true,
    ignoreFormats: [],
    networkOf: ({ remoteAddress }) => networkOf(remoteAddress),
    clientsHref: 'https://docs.servicestack.net/clients-overview',
    pluginLinks: [],
    debugLinks: [],
    navItems: [],
    navItemsMap: {},
    honoursKeys: false,
    ...options,
    wire: wireSettings(options.wire),
    quirks: { ...publishedQuirks, ...options.quirks },
    visibility: readRestriction(options.visibility ?? 'Any'),
    showLanguages: (options.showLanguages ?? true) && options.nativeTypes !== undefined,
    formats: pageFormats(options.formats, options.ignoreFormats),
  };
}
