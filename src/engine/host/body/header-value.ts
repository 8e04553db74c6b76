/** A header value with parameters: `form-data; name="a"; filename*=UTF-8''x`. */
export interface HeaderValue {
  /** The part before the first parameter, lower case. */
  readonly value: string;
  /** By name in lower case, `filename*` as `filename*`; the first of equal names. */
  readonly parameters: ReadonlyMap<string, string>;
}

const parameter = /\s*;\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/y;

/** `undefined` for what is not written like one. */
export function parseHeaderValue(text: string): HeaderValue | undefined {
  const end = text.indexOf(';');
  const value = (end < 0 ? text : text.slice(0, end)).trim().toLowerCase();
  if (!/^[!#$%&'*+.^_`|~0-9a-z/-]+$/.test(value)) return undefined;
  const parameters = new Map<string, string>();
  parameter.lastIndex = end < 0 ? text.length : end;
  while (parameter.lastIndex < text.length) {
    const at = parameter.lastIndex;
    const match = parameter.exec(text);
    // A failed sticky match starts over at 0. A semicolon or blanks at the end mean nothing.
    if (!match) return /^[\s;]*$/.test(text.slice(at)) ? { value, parameters } : undefined;
    const [, name = '', quoted, token = ''] = match;
    const key = name.toLowerCase();
    // Browsers write a backslash as it is; only before a quote or another one it is an escape.
    if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(["\\])/g, '$1') ?? token);
  }
  return { value, parameters };
}

/** RFC 8187's `UTF-8''%e2%82%ac%20rates`; `undefined` for what is none. */
export function extendedValue(text: string | undefined): string | undefined {
  const match = /^(utf-8|iso-8859-1)'[^']*'(.*)$/i.exec(text ?? '');
  if (!match) return undefined;
  const [, charset = '', value = ''] = match;
  try {
    return charset.toLowerCase() === 'utf-8' ? decodeURIComponent(value) : latin1(value);
  } catch {
    // decodeURIComponent throws URIError only: the plain form is used instead.
    return undefined;
  }
}

function latin1(value: string): string {
  return value.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
