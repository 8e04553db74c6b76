import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Handles, HttpError, HttpResult, Service } from '../../../src/engine';
import * as dto from './reference-dtos';

/** What Services have done, in order; tests empty it. */
export const done: string[] = [];
/** What was bound, as a Service sees it; tests empty it. */
export const received: Partial<dto.AllTypes>[] = [];

export class HelloServices extends Service {
  @Handles(dto.Hello)
  any({ name = '' }: dto.Hello): dto.HelloResponse {
    done.push(`Hello ${name}`);
    return new dto.HelloResponse({ result: `Hello, ${name}!` });
  }

  @Handles(dto.HelloVoid, 'ANY')
  nothing({ id }: dto.HelloVoid): void {
    done.push(`HelloVoid ${id}`);
  }

  @Handles(dto.Nothing, 'ANY')
  null(): null {
    return null;
  }
}

export class ResultServices extends Service {
  @Handles(dto.ReturnString, 'ANY')
  text({ text = '0x10', contentType }: dto.ReturnString): unknown {
    return contentType === undefined ? text : new HttpResult({ response: text, contentType });
  }

  @Handles(dto.ReturnBytes, 'ANY')
  bytes({ contentType }: dto.ReturnBytes): unknown {
    const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);
    return contentType === undefined ? bytes : new HttpResult({ response: bytes, contentType });
  }

  @Handles(dto.ReturnStream, 'ANY')
  stream({ size }: dto.ReturnStream): Readable {
    return Readable.from([Buffer.alloc(size, 'x')]);
  }

  @Handles(dto.ReturnResult, 'ANY')
  result({ contentType }: dto.ReturnResult): HttpResult {
    return new HttpResult({
      response: new dto.HelloResponse({ result: 'made' }),
      status: 201,
      headers: { Location: '/results/1', 'X-Extra': 'more' },
      cookies: [{ name: 'seen', value: 'yes' }],
      contentType,
    });
  }
}

export class ValueServices extends Service {
  @Handles(dto.AllTypes)
  any(request: dto.AllTypes): dto.AllTypesResponse {
    received.push(request);
    return new dto.AllTypesResponse({ ...request });
  }

  @Handles(dto.Sources, 'ANY')
  sources({ name, count }: dto.Sources): dto.HelloResponse {
    return new dto.HelloResponse({ result: `${name} ${count}` });
  }

  @Handles(dto.Upload, 'ANY')
  upload({ name, tags }: dto.Upload): dto.UploadResponse {
    const files = this.context.files.map(({ bytes, ...file }) => ({ ...file, text: bytes.toString() }));
    return new dto.UploadResponse({ name, tags, files });
  }

  @Handles(dto.SendRaw, 'ANY')
  raw({ id, name }: dto.SendRaw): dto.SendRawResponse {
    return new dto.SendRawResponse({ id, name, body: this.context.rawBody?.toString() });
  }
}

export class AddressServices extends Service {
  @Handles(dto.UserById, 'ANY')
  userById({ id }: dto.UserById): dto.Reached {
    return this.reached('UserById', id);
  }
  @Handles(dto.CurrentUser, 'ANY')
  currentUser(): dto.Reached {
    return this.reached('CurrentUser');
  }
  @Handles(dto.AnyThing, 'ANY')
  anyThing({ id }: dto.AnyThing): dto.Reached {
    return this.reached('AnyThing', id);
  }
  @Handles(dto.GetThing, 'ANY')
  getThing({ id }: dto.GetThing): dto.Reached {
    return this.reached('GetThing', id);
  }
  @Handles(dto.FileByPath, 'ANY')
  fileByPath({ path }: dto.FileByPath): dto.Reached {
    return this.reached('FileByPath', path);
  }
  @Handles(dto.ImageByPath, 'ANY')
  imageByPath({ path }: dto.ImageByPath): dto.Reached {
    return this.reached('ImageByPath', path);
  }
  @Handles(dto.FileInfo, 'ANY')
  fileInfo({ name }: dto.FileInfo): dto.Reached {
    return this.reached('FileInfo', name);
  }
  @Handles(dto.ShadowRoute, 'ANY')
  shadow(): dto.Reached {
    return this.reached('ShadowRoute');
  }

  protected reached(operation: string, value?: string): dto.Reached {
    done.push(operation);
    return new dto.Reached({ operation, value, verb: this.context.verb });
  }
}

/** One method per verb: which one has run is in `verb`. */
export class VerbServices extends AddressServices {
  @Handles(dto.GetOnly)
  get(): dto.Reached {
    return this.reached('GetOnly', 'get');
  }
  @Handles(dto.SaveDocument)
  post({ id }: dto.SaveDocument): dto.Reached {
    return this.reached('SaveDocument.post', id);
  }
  @Handles(dto.SaveDocument)
  put({ id }: dto.SaveDocument): dto.Reached {
    return this.reached('SaveDocument.put', id);
  }
  @Handles(dto.PutLines, 'PUT')
  lines({ id }: dto.PutLines): dto.Reached {
    return this.reached('PutLines', id);
  }
}

export class FormatServices extends Service {
  @Handles(dto.ByGetJson)
  getJson(): dto.Reached {
    return new dto.Reached({ value: 'getJson' });
  }
  @Handles(dto.ByGetJson)
  anyJson(): dto.Reached {
    return new dto.Reached({ value: 'anyJson' });
  }
  @Handles(dto.ByGetJson)
  get(): dto.Reached {
    return new dto.Reached({ value: 'get' });
  }
  @Handles(dto.ByGetJson)
  any(): dto.Reached {
    return new dto.Reached({ value: 'any' });
  }
}
/** The same without the first, the first two and the first three of them. */
export class AnyJsonServices extends Service {
  @Handles(dto.ByAnyJson)
  anyJsonAsync(): Promise<dto.Reached> {
    return Promise.resolve(new dto.Reached({ value: 'anyJson' }));
  }
  @Handles(dto.ByAnyJson)
  get(): dto.Reached {
    return new dto.Reached({ value: 'get' });
  }
  @Handles(dto.ByAnyJson)
  any(): dto.Reached {
    return new dto.Reached({ value: 'any' });
  }
}
export class GetServices extends Service {
  @Handles(dto.ByGet)
  get(): dto.Reached {
    return new dto.Reached({ value: 'get' });
  }
  @Handles(dto.ByGet)
  any(): dto.Reached {
    return new dto.Reached({ value: 'any' });
  }
  @Handles(dto.ByAny, 'ANY')
  other(): dto.Reached {
    return new dto.Reached({ value: 'any' });
  }
}

export class GuardedServices extends Service {
  @Handles(dto.SecuredByValidator)
  get({ name }: dto.SecuredByValidator): dto.HelloResponse {
    return this.passed(name);
  }
  @Handles(dto.SecuredByValidator)
  post({ name }: dto.SecuredByValidator): dto.HelloResponse {
    return this.passed(name);
  }
  @Handles(dto.SecuredByAttribute, 'ANY')
  byAttribute({ name }: dto.SecuredByAttribute): dto.HelloResponse {
    return this.passed(name);
  }
  @Handles(dto.ManagersByValidator, 'ANY')
  managers({ name }: dto.ManagersByValidator): dto.HelloResponse {
    return this.passed(name);
  }
  @Handles(dto.ManagersByAttribute, 'ANY')
  managersByAttribute({ name }: dto.ManagersByAttribute): dto.HelloResponse {
    return this.passed(name);
  }

  private passed(name?: string): dto.HelloResponse {
    done.push(`passed ${name}`);
    return new dto.HelloResponse({ result: `${this.session.userName} ${name}` });
  }
}

export class BatchServices extends Service {
  @Handles(dto.Step)
  async any({ id, fails }: dto.Step): Promise<dto.StepResponse> {
    done.push(`begin ${id}`);
    await delay(3);
    if (fails) throw HttpError.conflict(`Step ${id} fails.`);
    done.push(`end ${id}`);
    return new dto.StepResponse({ id });
  }
}

/** What projects that follow the contract declare: exceptions by their names, with a base class each. */
class Exception extends Error {
  constructor(
    message: string,
    readonly paramName?: string,
  ) {
    super(message, { cause: new Error('the inner reason', { cause: new Error('the innermost reason') }) });
  }
}
class ArgumentException extends Exception {}
class ArgumentNullException extends ArgumentException {}
class ArgumentOutOfRangeException extends ArgumentException {}
/** Known by its base alone. */
class BadNameException extends ArgumentException {}
class FormatException extends Exception {}
class SerializationException extends Exception {}
class NotImplementedException extends Exception {}
class NotSupportedException extends Exception {}
class FileNotFoundException extends Exception {}
class UnauthorizedAccessException extends Exception {}
class AuthenticationException extends Exception {}
class TokenException extends Exception {}
class SecurityTokenExpiredException extends Exception {}
class OptimisticConcurrencyException extends Exception {}
class OrderMissingException extends Exception {}

const exceptions: Readonly<Record<string, new (message: string, paramName?: string) => Error>> = {
  ArgumentException,
  ArgumentNullException,
  ArgumentOutOfRangeException,
  BadNameException,
  FormatException,
  SerializationException,
  NotImplementedException,
  NotSupportedException,
  FileNotFoundException,
  UnauthorizedAccessException,
  AuthenticationException,
  TokenException,
  SecurityTokenExpiredException,
  OptimisticConcurrencyException,
  OrderMissingException,
  TypeError,
  Error,
};

const factories: Readonly<Record<string, (message: string) => HttpError>> = {
  notFound: HttpError.notFound,
  conflict: HttpError.conflict,
  forbidden: HttpError.forbidden,
  unauthorized: HttpError.unauthorized,
  badRequest: HttpError.badRequest,
  methodNotAllowed: HttpError.methodNotAllowed,
  notImplemented: HttpError.notImplemented,
  serviceUnavailable: HttpError.serviceUnavailable,
};

export class ErrorServices extends Service {
  @Handles(dto.ThrowType)
  any({ type, message = 'it failed', param }: dto.ThrowType): dto.ThrowTypeResponse {
    const Type = exceptions[type];
    if (!Type) throw new Error(`There is no ${type}.`);
    throw new Type(message, param);
  }

  @Handles(dto.ThrowHttpError, 'ANY')
  httpError({ status, errorCode, message, fieldName, isReturned }: dto.ThrowHttpError): unknown {
    const error = fieldName
      ? HttpError.field(status, errorCode, fieldName, message ?? errorCode)
      : new HttpError(status, errorCode, message, { headers: { 'X-Refused': 'yes' } });
    if (isReturned) return error;
    throw error;
  }

  @Handles(dto.ThrowFactory, 'ANY')
  factory({ name, message = 'not here' }: dto.ThrowFactory): never {
    throw factories[name]?.(message);
  }

  @Handles(dto.ThrowVoid, 'ANY')
  void(): void {
    throw HttpError.notFound('nothing to do');
  }

  @Handles(dto.ThrowList, 'ANY')
  list(): dto.HelloResponse[] {
    throw HttpError.notFound('no list');
  }

  @Handles(dto.ThrowCustomDto, 'ANY')
  customDto(): never {
    const response = new dto.CustomRefusal({ reason: 'busy', retryInSeconds: 5 });
    throw new HttpError(429, 'Busy', 'Try again.', { response });
  }

  @Handles(dto.Unwritable, 'ANY')
  unwritable({ how }: dto.Unwritable): unknown {
    if (how === 'header') return new HttpResult({ response: {}, headers: { 'X-Broken': 'a\r\nb' } });
    const circle: { self?: unknown } = {};
    circle.self = circle;
    if (how === 'circle') return circle;
    return {
      get result(): string {
        throw new Error('secret detail');
      },
    };
  }

  @Handles(dto.ThrowValidation, 'ANY')
  validated({ age, required, email }: dto.ThrowValidation): dto.ThrowValidationResponse {
    return new dto.ThrowValidationResponse({ age, required, email });
  }

  @Handles(dto.AllRules, 'ANY')
  allRules(): dto.HelloResponse {
    return new dto.HelloResponse({ result: 'good' });
  }
  @Handles(dto.FirstNames, 'ANY')
  firstNames(): dto.HelloResponse {
    return new dto.HelloResponse({ result: 'good' });
  }
  @Handles(dto.VerbRules, 'ANY')
  verbRules(): dto.HelloResponse {
    return new dto.HelloResponse({ result: 'good' });
  }
  @Handles(dto.Conditioned, 'ANY')
  conditioned(): dto.HelloResponse {
    return new dto.HelloResponse({ result: 'good' });
  }
  @Handles(dto.Nested, 'ANY')
  nested(): dto.HelloResponse {
    return new dto.HelloResponse({ result: 'good' });
  }
}

export class FallbackServices extends Service {
  @Handles(dto.Fallback, 'ANY')
  fallback({ path }: dto.Fallback): dto.Reached {
    return new dto.Reached({ operation: 'Fallback', value: path });
  }
}

export const referenceServices = [
  HelloServices,
  ResultServices,
  ValueServices,
  VerbServices,
  FormatServices,
  AnyJsonServices,
  GetServices,
  GuardedServices,
  BatchServices,
  ErrorServices,
];
