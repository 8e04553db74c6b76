import type { RequestContext } from '../../core/request-context';
import { cookie } from '../cookies';
import { messageMember } from '../message-member';
import { parameter } from '../parameters';
import { isSessionId } from './session-id';

/** The ids that a request stands under (http-contract 6.3). */
export interface SessionIds {
  /** `ss-id`: of the session that ends with the browser's. */
  readonly temporary?: string;
  /** `ss-pid`: of the session that outlives it. */
  readonly permanent?: string;
  /** `ss-opt` says that the permanent one counts. */
  readonly isPermanent: boolean;
}

/** Ids that this request was given, which count from then on. */
const given = Symbol('session ids');

export function giveIds(context: RequestContext, ids: SessionIds): void {
  context.items.set(given, ids);
}

/**
 * Per id: what the request was given, header `X-ss-…`, form and query (`allowsParameter`), cookie. What cannot be an id counts as none.
 */
export function readIds(context: RequestContext, allowsParameter: boolean): SessionIds {
  const known = context.items.get(given) as SessionIds | undefined;
  if (known) return known;
  const options = sent(context, 'ss-opt', allowsParameter) ?? '';
  return {
    temporary: id(sent(context, 'ss-id', allowsParameter)),
    permanent: id(sent(context, 'ss-pid', allowsParameter)),
    isPermanent: options.split(',').some((option) => option.trim() === 'perm'),
  };
}

/** The id that counts; a message's own `SessionId` member beats all others. */
export function activeId(context: RequestContext, allowsParameter: boolean): string | undefined {
  const ids = readIds(context, allowsParameter);
  return id(messageMember(context, 'SessionId')) ?? (ids.isPermanent ? ids.permanent : ids.temporary);
}

function sent(context: RequestContext, name: string, allowsParameter: boolean): string | undefined {
  const header = context.headers[`x-${name}`];
  if (typeof header === 'string' && header !== '') return header;
  return (allowsParameter ? parameter(context, name) : undefined) ?? cookie(context, name);
}

function id(text: string | undefined): string | undefined {
  return text !== undefined && isSessionId(text) ? text : undefined;
}
