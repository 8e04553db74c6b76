import type { Guard, Operation } from '../core/operation';
import type { DtoType, TypeModel } from '../core/type-model';
import type { ClrNames } from './clr-names';
import { baseModel } from './metadata-type-reader';
import type { MetadataOperationType, MetadataRoute, MetadataType } from './metadata-types';
import { parseTypeExpression } from './type-expression';
import { resolveType } from './type-reader';

const verbInterfaces: ReadonlyMap<string, string> = new Map([
  ['IGet', 'GET'],
  ['IPost', 'POST'],
  ['IPut', 'PUT'],
  ['IDelete', 'DELETE'],
  ['IPatch', 'PATCH'],
  ['IOptions', 'OPTIONS'],
]);
const crudInterfaces: ReadonlyMap<string, string> = new Map([
  ['ICreateDb', 'POST'],
  ['IUpdateDb', 'PUT'],
  ['IPatchDb', 'PATCH'],
  ['IDeleteDb', 'DELETE'],
  ['ISaveDb', 'POST'],
]);

/** What the model says of an operation. `request` and `response` are the model's own objects for its types. */
export function readMetadataOperation(
  operation: Operation,
  request: MetadataType,
  response: MetadataType | undefined,
  names: ClrNames,
): MetadataOperationType {
  const { returnsVoid, routes, tags } = operation;
  const [dataModel, viewModel] = rowModels(operation.request);
  return {
    request,
    response,
    actions: [...new Set(operation.methods.map(({ verb }) => verb))],
    ...(returnsVoid && { returnsVoid }),
    method: methodOf(operation),
    returnType: operation.response && names.typeName(operation.response),
    ...(routes.length > 0 && { routes: routes.map(toRoute) }),
    dataModel: dataModel && names.typeName(dataModel),
    viewModel: viewModel && names.typeName(viewModel),
    ...guardFacts(operation.guards),
    ...(tags.length > 0 && { tags }),
    presentation: operation.presentation,
  };
}

/** The verb that clients send an operation with: its verb interface, else what it is, else its first action (TM-09). */
export function methodOf({ request, methods }: Operation): string {
  const interfaces = allInterfaceNames(request);
  const stated = interfaces.map((name) => verbInterfaces.get(name)).find((verb) => verb !== undefined);
  if (stated) return stated;
  if (hasBase(request, /^Query(?:Db|Data|Base)/)) return 'GET';
  const change = interfaces.map((name) => crudInterfaces.get(name)).find((verb) => verb !== undefined);
  return change ?? methods.find(({ verb }) => verb !== 'ANY')?.verb ?? 'POST';
}

function allInterfaceNames(type: DtoType): string[] {
  const own = type.implements.map((text) => parseTypeExpression(text).name);
  return [...own, ...(type.base ? allInterfaceNames(type.base) : [])];
}

function hasBase(type: DtoType, pattern: RegExp): boolean {
  return type.base !== undefined && (pattern.test(type.base.name) || hasBase(type.base, pattern));
}

/** The rows that a query asks for and answers, or that a CRUD message changes. */
function rowModels(request: DtoType): (TypeModel | undefined)[] {
  const base = baseModel(request);
  if (base?.kind === 'dto' && base.args.length > 0) return [base.args[0], base.args[1] ?? base.args[0]];
  const { name, ns, declaredIn } = request;
  for (const text of request.implements) {
    const expression = parseTypeExpression(text);
    const [model] = expression.args;
    if (model && crudInterfaces.has(expression.name)) {
      return [resolveType(model.name, { dto: `The model of ${name}`, ns, declaredIn, generics: [] })];
    }
  }
  return [];
}

function toRoute({ path, verbs, summary, notes }: Operation['routes'][number]): MetadataRoute {
  return { path, ...(verbs.length > 0 && { verbs: verbs.join(',') }), notes, summary };
}

type GuardFacts = Pick<
  MetadataOperationType,
  'requiresAuth' | 'requiredRoles' | 'requiresAnyRole' | 'requiredPermissions' | 'requiresAnyPermission'
>;

function guardFacts(guards: readonly Guard[]): GuardFacts {
  const namesOf = (kind: Guard['kind']) => [
    ...new Set(guards.flatMap((guard) => (guard.kind === kind && 'names' in guard ? guard.names : []))),
  ];
  const some = (names: string[]) => (names.length > 0 ? names : undefined);
  return {
    ...(guards.some(({ kind }) => kind !== 'condition') && { requiresAuth: true }),
    requiredRoles: some(namesOf('allRoles')),
    requiresAnyRole: some(namesOf('anyRole')),
    requiredPermissions: some(namesOf('allPermissions')),
    requiresAnyPermission: some(namesOf('anyPermission')),
  };
}
