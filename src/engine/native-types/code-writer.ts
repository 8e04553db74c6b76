/** Writes lines at the current indentation: 4 spaces a level. */
export class CodeWriter {
  private readonly lines: string[] = [];
  private indent = '';

  constructor(private readonly unit = '    ') {}

  /** A line, or several with `\n` between them. An empty line gets no indentation. */
  line(text = ''): this {
    for (const part of text.split('\n')) this.lines.push(part === '' ? '' : this.indent + part);
    return this;
  }

  /** A text whose first line is indented, and whose others stand as they are. */
  unindented(text: string): this {
    this.lines.push(...(this.indent + text).split('\n'));
    return this;
  }

  /** An empty line. */
  gap(): this {
    return this.line();
  }

  indented(write: () => void): this {
    const before = this.indent;
    this.indent += this.unit;
    write();
    this.indent = before;
    return this;
  }

  /** `open` and `close` at this level, what is between them one deeper. */
  block(open: string, write: () => void, close: string): this {
    return this.line(open).indented(write).line(close);
  }

  /** The last line, for languages that remove a trailing comma. */
  replaceLast(change: (line: string) => string): this {
    const last = this.lines.pop();
    if (last !== undefined) this.lines.push(change(last));
    return this;
  }

  toString(): string {
    return this.lines.join('\n');
  }
}
