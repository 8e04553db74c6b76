import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { HostContext } from '../core/host-context';
import type { Cookie, UploadedFile } from '../core/http-result';
import type { Operation } from '../core/operation';
import type { RequestContext } from '../core/request-context';
import { anonymous, type Session } from '../core/session';
import { cookieText } from './results/cookie-text';
import type { Wire } from './wire';

export interface ContextInit {
  readonly host: HostContext;
  readonly verb: string;
  readonly path: string;
  readonly queryString?: string;
  readonly headers?: IncomingHttpHeaders;
  readonly remoteAddress?: string;
  /** As `requestIdOf` found it. Default: a new one. */
  readonly requestId?: string;
  readonly files?: readonly UploadedFile[];
  readonly rawBody?: Buffer;
  readonly responseFormat?: string;
  /** Whether the connection is encrypted. */
  readonly isSecure?: boolean;
  /** Gives the signal when somebody asks for it: most services never do. */
  readonly signal: () => AbortSignal;
}

/** One call: an HTTP request, one element of a batch, or a call in process. */
export class CallContext implements RequestContext {
  readonly host: HostContext;
  /** A form may name another verb (`X-Http-Method-Override`). */
  verb: string;
  readonly path: string;
  readonly queryString: string;
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress?: string;
  readonly requestId: string;
  readonly responseHeaders: Record<string, string | string[]> = {};
  readonly items = new Map<string | symbol, unknown>();
  files: readonly UploadedFile[];
  rawBody?: Buffer;
  responseFormat: string;
  readonly isSecure: boolean;
  operation?: Operation;
  /** The bound DTO, once there is one; of batch elements in contexts of their own. */
  request?: object;
  form?: readonly (readonly [name: string, value: string])[];
  /** Its own, not its batch's. */
  idempotencyKey?: string;
  /** How the answer is to be written, as far as that is known. */
  wire?: Wire;
  session: Session = anonymous;
  /** Whether it stands in the rate limits already, or need not. */
  isCounted = false;
  private readonly getSignal: () => AbortSignal;
  /** Whose answer carries the cookies. Default: its own. */
  private readonly answering: CallContext;

  constructor(init: ContextInit, answering?: CallContext) {
    this.host = init.host;
    this.verb = init.verb;
    this.path = init.path;
    this.queryString = init.queryString ?? '';
    this.headers = init.headers ?? {};
    this.remoteAddress = init.remoteAddress;
    this.requestId = init.requestId ?? randomUUID();
    this.files = init.files ?? [];
    this.rawBody = init.rawBody;
    this.responseFormat = init.responseFormat ?? 'json';
    this.isSecure = init.isSecure ?? false;
    this.getSignal = init.signal;
    this.answering = answering ?? this;
  }

  get signal(): AbortSignal {
    return this.getSignal();
  }

  setCookie(cookie: Cookie): void {
    const { responseHeaders, isSecure } = this.answering;
    const text = cookieText(cookie, isSecure);
    const before = [responseHeaders['Set-Cookie'] ?? []].flat();
    responseHeaders['Set-Cookie'] = [...before.filter((line) => !line.startsWith(`${cookie.name}=`)), text];
  }

  /** A context of the same caller for another message: its own items and answer headers, cookies apart. */
  fork(operation: Operation, verb = this.verb): CallContext {
    const fork = new CallContext(
      {
        host: this.host,
        verb,
        path: this.path,
        queryString: this.queryString,
        headers: this.headers,
        remoteAddress: this.remoteAddress,
        requestId: this.requestId,
        responseFormat: this.responseFormat,
        isSecure: this.isSecure,
        signal: this.getSignal,
      },
      this.answering,
    );
    fork.operation = operation;
    fork.session = this.session;
    return fork;
  }
}
