import { HttpError } from './http-error';
import type { RequestContext } from './request-context';

const strongTags = /(W\/)?"([^"]*)"/g;

/**
 * Refuses a change whose caller has read another version than there is: `If-Match: "<version>"`, or `*` for any.
 *
 * Without that header everything passes: the last of two changes stays. Compared strongly, as for all changes.
 * Errors: 412 `PreconditionFailed`.
 * Source: RFC 9110, section 13.1.1.
 */
export function requireMatch({ headers }: Pick<RequestContext, 'headers'>, version: string): void {
  const wanted = headers['if-match'];
  if (wanted === undefined || wanted.trim() === '*') return;
  for (const [, isWeak, tag] of wanted.matchAll(strongTags)) if (!isWeak && tag === version) return;
  throw new HttpError(
    412,
    'PreconditionFailed',
    `If-Match names another version than the present one, "${version}": somebody has changed it meanwhile.`,
  );
}
