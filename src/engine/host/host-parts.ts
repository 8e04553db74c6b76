import type { IncomingHttpHeaders } from 'node:http';
import type { AuthProvider } from '../core/auth-provider';
import type {
  AnswerFilter,
  ExceptionMapper,
  Feature,
  FilterOptions,
  HostBuilder,
  PreRequestFilter,
  RequestFilter,
  ResponseFilter,
} from '../core/feature';
import type { Operation } from '../core/operation';
import type { Presentation } from '../core/presentation';
import type { RawHandler } from '../core/raw-handler';
import type { ServiceMetadata } from '../metadata/service-metadata';
import type { OperationFilters } from './dispatcher';

interface Placed<T> {
  readonly filter: T;
  readonly priority: number;
  /** Absent: for all operations. */
  readonly presentation?: Presentation;
}

/** What features have added to a host, and in which order it runs. */
export class HostParts {
  readonly authProviders: AuthProvider[] = [];
  readonly exceptionMappers: ExceptionMapper[] = [];
  readonly preRequestFilters: PreRequestFilter[] = [];
  readonly answerFilters: AnswerFilter[] = [];
  readonly rawHandlers: RawHandler[] = [];
  private readonly requestFilters: Placed<RequestFilter>[] = [];
  private readonly responseFilters: Placed<ResponseFilter>[] = [];
  private readonly filters = new Map<Presentation, OperationFilters>();

  constructor(private readonly metadata: ServiceMetadata) {}

  /** `standard`: the host's own presentation, of which every feature without one gets its copy: filters go by it. */
  builderFor(feature: Feature, standard: Presentation): HostBuilder {
    const presentation = feature.presentation ?? { ...standard };
    const place = <T>(filter: T, priority: number, options: FilterOptions): Placed<T> => ({
      filter,
      priority: options.priority ?? priority,
      presentation: options.isGlobal ? undefined : presentation,
    });
    return {
      service: (type, create) => this.metadata.addService(type, create, presentation),
      authProvider: (provider) => void this.authProviders.push(provider),
      requestFilter: (filter, options = {}) => void this.requestFilters.push(place(filter, -1, options)),
      preRequestFilter: (filter) => void this.preRequestFilters.push(filter),
      responseFilter: (filter, options = {}) => void this.responseFilters.push(place(filter, 0, options)),
      answerFilter: (filter) => void this.answerFilters.push(filter),
      rawHandler: (handler) => void this.rawHandlers.push(handler),
      exceptionMapper: (mapper) => void this.exceptionMappers.push(mapper),
    };
  }

  /** After all features: everything runs in the order of priorities; equal ones as they were added. */
  sort(): void {
    this.authProviders.sort((a, b) => a.priority - b.priority);
    this.requestFilters.sort((a, b) => a.priority - b.priority);
    this.responseFilters.sort((a, b) => a.priority - b.priority);
  }

  filtersOf({ presentation }: Operation): OperationFilters {
    const known = this.filters.get(presentation);
    if (known) return known;
    const isFor = (placed: Placed<unknown>) =>
      placed.presentation === undefined || placed.presentation === presentation;
    const request = this.requestFilters.filter(isFor);
    const made = {
      beforeValidation: request.filter(({ priority }) => priority < 0).map(({ filter }) => filter),
      afterValidation: request.filter(({ priority }) => priority >= 0).map(({ filter }) => filter),
      response: this.responseFilters.filter(isFor).map(({ filter }) => filter),
    };
    this.filters.set(presentation, made);
    return made;
  }

  /** What answer filters add to an answer that Express gives. */
  answerHeaders(request: {
    method: string;
    path: string;
    headers: IncomingHttpHeaders;
  }): Record<string, string | string[]> {
    const headers: Record<string, string | readonly string[]> = {};
    for (const filter of this.answerFilters)
      filter({ verb: request.method, path: request.path, headers: request.headers }, headers);
    return headers as Record<string, string | string[]>;
  }
}
