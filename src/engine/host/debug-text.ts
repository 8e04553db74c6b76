import type { HttpError } from '../core/http-error';
import { jsvFormat } from '../formats/jsv-format';
import { systemStyle } from '../formats/wire-style';
import { typeOfInstance } from '../formats/wire-tree';
import { hiddenValue } from '../validation/field-error-text';
import type { CallContext } from './call-context';
import { isSecretName } from './security/redact';

/**
 * What `stackTrace` says in debug mode (http-contract 5.5): operation and time, the request, the error with its stack.
 * Values of members that hold secrets are left out.
 */
export function debugText(error: HttpError, context: CallContext): string {
  const name = context.operation?.name ?? 'Request';
  const cause = error.cause instanceof Error ? error.cause : error;
  return [
    `[${name}: ${context.host.clock.now().toISOString()}]:`,
    `[REQUEST: ${requestText(context.request, name)}]`,
    cause.stack ?? String(cause),
  ].join('\n');
}

function requestText(request: object | undefined, operationName: string): string {
  if (request === undefined) return '';
  const text = jsvFormat.write(withoutSecrets(request), {
    type: typeOfInstance(request),
    style: systemStyle,
    operationName,
  });
  return text.toString();
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return Object.fromEntries(
    entries.map(([name, member]) => [name, isSecretName(name) ? hiddenValue : withoutSecrets(member)]),
  );
}

/** Messages of the errors behind an error, one a line; empty: there are none. */
export function innerMessages(error: HttpError): string {
  const messages: string[] = [];
  let inner = error.cause;
  // Of an error that was no HttpError the first cause is the error itself, as it was thrown.
  if (inner instanceof Error && inner.message === error.message) inner = inner.cause;
  while (inner instanceof Error && messages.length < 10) {
    messages.push(inner.message);
    inner = inner.cause;
  }
  return messages.join('\n');
}
