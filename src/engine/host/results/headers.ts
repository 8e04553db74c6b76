/** Headers of an answer. Names are compared in any letter case and written as they were set last. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[]>>;
export type MutableHeaders = Record<string, string | readonly string[]>;

/**
 * Adds headers to others. A loop rather than a spread: on Node 20 an object that was spread and then extended has a hidden
 * class of its own, and every later look at it misses V8's caches (20 µs of an echo's 57).
 */
export function copyHeaders(from: AnswerHeaders | undefined, to: MutableHeaders): MutableHeaders {
  for (const name in from) to[name] = from[name] as string | readonly string[];
  return to;
}

/** The value of a header, lists joined with a comma; `undefined` when it is not set. */
export function headerOf(headers: AnswerHeaders, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const found = Object.keys(headers).find((key) => key.toLowerCase() === wanted);
  const value = found === undefined ? undefined : headers[found];
  return value === undefined || typeof value === 'string' ? value : value.join(', ');
}

/** Replaces a header, whatever letter case it was set in before: node would send both. */
export function setHeader(headers: MutableHeaders, name: string, value: string | readonly string[]): void {
  removeHeader(headers, name);
  headers[name] = value;
}

export function setIfAbsent(headers: MutableHeaders, name: string, value: string | undefined): void {
  if (value !== undefined && headerOf(headers, name) === undefined) headers[name] = value;
}

export function removeHeader(headers: MutableHeaders, name: string): void {
  const unwanted = name.toLowerCase();
  for (const key of Object.keys(headers)) if (key.toLowerCase() === unwanted) delete headers[key];
}

/** Adds cookies behind those that are set already: filters, sign-in and Service may each have some. */
export function addCookies(headers: MutableHeaders, cookies: readonly string[]): void {
  if (cookies.length === 0) return;
  const key = Object.keys(headers).find((name) => name.toLowerCase() === 'set-cookie');
  const before = key === undefined ? [] : headers[key];
  setHeader(headers, 'Set-Cookie', [...(typeof before === 'string' ? [before] : (before ?? [])), ...cookies]);
}

/** Names a request header that the answer depends on, beside those that are named already. */
export function addVary(headers: MutableHeaders, name: string): void {
  const before = headerOf(headers, 'Vary');
  const names = (before ?? '').split(',').map((item) => item.trim().toLowerCase());
  if (names.includes('*') || names.includes(name.toLowerCase())) return;
  setHeader(headers, 'Vary', before ? `${before}, ${name}` : name);
}
