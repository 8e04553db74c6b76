import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TrafficWatcher, Visit } from '../core/traffic';

/** Requests that Express saw before the host knew whether they were its own. */
const pages = new WeakMap<ServerResponse, Visit>();

/** Begins a request that is no message and no raw handler's; whoever answers it finds it by `pageVisit`. */
export function beginPage(
  traffic: TrafficWatcher | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (traffic) pages.set(response, traffic.begin(request, response, 'page'));
}

/** Absent: nobody watches, or the host is middleware of somebody else's server. */
export function pageVisit(response: ServerResponse): Visit | undefined {
  return pages.get(response);
}
