import type { WireSettings } from '../core/wire-settings';
import type { ContentFormat } from './content-format';

/** What decides the format of an answer at a route (http-contract 4.2). */
export interface Wanted {
  /** Decoded path. */
  readonly path: string;
  /** Lines of the Accept header, in order. */
  readonly accept: readonly string[];
  /** Media type of the request, lower case, without parameters; empty: none. */
  readonly contentType: string;
}

const form = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)$/;

/** The formats of a host, and the choice between them. */
export class ContentTypes {
  private readonly byKey: ReadonlyMap<string, ContentFormat>;
  private readonly byType = new Map<string, ContentFormat>();
  private readonly defaultType: string;
  private readonly preferred: readonly string[];

  /** `formats`: the first is the one of pre-defined addresses: JSON. */
  constructor(
    readonly formats: readonly ContentFormat[],
    settings: WireSettings,
  ) {
    this.byKey = new Map(formats.map((format) => [format.key, format]));
    for (const format of formats)
      for (const type of [format.contentType, ...format.accepts]) this.byType.set(type, format);
    const html = settings.profile === 'classic' && this.byKey.has('html') ? 'text/html' : 'application/json';
    this.defaultType = settings.defaultContentType ?? html;
    this.preferred = [this.defaultType, 'text/html', 'application/json', 'application/xml', 'application/jsv'];
  }

  /** By extension, path segment or `?format=`, in any letter case; `format=html.view` means html. */
  find(key: string): ContentFormat | undefined {
    return this.byKey.get(key.toLowerCase().split('.', 1)[0] ?? '');
  }

  /** By media type, without parameters. */
  ofType(mediaType: string): ContentFormat | undefined {
    return this.byType.get(mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '');
  }

  /** The format of pre-defined addresses. */
  get json(): ContentFormat {
    return this.ofTypeOrFirst('application/json');
  }

  /** There is no 406: what nobody asked for is the default type. */
  forRoute(wanted: Wanted): ContentFormat {
    return this.ofPathSegment(wanted.path) ?? this.ofAccept(wanted) ?? this.ofTypeOrFirst(this.defaultType);
  }

  // A quirk that clients know: /csv/… and /xml answer in the format that their path begins with.
  private ofPathSegment(path: string): ContentFormat | undefined {
    const segment = /^\/([a-z]{3})(?:\/|$)|^\/([a-z]{1,4})$/i.exec(path);
    const key = segment?.[1] ?? segment?.[2];
    return key === undefined ? undefined : this.byKey.get(key.toLowerCase());
  }

  private ofAccept({ accept, contentType }: Wanted): ContentFormat | undefined {
    // Only the leading text of each line counts; q-values and later items are ignored.
    const lines = accept.map((line) => (line.split(';', 1)[0] ?? '').trim().toLowerCase());
    const matching = this.preferred.filter(
      (type) => this.byType.has(type) && lines.some((line) => line.startsWith(type)),
    );
    const best = matching.find((type) => type === contentType) ?? matching[0];
    if (best !== undefined) return this.byType.get(best);
    if (lines.includes('*/*')) {
      const own = contentType === '' || form.test(contentType) ? undefined : this.byType.get(contentType);
      return own ?? this.ofTypeOrFirst(this.defaultType);
    }
    // The longest type that a line begins with: text/jsonl begins with text/json too.
    const types = [...this.byType.keys()].filter((type) => lines.some((line) => line.startsWith(type)));
    const longest = types.sort((a, b) => b.length - a.length)[0];
    return longest === undefined ? undefined : this.byType.get(longest);
  }

  private ofTypeOrFirst(type: string): ContentFormat {
    const format = this.byType.get(type) ?? this.formats[0];
    if (!format) throw new Error('A host needs at least one format.');
    return format;
  }
}
