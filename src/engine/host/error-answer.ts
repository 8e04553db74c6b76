import { ErrorResponse, ResponseStatus } from '../../../dtos/common';
import type { ExceptionMapper } from '../core/feature';
import { HttpError } from '../core/http-error';
import type { TextCase } from '../core/presentation';
import type { RequestContext } from '../core/request-context';
import { jsonFormat } from '../formats/json-format';
import { systemStyleIn } from '../formats/wire-style';
import { dtoTypeOf } from '../metadata/type-reader';
import { BatchElementError } from './auto-batch';

export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/**
 * The one place that turns any thrown value into an answer.
 *
 * HttpErrors answer for themselves; a feature's mapper may translate a library's error; whatever is left is a defect: it
 * is logged with its cause and answered with a fixed text and the request id.
 */
export function answerError(
  thrown: unknown,
  context: RequestContext,
  mappers: readonly ExceptionMapper[],
  textCase: TextCase,
): ErrorAnswer {
  const index = thrown instanceof BatchElementError ? thrown.index : undefined;
  const error = toHttpError(thrown instanceof BatchElementError ? thrown.cause : thrown, context, mappers);
  const meta = index === undefined ? error.meta : { ...error.meta, AutoBatchIndex: String(index) };
  const status = new ResponseStatus({
    errorCode: error.errorCode,
    message: error.message,
    stackTrace: context.host.isDebug ? error.stack : undefined,
    errors: [...error.errors],
    meta,
  });
  return {
    status: error.status,
    headers: { ...error.headers },
    body: jsonFormat.write(new ErrorResponse({ responseStatus: status }), {
      type: errorType,
      style: systemStyleIn(textCase),
      operationName: context.operation?.name ?? '',
    }),
  };
}

const errorType = {
  kind: 'dto',
  clr: 'ErrorResponse',
  type: () => dtoTypeOf(ErrorResponse),
  args: [],
  nullable: false,
} as const;

function toHttpError(thrown: unknown, context: RequestContext, mappers: readonly ExceptionMapper[]): HttpError {
  if (thrown instanceof HttpError) return logged(thrown, context);
  for (const mapper of mappers) {
    const mapped = mapper(thrown);
    if (mapped instanceof HttpError) return logged(mapped, context);
  }
  const fields = { err: thrown, requestId: context.requestId, operation: context.operation?.name };
  context.host.log.error(fields, 'An operation failed unexpectedly.');
  const name = thrown instanceof Error && thrown.name !== 'Error' ? thrown.name : 'Exception';
  return new HttpError(
    500,
    name,
    `The server failed to answer; its log holds the cause under request id ${context.requestId}.`,
  );
}

function logged(error: HttpError, context: RequestContext): HttpError {
  if (error.status >= 500) {
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
