import { maxDepth } from '../binding/bind-context';
import type { Limits, OperationRoute } from '../core/operation';
import { type Html, html, Html as Markup } from '../formats/html/markup';
import { type Access, accessRows } from './access-text';
import type { PageLanguage } from './page-languages';
import { type PageQuery, pageQuery } from './page-links';

/** Parts of an operation's page, in its order (metadata-and-types 1.3). A part that has nothing to say is absent. */

export function tagList(tags: readonly string[]): Html | undefined {
  if (tags.length === 0) return undefined;
  return html`<div class="tags">${tags.map((tag) => html`<span><b>${tag}</b></span>`)}</div>
`;
}

export function descriptionBlock(description: string | undefined): Html | undefined {
  if (!description) return undefined;
  const lines = description.split(/\r\n|\r|\n/).map((line) => html`${line}`.text);
  return html`<h3 id="desc">${new Markup(lines.join('<br />'))}</h3>
`;
}

export function accessTable(facts: Access): Html | undefined {
  if (!facts.requiresAuth) return undefined;
  const cells = accessRows(facts).map(({ label, names }) => html`<td>${label}</td><td>${names}</td>`);
  const body = cells.length > 0 ? html`<tbody><tr>${cells}</tr></tbody>` : undefined;
  return html`<div class="scroll"><table class="auth"><caption><span class="lock"></span><b>Requires Authentication</b></caption>${body}</table></div>
`;
}

/** `prefix`: path that the host is mounted at, `/service`; empty: none. */
export function routesTable(routes: readonly OperationRoute[], prefix: string): Html | undefined {
  if (routes.length === 0) return undefined;
  const rows = routes.map(
    ({ verbs, path, summary, notes }) =>
      html`<tr><th scope="row">${verbs.join(',') || 'All Verbs'}</th><th>${prefix}${path}</th><td>${summary}</td><td><i>${notes}</i></td></tr>
`,
  );
  return html`<div class="scroll"><table class="routes"><caption>The following routes are available for this service:</caption><tbody>
${rows}</tbody></table></div>
`;
}

/** `Metadata`, then the languages. `active`: key of a language; absent: the tables are shown. */
export function languageBar(
  operation: string,
  languages: readonly PageLanguage[],
  active: string | undefined,
  query: PageQuery,
): Html {
  const link = (label: string, lang: string | undefined) => {
    const isActive = lang === active;
    return html`<a href="${pageQuery(operation, { ...query, lang })}"${isActive ? html` class="active" aria-current="true"` : undefined}>${label}</a>
`;
  };
  return html`<nav class="languages" aria-label="Language">
${link('Metadata', undefined)}${languages.map(({ key, label }) => link(label, key))}</nav>
`;
}

/** How to ask for the format. `hasExtensions`: `/hello.jsv` works on this host. */
export function hint(label: string, hasExtensions: boolean): Html {
  const suffix = hasExtensions ? html`append the <b>.${label}</b> suffix or ` : undefined;
  return html`<p class="hint">To override the Content-type in your clients, use the HTTP <b>Accept</b> Header, ${suffix}<b>?format=${label}</b></p>
`;
}

export const jsonpHint = html`<p class="hint">To embed the response in a <b>jsonp</b> callback, append <b>?callback=myCallback</b></p>
`;

const keyHint = html`<li>Retries: the header <b>Idempotency-Key</b> (1 to 255 visible characters) makes sure that a message is executed once; its answer is kept for 24 hours</li>`;

/**
 * What a call may cost (decisions D6), and how to repeat it safely, where the host honours keys (D37); stands after
 * everything that published pages have.
 */
export function limitsBlock({ maxBodyBytes, maxBatchItems }: Limits, { takesKey }: { takesKey: boolean }): Html {
  const number = new Intl.NumberFormat('en-US');
  return html`<section class="limits"><h3>Limits</h3>
<ul><li>Request body: at most ${number.format(maxBodyBytes)} bytes</li><li>Auto-batch: at most ${number.format(maxBatchItems)} messages</li><li>Nesting: at most ${maxDepth} levels</li>${takesKey ? keyHint : undefined}</ul></section>
`;
}
