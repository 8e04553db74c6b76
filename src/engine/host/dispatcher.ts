import { authenticate } from '../auth/authenticate';
import { authorize, needsAuthentication } from '../auth/authorize';
import { resetNames } from '../binding/reset-names';
import type { AuthProvider } from '../core/auth-provider';
import type { RequestFilter, ResponseFilter } from '../core/feature';
import { HttpError } from '../core/http-error';
import { HttpResult } from '../core/http-result';
import type { Operation, ServiceMethod } from '../core/operation';
import type { RequestContext } from '../core/request-context';
import type { Service } from '../core/service';
import { isPatch, untouchedMembers } from '../validation/patch-rules';
import { validateDto, validateDtoAsync } from '../validation/validate-request';
import { requireAccess } from './access-restriction';
import type { Idempotency } from './idempotency/idempotency';
import { idempotencyKeyIn } from './idempotency/idempotency-key';
import { watchedStream } from './results/early-failure';

/** The filters of one operation, in order. */
export interface OperationFilters {
  readonly beforeValidation: readonly RequestFilter[];
  readonly afterValidation: readonly RequestFilter[];
  readonly response: readonly ResponseFilter[];
}

export interface DispatcherParts {
  /** In order of priority. */
  readonly authProviders: readonly AuthProvider[];
  readonly filtersOf: (operation: Operation) => OperationFilters;
  /** Absent: keys are ignored, and messages executed as often as they come. */
  readonly idempotency?: Idempotency;
}

/** A filter has answered: the Service is not asked. */
export interface Ended {
  readonly response: unknown;
}

/**
 * Takes a bound message to its Service. Every door leads here: routes, pre-defined addresses, batch elements, the
 * gateway and jobs, so that the same guards, filters and rules run, in the same order (http-contract 1.1, steps 12–18).
 */
export class Dispatcher {
  constructor(private readonly parts: DispatcherParts) {}

  /** Who calls. Once per HTTP request; a gateway call brings its session with it. */
  async identify(context: RequestContext, operation?: Operation): Promise<void> {
    context.session = await authenticate(
      this.parts.authProviders,
      context,
      operation !== undefined && needsAuthentication(operation),
    );
  }

  /**
   * Guards, request filters, then the DTO's rules, then the filters after them, and last what restricts access.
   * Answers what a filter answered in the Service's place. Errors: 401, 403, what filters throw, 400 with all field errors.
   */
  async admit(context: RequestContext, operation: Operation, request: object): Promise<Ended | undefined> {
    authorize(operation, context.session, request, context.host.challenge);
    const filters = this.parts.filtersOf(operation);
    const before = await runFilters(filters.beforeValidation, context, request);
    if (before) return before;
    const rules = { verb: context.verb, skip: skippedMembers(context, operation, request) };
    const errors = await (validateDtoAsync(request, rules) ?? validateDto(request, rules));
    if (errors.length > 0) throw new RuleError(HttpError.validation(errors));
    const after = await runFilters(filters.afterValidation, context, request);
    if (!after) requireAccess(context, operation);
    return after;
  }

  /** The Service method and the response filters. Errors: 405 where no method answers the verb; ServiceError for the rest. */
  async execute(context: RequestContext, operation: Operation, request: object): Promise<unknown> {
    const method = methodFor(operation, context.verb, context.responseFormat);
    return this.once(context, operation, request, () => this.call(method, context, operation, request));
  }

  /** Before a message waits: that somebody will answer it. Errors: 405. */
  requireMethod({ verb, responseFormat }: RequestContext, operation: Operation): void {
    methodFor(operation, verb, responseFormat);
  }

  /**
   * Does `work` with a message, or what else takes its place; under an idempotency key once, whichever door it came by.
   * Errors: 409, 422; what `work` rejects with.
   */
  async once(context: RequestContext, operation: Operation, message: object, work: () => Promise<unknown>) {
    const name = Array.isArray(message) ? `${operation.name}[]` : operation.name;
    return this.parts.idempotency ? this.parts.idempotency.run(context, operation, { name, message }, work) : work();
  }

  /** The key that a request brings, where the host honours keys. Errors: 400 on the header. */
  keyOf(context: RequestContext): string | undefined {
    return this.parts.idempotency && idempotencyKeyIn(context);
  }

  /** Whether a method takes an auto-batch as a whole. */
  takesBatch({ verb, responseFormat }: RequestContext, { batchMethods = [] }: Operation): boolean {
    return methodAmong(batchMethods, verb, responseFormat) !== undefined;
  }

  /** The same for all messages of an auto-batch, where `takesBatch` says so; response filters see the list. */
  async executeBatch(context: RequestContext, operation: Operation, requests: readonly object[]): Promise<unknown> {
    const method = methodAmong(operation.batchMethods ?? [], context.verb, context.responseFormat);
    if (!method) throw new Error(`${operation.name}[] has no method for ${context.verb}.`);
    return this.once(context, operation, requests, () => this.call(method, context, operation, requests));
  }

  private async call(
    method: ServiceMethod,
    context: RequestContext,
    operation: Operation,
    request: object,
  ): Promise<unknown> {
    try {
      const service = method.create() as Service;
      service.context = context;
      const run = service[method.methodName as keyof Service] as unknown as (request: object) => unknown;
      const response = thrownIfError(await run.call(service, request));
      const stream = watchedStream(response);
      try {
        return await this.filterResponse(context, operation, response);
      } catch (error) {
        // Nobody will send it any more.
        stream?.destroy?.();
        throw error;
      }
    } catch (error) {
      throw new ServiceError(error);
    }
  }

  private async filterResponse(context: RequestContext, operation: Operation, response: unknown): Promise<unknown> {
    let result = response;
    for (const filter of this.parts.filtersOf(operation).response) {
      // A filter sees the DTO, also inside an HttpResult, and may put something else in its place.
      const replaced = thrownIfError(
        await filter(context, result instanceof HttpResult ? result.init.response : result),
      );
      if (replaced !== undefined) result = inPlaceOf(result, replaced);
    }
    return result;
  }
}

function skippedMembers({ verb, queryString }: RequestContext, operation: Operation, request: object) {
  if (!isPatch(operation.request, verb)) return undefined;
  return untouchedMembers(request, operation.request, resetNames(request, queryString));
}

/** A returned error behaves as a thrown one (http-contract 1.3). */
function thrownIfError(response: unknown): unknown {
  if (response instanceof Error) throw response;
  if (response instanceof HttpResult && response.init.response instanceof Error) throw response.init.response;
  return response;
}

/** What a filter puts in place of a DTO keeps the status and headers around it, unless it brings its own. */
function inPlaceOf(result: unknown, replaced: unknown): unknown {
  if (!(result instanceof HttpResult) || replaced instanceof HttpResult) return replaced;
  return new HttpResult({ ...result.init, response: replaced });
}

/** Thrown by property rules: the answer takes the operation's own envelope (http-contract 5.2). */
export class RuleError extends Error {
  constructor(override readonly cause: HttpError) {
    super(cause.message);
  }
}
/** Thrown by a Service or a response filter: the answer takes the operation's own envelope. */
export class ServiceError extends Error {
  constructor(override readonly cause: unknown) {
    super('A Service failed.');
  }
}

async function runFilters(
  filters: readonly RequestFilter[],
  context: RequestContext,
  request: object,
): Promise<Ended | undefined> {
  for (const filter of filters) {
    const response = thrownIfError(await filter(context, request));
    if (response !== undefined) return { response };
  }
  return undefined;
}

/** `GETJSON` > `ANYJSON` > `GET` > `ANY` (http-contract 2.6). */
function methodAmong(methods: readonly ServiceMethod[], verb: string, format: string): ServiceMethod | undefined {
  const wanted: readonly (readonly [string, string | undefined])[] = [
    [verb, format],
    ['ANY', format],
    [verb, undefined],
    ['ANY', undefined],
  ];
  for (const [wantedVerb, wantedFormat] of wanted) {
    const found = methods.find((method) => method.verb === wantedVerb && method.format === wantedFormat);
    if (found) return found;
  }
  return undefined;
}

function methodFor(operation: Operation, verb: string, format: string): ServiceMethod {
  const found = methodAmong(operation.methods, verb, format);
  if (found) return found;
  const { name } = operation;
  const spoken = verb.charAt(0) + verb.slice(1).toLowerCase();
  throw new HttpError(
    405,
    'NotImplementedException',
    `Could not find method named ${spoken}(${name}) or Any(${name}) on Service ${serviceNameOf(operation)}`,
    { headers: { Allow: allowedVerbs(operation) } },
  );
}

function serviceNameOf({ methods, batchMethods = [] }: Operation): string | undefined {
  return [...methods, ...batchMethods][0]?.serviceName;
}

function allowedVerbs(operation: Operation): string {
  const verbs = new Set(operation.methods.map((method) => method.verb));
  return verbs.has('ANY') ? 'GET, POST, PUT, PATCH, DELETE, HEAD' : [...verbs].join(', ');
}
