import { CancelRequest, CancelRequestResponse } from '../../../dtos/cancel-request';
import { ResponseError } from '../../../dtos/common';
import { toDurationText } from '../binding/time-span-text';
import type { Feature, HostBuilder } from '../core/feature';
import { HttpError } from '../core/http-error';
import type { RequestContext } from '../core/request-context';
import { Handles, Service } from '../core/service';

interface Running {
  readonly context: RequestContext;
  readonly startedAt: number;
  readonly abort: (reason: Error) => void;
}

/**
 * The requests that are running and carry an `X-Tag`, for `CancelRequest` to find.
 *
 * A tag belongs to its caller: equal tags of two users are two tags. Requests of one caller with the same tag are cancelled
 * together.
 */
export class RunningRequests {
  private readonly byTag = new Map<string, Set<Running>>();

  /**
   * Notes a request; `abort` fires the signal of its context with the error that it is to be answered with. Answers what
   * is to be called when the request has ended, or `undefined` for a request without a tag.
   */
  begin(context: RequestContext, abort: (reason: Error) => void): (() => void) | undefined {
    const tag = context.headers['x-tag'];
    if (typeof tag !== 'string' || tag === '') return undefined;
    const running = { context, abort, startedAt: context.host.clock.now().getTime() };
    const requests = this.byTag.get(tag) ?? new Set();
    this.byTag.set(tag, requests.add(running));
    return () => {
      requests.delete(running);
      if (requests.size === 0 && this.byTag.get(tag) === requests) this.byTag.delete(tag);
    };
  }

  /** Milliseconds that the cancelled request, of several the oldest, has been running; `undefined`: the caller has none. */
  cancel(tag: string, caller: RequestContext): number | undefined {
    const owner = ownerOf(caller);
    const found = [...(this.byTag.get(tag) ?? [])].filter(
      ({ context }) => context !== caller && ownerOf(context) === owner,
    );
    for (const { abort } of found) abort(cancelled());
    const now = caller.host.clock.now().getTime();
    return found.length === 0 ? undefined : Math.max(0, ...found.map(({ startedAt }) => now - startedAt));
  }
}

/** Who a request belongs to; looked up late, since a request is noted before its caller is known. */
function ownerOf({ session, remoteAddress }: RequestContext): string {
  if (session.userId !== undefined) return `user ${session.userId}`;
  if (session.apiKeyId !== undefined) return `key ${session.apiKeyId}`;
  return session.isAuthenticated ? `name ${session.userName}` : `address ${remoteAddress}`;
}

function cancelled(): HttpError {
  return new HttpError(409, 'RequestCancelled', 'The request was cancelled by its caller.');
}

/** Lets callers cancel their own running requests (http-contract 7.6). The host tells `running` of every request. */
export class CancellationFeature implements Feature {
  readonly name = 'cancellation';
  readonly running = new RunningRequests();

  register(host: HostBuilder): void {
    host.service(CancelRequestService, () => new CancelRequestService(this.running));
  }
}

export class CancelRequestService extends Service {
  constructor(private readonly running: RunningRequests) {
    super();
  }

  /** Errors: 400 without a tag; 404 for a tag that no running request of this caller has. */
  @Handles(CancelRequest)
  post({ tag }: CancelRequest): CancelRequestResponse {
    if (!tag) throw tagIsMissing();
    const elapsedMs = this.running.cancel(tag, this.context);
    if (elapsedMs === undefined) throw HttpError.notFound('Request with Tag does not exist');
    return new CancelRequestResponse({ tag, elapsed: toDurationText(BigInt(elapsedMs) * 10_000n) });
  }
}

function tagIsMissing(): HttpError {
  const errorCode = 'ArgumentNullException';
  const errors = [new ResponseError({ errorCode, fieldName: 'tag', message: 'Value cannot be null.' })];
  return new HttpError(400, 'ArgumentNullException', "Value cannot be null. (Parameter 'tag')", { errors });
}
