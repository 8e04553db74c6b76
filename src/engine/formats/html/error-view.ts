import type { TypeModel } from '../../core/type-model';
import type { WireStyle } from '../wire-style';
import { type Html, html } from './markup';
import { isStructure, membersOf, type ShownMember } from './members';
import type { ValueView } from './value-view';

/** The parts of a ResponseStatus (http-contract 5.1), whatever the case of its names. */
export interface ShownError {
  readonly errorCode: string;
  readonly message: string;
  readonly stackTrace?: string;
  readonly errors: readonly { readonly fieldName: string; readonly errorCode: string; readonly message: string }[];
  readonly meta?: ShownMember;
  /** What the answer holds beside its status. */
  readonly others: readonly ShownMember[];
}

/** The error that an answer carries; `undefined` when it carries none. */
export function errorOf(value: unknown, type: TypeModel | undefined, style: WireStyle): ShownError | undefined {
  if (!isStructure(value) || Array.isArray(value)) return undefined;
  const members = membersOf(value, type, style);
  const status = members.find(({ name }) => isNamed(name, 'responseStatus'));
  if (!isStructure(status?.value)) return undefined;
  const parts = membersOf(status.value, status.type, style);
  const errorCode = textOf(parts, 'errorCode');
  if (errorCode === '') return undefined;
  const errors = partOf(parts, 'errors');
  return {
    errorCode,
    message: textOf(parts, 'message'),
    stackTrace: textOf(parts, 'stackTrace') || undefined,
    errors: fieldErrors(errors, style),
    meta: partOf(parts, 'meta'),
    others: members.filter((member) => member !== status),
  };
}

function fieldErrors(errors: ShownMember | undefined, style: WireStyle): ShownError['errors'] {
  if (!Array.isArray(errors?.value)) return [];
  const itemType = errors.type?.kind === 'list' ? errors.type.item : undefined;
  return errors.value.filter(isStructure).map((item) => {
    const parts = membersOf(item, itemType, style);
    return {
      fieldName: textOf(parts, 'fieldName'),
      errorCode: textOf(parts, 'errorCode'),
      message: textOf(parts, 'message'),
    };
  });
}

function isNamed(name: string, wanted: string): boolean {
  return name.replaceAll('_', '').toLowerCase() === wanted.toLowerCase();
}

function partOf(parts: readonly ShownMember[], name: string): ShownMember | undefined {
  return parts.find((part) => isNamed(part.name, name));
}

function textOf(parts: readonly ShownMember[], name: string): string {
  const value = partOf(parts, name)?.value;
  return typeof value === 'string' ? value : '';
}

/** The error first and large, then the fields, then what helps to find its cause. */
export function errorView(error: ShownError, view: ValueView): Html {
  const { errorCode, message, stackTrace, errors, meta, others } = error;
  return html`<section class="card error"><p class="count"><code class="code">${errorCode}</code></p><p class="message">${message || errorCode}</p></section>${
    errors.length === 0 ? undefined : fieldTable(errors)
  }${meta === undefined || isVoid(meta) ? undefined : section('More about it', view.value(meta.value, meta.type))}${
    stackTrace === undefined ? undefined : section('Stack trace', html`<pre tabindex="0">${stackTrace}</pre>`)
  }${others.length === 0 ? undefined : section('Rest of the answer', view.members(others, 0))}`;
}

function fieldTable(errors: ShownError['errors']): Html {
  const rows = errors.map(
    ({ fieldName, message, errorCode }) =>
      html`<tr><td><code>${fieldName}</code></td><td>${message}<small><code>${errorCode}</code></small></td></tr>`,
  );
  return section(
    errors.length === 1 ? 'One field' : `${errors.length} fields`,
    html`<div class="scroll fields" role="region" tabindex="0" aria-label="Fields"><table><thead><tr><th scope="col">Field</th><th scope="col">What is wrong</th></tr></thead><tbody>${rows}</tbody></table></div>`,
  );
}

function isVoid({ value }: ShownMember): boolean {
  return isStructure(value) && Object.keys(value).length === 0;
}

function section(title: string, content: Html): Html {
  return html`<section class="card"><h2>${title}</h2>${content}</section>`;
}
