import { authenticate } from '../auth/authenticate';
import { authorize, needsAuthentication } from '../auth/authorize';
import type { AuthProvider } from '../core/auth-provider';
import type { RequestFilter, ResponseFilter } from '../core/feature';
import { HttpError } from '../core/http-error';
import type { Operation, ServiceMethod } from '../core/operation';
import type { RequestContext } from '../core/request-context';
import type { Service } from '../core/service';
import { validateDto, validateDtoAsync } from '../validation/validate-request';

export interface DispatcherParts {
  /** In order of priority. */
  readonly authProviders: readonly AuthProvider[];
  /** By operation: those of its feature. */
  readonly requestFilters: (operation: Operation) => readonly RequestFilter[];
  readonly responseFilters: (operation: Operation) => readonly ResponseFilter[];
}

/**
 * Takes a bound message to its Service. Every door leads here: routes, pre-defined addresses, batch elements, the
 * gateway and jobs, so that the same guards, filters and rules run, in the same order (http-contract 1.1, steps 12–18).
 */
export class Dispatcher {
  constructor(private readonly parts: DispatcherParts) {}

  /** Who calls. Once per HTTP request; a gateway call brings its session with it. */
  async identify(context: RequestContext, operation: Operation): Promise<void> {
    context.session = await authenticate(this.parts.authProviders, context, needsAuthentication(operation));
  }

  /** Guards, request filters, then the DTO's rules. Errors: 401, 403, what filters throw, 400 with all field errors. */
  async admit(context: RequestContext, operation: Operation, request: object): Promise<void> {
    authorize(operation, context.session);
    for (const filter of this.parts.requestFilters(operation)) await filter(context, request);
    const rules = { verb: context.verb };
    const errors = await (validateDtoAsync(request, rules) ?? validateDto(request, rules));
    if (errors.length > 0) throw HttpError.validation(errors);
  }

  /** The Service method and the response filters. Errors: 405 where no method answers the verb, what the Service throws. */
  async execute(context: RequestContext, operation: Operation, request: object): Promise<unknown> {
    const method = methodFor(operation, context.verb);
    const service = method.create() as Service;
    service.context = context;
    const run = service[method.methodName as keyof typeof service] as unknown as (request: object) => unknown;
    const response = await run.call(service, request);
    if (response instanceof Error) throw response;
    for (const filter of this.parts.responseFilters(operation)) await filter(context, response);
    return response;
  }
}

/** `GETJSON` > `ANYJSON` > `GET` > `ANY` (http-contract 2.6). */
function methodFor(operation: Operation, verb: string): ServiceMethod {
  const wanted: readonly (readonly [string, string | undefined])[] = [
    [verb, 'json'],
    ['ANY', 'json'],
    [verb, undefined],
    ['ANY', undefined],
  ];
  for (const [wantedVerb, format] of wanted) {
    const found = operation.methods.find((method) => method.verb === wantedVerb && method.format === format);
    if (found) return found;
  }
  const { name } = operation;
  const spoken = verb.charAt(0) + verb.slice(1).toLowerCase();
  throw new HttpError(
    405,
    'NotImplementedException',
    `Could not find method named ${spoken}(${name}) or Any(${name}) on Service ${operation.methods[0]?.serviceName}`,
    { headers: { Allow: allowedVerbs(operation) } },
  );
}

function allowedVerbs(operation: Operation): string {
  const verbs = new Set(operation.methods.map((method) => method.verb));
  return verbs.has('ANY') ? 'GET, POST, PUT, PATCH, DELETE, HEAD' : [...verbs].join(', ');
}
