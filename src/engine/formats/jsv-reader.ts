/** What JSV text says without types: texts, lists and objects. Scalars stay text until a member's type reads them. */
export type JsvValue = string | JsvValue[] | { [name: string]: JsvValue };

/**
 * Reads JSV (http-contract 3.3): `{key:value,…}`, `[v,…]`, texts unquoted unless they hold `" : , { } [ ] CR LF`,
 * quoted with `"`, inner `"` doubled; no backslash escapes.
 *
 * Errors: SyntaxError that names the character. Nesting beyond `maxDepth` is an error too.
 */
export function readJsv(text: string, maxDepth = 32): JsvValue {
  const reader = new JsvReader(text, maxDepth);
  const value = reader.value('', 0);
  reader.expectEnd();
  return value;
}

/** The items of a list, with or without its brackets: `[a,b]` or `a,b`; `[]` is the empty list. */
export function readJsvList(text: string, maxDepth = 32): JsvValue[] {
  const trimmed = text.trim();
  const value = readJsv(trimmed.startsWith('[') ? trimmed : `[${trimmed}]`, maxDepth);
  return Array.isArray(value) ? value : [value];
}

class JsvReader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
  ) {}

  value(stops: string, depth: number): JsvValue {
    if (depth > this.maxDepth) throw new SyntaxError(`nested deeper than ${this.maxDepth} levels`);
    const char = this.text[this.at];
    if (char === '{') return this.object(depth);
    if (char === '[') return this.list(depth);
    return char === '"' ? this.quoted() : this.bare(stops);
  }

  expectEnd(): void {
    if (this.at < this.text.length) this.fail('the end of the text');
  }

  private object(depth: number): JsvValue {
    // No prototype: a member named __proto__ becomes an ordinary key, which the binder then refuses.
    const result: { [name: string]: JsvValue } = Object.create(null) as { [name: string]: JsvValue };
    this.at += 1;
    this.blanks();
    if (this.skip('}')) return result;
    for (;;) {
      this.blanks();
      const key = this.text[this.at] === '"' ? this.quoted() : this.bare(':').trim();
      this.blanks();
      this.expect(':');
      this.blanks();
      result[key] = this.value(',}', depth + 1);
      this.blanks();
      if (this.skip(',')) continue;
      this.expect('}');
      return result;
    }
  }

  private list(depth: number): JsvValue[] {
    const result: JsvValue[] = [];
    this.at += 1;
    this.blanks();
    if (this.skip(']')) return result;
    for (;;) {
      this.blanks();
      result.push(this.value(',]', depth + 1));
      this.blanks();
      if (this.skip(',')) continue;
      this.expect(']');
      return result;
    }
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

  private bare(stops: string): string {
    const start = this.at;
    while (this.at < this.text.length && !stops.includes(this.text[this.at] ?? '')) this.at += 1;
    return this.text.slice(start, this.at);
  }

  private blanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private skip(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  private expect(char: string): void {
    if (!this.skip(char)) this.fail(`'${char}'`);
  }

  private fail(expected: string): never {
    throw new SyntaxError(`${expected} is expected at character ${this.at + 1}`);
  }
}
