import type { Class } from '../../../dtos/annotation-records';
import type { ResponseError } from '../../../dtos/common';
import type { RequestContext } from './request-context';
import type { Session } from './session';

/**
 * Answers messages. Its methods are named for the verb (`get post put patch delete head options any`), each marked
 * with the Request DTO that it takes. One instance serves one request: `this.session` is safe to use after an await.
 *
 * ```ts
 * class HelloService extends Service {
 *   \@Handles(Hello)
 *   any(request: Hello) { return new HelloResponse({ result: `Hello, ${request.name}!` }); }
 * }
 * ```
 */
export abstract class Service {
  /** Set by the dispatcher before the method runs. */
  context!: RequestContext;

  protected get session(): Session {
    return this.context.session;
  }
  /** Aborted when the client hangs up or the host stops. */
  protected get signal(): AbortSignal {
    return this.context.signal;
  }
  /** Calls another operation as the same caller; under `idempotencyKey` once. */
  protected send<T>(request: { createResponse(): T }, options: { idempotencyKey?: string } = {}): Promise<T> {
    return this.context.host.gateway.send(request, this.session, { ...options, signal: this.signal });
  }
  /** The rules of a DTO that isn't the request itself, for example of one item of a batch. */
  protected validate(dto: object, path?: string): ResponseError[] {
    return this.context.host.validate(dto, path);
  }
}

export type ServiceClass<T extends Service = Service> = Class<T>;

export interface HandlerRecord {
  readonly request: Class;
  readonly methodName: string;
  readonly verb: string;
  /** Takes a whole auto-batch: a list of the messages. */
  readonly isBatch: boolean;
  readonly declaredAt: Error;
}

export const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'] as const;
const handlers = new Map<Class, HandlerRecord[]>();

export interface HandlesOptions {
  /**
   * The method takes all messages of an auto-batch at once, a list of them, and answers with the list of what each comes to
   * (http-contract 2.7). Guards, filters and rules have run for each. Default: false, a batch runs one after the other.
   */
  readonly isBatch?: boolean;
}

/** Marks the method that answers a message. `verb` is needed only where the method's name is not one. */
export function Handles(
  request: Class,
  verb?: string,
  { isBatch = false }: HandlesOptions = {},
): (target: Service, methodName: string) => void {
  const declaredAt = new Error('declared here');
  return (target, methodName) => {
    const type = target.constructor as Class;
    const list = handlers.get(type) ?? [];
    handlers.set(type, list);
    list.push({ request, methodName, verb: (verb ?? methodName).toUpperCase(), isBatch, declaredAt });
  };
}

/** What a Service class declares, its bases' first. */
export function handlersOf(type: Class): HandlerRecord[] {
  const base = Object.getPrototypeOf(type) as Class | null;
  const inherited = base && base !== (Service as Class) && typeof base === 'function' ? handlersOf(base) : [];
  return [...inherited, ...(handlers.get(type) ?? [])];
}
