import { type Html, html, Html as Markup } from '../../formats/html/markup';
import { highlighted, highlightedSample } from './highlight';

/**
 * Source code, coloured; its text is `code` exactly.
 *
 * `language`: a code of `/types` (`mjs`, `vbnet`, …) or the key of a format; unknown ones are shown without colours.
 */
export function codeBlock(language: string, code: string): Html {
  return html`<div class="code"><pre><code class="language-${language}" lang="${language}">${new Markup(highlighted(language, code))}</code></pre></div>`;
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#96;': '`',
  '&amp;': '&',
};

/** A sample message (`samplesOf`) with its colours; `Content-Type` says which grammar its body has. The text stays the same. */
export function sampleBlock(sample: Html): Html {
  const text = sample.text
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|#39|#96|amp);/g, (entity) => entities[entity] ?? '');
  return html`<div class="code"><pre>${new Markup(highlightedSample(text, sample.text.includes('class="value"')))}</pre></div>`;
}
