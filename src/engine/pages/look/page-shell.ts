import { type Html, html } from '../../formats/html/markup';
import { assetHref } from './assets';
import { favicon, logo } from './icons';

/** An operation in the list at the side. */
export interface ListedOperation {
  readonly name: string;
  readonly href: string;
  /** The page is about this one. */
  readonly isActive: boolean;
  /** Only signed-in callers may call it. */
  readonly isLocked: boolean;
  readonly tags: readonly string[];
}

export interface OperationGroup {
  readonly name: string;
  readonly operations: readonly ListedOperation[];
}

/** The same page in another format. */
export interface FormatChoice {
  readonly label: string;
  readonly href: string;
  readonly isActive: boolean;
}

/**
 * What the frame of a metadata page needs to know.
 *
 * `body` holds the contract's texts in their order; the frame's own texts stand before and after it, never inside. What
 * the style sheet and the script look for in it:
 * - `nav.languages` with one link per language, the active one with class `active`;
 * - `div.tags`, `h3#desc`, headings `h2` and `h3`, plain paragraphs and lists;
 * - tables in `<div class="scroll">`: `table.auth`, `table.routes`, `table.params`, `table.enum`, and on the index
 *   `table.operations`, whose rows begin with `<th data-tags="a,b">`;
 * - `p.back`, `p.hint`, `p.caption` (the link below code), `p.error`;
 * - code from `codeBlock`, samples from `sampleBlock`; the last `h3` of `main` itself stands above the samples.
 */
export interface PageParts {
  /** Of the document. */
  readonly title: string;
  /** The service's name. */
  readonly heading: string;
  /** The page's path below the address that the host is mounted at, e.g. `/json/metadata`; all own links are relative to it. */
  readonly path: string;
  /** The list at the side; empty: none. */
  readonly groups: readonly OperationGroup[];
  readonly body: Html;
  /** Shown as the logo's title, e.g. `missive 0.1.0`. */
  readonly version?: string;
  /** The switch between formats; absent: no switch. */
  readonly formats?: readonly FormatChoice[];
  /** The index has the whole list in its body. Default: false. */
  readonly isIndex?: boolean;
}

/** A whole document. It loads its style sheet and its scripts from this host and nothing else. */
export function pageShell(parts: PageParts): string {
  const { title, path, body, groups, isIndex = false } = parts;
  const hasList = groups.length > 0;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${favicon}">
<link rel="stylesheet" href="${assetHref('page.css', path)}">
<script src="${assetHref('theme.js', path)}"></script>
<script src="${assetHref('page.js', path)}" defer></script>
</head>
<body class="${isIndex ? 'index' : 'operation'}">
<a class="skip" href="#content">Skip to content</a>${hasList ? html`<a class="skip" href="#operations">Skip to operations</a>` : undefined}
${header(parts)}
<div class="frame">
<main id="content" tabindex="-1">
${body}
</main>
${hasList ? operationList(groups) : undefined}
</div>
</body>
</html>
`.text;
}

function header({ heading, version, path, formats, groups }: PageParts): Html {
  const home = `${'../'.repeat(path.split('/').length - 2) || './'}metadata`;
  const menu = html`<a class="icon menu" href="#operations" aria-label="All operations"></a>`;
  return html`<header>
<a class="logo" href="${home}" title="${version ?? 'missive'}" aria-label="All operations of ${heading}">${logo}</a>
<h1>${heading}</h1>
${formats === undefined || formats.length === 0 ? undefined : formatSwitch(formats)}
<div class="tools">${groups.length > 0 ? menu : undefined}</div>
</header>`;
}

function formatSwitch(formats: readonly FormatChoice[]): Html {
  const items = formats.map(
    ({ label, href, isActive }) => html`<li><a href="${href}"${current(isActive)}>${label}</a></li>`,
  );
  return html`<nav class="formats" aria-label="Format"><ul>${items}</ul></nav>`;
}

function operationList(groups: readonly OperationGroup[]): Html {
  return html`<nav id="operations" aria-label="Operations" tabindex="-1">
${groups.map(
  ({ name, operations }) =>
    html`<details open><summary>${name} <span class="count">${operations.length}</span></summary><ul>${operations.map(listed)}</ul></details>
`,
)}</nav>`;
}

function listed({ name, href, isActive, isLocked, tags }: ListedOperation): Html {
  const lock = isLocked ? html`<span class="lock" role="img" aria-label="requires authentication"></span>` : undefined;
  const tagList = tags.length === 0 ? undefined : html` data-tags="${tags.join(',')}"`;
  return html`<li${tagList}><a href="${href}"${current(isActive)}>${name}${lock}</a></li>`;
}

function current(isActive: boolean): Html | undefined {
  return isActive ? html` aria-current="page"` : undefined;
}
