import { CsvError, parse } from 'csv-parse/sync';
import type { DtoProperty, DtoType } from '../core/type-model';
import type { ReadTarget } from './content-format';
import { readJsv, readJsvList } from './jsv-reader';
import { itemOf, memberCalled, rowsMember } from './tabulated';

/** A row as the binder takes it: without prototype, so that no column name reaches one. */
type Row = Record<string, unknown>;

/**
 * Reads a request from CSV (http-contract 4.8): the first row names the members in any letter case; the others are the
 * elements of a batch, the items of the message's list, or the message itself. Empty cells are null; cells of structured
 * members are JSV.
 *
 * Errors: SyntaxError that names the row.
 */
export function readCsv(text: string, target: ReadTarget): unknown {
  const { type, isBatch, isLenient } = target;
  const [header = [], ...records] = parseRecords(text);
  const names = header.map((name) => name.trim());
  // An empty line is a row of a table with one column only.
  const rows = records
    .map((cells, index) => ({ cells, number: index + 2 }))
    .filter(({ cells }) => !isBlank(cells, names));
  if (isBatch) return rows.map((row) => toObject(row, names, { type, isLenient }));
  const list = rowsMember(target, names, rows.length);
  if (list === undefined) return rows[0] ? toObject(rows[0], names, target) : {};
  const item = itemOf(list);
  // A list of scalars is written as one row without header.
  const items = holdsScalars(list)
    ? [header, ...records].flat()
    : rows.map((row) => toObject(row, names, { type: item, isLenient }));
  return { [list.name]: items };
}

function holdsScalars({ type }: DtoProperty): boolean {
  return type.kind === 'list' && (type.item.kind === 'scalar' || type.item.kind === 'enum');
}

const problems: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quoted cell has no closing quote',
  CSV_INVALID_CLOSING_QUOTE: 'a closing quote is followed by more text',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell that is not quoted',
};

function parseRecords(text: string): string[][] {
  try {
    return parse(text, { record_delimiter: ['\r\n', '\n'], relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The library's own message repeats the cell.
    const line = typeof error.lines === 'number' ? ` in line ${error.lines}` : '';
    throw new SyntaxError(`the body is no CSV: ${problems[error.code] ?? 'a row cannot be read'}${line}.`);
  }
}

function isBlank(cells: readonly string[], names: readonly string[]): boolean {
  return names.length !== 1 && cells.length <= 1 && (cells[0] ?? '') === '';
}

function toObject(
  { cells, number }: { cells: readonly string[]; number: number },
  names: readonly string[],
  { type, isLenient }: { readonly type?: DtoType; readonly isLenient?: boolean },
): Row {
  if (cells.length !== names.length)
    throw new SyntaxError(`row ${number} of the CSV has ${cells.length} cells, its header ${names.length}.`);
  const row = Object.create(null) as Row;
  names.forEach((name, index) => {
    const cell = cells[index] ?? '';
    // Null rather than left out: the binder then sees every name, the poisoned ones too.
    row[name] = cell === '' ? null : cellValue(cell, type && memberCalled(type, name, isLenient), number);
  });
  return row;
}

function cellValue(cell: string, member: DtoProperty | undefined, row: number): unknown {
  switch (member?.type.kind) {
    case 'list':
      return structure(() => readJsvList(cell, Infinity), member, row);
    case 'dictionary':
    case 'dto':
      return structure(() => readJsv(cell, Infinity), member, row);
    case 'scalar':
      return member.type.scalar === 'object' ? untyped(cell) : cell;
    default:
      return cell;
  }
}

function structure(read: () => unknown, member: DtoProperty, row: number): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SyntaxError(`${member.name} in row ${row} of the CSV is no JSV: ${error.message}.`);
  }
}

/** Nothing tells a text from a structure but its beginning, and whether it can be read. */
function untyped(cell: string): unknown {
  if (!/^[[{]/.test(cell)) return cell;
  try {
    return readJsv(cell, Infinity);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return cell;
  }
}
