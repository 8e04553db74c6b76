import type { TextCase } from '../core/presentation';
import type { TypeModel } from '../core/type-model';
import type { MetadataTypesConfig, ProfileOptions, TypesProfile } from '../metadata/metadata-config';
import type {
  MetadataAttribute,
  MetadataOperationType,
  MetadataPropertyType,
  MetadataType,
  MetadataTypeName,
} from '../metadata/metadata-types';

/** What a language gets to emit: everything chosen, ordered and named. */
export interface CodeModel {
  readonly config: MetadataTypesConfig;
  readonly profile: TypesProfile;
  /** What the profile decides: `options.indexSignature`, `options.printsNoCheck` … */
  readonly options: ProfileOptions;
  /** A metadata page: no header, no return markers, no routes, no members of requests (metadata-and-types 1.6). */
  readonly isPage: boolean;
  /** The page's operation, for the few languages that look at the class itself. Absent on `/types`. */
  readonly pageOperation?: MetadataOperationType;
  /** In output order. */
  readonly types: readonly CodeType[];
  /** Library interfaces in use (`IPost`, `IHasVersion`), where the language declares them; else empty. */
  readonly libraryInterfaces: readonly CodeType[];
  /** Namespaces of the types, in the order in which they are met. */
  readonly namespaces: readonly string[];
  /** `api.example.com`: the host of BaseUrl without port; empty when unknown. */
  readonly hostName: string;

  /** The text of a type where `owner` mentions it: `{ [index: string]: Account[]; }`. Nullable marks of references are not in it. */
  typeText(model: TypeModel, owner: CodeType): string;
  /** The text of a base, a marker or an answer: `QueryDb<Customer>`. */
  nameText(name: MetadataTypeName, owner: CodeType): string;
  /** The name alone, as the output declares it, for languages that drop arguments. */
  simpleNameOf(name: MetadataTypeName, owner: CodeType): string;
  /** The type of the output that a name or type expression means. */
  find(target: TypeModel | MetadataTypeName | undefined, owner: CodeType): CodeType | undefined;
  /** What a type has to have by an interface: its members and those of the interfaces that it extends, in the output or not. */
  interfaceMembers(name: MetadataTypeName): readonly InterfaceMember[];
  /** The bases that are in the output, nearest first. */
  basesOf(type: CodeType): readonly CodeType[];
}

export interface InterfaceMember {
  /** The interface that declares it. */
  readonly owner: MetadataTypeName;
  /** Its declared name. */
  readonly name: string;
}

/** A type of the output. */
export interface CodeType {
  readonly metadata: MetadataType;
  /** As the output declares it, without arguments. */
  readonly name: string;
  /** With its parameters where it is generic: `QueryResponse<T>`. */
  readonly declaration: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly textCase: TextCase;
  /** Of request types on `/types`; never on a page. */
  readonly operation?: MetadataOperationType;
  /** What the request answers with, where it is to be marked so (AddReturnMarker): `void`, or the type's name. */
  readonly returnMarker?: MetadataTypeName | 'void';
  readonly isRequest: boolean;
  readonly isResponse: boolean;
  readonly description?: string;
  /** Routes first, then attributes, in source order. */
  readonly attributes: readonly MetadataAttribute[];
  readonly dataContract?: MetadataType['dataContract'];
  readonly inherits?: MetadataTypeName;
  readonly implements: readonly MetadataTypeName[];
  /** Own ones, in declaration order. */
  readonly members: readonly CodeMember[];
  /** AddImplicitVersion: the number, where the type is to carry a `Version` that it has not. */
  readonly implicitVersion?: number;
  /** AddResponseStatus: the type answers and has no ResponseStatus of its own. */
  readonly addsResponseStatus: boolean;
}

export interface CodeMember {
  readonly metadata: MetadataPropertyType;
  /** Under the language's rule, before keywords are escaped: what stands on the wire for `textCase` languages. */
  readonly name: string;
  /** As code writes it. */
  readonly identifier: string;
  readonly isKeyword: boolean;
  readonly model: TypeModel;
  /** May be left out (metadata-and-types 0.2, `optional`). */
  readonly isOptional: boolean;
  /** `required` of 0.2. */
  readonly isRequired: boolean;
  /** `initCollection` of 4.0. */
  readonly isInitialized: boolean;
  readonly collection?: 'list' | 'dictionary';
  readonly description?: string;
  readonly attributes: readonly MetadataAttribute[];
  readonly dataMember?: MetadataPropertyType['dataMember'];
  /** Whether an empty line stands before it: the previous member had an attribute or data-member line. */
  readonly hasGapBefore: boolean;
}
