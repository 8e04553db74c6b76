import {
  Dto,
  Equals,
  ExclusiveBetween,
  GreaterThan,
  type IReturn,
  type IReturnVoid,
  IsCreditCard,
  IsEmail,
  IsEmpty,
  IsIn,
  IsNotEmpty,
  IsOptional,
  Length,
  LessThan,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  NotEquals,
  NotNull,
  Null,
  Prop,
  RequiredRole,
  RequiresAuthentication,
  ResponseStatus,
  Returns,
  ReturnsVoid,
  Route,
  Rule,
  registerEnum,
  ScalePrecision,
  Tag,
  ValidateHasRole,
  ValidateIsAuthenticated,
  ValidateNested,
  ValidateRequest,
} from '../../../dtos';

/** The messages of the reference host: what the statements of http-contract 11 are about, and nothing of the product. */

@Dto()
export class HelloResponse {
  @Prop('string') result?: string;
  constructor(init?: Partial<HelloResponse>) {
    Object.assign(this, init);
  }
}

@Tag('greetings')
@Route('/hello')
@Route('/hello/{Name}', 'GET,PUT')
@Returns('HelloResponse')
@Dto()
export class Hello implements IReturn<HelloResponse> {
  @Prop('string') name?: string;
  constructor(init?: Partial<Hello>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'Hello';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new HelloResponse();
  }
}

@ReturnsVoid()
@Dto()
export class HelloVoid implements IReturnVoid {
  @Prop('int') id?: number;
  constructor(init?: Partial<HelloVoid>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'HelloVoid';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {}
}

/** Answers null although it has a response. */
@Returns('HelloResponse')
@Dto()
export class Nothing {}

// What a Service may answer beside a DTO.

@Returns('string')
@Dto()
export class ReturnString {
  @Prop('string') text?: string;
  @Prop('string') contentType?: string;
}

@Returns('byte[]')
@Dto()
export class ReturnBytes {
  @Prop('string') contentType?: string;
}

@Returns('Stream')
@Dto()
export class ReturnStream {
  @Prop('int') size!: number;
}

/** Answers 201 with headers and a cookie around the DTO. */
@Route('/results')
@Returns('HelloResponse')
@Dto()
export class ReturnResult {
  @Prop('string') contentType?: string;
}

// Values.

export enum Colour {
  Red = 1,
  Green = 2,
  DarkBlue = 3,
}
registerEnum(Colour, { name: 'Colour', members: { DarkBlue: { value: 'dark-blue' } } });

export enum Size {
  Small = 'Small',
  Large = 'Large',
}
registerEnum(Size, { name: 'Size' });

export enum Access {
  None = 0,
  Read = 1,
  Write = 2,
  Delete = 4,
}
registerEnum(Access, { name: 'Access', flags: true });

@Dto()
export class SubType {
  @Prop('int') id?: number;
  @Prop('string') name?: string;
  @Prop('List<string>') tags?: string[];
  @Prop('SubType') sub?: SubType;
}

/** Every kind of member that there is; the answer has the same ones. */
@Dto({ abstract: true })
export class Values {
  @Prop('int') id?: number;
  @Prop('int?') nullableId?: number;
  @Prop('byte') byte?: number;
  @Prop('short') short?: number;
  @Prop('ushort') uShort?: number;
  @Prop('uint') uInt?: number;
  @Prop('long') long?: number;
  @Prop('ulong') uLong?: number;
  @Prop('float') float?: number;
  @Prop('double') double?: number;
  @Prop('decimal') decimal?: string;
  @Prop('string') name?: string;
  @Prop('bool') isOn?: boolean;
  @Prop('bool?') nullableBool?: boolean;
  @Prop('char') char?: string;
  @Prop('Guid') guid?: string;
  @Prop('Guid?') nullableGuid?: string;
  @Prop('DateTime') at?: string;
  @Prop('DateTime?') nullableAt?: string;
  @Prop('DateTimeOffset?') offset?: string;
  @Prop('DateOnly?') day?: string;
  @Prop('TimeSpan') duration?: string;
  @Prop('TimeSpan?') nullableDuration?: string;
  @Prop('Uri') uri?: string;
  @Prop('byte[]') bytes?: string;
  @Prop('object') anything?: unknown;
  @Prop('Colour?') colour?: Colour;
  @Prop('Size?') size?: Size;
  @Prop('Access') access?: Access;
  @Prop('List<string>') tags?: string[];
  @Prop('List<int>') ids?: number[];
  @Prop('int[]') intArray?: number[];
  @Prop('List<Guid>') guids?: string[];
  @Prop('List<decimal>') prices?: string[];
  @Prop('SubType') sub?: SubType;
  @Prop('List<SubType>') subs?: SubType[];
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;
  @Prop('Dictionary<int,string>') byNumber?: Record<string, string>;
  @Prop('Dictionary<string,SubType>') byName?: Record<string, SubType>;
  @Prop('int?') version?: number;
}

@Dto()
export class AllTypesResponse extends Values {
  constructor(init?: Partial<AllTypesResponse>) {
    super();
    Object.assign(this, init);
  }
}

@Route('/all-types')
@Route('/all-types/{Id}')
@Returns('AllTypesResponse')
@Dto()
export class AllTypes extends Values {}

/** A member that comes from everywhere. */
@Route('/sources/{Name}')
@Returns('HelloResponse')
@Dto()
export class Sources {
  @Prop('string') name?: string;
  @Prop('int') count?: number;
}

@Dto()
export class SentFile {
  @Prop('string') name?: string;
  @Prop('string') fileName?: string;
  @Prop('string') contentType?: string;
  @Prop('int') contentLength?: number;
  @Prop('string') text?: string;
}

@Dto()
export class UploadResponse {
  @Prop('string') name?: string;
  @Prop('List<string>') tags?: string[];
  @Prop('List<SentFile>') files!: SentFile[];
  constructor(init?: Partial<UploadResponse>) {
    Object.assign(this, init);
  }
}

@Returns('UploadResponse')
@Dto()
export class Upload implements IReturn<UploadResponse> {
  @Prop('string') name?: string;
  @Prop('List<string>') tags?: string[];
  constructor(init?: Partial<Upload>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'Upload';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new UploadResponse();
  }
}

@Dto()
export class SendRawResponse {
  @Prop('int') id?: number;
  @Prop('string') name?: string;
  @Prop('string') body?: string;
  constructor(init?: Partial<SendRawResponse>) {
    Object.assign(this, init);
  }
}

@Route('/raw/{Id}', 'POST')
@Returns('SendRawResponse')
@Dto({ implements: ['IRequiresRequestStream'] })
export class SendRaw {
  @Prop('int') id?: number;
  @Prop('string') name?: string;
}

// Addresses.

/** Answers which operation was reached, by which verb and with which text of the path. */
@Dto()
export class Reached {
  @Prop('string') operation?: string;
  @Prop('string') verb?: string;
  @Prop('string') value?: string;
  constructor(init?: Partial<Reached>) {
    Object.assign(this, init);
  }
}

@Route('/users/{Id}')
@Returns('Reached')
@Dto()
export class UserById {
  @Prop('string') id?: string;
}
@Route('/users/me')
@Returns('Reached')
@Dto()
export class CurrentUser {}

@Route('/things/{Id}')
@Returns('Reached')
@Dto()
export class AnyThing {
  @Prop('string') id?: string;
}
@Route('/things/{Id}', 'GET')
@Returns('Reached')
@Dto()
export class GetThing {
  @Prop('string') id?: string;
}

@Route('/files/{Path*}')
@Returns('Reached')
@Dto()
export class FileByPath {
  @Prop('string') path?: string;
}
@Route('/files/images/{Path*}')
@Returns('Reached')
@Dto()
export class ImageByPath {
  @Prop('string') path?: string;
}
@Route('/files/{Name}/info')
@Returns('Reached')
@Dto()
export class FileInfo {
  @Prop('string') name?: string;
}

@Route('/{Path*}', undefined, { fallback: true })
@Returns('Reached')
@Dto()
export class Fallback {
  @Prop('string') path?: string;
}

/** Its routes lie where pre-defined addresses are. */
@Route('/json/reply/Hello')
@Route('/api/Shadow')
@Returns('Reached')
@Dto()
export class ShadowRoute {}

@Route('/get-only', 'GET')
@Returns('Reached')
@Dto()
export class GetOnly {}

@Route('/documents/{Id}', 'POST,PUT')
@Returns('Reached')
@Dto()
export class SaveDocument {
  @Prop('string') id?: string;
}
@Route('/documents/{Id}/lines', 'PUT')
@Returns('Reached')
@Dto()
export class PutLines {
  @Prop('string') id?: string;
}

// Verb dispatch: which method answers a GET as JSON depends on which there are.
@Returns('Reached')
@Dto()
export class ByGetJson {}
@Returns('Reached')
@Dto()
export class ByAnyJson {}
@Returns('Reached')
@Dto()
export class ByGet {}
@Returns('Reached')
@Dto()
export class ByAny {}

// Guards.

@ValidateIsAuthenticated()
@Returns('HelloResponse')
@Dto()
export class SecuredByValidator {
  @Prop('int') id?: number;
  @Prop('string') @IsNotEmpty() name?: string;
}

@RequiresAuthentication()
@Returns('HelloResponse')
@Dto()
export class SecuredByAttribute {
  @Prop('int') id?: number;
  @Prop('string') @IsNotEmpty() name?: string;
}

@ValidateHasRole('Manager')
@Returns('HelloResponse')
@Dto()
export class ManagersByValidator {
  @Prop('string') @IsNotEmpty() name?: string;
}

@RequiredRole('Manager')
@Returns('HelloResponse')
@Dto()
export class ManagersByAttribute {
  @Prop('string') @IsNotEmpty() name?: string;
}

// Batches.

@Dto()
export class StepResponse {
  @Prop('int') id?: number;
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;
  constructor(init?: Partial<StepResponse>) {
    Object.assign(this, init);
  }
}

/** Takes a moment; leaves a trace when it begins and when it ends. */
@Returns('StepResponse')
@Dto()
export class Step {
  @Prop('int') @Min(1) id!: number;
  @Prop('bool') fails?: boolean;
}

// Errors.

@Dto()
export class ThrowTypeResponse {
  @Prop('int') count?: number;
  @Prop('string') name?: string;
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;
  constructor(init?: Partial<ThrowTypeResponse>) {
    Object.assign(this, init);
  }
}

@Returns('ThrowTypeResponse')
@Dto()
export class ThrowType {
  @Prop('string') type!: string;
  @Prop('string') message?: string;
  @Prop('string') param?: string;
  @Prop('string') password?: string;
}

@Returns('HelloResponse')
@Dto()
export class ThrowHttpError {
  @Prop('int') status!: number;
  @Prop('string') errorCode!: string;
  @Prop('string') message?: string;
  @Prop('string') fieldName?: string;
  @Prop('bool') isReturned?: boolean;
}

/** Throws what the factory of that name makes. */
@Returns('HelloResponse')
@Dto()
export class ThrowFactory {
  @Prop('string') name!: string;
  @Prop('string') message?: string;
}

@ReturnsVoid()
@Dto()
export class ThrowVoid {}

@Returns('List<HelloResponse>')
@Dto()
export class ThrowList {}

@Dto()
export class CustomRefusal {
  @Prop('string') reason?: string;
  @Prop('int') retryInSeconds?: number;
  constructor(init?: Partial<CustomRefusal>) {
    Object.assign(this, init);
  }
}

@Returns('HelloResponse')
@Dto()
export class ThrowCustomDto {}

/** What it answers no format can write. */
@Route('/unwritable')
@Returns('HelloResponse')
@Dto()
export class Unwritable {
  @Prop('string') how!: string;
}

@Dto()
export class ThrowValidationResponse {
  @Prop('int') age!: number;
  @Prop('string') required?: string;
  @Prop('string') email?: string;
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;
  constructor(init?: Partial<ThrowValidationResponse>) {
    Object.assign(this, init);
  }
}

@Route('/throw-validation')
@Returns('ThrowValidationResponse')
@Dto()
export class ThrowValidation {
  @Prop('int') @Min(1) @Max(120) age?: number;
  @Prop('string') @IsNotEmpty() required?: string;
  @Prop('string') @IsNotEmpty() @IsEmail() email?: string;
}

/** One member per rule that the contract knows. */
@Returns('HelloResponse')
@Dto()
export class AllRules {
  @Prop('string') @IsNotEmpty() notEmpty?: string;
  @Prop('string') @NotNull() notNull?: string;
  @Prop('string') @Null() null?: string;
  @Prop('string') @IsEmpty() empty?: string;
  @Prop('string') @IsEmail() email?: string;
  @Prop('string') @Length(2, 4) length?: string;
  @Prop('string') @Length(3, 3) exactLength?: string;
  @Prop('string') @MinLength(3) minimumLength?: string;
  @Prop('string') @MaxLength(3) maximumLength?: string;
  @Prop('int') @GreaterThan(10) greaterThan?: number;
  @Prop('int') @Min(10) greaterThanOrEqual?: number;
  @Prop('int') @LessThan(10) lessThan?: number;
  @Prop('int') @Max(10) lessThanOrEqual?: number;
  @Prop('string') @Equals('a') equal?: string;
  @Prop('string') @NotEquals('a') notEqual?: string;
  @Prop('int') @Min(1) @Max(9) inclusiveBetween?: number;
  @Prop('int') @ExclusiveBetween(1, 9) exclusiveBetween?: number;
  @Prop('string') @Matches(/^\d+$/) regularExpression?: string;
  @Prop('string') @IsCreditCard() creditCard?: string;
  @Prop('string') @IsIn(['a', 'b']) enum?: string;
  @Prop('decimal') @ScalePrecision(2, 5) scalePrecision?: string;
  @Prop('string') @Rule({ name: 'isPalindrome', message: '', test: (text) => text === 'abba' }) predicate?: string;
}

@Returns('HelloResponse')
@Dto()
export class FirstNames {
  @Prop('string') @IsNotEmpty() firstName?: string;
}

@Returns('HelloResponse')
@Dto()
export class VerbRules {
  @Prop('string') @IsNotEmpty() always?: string;
  @Prop('string') @IsNotEmpty({ groups: ['POST', 'PUT'] }) whenWritten?: string;
  @Prop('string') @IsNotEmpty({ groups: ['GET'] }) whenRead?: string;
}

@ValidateRequest<Conditioned>({ Condition: 'dto.From <= dto.To' }, ({ from = 0, to = 0 }) => from <= to)
@ValidateRequest<Conditioned>(
  { Condition: 'dto.To < 100', ErrorCode: 'TooFar', Message: 'To must stay below 100.', StatusCode: 422 },
  ({ to = 0 }) => to < 100,
)
@Returns('HelloResponse')
@Dto()
export class Conditioned {
  @Prop('int') from?: number;
  @Prop('int') to?: number;
}

@Dto()
export class Item {
  @Prop('string') @IsNotEmpty() name?: string;
  @Prop('string', { name: 'ClientIP' }) @IsOptional() @MaxLength(3) clientIp?: string;
}

@Dto()
export class Address {
  @Prop('string') @IsNotEmpty() city?: string;
}

@Returns('HelloResponse')
@Dto()
export class Nested {
  @Prop('Address') @IsOptional() @ValidateNested() address?: Address;
  @Prop('List<Item>') @IsOptional() @ValidateNested({ each: true }) items?: Item[];
}
