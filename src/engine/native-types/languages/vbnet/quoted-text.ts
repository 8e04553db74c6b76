import { docText } from '../../comments';

/**
 * A text in double quotes. VB knows no escapes: a quote is written twice, what would end the line is left out
 * (metadata-and-types 4.0, comments).
 */
export function quotedText(text: string): string {
  // VB takes typographic and full-width quotes for quotes too, so that they would end the text.
  const safe = docText(text, []).replace(/["\u201c\u201d\uff02]/g, '$&$&');
  return `"${safe.replace(/[^\P{Cc}\t]/gu, '')}"`;
}
