import http from 'node:http';
import https from 'node:https';
import type { VakaState } from './vaka-state';

const timeoutMs = 5_000;

/**
 * Tells every registered webhook that a door was opened. A receiver that fails misses the event: Axema states no
 * retries, so there are none.
 */
export function sendOperationResult(state: VakaState, doorId: string, correlationId: string): void {
  const event = JSON.stringify({
    correlationId,
    eventType: 'operationResult',
    // Spelled as Axema spells it.
    eventData: { succeded: true, errorCode: null, errorDescription: null, data: { doorId } },
    timestamp: state.now().toISOString(),
  });
  for (const { url } of state.webhooks.values()) post(url, event);
}

function post(url: string, body: string): void {
  const client = url.startsWith('https:') ? https : http;
  const request = client.request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    timeout: timeoutMs,
  });
  request.on('timeout', () => request.destroy());
  request.on('response', (response) => response.resume());
  request.on('error', () => undefined);
  request.end(body);
}
