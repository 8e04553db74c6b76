import type { Cookie } from '../../core/http-result';

const goodName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// RFC 6265's cookie-octet without the comma, at which the Node client splits Set-Cookie.
const goodValue = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;
const goodPath = /^\/[\x20-\x3a\x3c-\x7e]*$/;

/**
 * One `Set-Cookie` value with the attributes of http-contract 6.3; `isSecure`: the request came over https.
 *
 * Errors: Error that names the cookie, never its value, for what a cookie cannot carry.
 */
export function cookieText(cookie: Cookie, isSecure: boolean): string {
  const { name, value, path = '/', expires, maxAgeSeconds, httpOnly = true, sameSite = 'Lax' } = cookie;
  if (!goodName.test(name)) throw new Error(`'${name}' is no name of a cookie.`);
  if (!goodValue.test(value) || !goodPath.test(path)) {
    throw new Error(`The cookie '${name}' has a value or path beyond visible ASCII without \\ " , and ;`);
  }
  // Browsers drop SameSite=None cookies that are not Secure.
  const secure = cookie.secure ?? (isSecure || sameSite === 'None');
  return [
    `${name}=${value}`,
    ...(expires ? [`expires=${expires.toUTCString()}`] : []),
    ...(maxAgeSeconds === undefined ? [] : [`max-age=${Math.trunc(maxAgeSeconds)}`]),
    `path=${path}`,
    `samesite=${sameSite.toLowerCase()}`,
    ...(secure ? ['secure'] : []),
    ...(httpOnly ? ['httponly'] : []),
  ].join('; ');
}
