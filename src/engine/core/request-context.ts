import type { IncomingHttpHeaders } from 'node:http';
import type { HostContext } from './host-context';
import type { UploadedFile } from './http-result';
import type { Operation } from './operation';
import type { Session } from './session';

/** One call on its way through the host; jobs and gateway calls have one too, without HTTP's parts. */
export interface RequestContext {
  readonly host: HostContext;
  /** Effective verb in capitals, after `X-Http-Method-Override`. */
  readonly verb: string;
  /** Decoded path without query string, or the message's name for calls in process. */
  readonly path: string;
  /** The text after `?`, undecoded; may be empty. */
  readonly queryString: string;
  readonly headers: IncomingHttpHeaders;
  /** Address of the caller; `undefined` for calls in process. */
  readonly remoteAddress?: string;
  readonly requestId: string;
  /** Aborted when the client hangs up or the host stops. */
  readonly signal: AbortSignal;
  operation?: Operation;
  /** Who calls; anonymous until the authentication step. */
  session: Session;
  /** Headers that the answer will carry, names as written. */
  readonly responseHeaders: Record<string, string | string[]>;
  /** Files of a multipart request, in order of arrival. */
  readonly files: readonly UploadedFile[];
  /** The body as it came, for operations that ask for it (`@RawBody`); else absent. */
  readonly rawBody?: Buffer;
  /** Key of the format that the answer will be written in: `json`, `csv` … A filter or Service may change it. */
  responseFormat: string;
  /** What filters leave for services, by a key of their own. */
  readonly items: Map<string | symbol, unknown>;
}
