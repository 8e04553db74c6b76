import type { IncomingHttpHeaders } from 'node:http';

const goodRequestId = /^[\w.:-]{1,128}$/;
/** W3C Trace Context, 3.2: version, trace id, parent id, flags. Ids of zeros only are none. */
const goodTraceParent = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

/** What the caller calls this request: `X-Request-Id`, else the trace that it belongs to. Absent: nothing usable. */
export function requestIdOf(headers: IncomingHttpHeaders): string | undefined {
  const id = headers['x-request-id'];
  if (typeof id === 'string' && goodRequestId.test(id)) return id;
  return traceIdOf(headers);
}

/** 32 hex digits; absent: the request belongs to no trace. */
export function traceIdOf({ traceparent }: IncomingHttpHeaders): string | undefined {
  return typeof traceparent === 'string' ? goodTraceParent.exec(traceparent)?.[1] : undefined;
}
