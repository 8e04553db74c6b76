import type { RequestContext } from '../../core/request-context';
import { messageMember } from '../message-member';
import { parameter } from '../parameters';
import { refreshCookie, tokenCookie } from './token-cookies';

/**
 * The access token of a request (http-contract 6.4): form field or query parameter `ss-tok` where that is allowed, the
 * message's own `bearerToken`, the header, the cookie. The first that is there counts, good or bad.
 */
export function accessTokenOf(context: RequestContext, allowsParameter: boolean): string | undefined {
  return (
    (allowsParameter ? parameter(context, 'ss-tok') : undefined) ??
    messageMember(context, 'BearerToken') ??
    bearerOf(context) ??
    tokenCookie(context)
  );
}

/** What stands behind `Authorization: Bearer`: a token, or an API key. */
export function bearerOf({ headers }: Pick<RequestContext, 'headers'>): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
}

export function refreshTokenOf(context: RequestContext): string | undefined {
  return messageMember(context, 'RefreshToken') ?? refreshCookie(context);
}
