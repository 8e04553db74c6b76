import type { Presentation, TextCase } from '../core/presentation';
import type { DtoType, EnumType, TypeModel } from '../core/type-model';
import type { MetadataTypesConfig } from './metadata-config';

/**
 * The intermediate model: what metadata pages, generated code and `/types/metadata` know of a host's types
 * (metadata-and-types 3). Members are the JSON's, except those that say "not in the JSON".
 */
export interface MetadataTypes {
  readonly config: MetadataTypesConfig;
  readonly namespaces: readonly string[];
  /** All but requests and responses, which stand in `operations`. */
  readonly types: readonly MetadataType[];
  readonly operations: readonly MetadataOperationType[];
}

export interface MetadataTypeName {
  /** With its arity: ``QueryResponse`1``. */
  readonly name: string;
  readonly namespace: string;
  /** Expanded: `List<Account>`. */
  readonly genericArgs?: readonly string[];
  /** Not in the JSON: the type itself; absent for library interfaces that no code declares. */
  readonly model?: TypeModel;
  /** Not in the JSON: the arguments themselves. */
  readonly args?: readonly TypeModel[];
}

export interface MetadataRoute {
  readonly path: string;
  /** `GET,POST`; absent: any verb. */
  readonly verbs?: string;
  readonly notes?: string;
  readonly summary?: string;
}

export interface MetadataOperationType {
  readonly request: MetadataType;
  /** Absent where nothing, or a type of the CLR itself (`List<X>`), is answered. */
  readonly response?: MetadataType;
  readonly actions: readonly string[];
  readonly returnsVoid?: boolean;
  readonly method: string;
  readonly returnType?: MetadataTypeName;
  readonly routes?: readonly MetadataRoute[];
  readonly dataModel?: MetadataTypeName;
  readonly viewModel?: MetadataTypeName;
  readonly requiresAuth?: boolean;
  readonly requiresApiKey?: boolean;
  readonly requiredRoles?: readonly string[];
  readonly requiresAnyRole?: readonly string[];
  readonly requiredPermissions?: readonly string[];
  readonly requiresAnyPermission?: readonly string[];
  readonly tags?: readonly string[];
  /** Hints for forms. */
  readonly ui?: { readonly locodeCss?: FormCss; readonly explorerCss?: FormCss };
  /** Not in the JSON: the feature's. */
  readonly presentation: Presentation;
}

export interface MetadataType extends Omit<MetadataTypeName, 'model'> {
  readonly inherits?: MetadataTypeName;
  /** Direct ones only, in source order. */
  readonly implements: readonly MetadataTypeName[];
  readonly displayType: string;
  readonly description?: string;
  readonly notes?: string;
  readonly icon?: MetadataIcon;
  readonly isEnum?: boolean;
  readonly isEnumInt?: boolean;
  readonly isInterface?: boolean;
  readonly isAbstract?: boolean;
  readonly isGenericTypeDef?: boolean;
  readonly dataContract?: { readonly name?: string; readonly namespace?: string };
  /** Own ones, in declaration order. */
  readonly properties: readonly MetadataPropertyType[];
  readonly attributes: readonly MetadataAttribute[];
  readonly enumNames?: readonly string[];
  /** Only where they are not 0, 1, 2 …, or of flags. */
  readonly enumValues?: readonly string[];
  readonly enumMemberValues?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  /** Not in the JSON: what the class itself says that it returns; a base may say it for the requests that derive from it. */
  readonly returns?: MetadataTypeName | 'void';
  /** Not in the JSON: in which cases the features that use the type write it, the host's own case first. */
  readonly textCases: readonly TextCase[];
  /** Not in the JSON: what was declared; absent for interfaces. */
  readonly source?: DtoType | EnumType;
}

/** Classes of a form and of its parts. */
export interface FormCss {
  readonly form?: string;
  readonly fieldset?: string;
  readonly field?: string;
}

export interface MetadataIcon {
  readonly svg?: string;
  readonly uri?: string;
  readonly alt?: string;
  readonly cls?: string;
}

export interface MetadataPropertyType {
  /** Declared (CLR) name. */
  readonly name: string;
  /** CLR name with its arity: ``Nullable`1``, `Int32[]`, `String`. */
  readonly type: string;
  readonly namespace: string;
  readonly isValueType?: boolean;
  readonly isEnum?: boolean;
  readonly isPrimaryKey?: boolean;
  /** Arguments, expanded; of an array of generics the element's. */
  readonly genericArgs?: readonly string[];
  readonly description?: string;
  readonly dataMember?: DataMemberInfo;
  readonly paramType?: string;
  /** Text for tables that replaces the type's (`ApiMember.DataType`). */
  readonly displayType?: string;
  /** Three states: `undefined` is not known (metadata-and-types 0.2). */
  readonly isRequired?: boolean;
  readonly allowableValues?: readonly string[];
  readonly allowableMin?: number;
  readonly allowableMax?: number;
  readonly attributes: readonly MetadataAttribute[];
  readonly uploadTo?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly format?: { readonly method?: string; readonly options?: string; readonly locale?: string };
  readonly ref?: { readonly model: string };
  /** Not in the JSON. */
  readonly model: TypeModel;
  /** Not in the JSON: the name on the wire where a data member states one. */
  readonly wireName?: string;
}

export interface DataMemberInfo {
  readonly name?: string;
  readonly order?: number;
  readonly isRequired?: boolean;
  readonly emitDefaultValue?: boolean;
}

/** An attribute as generated code prints it: arguments either by position or by name. */
export interface MetadataAttribute {
  readonly name: string;
  readonly constructorArgs?: readonly MetadataArgument[];
  readonly args?: readonly MetadataArgument[];
}

export interface MetadataArgument {
  readonly name: string;
  /** `String`, `Boolean`, `Int32`, `Type` … */
  readonly type: string;
  readonly value: string;
}

/** What two types are the same by. */
export function typeKey(name: MetadataTypeName): string {
  return `${name.namespace}.${name.name}`;
}

/** ``QueryResponse`1`` → `QueryResponse`; of nested names the last part. */
export function simpleName(name: string): string {
  const plain = name.replace(/`\d+/g, '');
  return plain.slice(plain.lastIndexOf('.') + 1);
}
