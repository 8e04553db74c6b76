import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestContext } from './request-context';

/**
 * Answers requests by itself, before any operation is looked for: event streams, preflights. The caller has been
 * identified before `handle` (anonymous is allowed); what it throws is answered like an operation's error.
 */
export interface RawHandler {
  readonly matches: (verb: string, path: string) => boolean;
  /** Whether rate limits leave it out: preflights, probes. Default: false. */
  readonly isUncounted?: boolean;
  /**
   * Asked by machines that watch the process: answered whatever happens, without asking who sent it. Default: false.
   */
  readonly isProbe?: boolean;
  handle(request: IncomingMessage, response: ServerResponse, context: RequestContext): Promise<void>;
}
