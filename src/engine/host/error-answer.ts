import { ErrorResponse, ResponseStatus } from '../../../dtos/common';
import type { ExceptionMapper } from '../core/feature';
import type { HttpError } from '../core/http-error';
import type { Operation } from '../core/operation';
import type { DtoProperty, DtoType, TypeModel } from '../core/type-model';
import type { WireSettings } from '../core/wire-settings';
import { toWire, typeOfInstance } from '../formats/wire-tree';
import { dtoTypeOf, toPascalCase } from '../metadata/type-reader';
import type { Answer } from './answer';
import { BatchElementError } from './auto-batch';
import type { CallContext } from './call-context';
import { RuleError, ServiceError } from './dispatcher';
import { statusOf } from './error-status';
import { describeError } from './exceptions';
import { wrapJsonp } from './jsonp';
import { plainNotFound, UnmatchedAddress } from './unmatched-address';
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
  const shared = { ...settings.globalHeaders, ...context.responseHeaders, 'Cache-Control': 'no-store' };
  const signInAt = loginPageFor(error, context);
  if (signInAt !== undefined) return { status: 302, headers: { ...shared, Location: signInAt } };
  const headers = { ...shared, 'Content-Type': wire.format.header, ...error.headers };
  const answer = { status: error.status, statusText: error.errorCode, headers };
  if (settings.profile === 'classic') {
    if (error instanceof UnmatchedAddress) return plainNotFound(context, headers);
    if (error.isByAttribute && wire.callback === undefined) return plainRefusal(error, context, answer);
  }
  const status = statusOf(error, { context, settings, index });
  const envelope = error.response
    ? { value: error.response, type: typeOfInstance(error.response), style: wire.style }
    : envelopeOf(status, isInside ? context.operation : undefined, wire);
  const options = { ...wire, ...envelope, operationName: context.operation?.name ?? 'Error', status: error.status };
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

function modelOf(type: DtoType): TypeModel {
  return { kind: 'dto', clr: type.name, type: () => type, args: [], nullable: false };
}
const errorType = modelOf(dtoTypeOf(ErrorResponse));
const statusType = modelOf(dtoTypeOf(ResponseStatus));

interface Envelope {
  readonly value: object;
  readonly type?: TypeModel;
  readonly style: Wire['style'];
}

/** The operation's own response DTO when it has a place for the status, else the plain envelope (http-contract 5.2). */
function envelopeOf(status: ResponseStatus, operation: Operation | undefined, wire: Wire): Envelope {
  const style = { ...wire.style, absent: 'default' } as const;
  const type = operation?.response;
  const place = type?.kind === 'dto' ? statusMember(type.type()) : undefined;
  if (type?.kind !== 'dto' || !place)
    return { value: new ErrorResponse({ responseStatus: status }), type: errorType, style };
  // Declared as `object`, nothing says how its members are written.
  const value = place.type.kind === 'dto' ? status : (toWire(statusType, wire.style)?.(status) ?? status);
  return { value: Object.assign(newInstance(type.type()), { [place.name]: value }), type, style };
}

/** Its other members are as in a new instance. */
function newInstance({ target, isAbstract }: DtoType): object {
  return isAbstract ? {} : new (target as unknown as new () => object)();
}

function statusMember(type: DtoType): DtoProperty | undefined {
  return type.properties.find((property) => toPascalCase(property.name) === 'ResponseStatus');
}

/** Where a person goes who asked for a page and has to sign in first (http-contract 5.7). */
function loginPageFor({ status, isByAttribute }: HttpError, context: CallContext): string | undefined {
  const { loginPage } = context.host;
  const isForPage = context.responseFormat === 'html';
  if (loginPage === undefined || status !== 401 || !isByAttribute || !isForPage) return undefined;
  const asked = context.queryString === '' ? context.path : `${context.path}?${context.queryString}`;
  return `${loginPage}?redirect=${encodeURIComponent(asked)}`;
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
