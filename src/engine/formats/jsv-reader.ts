/** What JSV text says without types: texts, lists and objects. Scalars stay text until a member's type reads them. */
export type JsvValue = string | JsvValue[] | { [name: string]: JsvValue };

/**
 * Reads JSV (http-contract 3.3): `{key:value,…}`, `[v,…]`, texts unquoted unless they hold `" : , { } [ ] CR LF`,
 * quoted with `"`, inner `"` doubled; no backslash escapes. Blanks are part of a text; around names, structures and line
 * ends they mean nothing, so that indented JSV is read too.
 *
 * `maxDepth`: most levels of nesting; a body is read with Infinity, since the binder judges its depth. No recursion: no
 * depth exhausts the stack.
 * Errors: SyntaxError that names the character.
 */
export function readJsv(text: string, maxDepth = 32): JsvValue {
  return new JsvReader(text, maxDepth).read();
}

/** The items of a list, with or without its brackets: `[a,b]` or `a,b`; `[]` is the empty list. */
export function readJsvList(text: string, maxDepth = 32): JsvValue[] {
  const trimmed = text.trim();
  const value = readJsv(trimmed.startsWith('[') ? trimmed : `[${trimmed}]`, maxDepth);
  return Array.isArray(value) ? value : [value];
}

/** A structure whose end has not been met yet. */
type Open =
  | { readonly close: ']'; readonly value: JsvValue[] }
  | { readonly close: '}'; readonly value: { [name: string]: JsvValue }; name: string };

class JsvReader {
  private at = 0;
  private readonly open: Open[] = [];

  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
  ) {}

  read(): JsvValue {
    for (;;) {
      let value = this.beginValue();
      while (value !== undefined) {
        const parent = this.open.at(-1);
        if (parent === undefined) return this.atEnd(value);
        add(parent, value);
        value = this.endsWith(parent) ? this.open.pop()?.value : undefined;
      }
    }
  }

  /** A text or an empty structure; `undefined` when a structure was opened, whose first value is now due. */
  private beginValue(): JsvValue | undefined {
    this.blanksBeforeValue();
    const char = this.text[this.at];
    if (char === '"') return this.quoted();
    if (char !== '{' && char !== '[') return this.bare(this.open.at(-1)?.close);
    if (this.open.length >= this.maxDepth) throw new SyntaxError(`nested deeper than ${this.maxDepth} levels`);
    this.at += 1;
    this.blanks();
    if (char === '[') {
      if (this.skip(']')) return [];
      this.open.push({ close: ']', value: [] });
    } else {
      // No prototype: a member named __proto__ becomes an ordinary key, which the binder then refuses.
      const value = Object.create(null) as { [name: string]: JsvValue };
      if (this.skip('}')) return value;
      this.open.push({ close: '}', value, name: this.name() });
    }
    return undefined;
  }

  /** After a value: whether its structure ends here; else its next value is due. */
  private endsWith(parent: Open): boolean {
    this.blanks();
    if (!this.skip(',')) {
      this.expect(parent.close);
      return true;
    }
    if (parent.close === '}') parent.name = this.name();
    return false;
  }

  private name(): string {
    this.blanks();
    const name = this.text[this.at] === '"' ? this.quoted() : this.bare(':').trim();
    this.blanks();
    this.expect(':');
    return name;
  }

  private quoted(): string {
    let result = '';
    this.at += 1;
    for (;;) {
      const end = this.text.indexOf('"', this.at);
      if (end < 0) return this.fail('a closing quote');
      result += this.text.slice(this.at, end);
      this.at = end + 1;
      if (this.text[this.at] !== '"') return result;
      result += '"';
      this.at += 1;
    }
  }

  /** Text up to the end of its structure or a comma; `:`: a name, up to the colon; `undefined`: to the end. */
  private bare(close: ']' | '}' | ':' | undefined): string {
    const start = this.at;
    const { text } = this;
    if (close === undefined) this.at = text.length;
    else if (close === ':') {
      const colon = text.indexOf(':', start);
      this.at = colon < 0 ? text.length : colon;
    } else while (this.at < text.length && text[this.at] !== ',' && text[this.at] !== close) this.at += 1;
    const found = text.slice(start, this.at);
    return /[\r\n]/.test(found) ? found.replace(/\s*[\r\n]\s*$/, '') : found;
  }

  private blanks(): void {
    while (isBlank(this.text, this.at)) this.at += 1;
  }

  /** Skips blanks before a quote or a structure, and those that hold a line end; others belong to the text. */
  private blanksBeforeValue(): void {
    if (!isBlank(this.text, this.at)) return;
    const start = this.at;
    this.blanks();
    const isIndent = /[\r\n]/.test(this.text.slice(start, this.at)) || /["{[]/.test(this.text[this.at] ?? '');
    if (!isIndent) this.at = start;
  }

  private skip(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  private expect(char: string): void {
    if (!this.skip(char)) this.fail(`'${char}'`);
  }

  private atEnd(value: JsvValue): JsvValue {
    this.blanks();
    return this.at < this.text.length ? this.fail('the end of the text') : value;
  }

  private fail(expected: string): never {
    throw new SyntaxError(`${expected} is expected at character ${this.at + 1}`);
  }
}

function add(parent: Open, value: JsvValue): void {
  if (parent.close === ']') parent.value.push(value);
  else parent.value[parent.name] = value;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13) || (code > 127 && /\s/.test(text.charAt(at)));
}
