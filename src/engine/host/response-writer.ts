import { EmptyResponse } from '../../../dtos/common';
import { HttpError } from '../core/http-error';
import { HttpResult } from '../core/http-result';
import type { Operation } from '../core/operation';
import type { TypeModel } from '../core/type-model';
import type { WireSettings } from '../core/wire-settings';
import type { ContentFormat } from '../formats/content-format';
import type { ContentTypes } from '../formats/content-types';
import { typeOfInstance } from '../formats/wire-tree';
import { dtoTypeOf } from '../metadata/type-reader';
import type { Answer } from './answer';
import type { CallContext } from './call-context';
import { wrapJsonp } from './jsonp';
import { finishAnswer } from './results/finish-answer';
import { copyHeaders } from './results/headers';
import { type ResultRequest, rawAnswer } from './results/raw-answer';
import type { Wire } from './wire';

export interface ResponseParts {
  readonly settings: WireSettings;
  readonly contentTypes: ContentTypes;
}

/** What a request has come to. */
export interface Outcome {
  readonly result: unknown;
  /** The results of an auto-batch. */
  readonly isList?: boolean;
  /** Where it isn't the operation's response. */
  readonly type?: TypeModel;
}

/** Writes what a Service answered (http-contract 1.3, 4.3): nothing, text, bytes, a stream, an HttpResult or a DTO. */
export function writeResponse(
  { settings, contentTypes }: ResponseParts,
  context: CallContext,
  operation: Operation,
  outcome: Outcome,
  wire: Wire,
): Answer | Promise<Answer> {
  const { result } = outcome;
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
      forcedFormat(contentTypes, init.contentType ?? contentTypeOf(context)) ??
      (context.responseFormat === wire.format.key ? wire.format : contentTypes.find(context.responseFormat)) ??
      wire.format;
    const { style, isIndented, isForPeople, callback, url } = wire;
    const options = {
      format: wire.format,
      style,
      isIndented,
      isForPeople,
      callback,
      url,
      type: typeOf(outcome, operation, dto),
      operationName: operation.name,
      status: init.status,
    };
    const own = result instanceof HttpResult ? {} : format.headers?.(options);
    const headers = copyHeaders(settings.globalHeaders, {});
    copyHeaders(own, headers);
    copyHeaders(context.responseHeaders, headers)['Content-Type'] = format.header;
    const written = { status: 200, headers, body: format.write(dto, options) };
    return wire.callback === undefined ? written : wrapJsonp(written, wire.callback, settings);
  }
}

function typeOf({ type, isList }: Outcome, { response }: Operation, dto: unknown): TypeModel | undefined {
  // Where a list is declared, one DTO is another answer: what becomes of the list later.
  if (!isList && response?.kind === 'list' && !Array.isArray(dto)) return typeOfInstance(dto) ?? response;
  return type ?? (isList && response ? listOf(response) : response);
}

/** A filter or Service may force the type by the header alone. */
function contentTypeOf({ responseHeaders }: CallContext): string | undefined {
  const type = responseHeaders['Content-Type'];
  return type === undefined ? undefined : String(type);
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

const lists = new WeakMap<TypeModel, TypeModel>();

/** One list type per item type: what is compiled for a type is found by the type itself. */
function listOf(item: TypeModel): TypeModel {
  const known = lists.get(item);
  if (known) return known;
  const list: TypeModel = { kind: 'list', clr: `List<${item.clr}>`, item, isArray: false, nullable: false };
  lists.set(item, list);
  return list;
}

const emptyType: Extract<TypeModel, { kind: 'dto' }> = {
  kind: 'dto',
  clr: 'EmptyResponse',
  type: () => dtoTypeOf(EmptyResponse),
  args: [],
  nullable: false,
};

/** What a queued message is answered with: an empty instance of its response DTO (http-contract 2.2). */
export function emptyResponse({ response }: Operation): Outcome {
  const type = response?.kind === 'dto' ? response : emptyType;
  return { result: new (type.type().target as unknown as new () => object)(), type };
}
