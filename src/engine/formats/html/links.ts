/** A link to the same answer in another format. */
export interface FormatLink {
  readonly label: string;
  readonly contentType: string;
  readonly href: string;
}

const others = [
  ['JSON', 'json', 'application/json'],
  ['JSV', 'jsv', 'application/jsv'],
  ['CSV', 'csv', 'text/csv'],
  ['XML', 'xml', 'application/xml'],
  ['JSONL', 'jsonl', 'text/jsonl'],
] as const;

export function formatLinks(url: string): FormatLink[] {
  return others.map(([label, key, contentType]) => ({ label, contentType, href: linkTo(url, key) }));
}

/**
 * The address of the same answer in the format `key`: relative, so that it can lead nowhere but to this host, behind a
 * proxy too. The query keeps all parameters but `format` and `callback`, which would beat it.
 */
export function linkTo(url: string, key: string): string {
  const queryAt = url.indexOf('?');
  const path = queryAt < 0 ? url : url.slice(0, queryAt);
  const kept =
    queryAt < 0
      ? []
      : url
          .slice(queryAt + 1)
          .split('&')
          .filter(isKept);
  return `${pathOf(path)}?${[...kept.map(encoded), `format=${key}`].join('&')}`;
}

// An extension on a route beats ?format= (http-contract 4.2), so it has to go; './' keeps a colon from making a scheme.
function pathOf(path: string): string {
  const segment = path.slice(path.lastIndexOf('/') + 1);
  return /\.html$/i.test(segment) ? `./${encoded(segment.slice(0, -5))}` : '';
}

function isKept(pair: string): boolean {
  const name = pair.split('=', 1)[0] ?? '';
  return pair !== '' && !['format', 'callback'].includes(decoded(name).toLowerCase());
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' ')).trim();
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** What a caller wrote into its address, without characters that have no place in one. */
function encoded(text: string): string {
  return text.toWellFormed().replace(/[^\w\-.~!$()*+,;:@/?%=[\]]/gu, encodeURIComponent);
}
