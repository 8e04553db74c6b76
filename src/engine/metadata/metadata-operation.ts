import type { Guard, Operation } from '../core/operation';
import type { DtoType, TypeModel } from '../core/type-model';
import type { ClrNames } from './clr-names';
import { compact } from './metadata-json';
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
    ui: formHints(operation.request),
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
  const query = queryBase(request);
  if (query) return [query.args[0], query.args[1] ?? query.args[0]];
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

/** `QueryDb<Row>` that a request derives from, through classes of its own or directly. */
function queryBase(type: DtoType): Extract<TypeModel, { kind: 'dto' }> | undefined {
  const base = baseModel(type);
  if (base?.kind !== 'dto') return undefined;
  return /^Query(?:Db|Data)/.test(base.type().name) && base.args.length > 0 ? base : queryBase(base.type());
}

function formHints({ attributes }: DtoType): MetadataOperationType['ui'] {
  const classesOf = (name: string) => {
    const { Form: form, Fieldset: fieldset, Field: field } = attributes.find((item) => item.name === name)?.args ?? {};
    const css = compact({ form, fieldset, field });
    return Object.keys(css).length > 0 ? css : undefined;
  };
  const [locodeCss, explorerCss] = [classesOf('LocodeCss'), classesOf('ExplorerCss')];
  return locodeCss || explorerCss
    ? { ...(locodeCss && { locodeCss }), ...(explorerCss && { explorerCss }) }
    : undefined;
}

function toRoute({ path, verbs, summary, notes }: Operation['routes'][number]): MetadataRoute {
  return { path, ...(verbs.length > 0 && { verbs: verbs.join(',') }), notes, summary };
}

type GuardFacts = Pick<
  MetadataOperationType,
  | 'requiresAuth'
  | 'requiresApiKey'
  | 'requiredRoles'
  | 'requiresAnyRole'
  | 'requiredPermissions'
  | 'requiresAnyPermission'
>;

function guardFacts(guards: readonly Guard[]): GuardFacts {
  const namesOf = (kind: Guard['kind']) => [
    ...new Set(guards.flatMap((guard) => (guard.kind === kind && 'names' in guard ? guard.names : []))),
  ];
  const some = (names: string[]) => (names.length > 0 ? names : undefined);
  return {
    ...(guards.some(({ kind }) => kind !== 'condition') && { requiresAuth: true }),
    ...(guards.some(({ kind }) => kind === 'apiKey') && { requiresApiKey: true }),
    requiredRoles: some(namesOf('allRoles')),
    requiresAnyRole: some(namesOf('anyRole')),
    requiredPermissions: some(namesOf('allPermissions')),
    requiresAnyPermission: some(namesOf('anyPermission')),
  };
}
