import type { IncomingHttpHeaders } from 'node:http';
import type { HostContext } from './host-context';
import type { Cookie, UploadedFile } from './http-result';
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
  /** Whether the caller came over https. */
  readonly isSecure: boolean;
  readonly requestId: string;
  /** Aborted when the client hangs up or the host stops. */
  readonly signal: AbortSignal;
  operation?: Operation;
  /** The bound DTO, once there is one; absent for an auto-batch, whose elements have contexts of their own. */
  readonly request?: object;
  /** Fields of a form as they came, those that are no members of the message too; absent for other bodies. */
  readonly form?: readonly (readonly [name: string, value: string])[];
  /** Who calls; anonymous until the authentication step. */
  session: Session;
  /** Under which the message is executed once; absent: as often as it comes (decisions D37). */
  readonly idempotencyKey?: string;
  /** Headers that the answer will carry, names as written. */
  readonly responseHeaders: Record<string, string | string[]>;
  /**
   * The answer will set this cookie, whoever writes it: a Service, a refusal, a raw handler. The last one of a name counts;
   * from an element of a batch it goes to the one answer, from a call in process nowhere. Errors: Error for a name or value
   * that no cookie can carry.
   */
  setCookie(cookie: Cookie): void;
  /** Files of a multipart request, in order of arrival. */
  readonly files: readonly UploadedFile[];
  /** The body as it came, for operations that ask for it (`@RawBody`); else absent. */
  readonly rawBody?: Buffer;
  /** Key of the format that the answer will be written in: `json`, `csv` … A filter or Service may change it. */
  responseFormat: string;
  /** What filters leave for services, by a key of their own. */
  readonly items: Map<string | symbol, unknown>;
}
