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
import type { TrafficWatcher } from '../core/traffic';
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
  readonly challenges: string[] = [];
  readonly loginPages: string[] = [];
  readonly exceptionMappers: ExceptionMapper[] = [];
  readonly preRequestFilters: PreRequestFilter[] = [];
  readonly answerFilters: AnswerFilter[] = [];
  readonly rawHandlers: RawHandler[] = [];
  /** Absent: nobody watches. */
  traffic?: TrafficWatcher;
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
      challenge: (text) => void this.challenges.push(text),
      loginPage: (path) => void this.loginPages.push(path),
      requestFilter: (filter, options = {}) => void this.requestFilters.push(place(filter, -1, options)),
      preRequestFilter: (filter) => void this.preRequestFilters.push(filter),
      responseFilter: (filter, options = {}) => void this.responseFilters.push(place(filter, 0, options)),
      answerFilter: (filter) => void this.answerFilters.push(filter),
      rawHandler: (handler) => void this.rawHandlers.push(handler),
      exceptionMapper: (mapper) => void this.exceptionMappers.push(mapper),
      trafficWatcher: (watcher) => {
        if (this.traffic) throw new Error(`The feature '${feature.name}' is the second one that watches all requests.`);
        this.traffic = watcher;
      },
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
    // Filters of the feature stand around the global ones, of which validation is one (http-contract 1.1, steps 12–14, 18).
    const ownBefore = inOrder(this.requestFilters, (own, priority) => own && priority < 0);
    const globalBefore = inOrder(this.requestFilters, (own, priority) => !own && priority < 0);
    const globalAfter = inOrder(this.requestFilters, (own, priority) => !own && priority >= 0);
    const ownAfter = inOrder(this.requestFilters, (own, priority) => own && priority >= 0);
    const made = {
      beforeValidation: [...ownBefore, ...globalBefore],
      afterValidation: [...globalAfter, ...ownAfter],
      response: [
        ...inOrder(this.responseFilters, (own, priority) => own && priority < 0),
        ...inOrder(this.responseFilters, (own) => !own),
        ...inOrder(this.responseFilters, (own, priority) => own && priority >= 0),
      ],
    };
    this.filters.set(presentation, made);
    return made;

    /** Those that run for this feature's operations; `own`: the feature has added the filter for itself. */
    function inOrder<T>(placed: readonly Placed<T>[], isWanted: (own: boolean, priority: number) => boolean): T[] {
      return placed
        .filter((one) => one.presentation === undefined || one.presentation === presentation)
        .filter((one) => isWanted(one.presentation !== undefined, one.priority))
        .map(({ filter }) => filter);
    }
  }

  /** What answer filters add to an answer that Express gives. */
  answerHeaders(request: {
    method: string;
    path: string;
    headers: IncomingHttpHeaders;
    isSecure: boolean;
  }): Record<string, string | string[]> {
    const headers: Record<string, string | readonly string[]> = {};
    for (const filter of this.answerFilters) filter({ ...request, verb: request.method }, headers);
    return headers as Record<string, string | string[]>;
  }
}
