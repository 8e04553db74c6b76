import { ResponseError } from '../../../dtos/common';
import type { ExceptionMapper } from '../core/feature';
import { HttpError } from '../core/http-error';
import type { RequestContext } from '../core/request-context';

/**
 * Errors by the name of their class or of a base class: what a Service throws without knowing HTTP (http-contract 5.3).
 * JavaScript has none of these; projects that follow the contract declare them.
 */
const statuses: ReadonlyMap<string, number> = new Map([
  ['NotImplementedException', 405],
  ['NotSupportedException', 405],
  ['FileNotFoundException', 404],
  ['ArgumentException', 400],
  ['ArgumentNullException', 400],
  ['ArgumentOutOfRangeException', 400],
  ['SerializationException', 400],
  ['FormatException', 400],
  ['ValidationException', 400],
  ['AuthenticationException', 401],
  ['TokenException', 401],
  ['UnauthorizedAccessException', 403],
  ['OptimisticConcurrencyException', 409],
]);

/** The HttpError that any thrown value is answered as. */
export function describeError(
  thrown: unknown,
  context: RequestContext,
  mappers: readonly ExceptionMapper[],
): HttpError {
  for (const mapper of mappers) {
    const mapped = mapper(thrown);
    if (mapped instanceof HttpError) return logged(mapped, context);
  }
  if (thrown instanceof HttpError) return logged(thrown, context);
  return byClassName(thrown) ?? defect(thrown, context);
}

function byClassName(thrown: unknown): HttpError | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const names = classNames(thrown);
  const known = names.find((name) => statuses.has(name));
  const status = known === undefined ? (names[0]?.startsWith('SecurityToken') ? 401 : undefined) : statuses.get(known);
  const [errorCode] = names;
  if (status === undefined || errorCode === undefined) return undefined;
  const { paramName } = thrown as { paramName?: unknown };
  const errors = typeof paramName === 'string' ? [parameterError(errorCode, paramName, thrown.message)] : [];
  return new HttpError(status, errorCode, thrown.message, { errors, cause: thrown });
}

/** `Value cannot be null. (Parameter 'Name')` names the field in a suffix, which its own entry leaves out (ERR-09). */
function parameterError(errorCode: string, fieldName: string, text: string): ResponseError {
  const message = text.replace(/\s*\(Parameter '[^']*'\)$/, '');
  return new ResponseError({ errorCode, fieldName, message });
}

/** Names of the error's class and its bases, most special first; a name set on the error itself comes before them. */
function classNames(error: Error): string[] {
  const names: string[] = error.name !== 'Error' ? [error.name] : [];
  for (
    let type: unknown = error.constructor;
    typeof type === 'function' && type !== Error;
    type = Object.getPrototypeOf(type)
  ) {
    const { name } = type as { name: string };
    if (name !== '' && !names.includes(name)) names.push(name);
  }
  return names;
}

function defect(thrown: unknown, context: RequestContext): HttpError {
  const fields = { err: thrown, requestId: context.requestId, operation: context.operation?.name };
  context.host.log.error(fields, 'An operation failed unexpectedly.');
  const name = thrown instanceof Error ? (classNames(thrown)[0] ?? 'Exception') : 'Exception';
  const message = context.host.isDebug && thrown instanceof Error ? thrown.message : undefined;
  return new HttpError(
    500,
    name,
    message ?? `The server failed to answer; its log holds the cause under request id ${context.requestId}.`,
    {
      cause: thrown,
    },
  );
}

function logged(error: HttpError, context: RequestContext): HttpError {
  // A busy server has better things to do; the line about the request says it.
  if (error.status >= 500 && error.errorCode !== 'ServerBusy') {
    context.host.log.warn(
      {
        err: error.cause ?? error,
        requestId: context.requestId,
        operation: context.operation?.name,
        status: error.status,
      },
      error.message,
    );
  }
  return error;
}
