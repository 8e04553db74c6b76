/** Text that is HTML already; everything else that enters a page is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

export type HtmlPart = string | number | Html | readonly Html[] | undefined;

/** A piece of a page: what stands in `${…}` is escaped, in text as in quoted attributes, unless it is HTML itself. */
export function html(pieces: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  let text = pieces[0] ?? '';
  for (let i = 0; i < parts.length; i++) text += textOfPart(parts[i]) + (pieces[i + 1] ?? '');
  return new Html(text);
}

function textOfPart(part: HtmlPart): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map((piece) => piece.text).join('');
  return escapeHtml(String(part));
}

const special = /[&<>"'`]|\p{Cc}(?<![\t\n\r])/u;
const allSpecial = new RegExp(special, 'gu');
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text for people: control characters are shown as their pictures (U+2400 …), half surrogate pairs as U+FFFD. */
export function escapeHtml(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return special.test(whole) ? whole.replace(allSpecial, (char) => entities[char] ?? picture(char)) : whole;
}

function picture(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
