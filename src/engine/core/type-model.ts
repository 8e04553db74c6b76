import type { AttributeRecord, Class, EnumRecord } from '../../../dtos/annotation-records';

/** CLR scalar kinds, as decided by the type's name. DateTime, TimeSpan, Guid, Uri, bytes and decimal are strings in TypeScript (decisions D26). */
export type ScalarKind =
  | 'string'
  | 'bool'
  | 'int'
  | 'float'
  | 'decimal'
  | 'char'
  | 'Guid'
  | 'DateTime'
  | 'DateOnly'
  | 'TimeSpan'
  | 'Uri'
  | 'bytes'
  | 'object';

/** A resolved CLR type expression (metadata-and-types 5.2). */
export type TypeModel =
  | {
      readonly kind: 'scalar';
      readonly scalar: ScalarKind;
      readonly clr: string;
      readonly nullable: boolean;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly kind: 'enum'; readonly clr: string; readonly enum: EnumType; readonly nullable: boolean }
  | {
      readonly kind: 'list';
      readonly clr: string;
      readonly item: TypeModel;
      readonly isArray: boolean;
      readonly nullable: boolean;
    }
  | {
      readonly kind: 'dictionary';
      readonly clr: string;
      readonly key: TypeModel;
      readonly value: TypeModel;
      readonly nullable: boolean;
    }
  | {
      readonly kind: 'dto';
      readonly clr: string;
      readonly type: () => DtoType;
      readonly args: readonly TypeModel[];
      readonly nullable: boolean;
    }
  | { readonly kind: 'parameter'; readonly clr: string; readonly nullable: boolean };

export interface EnumMember {
  readonly name: string;
  readonly value: number;
  /** Text on the wire. */
  readonly wire: string;
  readonly description?: string;
}
export interface EnumType {
  readonly name: string;
  readonly ns?: string;
  readonly isFlags: boolean;
  readonly members: readonly EnumMember[];
  /** Whether the TypeScript enum holds the members' names (`Internal = 'Internal'`) rather than their numbers. */
  readonly isText: boolean;
  readonly record: EnumRecord;
}

export interface DtoProperty {
  /** Name on the wire and in TypeScript. */
  readonly name: string;
  /** Declared (CLR) name: PascalCase. */
  readonly declaredName: string;
  readonly type: TypeModel;
  readonly attributes: readonly AttributeRecord[];
  /** The class that declares it. */
  readonly owner: Class;
}

/** A DTO class as the engine sees it. */
export interface DtoType {
  readonly name: string;
  readonly ns?: string;
  readonly target: Class;
  readonly base?: DtoType;
  /** Members of the type and its bases, base first; a redeclared member stands once, at the base's place, with the derived type. */
  readonly properties: readonly DtoProperty[];
  /** Only what the class itself declares. */
  readonly ownProperties: readonly DtoProperty[];
  readonly attributes: readonly AttributeRecord[];
  readonly generics: readonly string[];
  readonly implements: readonly string[];
  readonly isAbstract: boolean;
  readonly isBuiltIn: boolean;
  readonly isNullableContext: boolean;
  readonly declaredIn: string;
}
