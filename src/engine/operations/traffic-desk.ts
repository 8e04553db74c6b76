import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { HttpError } from '../core/http-error';
import type { TrafficWatcher, Visit, VisitKind } from '../core/traffic';
import { type Ending, statusOf } from './request-line';

export interface TrafficDeskOptions {
  /** Most messages that are worked on at once. */
  readonly maxInFlight: number;
  /** Whether the process can take more at this moment. */
  readonly isOverloaded: () => boolean;
  readonly onRefused: (reason: RefusalReason) => void;
  readonly onEnd: (visit: Visit, ending: Ending) => void;
}

export type RefusalReason = 'loop-delay' | 'in-flight';

interface WatchedVisit extends Visit {
  isAtWork: boolean;
}

/** Counts requests in and out, refuses those that are too many, and sends clients away before the process stops. */
export class TrafficDesk implements TrafficWatcher {
  private readonly open = new Set<ServerResponse>();
  private atWork = 0;
  private isLeaving = false;

  constructor(private readonly options: TrafficDeskOptions) {}

  /** Requests that have begun and not ended, event streams included. */
  get inFlight(): number {
    return this.open.size;
  }

  /** From now on every answer ends its connection: clients open the next one elsewhere. */
  sendAway(): void {
    this.isLeaving = true;
    for (const response of this.open) leaveAfter(response);
  }

  begin(request: IncomingMessage, response: ServerResponse, kind: VisitKind): WatchedVisit {
    const visit: WatchedVisit = { kind, context: undefined, batchSize: undefined, isAtWork: false };
    const { socket } = request;
    const beganAt = performance.now();
    const bytesBefore = socket.bytesWritten;
    this.open.add(response);
    if (this.isLeaving) leaveAfter(response);
    response.once('close', () => {
      this.open.delete(response);
      if (visit.isAtWork) this.atWork -= 1;
      this.options.onEnd(visit, {
        status: statusOf(response),
        ms: performance.now() - beganAt,
        bytes: socket.bytesWritten - bytesBefore,
        isAborted: !response.writableFinished,
      });
    });
    return visit;
  }

  refuseArrival(): HttpError | undefined {
    return this.options.isOverloaded() ? this.refused('loop-delay') : undefined;
  }

  /** Those whose body is still on its way hold no place: slow senders would take all of them. */
  refuseWork(visit: WatchedVisit): HttpError | undefined {
    if (this.atWork >= this.options.maxInFlight) return this.refused('in-flight');
    this.atWork += 1;
    visit.isAtWork = true;
    return undefined;
  }

  private refused(reason: RefusalReason): HttpError {
    this.options.onRefused(reason);
    return new HttpError(503, 'ServerBusy', 'The server has more to do than it can right now; try again.', {
      headers: { 'Retry-After': '1' },
    });
  }
}

function leaveAfter(response: ServerResponse): void {
  if (!response.headersSent) response.shouldKeepAlive = false;
}
