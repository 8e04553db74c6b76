import { ErrorResponse, ResponseError, ResponseStatus } from '../../../dtos/common';
import type { ExceptionMapper } from '../core/feature';
import { HttpError } from '../core/http-error';
import type { Operation } from '../core/operation';
import type { DtoProperty, TypeModel } from '../core/type-model';
import type { WireSettings } from '../core/wire-settings';
import { toWire } from '../formats/wire-tree';
import { dtoTypeOf, toPascalCase } from '../metadata/type-reader';
import type { Answer } from './answer';
import { BatchElementError } from './auto-batch';
import type { CallContext } from './call-context';
import { RuleError, ServiceError } from './dispatcher';
import { describeError } from './exceptions';
import { wrapJsonp } from './jsonp';
import type { Wire } from './wire';

export interface ErrorParts {
  readonly mappers: readonly ExceptionMapper[];
  readonly settings: WireSettings;
}

/**
 * The one place that turns any thrown value into an answer (http-contract 5).
 *
 * HttpErrors answer for themselves; a feature's mapper or the table of exceptions translates others; whatever is left is a
 * defect: it is logged with its cause and answered with a fixed text and the request id.
 */
export function answerError(
  thrown: unknown,
  context: CallContext,
  wire: Wire,
  { mappers, settings }: ErrorParts,
): Answer {
  const { error: cause, index, isInside } = unwrap(thrown);
  const error = describeError(cause, context, mappers);
  const headers = {
    ...settings.globalHeaders,
    ...context.responseHeaders,
    'Content-Type': wire.format.header,
    'Cache-Control': 'no-store',
    ...error.headers,
  };
  const answer = { status: error.status, statusText: error.errorCode, headers };
  if (settings.profile === 'classic' && error.isByAttribute && wire.callback === undefined)
    return plainRefusal(error, context, answer);
  const status = statusOf(error, { context, settings, index, isInside });
  const envelope = error.response
    ? { value: error.response }
    : envelopeOf(status, isInside ? context.operation : undefined, wire);
  const style = error.response ? wire.style : { ...wire.style, absent: 'default' as const };
  const options = {
    ...wire,
    type: envelope.type,
    style,
    operationName: context.operation?.name ?? 'Error',
    status: error.status,
  };
  const written = { ...answer, body: wire.format.write(envelope.value, options) };
  if (wire.callback === undefined) return written;
  // Scripts see no answer but 200: errors before the Service are sent as such (http-contract 4.6).
  return wrapJsonp(isInside ? written : { ...written, status: 200, statusText: undefined }, wire.callback, settings);
}

function unwrap(thrown: unknown): { error: unknown; index?: number; isInside: boolean } {
  if (thrown instanceof BatchElementError) return { ...unwrap(thrown.cause), index: thrown.index };
  const isInside = thrown instanceof RuleError || thrown instanceof ServiceError;
  return { error: isInside ? thrown.cause : thrown, isInside };
}

interface StatusParts {
  readonly context: CallContext;
  readonly settings: WireSettings;
  readonly index?: number;
  readonly isInside: boolean;
}

function statusOf(error: HttpError, { context, settings, index, isInside }: StatusParts): ResponseStatus {
  const declared = settings.profile === 'classic' && isInside;
  const errors = error.errors.map(
    (item) =>
      new ResponseError({
        ...item,
        fieldName: declared ? declaredPath(item.fieldName) : (item.fieldName ?? ''),
        message: safeText(item.message ?? ''),
      }),
  );
  return new ResponseStatus({
    errorCode: error.errorCode,
    message: safeText(error.message),
    stackTrace: context.host.isDebug ? debugText(error, context) : undefined,
    errors,
    meta: index === undefined ? error.meta : { ...error.meta, AutoBatchIndex: String(index) },
  });
}

/** `items[0].name` → `Items[0].Name`: the `classic` profile names members as they were declared (ERR-03). */
function declaredPath(path = ''): string {
  return path.replace(/(^|\.)[a-z]/g, (match) => match.toUpperCase());
}

// Pages that show messages as they are would run what a value brought along (http-contract 5.5).
function safeText(text: string): string {
  if (!/<script/i.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function debugText(error: HttpError, context: CallContext): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  return `[${context.operation?.name ?? 'Request'}: ${context.host.clock.now().toISOString()}]:\n${cause.stack ?? String(cause)}`;
}

const errorType: TypeModel = {
  kind: 'dto',
  clr: 'ErrorResponse',
  type: () => dtoTypeOf(ErrorResponse),
  args: [],
  nullable: false,
};
const statusType: TypeModel = {
  kind: 'dto',
  clr: 'ResponseStatus',
  type: () => dtoTypeOf(ResponseStatus),
  args: [],
  nullable: false,
};

/** The operation's own response DTO when it has a place for the status, else the plain envelope (http-contract 5.2). */
function envelopeOf(
  status: ResponseStatus,
  operation: Operation | undefined,
  wire: Wire,
): { value: object; type?: TypeModel } {
  const place = operation && statusMember(operation);
  if (!place) return { value: new ErrorResponse({ responseStatus: status }), type: errorType };
  // Declared as `object`, nothing says how its members are written.
  const value = place.type.kind === 'dto' ? status : (toWire(statusType, wire.style)?.(status) ?? status);
  return { value: { [place.name]: value }, type: operation.response };
}

function statusMember({ response }: Operation): DtoProperty | undefined {
  return response?.kind === 'dto'
    ? response.type().properties.find((property) => toPascalCase(property.name) === 'ResponseStatus')
    : undefined;
}

/** What attribute guards answer in the `classic` profile (http-contract 5.7). */
function plainRefusal(error: HttpError, context: CallContext, answer: Omit<Answer, 'body'>): Answer {
  if (error.status === 401) {
    const { 'Content-Type': _type, ...headers } = answer.headers;
    return { status: 401, statusText: 'Unauthorized', headers };
  }
  const lines = [
    'Forbidden',
    '',
    `Request.HttpMethod: ${context.verb}`,
    `Request.PathInfo: ${context.path}`,
    `Request.QueryString: ${context.queryString}`,
  ];
  return {
    ...answer,
    statusText: error.message,
    headers: { ...answer.headers, 'Content-Type': 'text/plain' },
    body: `${lines.join('\n')}\n`,
  };
}
