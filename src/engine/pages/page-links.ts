/** Links of a page, relative to where it is: they hold behind a proxy that serves the host under another address. */
export class PageLinks {
  private readonly up: string;

  /** `path`: of the page, below the address that the host is mounted at, without a slash at the end: `/json/metadata`. */
  constructor(readonly path: string) {
    this.up = '../'.repeat(path.split('/').length - 2) || './';
  }

  /** An address below the host: `types/dart`. */
  to(address: string): string {
    return `${this.up}${address}`;
  }

  /** An operation's page. Names of operations are letters and digits. */
  page(format: string, operation: string, more: PageQuery = {}): string {
    return `${this.to(`${format}/metadata`)}${pageQuery(operation, more)}`;
  }
}

export interface PageQuery {
  /** Of lists of the operation's messages: `Hello[]`. Default: false. */
  readonly isList?: boolean;
  readonly lang?: string;
  readonly profile?: string;
}

/** `?op=Hello&lang=dart`: the same page about something else. */
export function pageQuery(operation: string, { isList = false, lang, profile }: PageQuery = {}): string {
  const name = isList ? `${operation}[]` : operation;
  const parts = [['op', name] as const, ['lang', lang] as const, ['profile', profile] as const];
  const given = parts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]));
  return `?${given.join('&')}`;
}
