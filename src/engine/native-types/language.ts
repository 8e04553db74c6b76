import type { MetadataTypesConfig, ProfileOptions, TypesProfile } from '../metadata/metadata-config';
import type { CodeModel } from './code-model';
import type { OptionKey } from './option-keys';

/**
 * The contract of a language: data, and emission.
 *
 * What is chosen, in which order it stands, the header, names, texts of types, attributes and comments are shared; a
 * language says how its text looks. `README.md` tells how to add one.
 */
export interface Language {
  /** Address and `lang=`: `typescript`. */
  readonly key: string;
  /** Other addresses. Default: none. */
  readonly aliases?: readonly string[];
  /** In `/types`: `TypeScript`. */
  readonly label: string;
  /** Tab of the metadata pages and prefix of their captions: `C#`. Absent: no tab. */
  readonly tab?: string;
  readonly fileExtension: string;
  /** Default: `text/plain`. */
  readonly contentType?: 'text/javascript';
  readonly order: TypeOrder;
  readonly header: HeaderStyle;
  /** Keys of the header's options, in order (metadata-and-types 4.0). */
  options(profile: TypesProfile): readonly OptionKey[];
  /** What `/types` of this language presets; the query wins. Pages ignore it but for `exportAsTypes`. */
  readonly presets?: Partial<MetadataTypesConfig>;
  readonly names: MemberNames;
  /** What tells types apart that differ in arity only. Default: `_2`. */
  aritySuffix?(arity: number): string;
  /** Default: all of them are printed, none comes with the client. */
  readonly library?: LibraryRule;
  readonly typeMap: TypeMap;
  /** Appendix D: words that a member may not be called, after the name rule. Default: none. */
  keywords?(options: ProfileOptions): ReadonlySet<string>;
  /** How a member is called instead. Default: as it is. */
  escapeKeyword?(name: string): string;
  /**
   * Whether an annotation ties a member to the name that its data member states, so that the member keeps its own.
   * Default: false, that name is the member's.
   */
  readonly annotatesWireNames?: boolean;
  /** The text after the header. Lines are joined with `\n`; a page's code is this alone. */
  emit(code: CodeModel): string;
}

/**
 * `deps`: what a type needs stands before it. `fsharp`: the same, without bases first. `namespace`: by namespace, then
 * name. `list`: requests, responses, others.
 */
export type TypeOrder = 'deps' | 'fsharp' | 'namespace' | 'list';

export interface HeaderStyle {
  /** Lines before the header. Default: none. */
  readonly preamble?: readonly string[];
  /** Whether the code's first line stands before the header: `<?php …` has to open the file. Default: false. */
  readonly followsFirstLine?: boolean;
  /** `/* Options:` */
  readonly open: string;
  /** Absent: the header just ends. */
  readonly close?: string;
  /** Before every line but `open`, `close` and the options. Default: nothing. */
  readonly line?: string;
  /** Before an option that the query did not set. */
  readonly unset: string;
  /** Before one that it set. Default: nothing. */
  readonly set?: string;
  /** What the tip tells to remove. Default: `unset`. */
  readonly tip?: string;
  /** What joins the items of IncludeTypes and ExcludeTypes. Default: `,`. */
  readonly typeSeparator?: string;
  /** What opens a comment inside the header's own, where comments nest: each is closed again at the end. Default: nothing does. */
  readonly nests?: string;
  /** What the query says, so that the language reads no code in it; line breaks and `close` are gone already. Default: as it is. */
  safe?(text: string): string;
  /** Lines after the date. */
  extra?(options: ProfileOptions): readonly string[];
}

/** How the declared name of a member is written (metadata-and-types 0.3). `textCase`: in the case of its feature. */
export type MemberNames = 'textCase' | 'declared' | 'camelCase' | 'snake_case';

/** What becomes of types of the library itself (metadata-and-types 4.0, AddServiceStackTypes). */
export interface LibraryRule {
  /** Only with an explicit AddServiceStackTypes=true, or by default unless that is false. Default: false. */
  readonly isPrintedOnRequest?: boolean;
  /** Types that the language's client package brings along, by name without arity. Default: none. */
  readonly packaged?: ReadonlySet<string>;
  /** Whether `packaged` are left out of pages too. Default: false. */
  readonly isPackagedOnPages?: boolean;
  /** Whether library interfaces in use are declared in front of the types. Default: false. */
  readonly declaresInterfaces?: boolean;
  /** Whether the platform brings the CLR's own enums along. Default: false. */
  readonly hasSystemTypes?: boolean;
}

/** Texts of types (metadata-and-types 4.1). */
export interface TypeMap {
  /** CLR name → text; a name that is not in it stays. `Byte[]` and `Object` are in it like any other. */
  scalars(options: ProfileOptions): Readonly<Record<string, string>>;
  /** `clr`: `List`, `HashSet`, `IEnumerable` … */
  list(item: string, clr: string, options: ProfileOptions): string;
  /** Default: as `list`. */
  array?(item: string, options: ProfileOptions): string;
  dictionary(key: string, value: string, place: DictionaryPlace): string;
  /** `name`: as the output declares it; also used for declarations: `QueryResponse<T>`. */
  generic(name: string, args: readonly string[]): string;
  /** A parameter of a generic type. Default: as it is declared. */
  parameter?(name: string): string;
  /** A nullable value type. Default: the type itself. */
  nullable?(inner: string, options: ProfileOptions): string;
}

export interface DictionaryPlace {
  readonly options: ProfileOptions;
  /** `Dictionary`, `IDictionary` … */
  readonly clr: string;
  /** Inside other generic arguments. */
  readonly isNested: boolean;
}
