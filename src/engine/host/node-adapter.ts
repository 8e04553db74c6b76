import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHandler, Incoming } from './http-handler';
import type { Answer } from './response-writer';

/** Sees a request first. True: it is the host's, and will be answered. False: it has not been touched. */
export function takeRequest(
  handler: HttpHandler,
  ready: Promise<void>,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const incoming = handler.recognise(request, lazySignal(response));
  if (!incoming) return false;
  void answer(handler, ready, incoming, response);
  return true;
}

async function answer(
  handler: HttpHandler,
  ready: Promise<void>,
  incoming: Incoming,
  response: ServerResponse,
): Promise<void> {
  try {
    await ready;
    write(response, await handler.handle(incoming));
  } catch (error) {
    // Nothing that can be answered is left: the host did not start, or the answer's own headers cannot be written.
    response.destroy(error as Error);
  }
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  const length = body === undefined ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  response.writeHead(status, { ...headers, 'Content-Length': length });
  response.end(body);
}

/** Most services never ask for the signal: it is made when one does. */
function lazySignal(response: ServerResponse): () => AbortSignal {
  let controller: AbortController | undefined;
  return () => {
    if (!controller) {
      const made = new AbortController();
      controller = made;
      const hungUp = () => response.writableFinished || made.abort(new Error('The client hung up.'));
      if (response.destroyed) hungUp();
      else response.once('close', hungUp);
    }
    return controller.signal;
  };
}
