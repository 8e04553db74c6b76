import type { Class } from '../../../dtos/annotation-records';
import { bindRequest } from '../binding/request-binder';
import type { HostContext, ServiceGateway } from '../core/host-context';
import { HttpError } from '../core/http-error';
import { HttpResult } from '../core/http-result';
import type { QueuedMessage } from '../core/message-queue';
import type { Operation } from '../core/operation';
import type { Session } from '../core/session';
import type { ServiceMetadata } from '../metadata/service-metadata';
import { CallContext } from './call-context';
import { type Dispatcher, RuleError, ServiceError } from './dispatcher';
import { checkedKey, queuedKey } from './idempotency/idempotency-key';

const never = new AbortController().signal;

/** Calls operations in process, through the same door as HTTP: guards, filters, rules, Service. */
export class DispatchingGateway implements ServiceGateway {
  constructor(
    private readonly metadata: ServiceMetadata,
    private readonly dispatcher: Dispatcher,
    private readonly host: () => HostContext,
  ) {}

  async send<T>(
    request: { createResponse(): T },
    session: Session,
    options: { verb?: string; signal?: AbortSignal; idempotencyKey?: string } = {},
  ): Promise<T> {
    const type = request.constructor as unknown as Class;
    const operation = this.metadata.findByClass(type);
    if (!operation) throw unknown(type.name);
    const verb = options.verb ?? verbOf(request);
    const context = this.contextOf(operation, { verb, session, signal: options.signal ?? never });
    if (options.idempotencyKey !== undefined) context.idempotencyKey = checkedKey(options.idempotencyKey);
    const result = await this.run(context, operation, request);
    return (result instanceof HttpResult ? result.init.response : result) as T;
  }

  /** The call of a message that has waited; its context first, since the caller says what becomes of errors. */
  queuedCall(message: QueuedMessage, signal: AbortSignal): { context: CallContext; run: () => Promise<unknown> } {
    const operation = this.metadata.find(message.operationName);
    if (!operation) throw unknown(message.operationName);
    const context = this.contextOf(operation, { ...message, signal });
    if (message.id !== undefined) context.idempotencyKey = queuedKey(message.id);
    const body = { value: message.request, contentType: 'application/json', checkText: true };
    return {
      context,
      run: async () => this.run(context, operation, bindRequest(operation.request, { body, query: [] })),
    };
  }

  private contextOf(
    operation: Operation,
    { verb, session, signal }: { verb: string; session: Session; signal: AbortSignal },
  ): CallContext {
    const context = new CallContext({ host: this.host(), verb, path: operation.name, signal: () => signal });
    context.operation = operation;
    context.session = session;
    return context;
  }

  /** Errors: what the guards, rules, filters and the Service have thrown. */
  private async run(context: CallContext, operation: Operation, request: object): Promise<unknown> {
    try {
      const ended = await this.dispatcher.admit(context, operation, request);
      return ended ? ended.response : await this.dispatcher.execute(context, operation, request);
    } catch (error) {
      // Where the error arose decides about the envelope of an HTTP answer, which this isn't.
      throw error instanceof RuleError || error instanceof ServiceError ? error.cause : error;
    }
  }
}

function unknown(name: string): HttpError {
  return new HttpError(405, 'NotImplementedException', `No Service of this host answers ${name}.`);
}

function verbOf(request: object): string {
  const { getMethod } = request as { getMethod?: () => string };
  return getMethod ? getMethod.call(request) : 'POST';
}
