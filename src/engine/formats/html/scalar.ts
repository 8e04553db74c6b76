import type { TypeModel } from '../../core/type-model';
import { enumNames } from '../enum-text';
import { type Html, html } from './markup';

/** A scalar as a person reads it; the machine's form stands beside it where the two differ. */
export interface ShownScalar {
  readonly html: Html;
  /** Plain text, for previews. */
  readonly text: string;
  readonly kind: 'text' | 'number' | 'none';
  /** What a column is sorted by, where it is not the text. */
  readonly sortKey?: string;
}

const longText = 300;
const longestText = 20_000;

/** `name`: the member's; numbers that are ids stay ungrouped. */
export function shownScalar(value: unknown, type: TypeModel | undefined, name = ''): ShownScalar {
  if (value === null || value === undefined)
    return { html: html`<span class="none">null</span>`, text: '', kind: 'none' };
  if (type?.kind === 'enum') return plain(enumNames(type.enum)(value).join(', '));
  if (value instanceof Date) return instant(value.toISOString());
  if (typeof value === 'number') return number(value, name);
  if (typeof value === 'boolean')
    return { ...plain(String(value)), html: html`<span class="bool-${String(value)}">${String(value)}</span>` };
  const text = String(value);
  if (text === '') return { html: html`<span class="none">empty text</span>`, text: '', kind: 'text' };
  switch (type?.kind === 'scalar' ? type.scalar : 'string') {
    case 'DateTime':
      return instant(text);
    case 'TimeSpan':
      return duration(text);
    case 'Guid':
      return { html: html`<code class="guid" title="${text}">${text}</code>`, text, kind: 'text' };
    case 'decimal':
      return /^-?\d+(?:\.\d+)?$/.test(text) ? { html: grouped(text), text, kind: 'number' } : plain(text);
    default:
      return plain(text);
  }
}

function plain(text: string): ShownScalar {
  if (text.length <= longText) return { html: html`${text}`, text, kind: 'text' };
  const rest =
    text.length > longestText ? html`<span class="note">… ${counted(text.length)} characters in all</span>` : undefined;
  const start = text.slice(0, 120).toWellFormed();
  return {
    html: html`<details class="long"><summary>${start}…</summary><div>${text.slice(0, longestText)}${rest}</div></details>`,
    text: start,
    kind: 'text',
  };
}

function number(value: number, name: string): ShownScalar {
  const text = String(value);
  const isId = /(?:^id|[a-z]Id|ID|_id)$/.test(name);
  return { html: isId || !Number.isFinite(value) ? html`${text}` : grouped(text), text, kind: 'number' };
}

/** Digits in groups of three by distance only, so that what is copied is the number. */
function grouped(text: string): Html {
  const match = /^(-?)(\d{5,})(\D.*)?$/.exec(text);
  if (!match) return html`${text}`;
  const [, sign = '', digits = '', rest = ''] = match;
  const head = digits.length % 3 || 3;
  const groups = digits.slice(head).match(/\d{3}/g) ?? [];
  return html`${sign}${digits.slice(0, head)}${groups.map((group) => html`<span class="group">${group}</span>`)}${rest}`;
}

/** `2001-01-31 10:00 UTC`; a wall time without offset stands without. */
function instant(text: string): ShownScalar {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!match) return { html: html`${text}`, text, kind: 'text' };
  const [, day = '', clock = '', seconds = '', zone = ''] = match;
  const precise = /^:00(?:\.0+)?$/.test(seconds) ? '' : seconds;
  const shown = `${day} ${clock}${precise}`;
  const suffix = zone === 'Z' ? ' UTC' : zone && ` ${zone}`;
  return {
    html: html`<time datetime="${text}">${shown}${suffix === '' ? undefined : html`<span class="unit">${suffix}</span>`}</time>`,
    text: shown + suffix,
    kind: 'text',
    sortKey: text,
  };
}

/** `P1DT9H30M` → `1 d 9 h 30 min` */
function duration(text: string): ShownScalar {
  const match = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!match) return plain(text);
  const [, sign = '', ...parts] = match;
  const seconds = parts.reduce((sum, part, index) => sum + Number(part ?? 0) * ([86_400, 3600, 60, 1][index] ?? 0), 0);
  const shown = parts.flatMap((part, index) =>
    part === undefined || Number(part) === 0 ? [] : [`${part} ${['d', 'h', 'min', 's'][index]}`],
  );
  const words = `${sign && shown.length > 0 ? '−' : ''}${shown.join(' ') || '0 s'}`;
  return {
    html: html`<time datetime="${text}">${words}</time>`,
    text: words,
    kind: 'text',
    sortKey: String(sign ? -seconds : seconds),
  };
}

/** `12 345`, with a narrow blank that does not break. */
export function counted(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}
