import type { TypeModel } from '../../core/type-model';
import type { WireStyle } from '../wire-style';
import { type Html, html } from './markup';
import { declaredNames, isStructure, membersOf, type ShownMember } from './members';
import { counted, shownScalar } from './scalar';

/** Rows and items of one list; the rest is a link away. */
const maxRows = 1000;
/** Of all lists of a page together. */
const maxRowsOfPage = 10_000;
const maxColumns = 60;
/** Deeper values are JSON's; what a Service answers is far from that. */
const maxDepth = 40;
/** Levels that are open at first. */
const openLevels = 2;

/** Renders values as a tree of `<details>`, lists of objects as tables. One per page: it counts what it has shown. */
export class ValueView {
  private rowsLeft = maxRowsOfPage;

  constructor(
    private readonly style: WireStyle,
    /** Address of the whole answer as JSON. */
    private readonly jsonLink?: string,
  ) {}

  /** `name`: the member that holds the value; absent: the answer itself. */
  value(value: unknown, type: TypeModel | undefined, depth = 0, name = ''): Html {
    if (!isStructure(value)) return shownScalar(value, type, name).html;
    if (depth > maxDepth) return html`<span class="note">nested too deeply to be shown here${this.allOfIt()}</span>`;
    return Array.isArray(value) ? this.list(value, type, depth, name) : this.object(value, type, depth);
  }

  /** The members of an object under their names. */
  members(members: readonly ShownMember[], depth: number): Html {
    const rows = members.map((member) => {
      const isWide = isStructure(member.value) && !isEmpty(member.value);
      return html`<div class="${isWide ? 'wide' : 'plain'}"><dt>${member.name}</dt><dd>${this.value(member.value, member.type, depth + 1, member.name)}</dd></div>`;
    });
    return html`<dl>${rows}</dl>`;
  }

  private object(value: object, type: TypeModel | undefined, depth: number): Html {
    const members = membersOf(value, type, this.style);
    if (members.length === 0) return html`<span class="none">no members</span>`;
    if (depth === 0) return this.members(members, depth);
    const size = members.length === 1 ? '1 member' : `${counted(members.length)} members`;
    return this.foldable(this.preview(members), size, depth, this.members(members, depth));
  }

  private list(items: readonly unknown[], type: TypeModel | undefined, depth: number, name: string): Html {
    if (items.length === 0) return html`<span class="none">no items</span>`;
    const itemType = type?.kind === 'list' ? type.item : undefined;
    const shown = items.slice(0, Math.min(maxRows, this.rowsLeft));
    this.rowsLeft -= shown.length;
    const table = this.table(shown, itemType, depth, name);
    const content =
      table ?? html`<ol>${shown.map((item) => html`<li>${this.value(item, itemType, depth + 1, name)}</li>`)}</ol>`;
    const whole = html`${content}${this.omitted(shown.length, items.length)}`;
    const size = items.length === 1 ? '1 item' : `${counted(items.length)} items`;
    if (depth === 0) return html`<p class="count">${size}</p>${whole}`;
    return this.foldable(table ? '' : this.previewOfList(shown, itemType), size, depth, whole);
  }

  /** `undefined` unless the items are objects with members in common. */
  private table(items: readonly unknown[], type: TypeModel | undefined, depth: number, name: string): Html | undefined {
    if (!items.every((item) => item === null || (isStructure(item) && !Array.isArray(item)))) return undefined;
    const rows = items.map(
      (item) =>
        new Map(
          (item === null ? [] : membersOf(item as object, type, this.style)).map((member) => [member.name, member]),
        ),
    );
    const columns = columnsOf(rows, declaredNames(type, this.style));
    if (columns.length === 0 || columns.length > maxColumns) return undefined;
    const numeric = new Set(columns.filter((column) => rows.every((row) => isNumeric(row.get(column)?.value))));
    const head = columns.map((column) => html`<th scope="col"${alignment(numeric.has(column))}>${column}</th>`);
    const body = rows.map(
      (row) => html`<tr>${columns.map((column) => this.cell(row.get(column), depth, numeric.has(column)))}</tr>`,
    );
    const label = name === '' ? 'Items' : name;
    return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}"><table class="sortable"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
  }

  private cell(member: ShownMember | undefined, depth: number, isNumber: boolean): Html {
    if (member === undefined) return html`<td></td>`;
    const { value, type, name } = member;
    if (isStructure(value)) return html`<td>${this.value(value, type, Math.max(depth, openLevels) + 1, name)}</td>`;
    const shown = shownScalar(value, type, name);
    const key = shown.sortKey === undefined ? undefined : html` data-key="${shown.sortKey}"`;
    return html`<td${alignment(isNumber)}${key}>${shown.html}</td>`;
  }

  private foldable(preview: string, size: string, depth: number, content: Html): Html {
    const start = preview === '' ? undefined : html`<span class="preview">${preview}</span> `;
    const open = html`<summary>${start}<span class="size">${size}</span></summary>${content}`;
    return depth < openLevels ? html`<details open>${open}</details>` : html`<details>${open}</details>`;
  }

  /** The first scalars, so that a closed object says which one it is. */
  private preview(members: readonly ShownMember[]): string {
    const texts = members
      .filter(({ value }) => !isStructure(value) && typeof value !== 'boolean')
      .slice(0, 3)
      .map(({ value, type, name }) => shownScalar(value, type, name).text.slice(0, 40));
    return texts
      .filter((text) => text !== '')
      .join(' · ')
      .toWellFormed();
  }

  private previewOfList(items: readonly unknown[], type: TypeModel | undefined): string {
    if (items.some(isStructure)) return '';
    const texts = items.slice(0, 5).map((item) => shownScalar(item, type).text.slice(0, 40));
    return `${texts.join(', ')}${items.length > texts.length ? ', …' : ''}`.toWellFormed();
  }

  private omitted(shown: number, all: number): Html | undefined {
    if (shown === all) return undefined;
    return html`<p class="note">The first ${counted(shown)} of ${counted(all)} are shown${this.allOfIt()}</p>`;
  }

  private allOfIt(): Html {
    return this.jsonLink === undefined ? html`.` : html`; <a href="${this.jsonLink}">all of it as JSON</a>.`;
  }
}

/** Names that a row has: declared ones in their order, then the others as they come. */
function columnsOf(rows: readonly ReadonlyMap<string, ShownMember>[], declared: readonly string[]): string[] {
  const present = new Set<string>();
  for (const row of rows) for (const name of row.keys()) present.add(name);
  return [...new Set([...declared.filter((name) => present.has(name)), ...present])];
}

function isNumeric(value: unknown): boolean {
  return value === undefined || typeof value === 'number';
}

function isEmpty(value: object): boolean {
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

function alignment(isNumber: boolean): Html | undefined {
  return isNumber ? html` class="number"` : undefined;
}
