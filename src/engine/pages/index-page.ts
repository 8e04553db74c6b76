import { type Html, html } from '../formats/html/markup';
import { lockTitle } from './access-text';
import type { PageSection, ShownOperation } from './page-catalog';
import type { PageLinks } from './page-links';
import type { PageLink } from './page-settings';

export interface IndexPage {
  readonly sections: readonly PageSection[];
  readonly links: PageLinks;
  readonly clientsHref: string;
  readonly pluginLinks: readonly PageLink[];
  /** Absent outside debug mode. */
  readonly debugLinks?: readonly PageLink[];
}

/** The list of all operations (metadata-and-types 1.2), with a table per feature (decisions D39). */
export function indexBody(page: IndexPage): Html {
  const { sections, links, clientsHref, pluginLinks, debugLinks } = page;
  const hasNames = sections.length > 1;
  return html`<p>The following operations are available.</p>
<h2>Operations</h2>
${sections.map((section) => html`${hasNames ? html`<h3>${section.name}</h3>\n` : undefined}${table(section, links)}`)}
<h3><a href="${linkTo(clientsHref, links)}">Clients Overview</a></h3>
${linkList('Plugin Links:', pluginLinks, links)}${linkList('Debug Info:', debugLinks ?? [], links)}`;
}

function table({ name, formats, operations }: PageSection, links: PageLinks): Html {
  return html`<div class="scroll"><table class="operations" aria-label="Operations of ${name}"><tbody>
${operations.map((shown) => row(shown, formats, links))}</tbody></table></div>
`;
}

function row(
  { operation, facts, formats: own, visible }: ShownOperation,
  formats: PageSection['formats'],
  links: PageLinks,
): Html {
  const cells = formats.map((format) => {
    const label = format.key.toUpperCase();
    if (!own.includes(format)) return html`<td></td>`;
    if (!visible.includes(format)) return html`<td>${label}</td>`;
    return html`<td><a href="${links.page(format.key, operation.name)}">${label}</a></td>`;
  });
  const title = lockTitle(facts);
  const lock = title && html`<span class="lock" role="img" aria-label="${title}" title="${title}"></span>`;
  return html`<tr><th scope="row" data-tags="${operation.tags.join(',')}">${lock || undefined}${operation.name}</th>${cells}</tr>
`;
}

function linkList(title: string, list: readonly PageLink[], links: PageLinks): Html | undefined {
  if (list.length === 0) return undefined;
  const items = list.map(({ label, href }) => html`<li><a href="${linkTo(href, links)}">${label}</a></li>`);
  return html`<h3>${title}</h3>
<ul class="links">${items}</ul>
`;
}

function linkTo(href: string, links: PageLinks): string {
  return href.includes('://') ? href : links.to(href.replace(/^\/+/, ''));
}
