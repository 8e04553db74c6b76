import { type Html, html } from '../../formats/html/markup';
import { type MetadataOperationType, type MetadataType, typeKey } from '../../metadata/metadata-types';
import { classTable } from './class-table';
import { enumTable } from './enum-table';

export interface ParameterTableOptions {
  /**
   * Members of all types but the request are called `form`, as on published pages. False: those of the request's bases are
   * parameters like its own, and those of other types are none. Default: true.
   */
  readonly showsMembersAsForm?: boolean;
}

/**
 * The tables of an operation's page: one per type, in the order given (metadata-and-types 1.5).
 *
 * `types`: what `nativeTypes.pageTypes(operation)` gives. A type without members of its own gives no table.
 */
export function parameterTables(
  types: readonly MetadataType[],
  operation: MetadataOperationType,
  { showsMembersAsForm = true }: ParameterTableOptions = {},
): Html {
  const requests = showsMembersAsForm ? [operation.request] : withBases(operation.request, types);
  const isRequest = (type: MetadataType) => requests.some((request) => typeKey(request) === typeKey(type));
  const tables = types.flatMap((type) => {
    if (type.isEnum) return [enumTable(type)];
    if (type.properties.length === 0) return [];
    return [classTable(type, isRequest(type) ? operation : undefined, showsMembersAsForm ? 'form' : '')];
  });
  return html`${tables}`;
}

function withBases(type: MetadataType, types: readonly MetadataType[]): MetadataType[] {
  const { inherits } = type;
  const base = inherits && types.find((candidate) => typeKey(candidate) === typeKey(inherits));
  return base ? [type, ...withBases(base, types)] : [type];
}
