import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from '../core/http-error';
import type { RawHandler } from '../core/raw-handler';
import type { RequestContext } from '../core/request-context';
import type { Metrics } from './metrics';
import { mayReadMetrics } from './metrics-guard';
import type { ReadinessProbe } from './readiness';

/** `GET /healthz`: 200 as long as the process answers at all; it looks at nothing else. */
export function healthHandler(): RawHandler {
  return probe('/healthz', async (_request, response, context) => {
    sendJson(response, context, 200, { status: 'ok' });
  });
}

/**
 * `GET /readyz`: 200 when requests should come here, else 503 with `Retry-After` and the names of what is not right.
 * `isDraining`: the process is about to stop, whatever else is right.
 */
export function readinessHandler(readiness: ReadinessProbe, isDraining: () => boolean): RawHandler {
  return probe('/readyz', async (_request, response, context) => {
    const { isReady, failures } = isDraining() ? { isReady: false, failures: ['draining'] } : await readiness.ask();
    if (isReady) return sendJson(response, context, 200, { status: 'ready' });
    sendJson(response, context, 503, { status: 'unready', failures }, { 'Retry-After': '1' });
  });
}

/** `GET /metrics` in Prometheus' text format. Errors: 401 for who may not read them. */
export function metricsHandler(metrics: Metrics, token: string | undefined): RawHandler {
  return probe('/metrics', async (_request, response, context) => {
    if (!mayReadMetrics(context, token)) {
      throw HttpError.unauthorized(
        'Metrics are shown on this machine, and to who brings METRICS_TOKEN as bearer token.',
        {
          headers: { 'WWW-Authenticate': 'Bearer realm="metrics"' },
        },
      );
    }
    send(response, context, { status: 200, contentType: metrics.contentType, body: await metrics.text() });
  });
}

function probe(path: string, handle: RawHandler['handle']): RawHandler {
  return {
    matches: (verb, asked) => asked === path && (verb === 'GET' || verb === 'HEAD'),
    isProbe: true,
    handle: (request: IncomingMessage, response, context) => handle(request, response, context),
  };
}

function sendJson(
  response: ServerResponse,
  context: RequestContext,
  status: number,
  value: object,
  headers: Record<string, string> = {},
): void {
  send(response, context, {
    status,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify(value),
    headers,
  });
}

interface ProbeAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function send(response: ServerResponse, context: RequestContext, answer: ProbeAnswer): void {
  if (response.destroyed) return;
  const { status, contentType, body, headers } = answer;
  response.writeHead(status, {
    ...context.responseHeaders,
    ...headers,
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  response.end(context.verb === 'HEAD' ? undefined : body);
}
