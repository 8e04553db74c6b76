/**
 * What is code in a text of a language: without comments, and without the texts of string literals but for what such a
 * literal computes. A reader of its own, which shares nothing with the generators.
 */
export interface Lexicon {
  /** What begins a comment that ends with its line. */
  readonly line?: readonly string[];
  /** What begins and ends a comment; `nests`: whether another one may begin inside. `atLineStart`: only there. */
  readonly blocks?: readonly {
    readonly open: string;
    readonly close: string;
    readonly nests?: boolean;
    readonly atLineStart?: boolean;
    /** What begins and ends a literal inside, in which the comment does not end. */
    readonly quote?: string;
  }[];
  /** What begins and ends a literal, the longer ones first. `escape`: what takes the next character's meaning away. */
  readonly strings: readonly {
    readonly quote: string;
    readonly escape?: string;
    readonly isMultiline?: boolean;
    /** What begins code inside; the name behind it is code. */
    readonly computes?: RegExp;
  }[];
  /** What ends a line. Default: CR and LF. */
  readonly lineEnds?: string;
  /** What happens to the text before anything is read. Default: nothing. */
  prepare?(text: string): string;
}

/** Errors: Error for a comment or a literal that does not end. */
export function codeOnly(source: string, lexicon: Lexicon): string {
  const { line = [], blocks = [], strings, lineEnds = '\r\n' } = lexicon;
  const text = lexicon.prepare ? lexicon.prepare(source) : source;
  let code = '';
  for (let at = 0; at < text.length; ) {
    const startsLine = at === 0 || lineEnds.includes(text[at - 1] ?? '');
    const block = blocks.find(({ open, atLineStart }) => text.startsWith(open, at) && (startsLine || !atLineStart));
    const string = strings.find(({ quote }) => text.startsWith(quote, at));
    if (block) at = endOfBlock(text, at, block, lineEnds);
    else if (line.some((open) => text.startsWith(open, at))) at = endOfLine(text, at, lineEnds);
    else if (string) {
      const { end, computed } = readString(text, at + string.quote.length, string, lineEnds);
      code += `${string.quote}${computed}${string.quote}`;
      at = end;
    } else {
      code += text[at];
      at += 1;
    }
  }
  return code;
}

function endOfLine(text: string, start: number, lineEnds: string): number {
  let at = start;
  while (at < text.length && !lineEnds.includes(text[at] ?? '')) at += 1;
  return at;
}

type Block = NonNullable<Lexicon['blocks']>[number];

function endOfBlock(text: string, start: number, block: Block, lineEnds: string): number {
  const { open, close, nests, atLineStart, quote } = block;
  let depth = 1;
  for (let at = start + open.length; at < text.length; ) {
    const counts = !atLineStart || lineEnds.includes(text[at - 1] ?? '');
    if (counts && text.startsWith(close, at)) {
      depth -= 1;
      at += close.length;
      if (depth === 0) return at;
    } else if (nests && text.startsWith(open, at)) {
      depth += 1;
      at += open.length;
    } else if (quote !== undefined && text.startsWith(quote, at)) {
      at = readString(text, at + quote.length, { quote, escape: '\\', isMultiline: true }, lineEnds).end;
    } else at += 1;
  }
  throw new Error(`A comment does not end: ${text.slice(start, start + 200)}`);
}

type StringKind = Lexicon['strings'][number];

function readString(
  text: string,
  start: number,
  kind: StringKind,
  lineEnds: string,
): { end: number; computed: string } {
  const { quote, escape: escaping, isMultiline, computes } = kind;
  let computed = '';
  for (let at = start; at < text.length; ) {
    const found = computes && nameBehind(text, at, computes);
    if (found) {
      computed += ` ${found.name}`;
      at = found.end;
    } else if (escaping !== undefined && text.startsWith(escaping, at)) at += escaping.length + 1;
    else if (text.startsWith(quote, at)) return { end: at + quote.length, computed };
    else if (!isMultiline && lineEnds.includes(text[at] ?? '')) break;
    else at += 1;
  }
  throw new Error(`A literal does not end: ${text.slice(start - 1, start + 200)}`);
}

function nameBehind(text: string, at: number, computes: RegExp): { name: string; end: number } | undefined {
  const pattern = new RegExp(`(?:${computes.source})(\\w+)`, 'y');
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found ? { name: found[1] ?? '', end: pattern.lastIndex } : undefined;
}
