import type { TextCase } from '../core/presentation';
import type { DtoProperty, DtoType, TypeModel } from '../core/type-model';
import {
  allMembers,
  argumentsOf,
  closedBase,
  type DtoMember,
  noArguments,
  ownMembers,
  type TypeArguments,
} from './dto-members';
import { refTo, type Schema } from './openapi-types';
import { statedKeywords, withKeywords } from './rule-schemas';
import {
  calendarDaySchema,
  enumSchema,
  orNull,
  scalarSchema,
  type WireProfile,
  wallTimeSchema,
} from './scalar-schemas';
import { SchemaNames } from './schema-names';

/** Turns types into schemas; classes and enums are gathered in `schemas`, each once, and referred to. */
export class SchemaWriter {
  readonly schemas: Record<string, Schema> = {};
  private readonly names = new SchemaNames();

  constructor(private readonly profile: WireProfile) {}

  /** The schema of a value of the type, as a feature of this case writes and reads it. */
  schemaOf(type: TypeModel, textCase: TextCase): Schema {
    const schema = this.presentSchema(type, textCase);
    return type.nullable ? orNull(schema) : schema;
  }

  /** The schema of a class, by reference. */
  dtoSchema(type: DtoType, textCase: TextCase): Schema {
    return this.dtoReference(type, [], textCase);
  }

  /** A member's schema with what its rules and attributes say. */
  memberSchema(member: DtoMember, textCase: TextCase): Schema {
    const { model, property, rules, description, isDeprecated } = member;
    const present = localTimeSchema(property) ?? this.presentSchema(model, textCase);
    const ruled = withKeywords(withKeywords(present, statedKeywords(property.attributes)), rules.value);
    const schema = ruled.items ? { ...ruled, items: withKeywords(ruled.items, rules.items) } : ruled;
    const about = { ...(description !== undefined && { description }), ...(isDeprecated && { deprecated: true }) };
    return { ...(model.nullable ? orNull(schema) : schema), ...about };
  }

  /** A new schema of some of a class's members, which no other type has: the body beside path variables. */
  bodySchema(name: string, members: readonly DtoMember[], textCase: TextCase): Schema {
    const reserved = this.names.reserve(name);
    this.schemas[reserved] = this.objectSchema(members, textCase);
    return refTo('schemas', reserved);
  }

  /** Members of a request, its bases' first. */
  membersOf(type: DtoType, textCase: TextCase): readonly DtoMember[] {
    return allMembers(type, noArguments, textCase);
  }

  private presentSchema(type: TypeModel, textCase: TextCase): Schema {
    switch (type.kind) {
      case 'scalar':
        return scalarSchema(type, this.profile);
      case 'enum': {
        const { name, isNew } = this.names.nameOf({ source: type.enum, args: [] });
        if (isNew) this.schemas[name] = enumSchema(type.enum);
        return refTo('schemas', name);
      }
      case 'list':
        return { type: 'array', items: this.schemaOf(type.item, textCase) };
      case 'dictionary':
        return { type: 'object', additionalProperties: this.schemaOf(type.value, textCase) };
      case 'dto':
        return this.dtoReference(type.type(), type.args, textCase);
      case 'parameter':
        // Of a definition that nobody has closed: anything.
        return {};
    }
  }

  private dtoReference(type: DtoType, args: readonly TypeModel[], textCase: TextCase): Schema {
    const { name, isNew } = this.names.nameOf({ source: type, args, textCase });
    if (isNew) {
      // Stands for the type while its own members are read: they may lead back to it.
      this.schemas[name] = {};
      this.schemas[name] = this.dtoDefinition(type, argumentsOf(type, args), textCase);
    }
    return refTo('schemas', name);
  }

  private dtoDefinition(type: DtoType, bound: TypeArguments, textCase: TextCase): Schema {
    const own = this.objectSchema(ownMembers(type, bound, textCase), textCase);
    const base = closedBase(type, bound);
    const description = typeDescription(type);
    const about = description === undefined ? {} : { description };
    if (!base || allMembers(base.type(), argumentsOf(base.type(), base.args), textCase).length === 0) {
      return { ...about, ...own };
    }
    return { ...about, allOf: [this.dtoReference(base.type(), base.args, textCase), own] };
  }

  private objectSchema(members: readonly DtoMember[], textCase: TextCase): Schema {
    const required = members.filter(({ isRequired }) => isRequired).map(({ name }) => name);
    return {
      type: 'object',
      properties: Object.fromEntries(members.map((member) => [member.name, this.memberSchema(member, textCase)])),
      ...(required.length > 0 && { required }),
    };
  }
}

/** Of dates that are no instants; what they are stands in an attribute, since the CLR has one type for all. */
function localTimeSchema({ attributes }: DtoProperty): Schema | undefined {
  if (attributes.some(({ name }) => name === 'CalendarDay')) return calendarDaySchema;
  return attributes.some(({ name }) => name === 'WallTime') ? wallTimeSchema : undefined;
}

/** `Api` wins over `Description`. */
export function typeDescription({ attributes }: DtoType): string | undefined {
  const textOf = (name: string) => attributes.find((record) => record.name === name)?.args.Description;
  const text = textOf('Api') ?? textOf('Description');
  return typeof text === 'string' && text !== '' ? text : undefined;
}
