import type { Class } from '../../../dtos/annotation-records';
import type { Limits, Operation, ServiceMethod } from '../core/operation';
import type { Presentation } from '../core/presentation';
import { type HandlerRecord, handlersOf, type Service, type ServiceClass } from '../core/service';
import type { DtoType, TypeModel } from '../core/type-model';
import { defaultLimits, readOperation } from './operation-reader';
import type { RouteRequest } from './route-rule';
import { type RouteMatch, RouteTable } from './route-table';
import { sourceLocation } from './source-location';
import { dtoTypeOf, isDto } from './type-reader';

/** `GET`, `GETJSON`, `GETJSONASYNC`: verb, format, and a suffix that says nothing here. */
const methodName = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY)([A-Z0-9]+?)??(?:ASYNC)?$/;

/**
 * The registry of a host: message name → Operation, route → Operation.
 *
 * Only request DTOs that a Service answers are in it, in a Map, so that no other name leads anywhere (decisions D5).
 */
export class ServiceMetadata {
  private readonly byName = new Map<string, Operation>();
  private readonly routes = new RouteTable();
  private readonly registered = new Map<
    DtoType,
    { methods: ServiceMethod[]; presentation: Presentation; handlers: HandlerRecord[] }
  >();

  constructor(private readonly limits: Limits = defaultLimits) {}

  /** Operations in the order in which they were registered. */
  get operations(): readonly Operation[] {
    return [...this.byName.values()];
  }

  /**
   * Adds a Service's methods. Errors: Error naming the file for a method without a DTO, a DTO without `@Dto`, or two
   * methods for one verb of one message.
   */
  addService<T extends Service>(type: ServiceClass<T>, create: () => T, presentation: Presentation): void {
    const handlers = handlersOf(type);
    const [first] = handlers;
    const file = first ? sourceLocation(first.declaredAt) : `the file of class ${type.name}`;
    if (!first) throw new Error(`Service ${type.name} has no method that is marked with @Handles(RequestDto).`);
    refuseUnmarkedMethods(type, handlers, file);
    for (const handler of handlers) this.addHandler(type, create, presentation, handler);
  }

  private addHandler(
    type: ServiceClass,
    create: () => Service,
    presentation: Presentation,
    handler: HandlerRecord,
  ): void {
    const where = `${type.name}.${handler.methodName} (${sourceLocation(handler.declaredAt)})`;
    const parsed = handler.verb.match(methodName);
    if (!parsed?.[1]) {
      throw new Error(
        `${where} has no verb as its name; name it get, post, put, patch, delete, head, options or any, or give the verb to @Handles.`,
      );
    }
    if (!isDto(handler.request))
      throw new Error(`${where} takes ${handler.request?.name ?? 'nothing'}, which carries no @Dto.`);
    const request = dtoTypeOf(handler.request);
    const entry = this.registered.get(request) ?? { methods: [], presentation, handlers: [] };
    this.registered.set(request, entry);
    const method: ServiceMethod = {
      verb: parsed[1],
      format: parsed[2]?.toLowerCase(),
      methodName: handler.methodName,
      serviceName: type.name,
      create,
    };
    const twin = entry.methods.findIndex(
      (other, index) =>
        other.verb === method.verb &&
        other.format === method.format &&
        entry.handlers[index]?.isBatch === handler.isBatch,
    );
    if (twin >= 0) {
      const other = entry.handlers[twin];
      throw new Error(
        `${where} answers ${handler.verb} of ${request.name}${handler.isBatch ? '[]' : ''}, as does ${entry.methods[twin]?.serviceName}${other ? ` (${sourceLocation(other.declaredAt)})` : ''}.`,
      );
    }
    entry.methods.push(method);
    entry.handlers.push(handler);
  }

  /** Reads all operations and their routes; after the last Service. Errors: Error naming both files of a clash. */
  build(): void {
    for (const [request, { methods, handlers, presentation }] of this.registered) {
      const isOf = (isBatch: boolean) => methods.filter((_, index) => handlers[index]?.isBatch === isBatch);
      const operation = readOperation(request, isOf(false), presentation, this.limits, isOf(true));
      const twin = this.byName.get(operation.name.toLowerCase());
      if (twin) {
        throw new Error(`Two operations are named ${operation.name}: ${twin.declaredIn} and ${operation.declaredIn}.`);
      }
      this.byName.set(operation.name.toLowerCase(), operation);
      for (const route of operation.routes) this.routes.add(operation, route);
      reachableTypes([
        { kind: 'dto', clr: request.name, type: () => request, args: [], nullable: false },
        operation.response,
      ]);
    }
  }

  /** By type name, in any letter case. */
  find(name: string): Operation | undefined {
    return this.byName.get(name.toLowerCase());
  }

  /** The operation of a request DTO instance or class. */
  findByClass(type: Class): Operation | undefined {
    return isDto(type) ? this.find(dtoTypeOf(type).name) : undefined;
  }

  findFallback(verb: string, path: string, request?: RouteRequest): RouteMatch | undefined {
    return this.routes.findFallback(verb, path, request);
  }

  /** `verb` absent: whichever verb it takes. */
  findRoute(verb: string | undefined, path: string, request?: RouteRequest): RouteMatch | undefined {
    return this.routes.find(verb, path, request);
  }
}

function refuseUnmarkedMethods(type: ServiceClass, handlers: readonly HandlerRecord[], file: string): void {
  const marked = new Set(handlers.map((handler) => handler.methodName));
  for (const name of Object.getOwnPropertyNames(type.prototype)) {
    if (/^(get|post|put|patch|delete|head|options|any)$/.test(name) && !marked.has(name)) {
      throw new Error(`${type.name}.${name} (${file}) answers no message: mark it with @Handles(RequestDto).`);
    }
  }
}

/** Every DTO that can be reached from these types, each once. Errors: Error for a type that does not resolve. */
export function reachableTypes(roots: readonly (TypeModel | undefined)[]): DtoType[] {
  const found = new Set<DtoType>();
  const waiting = [...roots];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next?.kind === 'list') waiting.push(next.item);
    else if (next?.kind === 'dictionary') waiting.push(next.key, next.value);
    else if (next?.kind === 'dto') {
      waiting.push(...next.args);
      const type = next.type();
      if (found.has(type)) continue;
      found.add(type);
      waiting.push(...type.properties.map((prop) => prop.type));
    }
  }
  return [...found];
}
