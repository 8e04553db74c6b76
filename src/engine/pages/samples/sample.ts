import type { Operation } from '../../core/operation';
import type { TypeModel } from '../../core/type-model';
import type { ContentFormat } from '../../formats/content-format';
import { type Html, html } from '../../formats/html/markup';
import { samplesPreference } from '../../metadata/types-presentation';
import { type BodyContext, sampleBody } from './sample-body';
import { pageContentType, requestLine } from './sample-head';
import type { SampleOptions } from './sample-options';

/** Content of two `pre` elements: head and body, escaped. */
export interface Samples {
  readonly request: Html;
  /** Absent where an operation answers nothing. */
  readonly response?: Html;
}

/**
 * What a request and its answer look like in a format (metadata-and-types 2). `format`: the host's, of the page's key.
 *
 * Shape: lines end with `\n`; a request without body has a head only.
 */
export function samplesOf(operation: Operation, format: ContentFormat, options: SampleOptions): Samples {
  const { request, response, presentation, name } = operation;
  const { textCase } = presentation;
  const ownText = samplesPreference(presentation).ownText ?? [];
  const context: BodyContext = { ...options, format, textCase, ownText, operationName: name };
  const single: TypeModel = { kind: 'dto', clr: name, type: () => request, args: [], nullable: false };
  const whole = (type: TypeModel) => (options.isList ? listOf(type) : type);
  return {
    request: requestSample(operation, () => sampleBody(whole(single), context), format, options),
    ...(response && { response: responseSample(whole(response), context) }),
  };
}

function listOf(item: TypeModel): TypeModel {
  return { kind: 'list', clr: `${item.clr}[]`, item, isArray: true, nullable: false };
}

function requestSample(operation: Operation, body: () => string, format: ContentFormat, options: SampleOptions): Html {
  const { host, endsHeadLinesWithBlank = true } = options;
  const { verb, path, hasBody } = requestLine(operation, format.key, options);
  const type = pageContentType(format);
  const lineEnd = endsHeadLinesWithBlank ? ' \n' : '\n';
  const head = html`${verb} ${path} HTTP/1.1${lineEnd}Host: ${host}${lineEnd}Accept: ${type}`;
  if (!hasBody) return head;
  return html`${head}\nContent-Type: ${type}\nContent-Length: <span class="value">length</span>\n\n${body()}`;
}

function responseSample(response: TypeModel, context: BodyContext): Html {
  const type = pageContentType(context.format);
  const body = standIns.get(response.clr) ?? sampleBody(response, context);
  return html`HTTP/1.1 200 OK\nContent-Type: ${type}\nContent-Length: length\n\n${body}`;
}

/** Answers that are no DTO are not shown but named. */
const standIns: ReadonlyMap<string, string> = new Map([
  ['String', '(string)'],
  ['Byte[]', '(byte[])'],
  ['Stream', '(Stream)'],
]);
