import { ResponseError } from '../../../dtos/common';

export interface HttpErrorOptions {
  /** One entry per field, `fieldName` as it stands on the wire. */
  errors?: readonly ResponseError[];
  meta?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** Refused by an attribute guard, which the `classic` profile answers without a ResponseStatus (http-contract 5.7). */
  isByAttribute?: boolean;
  /** What is answered instead of a ResponseStatus (ERR-15). */
  response?: object;
  /** The original error: logged, never answered. */
  cause?: unknown;
}

/**
 * A refusal with a status, a code for programs and a message for people.
 *
 * `errorCode` never changes once released; `message` may. The factories use the status name as code (http-contract 5.3).
 */
export class HttpError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly errors: readonly ResponseError[];
  readonly meta?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly isByAttribute: boolean;
  readonly response?: object;

  constructor(status: number, errorCode: string, message: string = errorCode, options: HttpErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HttpError';
    this.status = status;
    this.errorCode = errorCode;
    this.errors = options.errors ?? [];
    this.meta = options.meta;
    this.headers = options.headers;
    this.isByAttribute = options.isByAttribute ?? false;
    this.response = options.response;
  }

  static badRequest(message: string, options?: HttpErrorOptions): HttpError {
    return new HttpError(400, 'BadRequest', message, options);
  }
  static unauthorized(message: string, options?: HttpErrorOptions): HttpError {
    return new HttpError(401, 'Unauthorized', message, options);
  }
  static forbidden(message: string, options?: HttpErrorOptions): HttpError {
    return new HttpError(403, 'Forbidden', message, options);
  }
  static notFound(message: string, options?: HttpErrorOptions): HttpError {
    return new HttpError(404, 'NotFound', message, options);
  }
  static conflict(message: string, options?: HttpErrorOptions): HttpError {
    return new HttpError(409, 'Conflict', message, options);
  }
  static serviceUnavailable(message: string, options?: HttpErrorOptions): HttpError {
    return new HttpError(503, 'ServiceUnavailable', message, {
      ...options,
      headers: { 'Retry-After': '5', ...options?.headers },
    });
  }

  static methodNotAllowed(message: string, options?: HttpErrorOptions): HttpError {
    return new HttpError(405, 'MethodNotAllowed', message, options);
  }
  static notImplemented(message: string, options?: HttpErrorOptions): HttpError {
    return new HttpError(501, 'NotImplemented', message, options);
  }

  /** A refusal because of one field: the status carries the field's code and message too. */
  static field(
    status: number,
    errorCode: string,
    fieldName: string,
    message: string,
    options?: HttpErrorOptions,
  ): HttpError {
    return new HttpError(status, errorCode, message, {
      ...options,
      errors: [new ResponseError({ errorCode, fieldName, message })],
    });
  }

  /**
   * Validation failures: 400 with the code and message of the first (http-contract 5.4). `errors` may not be empty.
   * Rules of DTOs are answered so, and Services that check what rules could have checked should not sound different.
   */
  static validation(errors: readonly ResponseError[], options?: HttpErrorOptions): HttpError {
    const [first] = errors;
    return new HttpError(400, first?.errorCode ?? 'ValidationException', first?.message ?? 'Validation failed.', {
      ...options,
      errors,
    });
  }

  /**
   * The framework's own validation error, for what only a Service can find (http-contract 5.4): 400 with the code of the
   * first failure; of several failures the message lists all, for people who see nothing but the message.
   */
  static validationError(errors: readonly ResponseError[], options?: HttpErrorOptions): HttpError {
    const { errorCode, message } = HttpError.validation(errors);
    const lines = errors.map((error) => `\n  - ${error.message}${error.fieldName ? ` [${error.fieldName}]` : ''}`);
    const text = errors.length > 1 ? `${message}\n${lines.join('')}` : message;
    return new HttpError(400, errorCode, text, { ...options, errors });
  }

  /** As the validator library's `ValidateAndThrow` reports: 400 `ValidationException`, all failures in the message. */
  static validationException(errors: readonly ResponseError[], options?: HttpErrorOptions): HttpError {
    const lines = errors.map(({ fieldName, message }) => `\n -- ${fieldName}: ${message}`);
    return new HttpError(400, 'ValidationException', `Validation failed: ${lines.join('')}`, { ...options, errors });
  }
}
