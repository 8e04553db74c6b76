import type { IncomingHttpHeaders } from 'node:http';

/**
 * Id of the browser session that a request came with: of `ss-pid` when `ss-opt` says `perm`, else of `ss-id`; headers
 * before cookies (http-contract 6.3). It is not checked: whoever knows a session's id is in that session.
 */
export function sessionIdOf(headers: IncomingHttpHeaders): string | undefined {
  const cookies = readCookies(headers.cookie ?? '');
  const sent = (name: string): string | undefined => {
    const header = headers[`x-${name}`];
    return (typeof header === 'string' && header) || cookies.get(name) || undefined;
  };
  const isPermanent = sent('ss-opt')?.split(',').includes('perm') ?? false;
  return sent(isPermanent ? 'ss-pid' : 'ss-id');
}

/** Pairs without `=` are skipped: clients send back pieces of `Expires` (http-contract 6.3). */
function readCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals > 0 && !cookies.has(name)) cookies.set(name, pair.slice(equals + 1).trim());
  }
  return cookies;
}
