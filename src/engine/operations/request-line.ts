import type { ServerResponse } from 'node:http';
import type { Log } from '../core/log';
import type { Visit } from '../core/traffic';
import { traceIdOf } from '../host/request-id';

/** How a request ended. */
export interface Ending {
  /** Absent: the client had gone before anything was answered. */
  readonly status?: number;
  /** From the request's first line to the answer's last byte, in milliseconds. */
  readonly ms: number;
  /** Sent, headers included; of pipelined requests it may include what others were sent meanwhile. */
  readonly bytes: number;
  /** The client left before it had the whole answer. */
  readonly isAborted: boolean;
}

/**
 * What the log says of a request: who asked for what, and how it ended. Ids only: no path, query, header or body, which may
 * hold names, tokens and codes.
 */
export function requestFields({ kind, context, batchSize }: Visit, ending: Ending): Record<string, unknown> {
  const { status, ms, bytes, isAborted } = ending;
  return {
    requestId: context?.requestId,
    traceId: context && traceIdOf(context.headers),
    operation: context?.operation?.name,
    kind: kind === 'message' ? undefined : kind,
    verb: context?.verb,
    status,
    ms: Math.round(ms * 10) / 10,
    bytes,
    userId: context?.session.userId,
    companyId: context?.session.companyId,
    apiKeyId: context?.session.apiKeyId,
    batchSize,
    isAborted: isAborted || undefined,
  };
}

/**
 * Probes come every second and say nothing as long as all is well. What callers do wrong is their business, and whoever
 * keeps warnings only must not have them filled by callers.
 */
export function levelOf(kind: Visit['kind'], status: number | undefined): 'debug' | keyof Log {
  if (kind === 'probe') return 'debug';
  if (status === undefined || status < 500) return 'info';
  return status === 503 ? 'warn' : 'error';
}

/** The status that the client saw. */
export function statusOf(response: ServerResponse): number | undefined {
  return response.headersSent ? response.statusCode : undefined;
}
