import type { Class } from '../../../dtos/annotation-records';
import type { HostBuilder } from '../core/feature';
import { Handles, Service, type ServiceClass } from '../core/service';
import type { DtoType } from '../core/type-model';
import { dtoTypeOf } from '../metadata/type-reader';
import type { Answerer } from './answerer';
import { crudAnswerer } from './crud-operation';
import { crudShapeOf } from './crud-shape';
import { type AutoQueryOptions, queryAnswerer } from './query-operation';
import { isQuery, queryShapeOf } from './query-shape';
import type { QuerySource } from './query-source';

/**
 * Makes an operation of a query or CRUD DTO that has no Service (http-contract 9): guards, filters and rules run as for
 * every operation; its method is `Any` (http-contract 2.6).
 *
 * ```ts
 * addOperation(host, QueryItems, itemSource);
 * addOperation(host, CreateItem, itemSource);
 * ```
 *
 * Errors: Error naming the file for a DTO that is neither, a source without the members it names, or a source that
 *         cannot write.
 */
export function addOperation(host: HostBuilder, dto: Class, source: QuerySource, options: AutoQueryOptions = {}): void {
  const answer = isQuery(dto) ? queryAnswerer(dto, source, options) : crudAnswerer(dto, source);
  const type = serviceClass(dto, answer);
  host.service(type, () => new (type as unknown as new () => Service)());
}

/** Which rows a query or CRUD DTO is about: types to look for a source by, the nearest first. */
export function rowTypesOf(dto: Class): readonly DtoType[] {
  if (isQuery(dto)) {
    const { rowType, fromType } = queryShapeOf(dto);
    return [rowType, fromType];
  }
  const shape = crudShapeOf(dto);
  return shape ? [shape.modelType] : [];
}

function serviceClass(dto: Class, answer: Answerer): ServiceClass {
  class AutoQueryService extends Service {
    any(request: object): Promise<unknown> {
      return answer(request, this.context);
    }
  }
  Handles(dto)(AutoQueryService.prototype, 'any');
  // Error messages and metadata name the Service.
  Object.defineProperty(AutoQueryService, 'name', { value: `${dtoTypeOf(dto).name}Service` });
  return AutoQueryService;
}
