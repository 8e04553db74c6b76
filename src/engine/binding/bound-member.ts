import type { DtoProperty } from '../core/type-model';
import type { BindContext } from './bind-context';
import type { Converter } from './converters';
import type { ReadField } from './form-field';

/** How one member is bound. */
export interface BoundMember {
  readonly property: DtoProperty;
  readonly convert: Converter;
  /** Of members that forms write in a format of their own. */
  readonly readField?: ReadField;
}

/** Makes an instance of one DTO class from an object that JSON or JSV gave. `depth`: the level that the object stands on. */
export type BindObject = (source: Record<string, unknown>, context: BindContext, depth: number) => object;
