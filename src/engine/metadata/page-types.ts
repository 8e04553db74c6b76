import type { TypeModel } from '../core/type-model';
import { ClrNames } from './clr-names';
import type { MetadataOperationType, MetadataType, MetadataTypes } from './metadata-types';
import { TypeIndex } from './type-references';

export interface PageTypesOptions {
  /** Whether ResponseStatus and ResponseError are listed. Default: false. */
  readonly showResponseStatus?: boolean;
  /**
   * Generic responses are found by name, so that the first operation of a feature that answers a `QueryResponse<T>` decides
   * what all its pages show of it (metadata-and-types, appendix B). Default: true; false finds each operation's own.
   */
  readonly genericResponseByName?: boolean;
  /**
   * Whether an operation that answers `List<X>` or `X[]` lists X and what it refers to. Published pages don't
   * (metadata-and-types, appendix B). Default: false.
   */
  readonly listsItemTypes?: boolean;
}

/**
 * The types of one operation's page, for its tables and its code (metadata-and-types 1.5).
 *
 * Shape: the request, depth-first what it refers to; then the response and what that refers to. No type twice, no
 * interfaces, nothing of `System`: an operation that answers `List<X>` lists no response types, unless asked for.
 */
export function pageTypes(
  model: MetadataTypes,
  operation: MetadataOperationType,
  { showResponseStatus = false, genericResponseByName = true, listsItemTypes = false }: PageTypesOptions = {},
): MetadataType[] {
  const requests = model.operations.map(({ request }) => request);
  const responses = model.operations.map(({ response }) => response);
  const ofFeature = model.operations.filter(({ presentation }) => presentation === operation.presentation);
  const index = new TypeIndex(
    genericResponseByName
      ? [...requests, ...ofFeature.map(({ response }) => response), ...responses, ...model.types]
      : [...requests, operation.response, ...model.types, ...responses],
  );
  const found: MetadataType[] = [];
  const isListed = ({ name, namespace }: MetadataType) =>
    !/^System\b/.test(namespace) && (showResponseStatus || !/^Response(?:Status|Error)$/.test(name));

  const visit = (type: MetadataType | undefined) => {
    if (!type || found.includes(type) || !isListed(type)) return;
    found.push(type);
    const { inherits, properties } = type;
    if (inherits?.model) visit(index.find(inherits.model));
    for (const arg of inherits?.args ?? []) visit(findWhole(arg));
    for (const { model: member } of properties) {
      visit(findWhole(member) ?? index.find(member));
      for (const arg of argumentsOf(member)) visit(findWhole(arg));
    }
  };
  // An argument is looked up by its whole text: nothing is named `List<X>` or `QueryResponse<X>`.
  const findWhole = (arg: TypeModel) => (arg.kind === 'dto' && arg.args.length > 0 ? undefined : index.find(arg));
  visit(operation.request);
  const answer = operation.returnType?.model;
  if (answer) visit(index.find(answer));
  if (answer && listsItemTypes) for (const type of index.typesIn(answer)) visit(type);
  return found;
}

const names = new ClrNames('');

function argumentsOf(member: TypeModel): readonly TypeModel[] {
  const { args } = names.nameOf(member);
  return args.length > 0 || member.kind !== 'list' ? args : [member.item];
}
