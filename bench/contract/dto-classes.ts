import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  Dto,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Limits,
  Matches,
  MaxLength,
  Prop,
  Returns,
  ValidateNested,
} from '../../dtos';
import {
  customerTypes,
  type Field,
  fieldsOf,
  maxItems,
  type OperationName,
  operations,
  phonePattern,
  requests,
  responseOf,
  responses,
} from './fields';

export type DtoClass = new () => object;

const made = new Map<string, DtoClass>();

/** The class of a table. Errors: Error for a name that has none, or that stands below its user. */
export function dtoClass(name: string): DtoClass {
  const found = made.get(name);
  if (!found) throw new Error(`There is no class '${name}' yet: its table stands above those that name it.`);
  return found;
}

for (const name of Object.keys(requests)) make(name, true);
for (const name of Object.keys(responses)) make(name, false);
for (const name of operations) describe(name);

// One class for everybody: missive reads @Prop, Nest and the naive peers class-transformer's @Type, all of them the rules.
function make(name: string, hasRules: boolean): void {
  const target = { [name]: class {} }[name] as DtoClass;
  made.set(name, target);
  Dto({ name })(target);
  for (const [member, field] of Object.entries(fieldsOf(name))) {
    Prop(typeText(field))(target.prototype, member);
    if ('of' in field) Type(() => dtoClass(field.of))(target.prototype, member);
    if (hasRules) for (const rule of rulesOf(field)) rule(target.prototype, member);
  }
}

function describe(name: OperationName): void {
  const { table, isList } = responseOf[name];
  Returns(isList ? `List<${table}>` : table)(dtoClass(name));
  // 1,000 customers with two accounts each are 2 MB.
  Limits({ maxBodyBytes: 64 * 1024 * 1024 })(dtoClass(name));
}

function typeText(field: Field): string {
  const mark = field.isOptional ? '?' : '';
  switch (field.kind) {
    case 'uuid':
      return `Guid${mark}`;
    case 'instant':
      return `DateTime${mark}`;
    case 'int':
    case 'bool':
      return `${field.kind}${mark}`;
    case 'texts':
      return 'List<string>';
    case 'dictionary':
      return 'Dictionary<string,string>';
    case 'list':
      return `List<${field.of}>`;
    case 'object':
      return field.of;
    default:
      return 'string';
  }
}

function rulesOf(field: Field): PropertyDecorator[] {
  return [...(field.isOptional ? [IsOptional()] : []), ...kindRules(field)];
}

function kindRules(field: Field): PropertyDecorator[] {
  switch (field.kind) {
    case 'text':
      return [
        IsString(),
        ...(field.isOptional ? [] : [IsNotEmpty()]),
        ...(field.maxLength === undefined ? [] : [MaxLength(field.maxLength)]),
      ];
    case 'uuid':
      return [IsUUID()];
    case 'email':
      return [IsEmail()];
    case 'phone':
      return [Matches(phonePattern)];
    case 'instant':
      return [IsISO8601()];
    case 'int':
      return [IsInt()];
    case 'bool':
      return [IsBoolean()];
    case 'texts':
      return [IsArray(), IsString({ each: true })];
    case 'dictionary':
      return [IsObject()];
    case 'customerType':
      return [IsIn(customerTypes)];
    case 'list':
      return [IsArray(), ArrayMaxSize(maxItems), ValidateNested({ each: true })];
    case 'object':
      return [ValidateNested()];
  }
}
