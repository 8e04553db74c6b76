import type { RequestContext } from '../../core/request-context';
import { cookie, dropCookie } from '../cookies';
import type { IssuedToken } from './tokens';

const access = 'ss-tok';
const refresh = 'ss-reftok';

export const tokenCookie = (context: RequestContext): string | undefined => cookie(context, access);
export const refreshCookie = (context: RequestContext): string | undefined => cookie(context, refresh);

export function setTokenCookie(context: RequestContext, { token, expiresAt }: IssuedToken): void {
  context.setCookie({ name: access, value: token, expires: expiresAt });
}

/** Both cookies, and the header by which typed clients learn that they need not send tokens themselves (http-contract 6.4). */
export function setTokenCookies(context: RequestContext, tokens: { access: IssuedToken; refresh: IssuedToken }): void {
  setTokenCookie(context, tokens.access);
  context.setCookie({ name: refresh, value: tokens.refresh.token, expires: tokens.refresh.expiresAt });
  context.responseHeaders['X-Cookies'] = `${access},${refresh}`;
}

export function dropTokenCookies(context: RequestContext): void {
  for (const name of [access, refresh]) dropCookie(context, name);
}
