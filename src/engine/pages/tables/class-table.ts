import { Html, html } from '../../formats/html/markup';
import type { MetadataOperationType, MetadataPropertyType, MetadataType } from '../../metadata/metadata-types';
import { dataTypeOf } from './data-type';
import { parameterKind } from './parameter-kind';

/**
 * The table of a class's own members.
 *
 * `operation`: the one whose parameters the members are; absent: of none, they are then called `otherKind`.
 */
export function classTable(
  { displayType, properties }: MetadataType,
  operation: MetadataOperationType | undefined,
  otherKind: string,
): Html {
  const kindOf = ({ name, paramType }: MetadataPropertyType) =>
    paramType ?? (operation ? parameterKind(name, operation.routes ?? []) : otherKind);
  const rows = properties.map((property) => row(property, kindOf(property)));
  return html`<div class="scroll"><table class="params"><caption><b>${displayType}</b> Parameters:</caption>
<thead><tr><th>Name</th><th>Parameter</th><th>Data Type</th><th>Required</th><th>Description</th></tr></thead>
<tbody>
${rows}</tbody></table></div>
`;
}

function row(property: MetadataPropertyType, kind: string): Html {
  const { name, isRequired } = property;
  const required = isRequired === true ? html`<b>Yes</b>` : 'No';
  return html`<tr><td>${name}</td><td>${kind}</td><td>${dataTypeOf(property)}</td><td>${required}</td><td>${descriptionOf(property)}</td></tr>
`;
}

function descriptionOf({ description = '', allowableValues, allowableMin, allowableMax }: MetadataPropertyType): Html {
  const items = (allowableValues ?? []).map((value) => html`<li>${value}</li>`);
  const values = items.length > 0 ? html`<h4>Allowable Values</h4><ul>${items}</ul>` : undefined;
  const range = allowableMin === undefined ? undefined : html`<h4>Valid Range: ${allowableMin} - ${allowableMax}</h4>`;
  return html`${markupOf(description)}${values}${range}`;
}

/** A description is the DTO author's own markup (metadata-and-types 1.5): nothing that a caller sends gets into it. */
export function markupOf(description: string): Html {
  return new Html(description);
}
