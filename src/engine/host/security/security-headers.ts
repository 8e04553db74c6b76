import type { AnswerFilter, Feature, HostBuilder } from '../../core/feature';

export interface SecurityHeadersOptions {
  /** How long browsers insist on https once they have used it, in seconds; 0: not at all. Default: a year. */
  readonly strictTransportSeconds?: number;
}

/** For answers that are data: nothing in them may load or run anything, and no page may show them in a frame. */
const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Header = readonly [name: string, lowerName: string, value: string];

const always: readonly Header[] = [
  ['X-Content-Type-Options', 'x-content-type-options', 'nosniff'],
  ['Referrer-Policy', 'referrer-policy', 'no-referrer'],
  ['X-Frame-Options', 'x-frame-options', 'DENY'],
  ['Content-Security-Policy', 'content-security-policy', dataPolicy],
];

/**
 * Headers that keep browsers from misusing an answer, on every answer of the host; what an answer sets itself stays, such
 * as the policy of a page. `Strict-Transport-Security` on https only, also where a trusted proxy says so.
 */
export class SecurityHeadersFeature implements Feature {
  readonly name = 'security-headers';

  constructor(private readonly options: SecurityHeadersOptions = {}) {}

  register(host: HostBuilder): void {
    const { strictTransportSeconds = 365 * 24 * 3600 } = this.options;
    const insist: Header = [
      'Strict-Transport-Security',
      'strict-transport-security',
      `max-age=${strictTransportSeconds}`,
    ];
    const onHttps = strictTransportSeconds === 0 ? always : [...always, insist];
    const filter: AnswerFilter = ({ isSecure }, headers) => {
      const present = new Set<string>();
      for (const name of Object.keys(headers)) present.add(name.toLowerCase());
      for (const [name, lowerName, value] of isSecure ? onHttps : always) {
        if (!present.has(lowerName)) headers[name] = value;
      }
    };
    host.answerFilter(filter);
  }
}
