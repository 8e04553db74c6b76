import type { DtoProperty, DtoType } from '../core/type-model';
import type { ContentFormat, ReadBody, ReadTarget, WriteOptions } from './content-format';
import { dtoHoldsDecimal, readDecimals } from './decimal-json';
import { jsonFormat, readJsonText } from './json-format';
import { itemOf, rowsMember, tabulate } from './tabulated';
import { textOf } from './text-body';

/** JSON lines (http-contract 4.9): the same table as CSV, each row as compact JSON on a line of its own. */
export const jsonlFormat: ContentFormat = {
  key: 'jsonl',
  contentType: 'text/jsonl',
  header: 'text/jsonl',
  accepts: ['text/jsonl'],

  read(body: Buffer, target: ReadTarget): ReadBody {
    const { type, isBatch } = target;
    const lines = linesOf(textOf(body));
    const reads = lines.map(readLine);
    const list = isBatch ? undefined : listMember(reads, target);
    const rows = withDecimals(reads, lines, list ? itemOf(list) : type);
    const message = list ? { [list.name]: rows } : rows.length === 0 ? {} : rows[0];
    return { value: isBatch ? rows : message, checkText: reads.some((read) => read.checkText) };
  },

  write(value: unknown, options: WriteOptions): string {
    const table = tabulate(value, options.type);
    const row = { ...options, type: table.type, isIndented: false };
    if (table.kind === 'rows') return table.rows.map((item) => `${jsonOf(item, row)}\n`).join('');
    return table.kind === 'nested' ? `${jsonOf(table.value, row)}\n` : jsonOf(table.value, row);
  },
};

function jsonOf(value: unknown, options: WriteOptions): string {
  return value === undefined ? 'null' : jsonFormat.write(value, options).toString();
}

interface Line {
  readonly text: string;
  /** Counts from 1, blank lines included. */
  readonly number: number;
}

/** The lines that are not blank. */
function linesOf(text: string): Line[] {
  return text
    .split('\n')
    .map((line, index) => ({ text: line.trim(), number: index + 1 }))
    .filter((line) => line.text !== '');
}

function readLine({ text, number }: Line): ReadBody {
  try {
    return readJsonText(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SyntaxError(error.message.replace('the body', `line ${number} of the body`));
  }
}

/** The member of the message that the lines are the items of; `undefined`: the only line is the message. */
function listMember(reads: readonly ReadBody[], target: ReadTarget): DtoProperty | undefined {
  const first = reads[0]?.value;
  const isObject = first !== null && typeof first === 'object' && !Array.isArray(first);
  return rowsMember(target, isObject ? Object.keys(first) : [], reads.length);
}

/** The values of the lines; once more read with the digits of their Decimals, where a row's type has such. */
function withDecimals(reads: readonly ReadBody[], lines: readonly Line[], type: DtoType | undefined): unknown[] {
  if (type === undefined || !dtoHoldsDecimal(type)) return reads.map((read) => read.value);
  return reads.map((read, index) => readDecimals(lines[index]?.text ?? '', type, false) ?? read.value);
}
