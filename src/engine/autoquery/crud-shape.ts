import type { Class } from '../../../dtos/annotation-records';
import type { DtoProperty, DtoType } from '../core/type-model';
import { parseTypeExpression } from '../metadata/type-expression';
import { dtoTypeOf, resolveType } from '../metadata/type-reader';

export type CrudKind = 'create' | 'update' | 'patch' | 'delete' | 'save';

const kinds: ReadonlyMap<string, CrudKind> = new Map([
  ['ICreateDb', 'create'],
  ['IUpdateDb', 'update'],
  ['IPatchDb', 'patch'],
  ['IDeleteDb', 'delete'],
  ['ISaveDb', 'save'],
]);

/** What a request DTO changes. */
export interface CrudShape {
  readonly kind: CrudKind;
  readonly request: DtoType;
  /** What is changed. */
  readonly modelType: DtoType;
  /** `AuditCreate`, `AuditModify`, `AuditSoftDelete`: of `@Attribute('AutoApply', { Behavior: 'AuditCreate' })`. */
  readonly behaviours: ReadonlySet<string>;
}

/**
 * Reads `@Dto({ implements: ['ICreateDb<Item>'] })` (http-contract 9.5). `undefined`: the DTO changes nothing by itself.
 *
 * Errors: Error naming the file for a DTO that declares two of them, or whose model is no DTO.
 */
export function crudShapeOf(dto: Class): CrudShape | undefined {
  const request = dtoTypeOf(dto);
  const found = request.implements.flatMap((text) => {
    const { name, args } = parseTypeExpression(text);
    const kind = kinds.get(name);
    return kind ? [{ kind, model: args[0]?.name }] : [];
  });
  const [first] = found;
  if (!first) return undefined;
  const { declaredIn, ns } = request;
  if (found.length > 1) throw new Error(`${request.name} (${declaredIn}) declares more than one change of rows.`);
  const where = { dto: `The model of ${request.name}`, declaredIn, ns, generics: [] };
  const model = resolveType(first.model ?? '?', where);
  if (model.kind !== 'dto') throw new Error(`${request.name} (${declaredIn}) does not say which rows it changes.`);
  const behaviours = request.attributes
    .filter(({ name }) => name === 'AutoApply')
    .map(({ args }) => String(args.Behavior));
  return { kind: first.kind, request, modelType: model.type(), behaviours: new Set(behaviours) };
}

/** A member of a type in any letter case, by wire or declared name. */
export function memberNamed(type: DtoType, name: string): DtoProperty | undefined {
  const wanted = name.toLowerCase();
  return type.properties.find(
    (property) => property.name.toLowerCase() === wanted || property.declaredName.toLowerCase() === wanted,
  );
}
