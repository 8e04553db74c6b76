import { html } from '../../formats/html/markup';

const mark =
  '<rect width="32" height="32" rx="7" fill="#0b57a4"/><path d="M7 11l9 6.5L25 11M7 10.5h18v11.5H7z" fill="none" stroke="#fff" stroke-width="2.2" stroke-linejoin="round" stroke-linecap="round"/>';

/** An envelope, the sign of a message server. */
export const logo = html`<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><rect width="32" height="32" rx="7" fill="#0b57a4"/><path d="M7 11l9 6.5L25 11M7 10.5h18v11.5H7z" fill="none" stroke="#fff" stroke-width="2.2" stroke-linejoin="round" stroke-linecap="round"/></svg>`;

/** The same as an address that needs no request. */
export const favicon = dataUri(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${mark}</svg>`);

/** A picture inside a style sheet or an attribute. */
export function dataUri(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** For CSS masks: the element's colour shows through the lines. */
export function lineIcon(paths: string): string {
  return `url("${dataUri(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`,
  )}")`;
}
