import type { Operation } from '../core/operation';
import type { RequestContext } from '../core/request-context';
import type { TypeModel } from '../core/type-model';
import { jsonFormat } from '../formats/json-format';
import { systemStyleIn } from '../formats/wire-style';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** Absent: no body. */
  readonly body?: string | Buffer;
}

/** Writes what a Service answered (http-contract 1.3, 4.3). */
export function answerOf(context: RequestContext, operation: Operation, result: unknown, isBatch: boolean): Answer {
  if (result === undefined || result === null) return { status: 204, headers: context.responseHeaders };
  const headers: Record<string, string | string[]> = { ...context.responseHeaders, Vary: 'Accept' };
  // A string is sent as it is, without JSON's quotes; bytes are nobody's text (http-contract 1.3).
  if (typeof result === 'string')
    return { status: 200, headers: { ...headers, 'Content-Type': jsonFormat.header }, body: result };
  if (Buffer.isBuffer(result))
    return { status: 200, headers: { ...headers, 'Content-Type': 'application/octet-stream' }, body: result };
  const { textCase } = operation.presentation;
  const type = isBatch && operation.response ? listOf(operation.response) : operation.response;
  return {
    status: 200,
    headers: { ...headers, 'Content-Type': jsonFormat.header },
    body: jsonFormat.write(result, { type, style: systemStyleIn(textCase), operationName: operation.name }),
  };
}

function listOf(item: TypeModel): TypeModel {
  return { kind: 'list', clr: `List<${item.clr}>`, item, isArray: false, nullable: false };
}
