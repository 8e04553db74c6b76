import {
  Dto,
  IsNotEmpty,
  Limits,
  Max,
  Min,
  Prop,
  RequiredRole,
  RequiresAuthentication,
  Returns,
  ReturnsVoid,
  Route,
  registerEnum,
  ValidateIsAuthenticated,
} from '../../../dtos';
import { HelloResponse } from '../../support/hello';

/** Operations made for the client's tests: they answer what they were sent. */

export enum Shade {
  Light = 'Light',
  Dark = 'Dark',
}
registerEnum(Shade, { name: 'Shade' });

@Dto()
export class Part {
  @Prop('int') id?: number;
  @Prop('string') name?: string;
  constructor(init?: Partial<Part>) {
    Object.assign(this, init);
  }
}

/** One member of every kind that a client sends. */
@Route('/values')
@Route('/values/{count}')
@Returns('ValuesResponse')
@Dto()
export class Values {
  @Prop('string') text?: string | null;
  @Prop('int?') count?: number | null;
  @Prop('double?') ratio?: number;
  @Prop('bool?') flag?: boolean | null;
  @Prop('List<int>') ids?: number[] | null;
  @Prop('List<string>') names?: string[];
  @Prop('DateTime?') at?: string | Date;
  @Prop('TimeSpan?') span?: string;
  @Prop('Guid?') guid?: string;
  @Prop('byte[]') bytes?: string | Uint8Array;
  @Prop('Shade?') shade?: Shade;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;
  @Prop('Part') part?: Part;
  @Prop('List<Part>') parts?: Part[];

  constructor(init?: Partial<Values>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'Values';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): ValuesResponse {
    return new ValuesResponse();
  }
}

/** What the Service was given, and how the request looked. */
@Dto()
export class ValuesResponse {
  @Prop('string') verb!: string;
  @Prop('string') path!: string;
  @Prop('string') query!: string;
  @Prop('Dictionary<string,string>') headers!: Record<string, string>;
  @Prop('Values') values!: Values;
  constructor(init?: Partial<ValuesResponse>) {
    Object.assign(this, init);
  }
}

@Returns('HelloResponse')
@Route('/replace', 'PUT')
@Dto()
export class Replace {
  @Prop('string') name?: string;
  constructor(init?: Partial<Replace>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'Replace';
  }
  getMethod(): string {
    return 'PUT';
  }
  createResponse(): HelloResponse {
    return new HelloResponse();
  }
}

@ReturnsVoid()
@Dto()
export class Remove {
  @Prop('int') id?: number;
  constructor(init?: Partial<Remove>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'Remove';
  }
  getMethod(): string {
    return 'DELETE';
  }
  createResponse(): void {}
}

@Returns('string')
@Dto()
export class RawText {
  @Prop('string') text?: string;
  constructor(init?: Partial<RawText>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'RawText';
  }
  getMethod(): string {
    return 'GET';
  }
  createResponse(): string {
    return '';
  }
}

@Returns('byte[]')
@Dto()
export class RawBytes {
  @Prop('int') length?: number;
  /** Content type of the answer; absent: the Service answers nothing but bytes. */
  @Prop('string') type?: string;
  constructor(init?: Partial<RawBytes>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'RawBytes';
  }
  getMethod(): string {
    return 'GET';
  }
  createResponse(): Uint8Array {
    return new Uint8Array(0);
  }
}

@Dto()
export class TakesRawResponse {
  @Prop('int') id?: number;
  @Prop('string') name?: string;
  @Prop('string') verb?: string;
  @Prop('string') contentType?: string;
  @Prop('string') body?: string;
  constructor(init?: Partial<TakesRawResponse>) {
    Object.assign(this, init);
  }
}

/** Takes the body as it came. */
@Returns('TakesRawResponse')
@Dto({ implements: ['IRequiresRequestStream'] })
export class TakesRaw {
  @Prop('int') id?: number;
  @Prop('string') name?: string;
  constructor(init?: Partial<TakesRaw>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'TakesRaw';
  }
  createResponse(): TakesRawResponse {
    return new TakesRawResponse();
  }
}

@Dto()
export class UploadedPart {
  @Prop('string') field!: string;
  @Prop('string') fileName!: string;
  @Prop('string') contentType!: string;
  @Prop('int') length!: number;
  @Prop('string') text!: string;
  constructor(init?: Partial<UploadedPart>) {
    Object.assign(this, init);
  }
}

@Dto()
export class UploadResponse {
  @Prop('string') verb!: string;
  @Prop('string') name?: string;
  @Prop('List<string>') tags?: string[];
  @Prop('List<UploadedPart>') files!: UploadedPart[];
  constructor(init?: Partial<UploadResponse>) {
    Object.assign(this, init);
  }
}

/** Binds a form and tells which files came with it. */
@Returns('UploadResponse')
@Dto()
export class Upload {
  @Prop('string') name?: string;
  @Prop('List<string>') tags?: string[];
  constructor(init?: Partial<Upload>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'Upload';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): UploadResponse {
    return new UploadResponse();
  }
}

@ReturnsVoid()
@Dto()
export class UploadVoid {
  @Prop('string') name?: string;
  constructor(init?: Partial<UploadVoid>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'UploadVoid';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): void {}
}

/** Fails in the way that `how` says; its own budgets are small. */
@Returns('ValuesResponse')
@Limits({ maxBodyBytes: 2000 })
@Route('/refusals', 'GET')
@Dto()
export class Refusals {
  @Prop('string') how?: string;
  @Prop('int') @Min(0) @Max(10) level?: number;
  @Prop('string') @IsNotEmpty() reason?: string;
  constructor(init?: Partial<Refusals>) {
    Object.assign(this, { level: 1, reason: 'test' }, init);
  }
  getTypeName(): string {
    return 'Refusals';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): ValuesResponse {
    return new ValuesResponse();
  }
}

/** Behind a declarative guard. */
@ValidateIsAuthenticated()
@Returns('ValuesResponse')
@Dto()
export class Secured {
  @Prop('string') text?: string;
  constructor(init?: Partial<Secured>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'Secured';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): ValuesResponse {
    return new ValuesResponse();
  }
}

/** Behind attribute guards, which the `classic` profile answers without a ResponseStatus. */
@RequiresAuthentication()
@RequiredRole('Manager')
@Returns('ValuesResponse')
@Dto()
export class Managed {
  @Prop('string') text?: string;
  constructor(init?: Partial<Managed>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'Managed';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): ValuesResponse {
    return new ValuesResponse();
  }
}

@Dto()
export class GetAccessTokenResponse {
  @Prop('string') accessToken?: string;
  constructor(init?: Partial<GetAccessTokenResponse>) {
    Object.assign(this, init);
  }
}

/** Behaves as http-contract 6.4 says of the operation of this name. */
@Route('/access-token')
@Returns('GetAccessTokenResponse')
@Dto()
export class GetAccessToken {
  @Prop('string') refreshToken?: string;
  constructor(init?: Partial<GetAccessToken>) {
    Object.assign(this, init);
  }
  createResponse(): GetAccessTokenResponse {
    return new GetAccessTokenResponse();
  }
}

/** Sets the cookies that a sign-in sets. */
@ReturnsVoid()
@Dto()
export class SetCookies {
  @Prop('string') kind?: string;
  constructor(init?: Partial<SetCookies>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'SetCookies';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): void {}
}
