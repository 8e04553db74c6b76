import { isUtf8 } from 'node:buffer';

/** The text of a body, without its byte order mark. Errors: SyntaxError for what is no UTF-8. */
export function textOf(body: Buffer): string {
  if (!isUtf8(body)) throw new SyntaxError('the body is no UTF-8 text.');
  const text = body.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
