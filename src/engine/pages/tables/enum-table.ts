import { type Html, html } from '../../formats/html/markup';
import type { MetadataType } from '../../metadata/metadata-types';
import { markupOf } from './class-table';

/** The table of an enum's members; their values stand in it only where they are not 0, 1, 2 … or have a text of their own. */
export function enumTable({ displayType, enumNames = [], ...type }: MetadataType): Html {
  const { enumValues, enumMemberValues, enumDescriptions } = type;
  const hasValues = enumValues !== undefined || enumMemberValues !== undefined;
  const head = hasValues ? html`<thead><tr><th>Name</th><th>Value</th><th></th></tr></thead>\n` : undefined;
  const rows = enumNames.map((name, index) => {
    const value = enumMemberValues?.[index] ?? enumValues?.[index];
    const cell = hasValues ? html`<td>${value}</td>` : undefined;
    return html`<tr><td>${name}</td>${cell}<td>${markupOf(enumDescriptions?.[index] ?? '')}</td></tr>\n`;
  });
  return html`<div class="scroll"><table class="enum"><caption><b>${displayType}</b> Enum:</caption>
${head}<tbody>
${rows}</tbody></table></div>
`;
}
