import type { Class } from '../../../dtos/annotation-records';
import type { DtoType } from '../core/type-model';
import { dtoTypeOf, isDto } from '../metadata/type-reader';

/** What the class of a value says it holds, for values whose declared type does not tell; `undefined` if it is no DTO. */
export function dtoTypeOfValue(value: unknown): DtoType | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  // Not `value.constructor`: a member may bear that name.
  const prototype = Object.getPrototypeOf(value) as { readonly constructor?: unknown } | null;
  const target = prototype?.constructor;
  return typeof target === 'function' && isDto(target as unknown as Class)
    ? dtoTypeOf(target as unknown as Class)
    : undefined;
}
