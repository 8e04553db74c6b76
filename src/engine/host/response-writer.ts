import { EmptyResponse } from '../../../dtos/common';
import { HttpError } from '../core/http-error';
import { HttpResult } from '../core/http-result';
import type { Operation } from '../core/operation';
import type { TypeModel } from '../core/type-model';
import type { WireSettings } from '../core/wire-settings';
import type { ContentFormat } from '../formats/content-format';
import type { ContentTypes } from '../formats/content-types';
import { dtoTypeOf } from '../metadata/type-reader';
import type { Answer } from './answer';
import type { CallContext } from './call-context';
import { wrapJsonp } from './jsonp';
import { finishAnswer } from './results/finish-answer';
import { type ResultRequest, rawAnswer } from './results/raw-answer';
import type { Wire } from './wire';

export interface ResponseParts {
  readonly settings: WireSettings;
  readonly contentTypes: ContentTypes;
}

/** Writes what a Service answered (http-contract 1.3, 4.3): nothing, text, bytes, a stream, an HttpResult or a DTO. */
export function writeResponse(
  { settings, contentTypes }: ResponseParts,
  context: CallContext,
  operation: Operation,
  { result, isBatch, wire }: { result: unknown; isBatch: boolean; wire: Wire },
): Answer | Promise<Answer> {
  const init = result instanceof HttpResult ? result.init : {};
  const request: ResultRequest = {
    verb: context.verb,
    headers: context.headers,
    negotiatedType: wire.format.header,
    isSecure: context.isSecure,
  };
  const raw = rawAnswer(result, request, settings);
  if (raw)
    return finishAnswer(withHeaders(raw, context, settings), withCompression(init, operation), request, settings);
  const value = result instanceof HttpResult ? init.response : result;
  const answer = value === undefined || value === null ? emptyAnswer(context, settings) : dtoAnswer(value);
  return isPlain(init, operation) ? answer : finishAnswer(answer, withCompression(init, operation), request, settings);

  function dtoAnswer(dto: unknown): Answer {
    const format =
      forcedFormat(contentTypes, init.contentType) ?? contentTypes.find(context.responseFormat) ?? wire.format;
    const type = isBatch && operation.response ? listOf(operation.response) : operation.response;
    const options = { ...wire, type, operationName: operation.name, status: init.status ?? 200 };
    const own = result instanceof HttpResult ? {} : format.headers?.(options);
    const written = {
      status: 200,
      headers: { ...settings.globalHeaders, ...own, ...context.responseHeaders, 'Content-Type': format.header },
    };
    const body = format.write(dto, options);
    return wire.callback === undefined
      ? { ...written, body }
      : wrapJsonp({ ...written, body }, wire.callback, settings);
  }
}

function isPlain(init: HttpResult['init'], operation: Operation): boolean {
  return !operation.isCompressed && Object.keys(init).every((key) => key === 'response' || key === 'contentType');
}

function withCompression(init: HttpResult['init'], operation: Operation): HttpResult['init'] {
  return operation.isCompressed && init.compress === undefined ? { ...init, compress: true } : init;
}

function withHeaders(answer: Answer, context: CallContext, settings: WireSettings): Answer {
  return { ...answer, headers: { ...settings.globalHeaders, ...answer.headers, ...context.responseHeaders } };
}

function emptyAnswer(context: CallContext, settings: WireSettings): Answer {
  const keeps200 = !settings.return204ForEmpty || context.verb === 'HEAD' || context.verb === 'OPTIONS';
  return { status: keeps200 ? 200 : 204, headers: { ...settings.globalHeaders, ...context.responseHeaders } };
}

/** A content type that a Service or filter forces. Errors: 405 for one that nobody writes (FMT-43). */
function forcedFormat(contentTypes: ContentTypes, contentType: string | undefined): ContentFormat | undefined {
  if (contentType === undefined) return undefined;
  const format = contentTypes.ofType(contentType);
  if (!format) throw new HttpError(405, 'NotSupportedException', `ContentType not supported '${contentType}'`);
  return format;
}

function listOf(item: TypeModel): TypeModel {
  return { kind: 'list', clr: `List<${item.clr}>`, item, isArray: false, nullable: false };
}

/** What a queued message is answered with: an empty instance of its response DTO (http-contract 2.2). */
export function emptyResponseOf({ response }: Operation): object {
  const type = response?.kind === 'dto' ? response.type().target : dtoTypeOf(EmptyResponse).target;
  return new (type as unknown as new () => object)();
}
