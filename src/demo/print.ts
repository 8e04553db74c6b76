/** The part of `process.stdout` that the demo uses. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** A name and a value, printed as one aligned line. `undefined` is left out. */
export type Fact = readonly [name: string, value: string | number | boolean | undefined];

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
type Style = keyof typeof codes;

const barWidth = 24;
const statusIndent = 4;
const factIndent = 9;

/** Writes calls and answers for a person: short, aligned, and coloured only on a terminal (NO_COLOR is honoured). */
export class Printer {
  private readonly isColoured: boolean;
  private readonly width: number;
  private lastBar = '';

  constructor(
    private readonly out: Output,
    environment: Readonly<Record<string, string | undefined>> = process.env,
  ) {
    this.isColoured = out.isTTY === true && !environment.NO_COLOR;
    this.width = Math.min(Math.max(out.columns || 100, 60), 120);
  }

  title(text: string, note: string): void {
    this.line(`${this.styled('bold', text)}  ${this.styled('dim', note)}`);
  }

  /** Begins one operation. */
  operation(name: string, route: string): void {
    const gap = ' '.repeat(Math.max(2, 34 - name.length));
    this.line();
    this.line(`${this.styled('bold', name)}${gap}${this.styled('cyan', route)}`);
  }

  /** What is about to be sent, in words and as it stands on the wire. */
  call(text: string, caller: string, json: string): void {
    this.line(`  ${this.styled('dim', '→')} ${text} ${this.styled('dim', `· ${caller}`)}`);
    this.line(`${' '.repeat(statusIndent)}${this.styled('dim', cut(json, this.width - statusIndent))}`);
  }

  answer(status: number, facts: readonly Fact[]): void {
    this.result(this.styled('green', String(status)), facts);
  }

  /** A call that was meant to be refused: the code with its message, or with one line per field error or other detail. */
  refusal(status: number, errorCode: string, message: string, details: readonly Fact[]): void {
    const isSaidBelow = details.some(([, value]) => value === message);
    this.result(this.styled('yellow', String(status)), [[errorCode, isSaidBelow ? '' : message]]);
    for (const line of alignFacts(details, this.width - factIndent)) this.line(`${' '.repeat(factIndent)}${line}`);
  }

  /** Progress. A terminal sees one line that moves; a file gets a line only at the end. */
  bar(done: number, total: number | undefined, state: string, isOver: boolean): void {
    const line = `${' '.repeat(factIndent)}${progressBar(done, total)}  ${state}`;
    if (this.out.isTTY === true) {
      if (line !== this.lastBar) this.out.write(`\r\u001b[K${line}`);
      if (isOver) this.out.write('\n');
    } else if (isOver) {
      this.line(line);
    }
    this.lastBar = isOver ? '' : line;
  }

  /** An answer that was not the expected one. */
  difference(text: string): void {
    this.line(`    ${this.styled('red', '✗')} ${text}`);
  }

  summary(calls: number, differences: readonly string[], seconds: number): void {
    this.line();
    const time = `${seconds.toFixed(1)} s`;
    if (differences.length === 0) {
      this.line(this.styled('green', `${calls} calls, every answer as expected, in ${time}.`));
      return;
    }
    this.line(this.styled('red', `${calls} calls in ${time}; not as expected:`));
    for (const difference of differences) this.line(`  ${difference}`);
  }

  private result(status: string, facts: readonly Fact[]): void {
    const lines = alignFacts(facts, this.width - factIndent);
    this.line(`${' '.repeat(statusIndent)}${status}  ${lines[0] ?? ''}`);
    for (const line of lines.slice(1)) this.line(`${' '.repeat(factIndent)}${line}`);
  }

  private line(text = ''): void {
    this.out.write(`${text.trimEnd()}\n`);
  }

  private styled(style: Style, text: string): string {
    return this.isColoured ? `\u001b[${codes[style]}m${text}\u001b[0m` : text;
  }
}

/** One line per fact, values in one column, cut at the width. */
export function alignFacts(facts: readonly Fact[], width: number): string[] {
  const known = facts.filter(([, value]) => value !== undefined);
  const column = Math.max(0, ...known.map(([name]) => name.length)) + 2;
  return known.map(([name, value]) => cut(`${name.padEnd(column)}${value}`, width));
}

/** `██████░░░░  12/40`; without a total an empty bar. */
export function progressBar(done: number, total: number | undefined): string {
  const share = total === undefined || total === 0 ? 0 : Math.min(done / total, 1);
  const filled = Math.round(share * barWidth);
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}  ${done}/${total ?? '?'}`;
}

function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}
