import type { HostContext, ServiceGateway } from '../core/host-context';
import { HttpError } from '../core/http-error';
import type { Session } from '../core/session';
import type { ServiceMetadata } from '../metadata/service-metadata';
import { CallContext } from './call-context';
import type { Dispatcher } from './dispatcher';

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
    options: { verb?: string; signal?: AbortSignal } = {},
  ): Promise<T> {
    const operation = this.metadata.findByClass(request.constructor as never);
    if (!operation) {
      throw new HttpError(
        405,
        'NotImplementedException',
        `No Service of this host answers ${request.constructor.name}.`,
      );
    }
    const { signal } = options;
    const context = new CallContext({
      host: this.host(),
      verb: options.verb ?? verbOf(request),
      path: operation.name,
      signal: () => signal ?? never,
    });
    context.operation = operation;
    context.session = session;
    await this.dispatcher.admit(context, operation, request);
    return (await this.dispatcher.execute(context, operation, request)) as T;
  }
}

function verbOf(request: object): string {
  const { getMethod } = request as { getMethod?: () => string };
  return getMethod ? getMethod.call(request) : 'POST';
}
