import { HttpError } from '../core/http-error';

/** Parameters in order of arrival, names as sent. */
export type TextParameters = readonly (readonly [name: string, value: string])[];

const none: TextParameters = [];
const maxParameters = 1000;

/**
 * Reads a query string or an urlencoded form: `+` and `%20` are blanks, duplicate keys are kept, `a[b]` is an ordinary name.
 *
 * Errors: HttpError 400 for broken percent-encoding (also invalid UTF-8) and for more than 1,000 parameters.
 */
export function parseQueryString(text: string): TextParameters {
  if (text === '') return none;
  const parts = text.split('&');
  if (parts.length > maxParameters)
    throw HttpError.badRequest(`The request has more than ${maxParameters} parameters.`);
  const result: (readonly [string, string])[] = [];
  for (const part of parts) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decode(at < 0 ? part : part.slice(0, at));
    result.push([name, at < 0 ? '' : decode(part.slice(at + 1))]);
  }
  return result;
}

function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // decodeURIComponent throws URIError only, and says nothing more than this.
    throw new HttpError(400, 'SerializationException', 'The query string or form holds broken percent-encoding.');
  }
}
