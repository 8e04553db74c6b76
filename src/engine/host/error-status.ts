import { ResponseError, ResponseStatus } from '../../../dtos/common';
import type { HttpError } from '../core/http-error';
import type { WireSettings } from '../core/wire-settings';
import type { CallContext } from './call-context';
import { debugText, innerMessages } from './debug-text';
import { declaredPath } from './declared-path';

export interface StatusParts {
  readonly context: CallContext;
  readonly settings: WireSettings;
  /** Of the element of an auto-batch. */
  readonly index?: number;
}

/** Most field errors of one answer (decisions D6). */
const mostErrors = 100;

/** What an error says on the wire (http-contract 5.1). */
export function statusOf(error: HttpError, parts: StatusParts): ResponseStatus {
  const { isDebug } = parts.context.host;
  return new ResponseStatus({
    errorCode: error.errorCode,
    message: safeText(error.message),
    stackTrace: isDebug ? debugText(error, parts.context) : undefined,
    errors: error.errors.slice(0, mostErrors).map((item) => fieldError(item, error, parts)),
    meta: metaOf(error, parts),
  });
}

/** Every entry has a `fieldName` (ERR-30): clients look for theirs in all of them. Its members stand in the contract's order. */
function fieldError(item: ResponseError, error: HttpError, { context, settings }: StatusParts): ResponseError {
  const { errorCode, fieldName = '', message = '', meta } = item;
  // What could not be read is named as it was sent; all else by its declared name in the `classic` profile (ERR-03).
  const isDeclared = settings.profile === 'classic' && error.errorCode !== 'SerializationException';
  return new ResponseError({
    errorCode,
    fieldName: isDeclared ? declaredPath(fieldName, context.operation?.request) : fieldName,
    message: safeText(message),
    meta,
  });
}

function metaOf(error: HttpError, { context, index }: StatusParts): Record<string, string> | undefined {
  const inner = context.host.isDebug ? innerMessages(error) : '';
  const meta = {
    ...error.meta,
    ...(inner !== '' && { InnerMessages: inner }),
    ...(index !== undefined && { AutoBatchIndex: String(index) }),
  };
  return Object.keys(meta).length > 0 ? meta : undefined;
}

// Pages that show messages as they are would run what a value brought along (http-contract 5.5).
function safeText(text: string): string {
  if (!/<script/i.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
