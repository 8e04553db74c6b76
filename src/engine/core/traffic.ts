import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpError } from './http-error';
import type { RequestContext } from './request-context';

/**
 * What a request is: a message (any address of an operation, also one that nobody has), a raw handler's, a probe, or
 * something that Express answers.
 */
export type VisitKind = 'message' | 'raw' | 'probe' | 'page';

/** One HTTP request on its way through the host, for whoever watches it. */
export interface Visit {
  readonly kind: VisitKind;
  /** Who asks for what, as far as that is known by now. */
  context?: RequestContext;
  /** Elements of an auto-batch; absent for other requests. */
  batchSize?: number;
}

/**
 * Sees every HTTP request of a host once, when it begins; when it has ended, the response's `close` tells. It may also refuse
 * requests, which then cost next to nothing: their body is not read and nobody asks who sent them.
 */
export interface TrafficWatcher {
  begin(request: IncomingMessage, response: ServerResponse, kind: VisitKind): Visit;
  /** Why a request is not even read; probes are not asked about. */
  refuseArrival(visit: Visit): HttpError | undefined;
  /** Why a message that has been read is not worked on. */
  refuseWork(visit: Visit): HttpError | undefined;
}
