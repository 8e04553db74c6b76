import type { AnswerFilter, Feature, HostBuilder } from '../../core/feature';
import { setIfAbsent } from '../results/headers';

export interface SecurityHeadersOptions {
  /** How long browsers insist on https once they have used it, in seconds; 0: not at all. Default: a year. */
  readonly strictTransportSeconds?: number;
}

/** For answers that are data: nothing in them may load or run anything, and no page may show them in a frame. */
const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const always: readonly (readonly [name: string, value: string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Frame-Options', 'DENY'],
  ['Content-Security-Policy', dataPolicy],
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
    const filter: AnswerFilter = ({ isSecure }, headers) => {
      for (const [name, value] of always) setIfAbsent(headers, name, value);
      if (!isSecure || strictTransportSeconds === 0) return;
      setIfAbsent(headers, 'Strict-Transport-Security', `max-age=${strictTransportSeconds}`);
    };
    host.answerFilter(filter);
  }
}
