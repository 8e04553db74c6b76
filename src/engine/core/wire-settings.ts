/** What a host decides about its wire (http-contract, vocabulary; decisions D3, D7). */
export interface WireSettings {
  /** `classic` is what the reference clients' own test suites were written for. Default: `system`. */
  readonly profile: 'system' | 'classic';
  /** A body member that cannot be read: 400 for all of them, or skipped. Default: strict in `system`, lenient in `classic`. */
  readonly isStrict: boolean;
  /** `/hello/World.csv`. Default: true. */
  readonly allowRouteExtensions: boolean;
  /** `?callback=`. Default: false. */
  readonly allowJsonp: boolean;
  /** Content type of JSONP. Default: `text/javascript`. */
  readonly jsonpContentType: string;
  /** `?jsconfig=`. Default: true. */
  readonly allowJsConfig: boolean;
  /** Null results are answered 204 rather than 200. Default: true. */
  readonly return204ForEmpty: boolean;
  /** `Range` on file, stream and text results. Default: true. */
  readonly allowPartialResponses: boolean;
  /** Of routes, where nothing else decides. Default: JSON in `system`, HTML in `classic` while that format is on. */
  readonly defaultContentType?: string;
  /** Keys of formats that answer 403. Default: none. */
  readonly disabledFormats: readonly string[];
  /** On every handled answer, errors included. Default: `Vary: Accept`. */
  readonly globalHeaders: Readonly<Record<string, string>>;
}

export function wireSettings(changes: Partial<WireSettings> = {}): WireSettings {
  const profile = changes.profile ?? 'system';
  return {
    profile,
    isStrict: profile === 'system',
    allowRouteExtensions: true,
    allowJsonp: false,
    jsonpContentType: 'text/javascript',
    allowJsConfig: true,
    return204ForEmpty: true,
    allowPartialResponses: true,
    disabledFormats: [],
    globalHeaders: { Vary: 'Accept' },
    ...changes,
  };
}
