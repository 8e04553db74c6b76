import type { ServerResponse } from 'node:http';

/** The signal of one request: aborted when the client hangs up, or when somebody cancels the request. */
export interface ClientSignal {
  /** Made when somebody asks for it: most services never do. */
  readonly signal: () => AbortSignal;
  /** Before or after anybody has asked for the signal. */
  readonly abort: (reason: Error) => void;
}

export function clientSignal(response: ServerResponse): ClientSignal {
  let controller: AbortController | undefined;
  let cancelled: Error | undefined;
  const made = (): AbortController => {
    if (controller) return controller;
    const fresh = new AbortController();
    controller = fresh;
    const hungUp = () => response.writableFinished || fresh.abort(new Error('The client hung up.'));
    if (cancelled) fresh.abort(cancelled);
    else if (response.destroyed) hungUp();
    else response.once('close', hungUp);
    return fresh;
  };
  return {
    signal: () => made().signal,
    abort: (reason) => {
      cancelled = reason;
      controller?.abort(reason);
    },
  };
}
