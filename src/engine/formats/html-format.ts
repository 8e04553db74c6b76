import { STATUS_CODES } from 'node:http';
import type { ContentFormat, WriteOptions } from './content-format';
import { errorOf, errorView } from './html/error-view';
import { formatLinks, linkTo } from './html/links';
import { type Html, html } from './html/markup';
import { pagePolicy, renderPage } from './html/page';
import { ValueView } from './html/value-view';

export { htmlPageHashes } from './html/page';

/**
 * A page that a person likes to read (http-contract 4.10): the answer as a collapsible tree, lists as sortable tables,
 * errors as such, links to the same answer in other formats. Write only; works without JavaScript; everything escaped.
 */
export const htmlFormat: ContentFormat = {
  key: 'html',
  contentType: 'text/html',
  header: 'text/html',
  accepts: [],

  write(value: unknown, options: WriteOptions): string {
    const { operationName, status = 200, url } = options;
    const view = new ValueView(options.style, url === undefined ? undefined : linkTo(url, 'json'));
    const error = errorOf(value, options.type, options.style);
    const reason = STATUS_CODES[status];
    return renderPage({
      title: [error?.errorCode, operationName].filter(Boolean).join(' · ') || 'Answer',
      heading: operationName || 'Error',
      status: reason === undefined ? String(status) : `${status} ${reason}`,
      isBad: error !== undefined || status >= 400,
      links: url === undefined ? [] : formatLinks(url),
      content: error ? errorView(error, view) : answerView(value, options, view),
    });
  },

  headers(): Readonly<Record<string, string>> {
    return { 'Content-Security-Policy': pagePolicy };
  },
};

function answerView(value: unknown, { type }: WriteOptions, view: ValueView): Html {
  if (value === null || value === undefined)
    return html`<section class="card"><p class="none">no content</p></section>`;
  return html`<section class="card">${view.value(value, type)}</section>`;
}
