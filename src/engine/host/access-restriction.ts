import { HttpError } from '../core/http-error';
import type { Operation } from '../core/operation';
import type { RequestContext } from '../core/request-context';
import type { Restriction } from '../core/restriction';
import { includesFormat, includesNetwork, networkOf } from '../metadata/restriction';

const wordOfVerb: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']);

/**
 * Whether a call comes from where, and in the way, that the message's `@Restrict({ accessTo })` allows (http-contract 1.1,
 * step 15). Calls in process have no network, connection and format: they are held to the verb, and to `None`.
 *
 * Errors: 403 `UnauthorizedAccessException`.
 */
export function requireAccess(context: RequestContext, { name, access }: Operation): void {
  if (!access) return;
  const unmet = firstUnmet(access, context);
  if (unmet) throw new HttpError(403, 'UnauthorizedAccessException', `${name} cannot be called ${unmet}.`);
}

/** How the call was made, where that is what keeps it out. */
function firstUnmet(access: Restriction, context: RequestContext): string | undefined {
  const { verb, remoteAddress } = context;
  if (access.isHidden) return 'by anybody';
  if (access.verbs && !access.verbs.has(wordOfVerb.has(verb) ? verb : 'OTHER')) return `by ${verb}`;
  return remoteAddress === undefined ? undefined : unmetOverHttp(access, context);
}

function unmetOverHttp(access: Restriction, context: RequestContext): string | undefined {
  const { remoteAddress, isSecure, responseFormat, path } = context;
  const security = isSecure ? 'secure' : 'insecure';
  const style = /^\/[^/]+\/oneway\//i.test(path) ? 'oneway' : 'reply';
  if (!includesNetwork(access, networkOf(remoteAddress))) return 'from this network';
  if (access.endpoints && !access.endpoints.has('http')) return 'over HTTP';
  if (access.security && !access.security.has(security)) {
    return isSecure ? 'over a secure connection' : 'over an insecure connection';
  }
  if (access.styles && !access.styles.has(style)) return style === 'reply' ? 'for a reply' : 'one way';
  return includesFormat(access, responseFormat) ? undefined : `in the format '${responseFormat}'`;
}
