import { createHash } from 'node:crypto';
import { type FormatLink } from './links';
import { type Html, html, Html as Markup } from './markup';
import { pageScript } from './page-script';
import { pageStyle } from './page-style';

/** What a `Content-Security-Policy` needs to let the page's style and script run, and nothing else. */
export const htmlPageHashes = { style: hashOf(pageStyle), script: hashOf(pageScript) } as const;

/** Of every page: it loads nothing, runs and styles only what the engine wrote, and stands in no frame. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src '${htmlPageHashes.style}'`,
  `script-src '${htmlPageHashes.script}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface Page {
  readonly title: string;
  readonly heading: string;
  /** Status code and what it means. */
  readonly status: string;
  readonly isBad: boolean;
  readonly links: readonly FormatLink[];
  readonly content: Html;
}

// Style and script are the page's own and fixed; nothing of an answer is ever put in them.
const style = new Markup(pageStyle);
const script = new Markup(pageScript);

/** A page that needs nothing but itself. The answer has no charset in its header, so the first thing in it says it. */
export function renderPage({ title, heading, status, isBad, links, content }: Page): string {
  const formats = links.map(
    ({ label, contentType, href }) =>
      html`<li><a href="${href}" rel="alternate" type="${contentType}">${label}</a></li>`,
  );
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><style>${style}</style></head>
<body>
<header><div><h1>${heading}</h1><p class="status${isBad ? ' bad' : ''}"><b>${status}</b></p></div>${
    formats.length === 0
      ? undefined
      : html`<nav aria-label="The same answer in other formats"><ul>${formats}</ul></nav>`
  }</header>
<main>
${content}
</main>
<script>${script}</script>
</body>
</html>
`.text;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
