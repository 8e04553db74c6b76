import 'reflect-metadata';
import { registerDecorator, type ValidationArguments, type ValidationOptions } from 'class-validator';
import {
  type ApiMemberOptions,
  type ApiOptions,
  type ApiResponseOptions,
  type AttributeRecord,
  attributesOf,
  type Class,
  type DtoOptions,
  type EnumOptions,
  type InputOptions,
  type InterfaceOptions,
  type LimitOptions,
  type PropOptions,
  type RestrictOptions,
  type RouteOptions,
  recordDto,
  recordEnum,
  recordInterface,
  recordProp,
  type TypeReference,
  type ValidateOptions,
} from './annotation-records';
import { decimalDigits } from './decimal-digits';

/**
 * The vocabulary in which a DTO says what it is (metadata-and-types.md, section 5).
 *
 * DTO files import decorators from this file only: package.json's `browser` field maps it to no-ops, so that a browser
 * bundle carries neither class-validator nor class-transformer. What the decorators record is read at start by
 * `engine/metadata`; nothing here is evaluated per request.
 */

// Rules and transformations: the libraries' own decorators. Rules are compiled by engine/validation.
export { Exclude, Expose, Transform, Type } from 'class-transformer';
export {
  Allow,
  ArrayContains,
  ArrayMaxSize,
  ArrayMinSize,
  ArrayNotContains,
  ArrayNotEmpty,
  ArrayUnique,
  Contains,
  Equals,
  IsAlpha,
  IsAlphanumeric,
  IsArray,
  IsAscii,
  IsBase32,
  IsBase58,
  IsBase64,
  IsBIC,
  IsBoolean,
  IsBooleanString,
  IsBtcAddress,
  IsByteLength,
  IsCreditCard,
  IsCurrency,
  IsDataURI,
  IsDate,
  IsDateString,
  IsDecimal,
  IsDefined,
  IsDivisibleBy,
  IsEAN,
  IsEmail,
  IsEmpty,
  IsEnum,
  IsEthereumAddress,
  IsFirebasePushId,
  IsFQDN,
  IsFullWidth,
  IsHalfWidth,
  IsHash,
  IsHexadecimal,
  IsHexColor,
  IsHSL,
  IsIBAN,
  IsIdentityCard,
  IsIn,
  IsInstance,
  IsInt,
  IsIP,
  IsISBN,
  IsISIN,
  IsISO4217CurrencyCode,
  IsISO6391,
  IsISO8601,
  IsISO31661Alpha2,
  IsISO31661Alpha3,
  IsISO31661Numeric,
  IsISRC,
  IsISSN,
  IsJSON,
  IsJWT,
  IsLatitude,
  IsLatLong,
  IsLocale,
  IsLongitude,
  IsLowercase,
  IsMACAddress,
  IsMagnetURI,
  IsMilitaryTime,
  IsMimeType,
  IsMobilePhone,
  IsMongoId,
  IsMultibyte,
  IsNegative,
  IsNotEmpty,
  IsNotEmptyObject,
  IsNotIn,
  IsNumber,
  IsNumberString,
  IsObject,
  IsOctal,
  IsOptional,
  IsPassportNumber,
  IsPhoneNumber,
  IsPort,
  IsPositive,
  IsPostalCode,
  IsRFC3339,
  IsRgbColor,
  IsSemVer,
  IsString,
  IsStrongPassword,
  IsSurrogatePair,
  IsTaxId,
  IsTimeZone,
  IsUppercase,
  IsUrl,
  IsUUID,
  IsVariableWidth,
  Length,
  Matches,
  Max,
  MaxDate,
  MaxLength,
  Min,
  MinDate,
  MinLength,
  NotContains,
  NotEquals,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

export type {
  ApiMemberOptions,
  ApiOptions,
  ApiResponseOptions,
  Class,
  DtoOptions,
  EnumOptions,
  InputOptions,
  InterfaceOptions,
  LimitOptions,
  PropOptions,
  RestrictOptions,
  RouteOptions,
  TypeReference,
  ValidateOptions,
};

type ClassAnnotation = (target: Class) => void;
type PropAnnotation = (target: object, key: string | symbol) => void;
type Annotation = (target: object, key?: string | symbol) => void;

// Stacked decorators run bottom-up: each prepends, so that the list stands in source order (metadata-and-types 5.4, trap 1).
function attribute(record: AttributeRecord): Annotation {
  return (target, key) => void attributesOf(target, key).unshift(record);
}

const withoutUndefined = (args: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));

/** Makes a class a DTO: its name is its address and its type name in every language. */
export function Dto(options: DtoOptions = {}): ClassAnnotation {
  const declaredAt = new Error('declared here');
  return (target) => recordDto(target, options, declaredAt);
}

/**
 * A `@Dto` that is bound to a CLR namespace, for the DTO files of one domain.
 *
 * `nullable`: whether the types were declared with nullable reference types on (metadata-and-types 0.2).
 */
export function dtoModule(ns: string, defaults: Pick<DtoOptions, 'nullable'> = {}): typeof Dto {
  return (options = {}) => {
    const declaredAt = new Error('declared here');
    return (target) => recordDto(target, { ns, ...defaults, ...options }, declaredAt);
  };
}

/**
 * A member of the wire contract, with its CLR type: `'Guid?'`, `'List<Account>'`, `'int[]'`, or `() => Account` where two
 * classes share a name. A property without it does not exist for binding, metadata or generated code.
 */
export function Prop(type: TypeReference, options: PropOptions = {}): PropAnnotation {
  return (target, key) => recordProp(target, String(key), type, options);
}

/** An address of the operation beside the pre-defined ones (http-contract 2.3). `verbs`: `'GET,POST'`; absent: any verb. */
export function Route(path: string, verbs?: string, options: RouteOptions = {}): ClassAnnotation {
  return attribute({ name: 'Route', args: withoutUndefined({ path, verbs, ...options }) });
}

/** What the operation answers with: `'List<CustomerResponse>'`, `'QueryResponse<ResourceRow>'`, or `() => HelloResponse`. */
export function Returns(type: TypeReference): ClassAnnotation {
  return attribute({ name: 'Returns', args: { type } });
}
/** The operation answers with nothing: 204. */
export function ReturnsVoid(): ClassAnnotation {
  return attribute({ name: 'ReturnsVoid', args: {} });
}

export function Api(description: string | ApiOptions): ClassAnnotation {
  return attribute({
    name: 'Api',
    args: typeof description === 'string' ? { Description: description } : { ...description },
  });
}
export function ApiMember(description: string | ApiMemberOptions, more: ApiMemberOptions = {}): PropAnnotation {
  const args = typeof description === 'string' ? { Description: description, ...more } : { ...description };
  return attribute({ name: 'ApiMember', args });
}
export function ApiResponse(status: number | ApiResponseOptions, description?: string): ClassAnnotation {
  const args = typeof status === 'number' ? { Description: description, StatusCode: status } : { ...status };
  return attribute({ name: 'ApiResponse', args: withoutUndefined(args) });
}
export function ApiAllowableValues(values: readonly string[] | { min: number; max: number }): PropAnnotation {
  const args = 'min' in values ? { Min: values.min, Max: values.max } : { Values: [...values] };
  return attribute({ name: 'ApiAllowableValues', args });
}

export function Tag(name: string): ClassAnnotation {
  return attribute({ name: 'Tag', args: { Name: name } });
}
export function Notes(text: string): ClassAnnotation {
  return attribute({ name: 'Notes', args: { Notes: text } });
}
export function Description(text: string): Annotation {
  return attribute({ name: 'Description', args: { Description: text } });
}

/** A declarative guard (http-contract 6.8): `IsAuthenticated`, `IsAdmin`, ``HasRole(`r`)``, ``HasPermission(`p`)`` … */
export function ValidateRequest(validator: string | ValidateOptions): ClassAnnotation;
/**
 * A condition on the message as a whole, asked before its members' rules (http-contract 5.4). `Condition` is the text that
 * pages and generated code print, `test` is what runs. Refusal: 400 `InvalidRequest` unless the options say otherwise.
 */
export function ValidateRequest<T extends object>(
  condition: ValidateOptions & { Condition: string },
  test: (request: T) => boolean,
): ClassAnnotation;
export function ValidateRequest(
  validator: string | ValidateOptions,
  test?: (request: never) => boolean,
): ClassAnnotation {
  return attribute({
    name: 'ValidateRequest',
    args: typeof validator === 'string' ? { Validator: validator } : { ...validator },
    ...(test && { test: test as (request: object) => boolean }),
  });
}
export function ValidateIsAuthenticated(): ClassAnnotation {
  return ValidateRequest('IsAuthenticated');
}
export function ValidateIsAdmin(): ClassAnnotation {
  return ValidateRequest('IsAdmin');
}
export function ValidateHasRole(role: string): ClassAnnotation {
  return ValidateRequest(`HasRole(\`${role}\`)`);
}
export function ValidateHasPermission(permission: string): ClassAnnotation {
  return ValidateRequest(`HasPermission(\`${permission}\`)`);
}
/** A property rule that pages and generated code print (`NotEmpty`, `MaximumLength(50)`); rules that run are class-validator's. */
export function Validate(validator: string | ValidateOptions): PropAnnotation {
  return attribute({
    name: 'Validate',
    args: typeof validator === 'string' ? { Validator: validator } : { ...validator },
  });
}

export function Authenticate(provider?: string): ClassAnnotation {
  return attribute({ name: 'Authenticate', args: withoutUndefined({ Provider: provider }) });
}
/** The caller needs all of these roles. */
export function RequiredRole(...roles: string[]): ClassAnnotation {
  return attribute({ name: 'RequiredRole', args: { roles } });
}
/** The caller needs one of these roles. */
export function RequiresAnyRole(...roles: string[]): ClassAnnotation {
  return attribute({ name: 'RequiresAnyRole', args: { roles } });
}
/** The caller needs all of these permissions. */
export function RequiredPermission(...permissions: string[]): ClassAnnotation {
  return attribute({ name: 'RequiredPermission', args: { permissions } });
}
/** The caller needs one of these permissions. */
export function RequiresAnyPermission(...permissions: string[]): ClassAnnotation {
  return attribute({ name: 'RequiresAnyPermission', args: { permissions } });
}

export function Restrict(options: RestrictOptions): ClassAnnotation {
  return attribute({ name: 'Restrict', args: { ...options } });
}
/** Leaves the operation out of pages and generated code; it can still be called. */
export function ExcludeMetadata(): ClassAnnotation {
  return attribute({ name: 'ExcludeMetadata', args: {} });
}
/** Budgets of one operation that replace the host's defaults (decisions D6). */
export function Limits(options: LimitOptions): ClassAnnotation {
  return attribute({ name: 'Limits', args: { ...options } });
}
/** Answers are compressed when the client takes that (http-contract 7.2). */
export function CompressResponse(): ClassAnnotation {
  return attribute({ name: 'CompressResponse', args: {} });
}
export function DataContract(options: { Name?: string; Namespace?: string } = {}): ClassAnnotation {
  return attribute({ name: 'DataContract', args: { ...options } });
}
export function DataMember(
  options: { Name?: string; Order?: number; IsRequired?: boolean; EmitDefaultValue?: boolean } = {},
): PropAnnotation {
  return attribute({ name: 'DataMember', args: { ...options } });
}
export function IgnoreDataMember(): PropAnnotation {
  return attribute({ name: 'IgnoreDataMember', args: {} });
}
/** Documented as required. The rule that refuses its absence is class-validator's `IsNotEmpty` or `IsDefined`. */
export function Required(): PropAnnotation {
  return attribute({ name: 'Required', args: {} });
}
export function AllowNull(): PropAnnotation {
  return attribute({ name: 'AllowNull', args: {} });
}
export function StringLength(maximumLength: number): PropAnnotation {
  return attribute({ name: 'StringLength', args: { MaximumLength: maximumLength } });
}
export function PrimaryKey(): PropAnnotation {
  return attribute({ name: 'PrimaryKey', args: {} });
}
export function AutoIncrement(): PropAnnotation {
  return attribute({ name: 'AutoIncrement', args: {} });
}
export function References(model: TypeReference): PropAnnotation {
  return attribute({ name: 'References', args: { model } });
}
export function Icon(options: { Svg?: string; Uri?: string; Alt?: string; Cls?: string }): ClassAnnotation {
  return attribute({ name: 'Icon', args: { ...options } });
}
export function LocodeCss(options: { Form?: string; Fieldset?: string; Field?: string }): ClassAnnotation {
  return attribute({ name: 'LocodeCss', args: { ...options } });
}
export function ExplorerCss(options: { Form?: string; Fieldset?: string; Field?: string }): ClassAnnotation {
  return attribute({ name: 'ExplorerCss', args: { ...options } });
}
export function Input(options: InputOptions): PropAnnotation {
  return attribute({ name: 'Input', args: { ...options } });
}
export function FieldCss(options: { Field?: string; Input?: string; Label?: string }): PropAnnotation {
  return attribute({ name: 'FieldCss', args: { ...options } });
}
export function Format(method: string, options: { Options?: string; Locale?: string } = {}): PropAnnotation {
  return attribute({ name: 'Format', args: { Method: method, ...options } });
}
export function UploadTo(location: string): PropAnnotation {
  return attribute({ name: 'UploadTo', args: { Location: location } });
}
/**
 * In forms the member is written in this content type, not in JSV: `application/json`, `application/jsv`, or `text/csv` for
 * DTOs and lists of them (http-contract 3.7).
 */
export function MultipartField(contentType: string): PropAnnotation {
  return attribute({ name: 'MultipartField', args: { ContentType: contentType } });
}
/** A user-defined attribute; generated code shows it only if the host lists it in `exportAttributes`. */
export function Attribute(name: string, args: Record<string, unknown> = {}): Annotation {
  return attribute({ name, args: { ...args }, userDefined: true });
}

/** What a rule of one's own says and checks. `errorCode` defaults to `Predicate` (http-contract 5.4). */
export interface RuleOptions {
  name: string;
  errorCode?: string;
  message: string | ((value: unknown) => string);
  /** True when the value is good. Runs only for present values, unless the member has no `IsOptional`. */
  test: (value: unknown, object: object) => boolean;
}

/** A rule that class-validator lacks, as a decorator. */
export function Rule(options: RuleOptions): PropAnnotation {
  const { message } = options;
  return (target, key) =>
    registerDecorator({
      name: options.name,
      target: target.constructor,
      propertyName: String(key),
      options: {
        message: typeof message === 'string' ? message : (args: ValidationArguments) => message(args.value),
        context: { errorCode: options.errorCode ?? 'Predicate' },
      },
      validator: { validate: (value, args) => options.test(value, args?.object ?? {}) },
    });
}

// Rules of the contract that class-validator lacks (http-contract 5.4, decisions D25). Like its own rules they refuse absent
// values, unless the member is optional; numbers may be texts, as Decimals are.
function rule(
  name: string,
  constraints: readonly unknown[],
  test: (value: unknown) => boolean,
  options?: ValidationOptions,
): PropAnnotation {
  return (target, key) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(key),
      constraints: [...constraints],
      options,
      validator: { validate: test },
    });
}

function numberIn(value: unknown): number {
  return typeof value === 'number'
    ? value
    : typeof value === 'string' && value.trim() !== ''
      ? Number(value)
      : Number.NaN;
}

/** The member must be there; an empty text or list will do. */
export function NotNull(options?: ValidationOptions): PropAnnotation {
  return rule('notNull', [], (value) => value !== null && value !== undefined, options);
}
/** The member must not be there. */
export function Null(options?: ValidationOptions): PropAnnotation {
  return rule('isNull', [], (value) => value === null || value === undefined, options);
}
export function GreaterThan(bound: number, options?: ValidationOptions): PropAnnotation {
  return rule('greaterThan', [bound], (value) => numberIn(value) > bound, options);
}
export function LessThan(bound: number, options?: ValidationOptions): PropAnnotation {
  return rule('lessThan', [bound], (value) => numberIn(value) < bound, options);
}
/** Neither bound is allowed itself. `@Min` with `@Max` includes both. */
export function ExclusiveBetween(from: number, to: number, options?: ValidationOptions): PropAnnotation {
  const isBetween = (value: number) => value > from && value < to;
  return rule('exclusiveBetween', [from, to], (value) => isBetween(numberIn(value)), options);
}
/** At most `scale` decimals, and `precision` digits in all, of which `scale` are kept for the decimals. */
export function ScalePrecision(scale: number, precision: number, options?: ValidationOptions): PropAnnotation {
  const fits = (value: unknown) => {
    const found = decimalDigits(value);
    return found !== undefined && found.decimals <= scale && found.integers <= precision - scale;
  };
  return rule('scalePrecision', [scale, precision], fits, options);
}

/** Gives an enum object its wire name, so that `@Prop('CustomerType')` finds it. */
export function registerEnum(values: Record<string, string | number>, options: EnumOptions): void {
  recordEnum(values, options, new Error('declared here'));
}
/** Gives an interface, which TypeScript erases, a name for `@Dto({ implements: ['ICompany'] })` and generated code. */
export function registerInterface(options: InterfaceOptions): void {
  recordInterface(options, new Error('declared here'));
}
