import { hiddenValue, isSecretMember } from '../../validation/field-error-text';

/** Headers and settings that give access, beside what `isSecretMember` knows of messages. */
const secretName =
  /authori[sz]ation|cookie|api[-_]?key|private[-_]?key|credential|digest|^pwd$|^pass$|connection[-_]?string/i;
/** A secret in a query string or form. */
const secretParameter =
  /([?&\s]|^)([\w.[\]-]*(?:password|token|secret|salt|hash|api[-_]?key|ss-tok|ss-id|ss-pid)[\w.[\]-]*)=[^&\s]+/gi;
/** What follows the scheme in an `Authorization` header. */
const credentials = /\b(Bearer|Basic|Digest)\s+[\w.~+/=-]{8,}/g;
/** User name and password in an address. */
const userInfo = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi;
const deepest = 8;

/** Whether what has this name may stand in no log and no debug answer. */
export function isSecretName(name: string): boolean {
  return isSecretMember(name) || secretName.test(name);
}

/**
 * A copy that may be logged: values of members that hold secrets are replaced by `***`, in whatever depth, and so are
 * secrets in texts that show themselves, such as `?token=…` and `Bearer …`. Errors become their type, message, code and
 * stack: what libraries hang on to them repeats what they were asked, parameters included.
 */
export function redacted(value: unknown): unknown {
  return redact(value, 0);
}

function redact(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactedText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth >= deepest) return '…';
  if (value instanceof Error) return errorFacts(value, depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Date || Buffer.isBuffer(value)) return Buffer.isBuffer(value) ? `${value.length} bytes` : value;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, member]) => {
      const isSecret = isSecretName(String(name)) && member !== undefined && member !== null;
      return [name, isSecret ? hiddenValue : redact(member, depth + 1)];
    }),
  );
}

function errorFacts(error: Error, depth: number): object {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    type: error.constructor.name,
    message: redactedText(error.message),
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    stack: redactedText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}

function redactedText(text: string): string {
  return text
    .replace(secretParameter, `$1$2=${hiddenValue}`)
    .replace(credentials, `$1 ${hiddenValue}`)
    .replace(userInfo, `$1${hiddenValue}@`);
}
