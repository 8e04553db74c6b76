import { stringify } from 'csv-stringify/sync';
import type { TypeModel } from '../core/type-model';
import type { WriteOptions } from './content-format';
import { jsvText } from './jsv-writer';
import { type Member, membersOf, tabulate } from './tabulated';
import { defaultOf } from './wire-scalars';
import { jsvStyleOf, type WireStyle } from './wire-style';
import { toWire, typeOfInstance, wireName } from './wire-tree';

type Row = Readonly<Record<string, unknown>>;

/** One column of a table of objects. */
interface Column {
  readonly name: string;
  /** The value as a tree of plain values; null and undefined: an empty cell. */
  readonly value: (row: Row) => unknown;
  /** Of a number's type: its minus sign is no formula. */
  readonly isNumber: boolean;
  /** Whether `edv` counts the row's value as nothing. */
  readonly isDefault: (row: Row) => boolean;
}

/** Writes an answer as CSV (http-contract 4.8). */
export function writeCsv(value: unknown, options: WriteOptions): string {
  const style = jsvStyleOf(options.style);
  const isForPeople = options.isForPeople ?? false;
  const table = tabulate(value, options.type);
  const rows = table.kind === 'rows' ? table.rows : [table.value];
  const type = rowType(table.type, rows);
  if (!isTable(type, rows)) return scalarsRow(rows, type, style, isForPeople);
  const objects = rows.map((row): Row => (row !== null && typeof row === 'object' ? (row as Row) : {}));
  const columns = withoutDefaults(columnsOf(type, objects, style), objects, style);
  if (columns.length === 0) return '';
  const header = columns.map((column) => cellText(column.name, isForPeople));
  return toText([header, ...objects.map((row) => cells(columns, row, isForPeople))]);
}

function cells(columns: readonly Column[], row: Row, isForPeople: boolean): string[] {
  return columns.map(({ value, isNumber }) => cellText(value(row), isForPeople && !isNumber));
}

// A field that begins like a list or an object is quoted, so that it reads as one text (rule 4).
const quoted = [/^[[{]/];

function toText(records: readonly (readonly string[])[]): string {
  return stringify([...records], { record_delimiter: '\r\n', quote_record_delimiter: true, quoted_match: quoted });
}

/** The type of the rows where it tells their columns: a DTO or a dictionary; a declared `object` may hold instances. */
function rowType(type: TypeModel | undefined, rows: readonly unknown[]): TypeModel | undefined {
  const isUntyped = type === undefined || type.kind === 'parameter' || isObject(type);
  return isUntyped ? typeOfInstance(rows[0]) : type;
}

function isObject(type: TypeModel): boolean {
  return type.kind === 'scalar' && type.scalar === 'object';
}

function isTable(type: TypeModel | undefined, rows: readonly unknown[]): boolean {
  if (type !== undefined) return type.kind === 'dto' || type.kind === 'dictionary';
  const first = rows.find((row) => row !== null && row !== undefined);
  return typeof first === 'object' && !Array.isArray(first);
}

/** A list of scalars is one row without header (rule 6). */
function scalarsRow(
  rows: readonly unknown[],
  type: TypeModel | undefined,
  style: WireStyle,
  isForPeople: boolean,
): string {
  if (rows.length === 0) return '';
  const convert = type && toWire(type, style);
  const isNumber = type !== undefined && isNumeric(type);
  return toText([
    rows.map((item) => {
      const isNothing = item === null || item === undefined;
      return cellText(convert && !isNothing ? convert(item) : item, isForPeople && !isNumber);
    }),
  ]);
}

function columnsOf(type: TypeModel | undefined, rows: readonly Row[], style: WireStyle): Column[] {
  if (type?.kind === 'dto') {
    const owner = type.type();
    return membersOf(type).map((member) =>
      memberColumn(member, wireName(member.property, owner, { ...style, names: 'declared' }), style),
    );
  }
  const convert = type?.kind === 'dictionary' ? toWire(type.value, style) : undefined;
  const keys = type?.kind === 'dictionary' ? unionOfKeys(rows) : Object.keys(rows[0] ?? {});
  const isNumber = type?.kind === 'dictionary' && isNumeric(type.value);
  return keys.map((name) => ({
    name,
    value: (row) => converted(row[name], convert),
    isNumber,
    isDefault: (row) => row[name] === null || row[name] === undefined,
  }));
}

function memberColumn({ property, type }: Member, name: string, style: WireStyle): Column {
  const convert = toWire(type, style);
  const standard = defaultOf(type);
  const absent = style.absent === 'default' ? standard : undefined;
  const keepsDefault = type.kind === 'enum' && style.defaultEnums === 'write';
  const raw = (row: Row) => row[property.name] ?? absent;
  return {
    name,
    value: (row) => converted(raw(row), convert),
    isNumber: isNumeric(type),
    isDefault: (row) => {
      const value = raw(row);
      return value === undefined || value === null || (value === standard && !keepsDefault);
    },
  };
}

function converted(value: unknown, convert: ((value: unknown) => unknown) | undefined): unknown {
  return convert && value !== null && value !== undefined ? convert(value) : value;
}

function unionOfKeys(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
}

/** `edv` drops the columns that hold nothing (rule 5); of a table without rows nothing is known. */
function withoutDefaults(columns: Column[], rows: readonly Row[], style: WireStyle): Column[] {
  if (style.defaults === 'write' || rows.length === 0) return columns;
  return columns.filter((column) => !rows.every((row) => column.isDefault(row)));
}

function isNumeric(type: TypeModel): boolean {
  return type.kind === 'scalar' && (type.scalar === 'int' || type.scalar === 'float' || type.scalar === 'decimal');
}

function cellText(value: unknown, isForPeople: boolean): string {
  const text = typeof value === 'string' ? value : jsvText(value);
  return isForPeople && typeof value !== 'number' ? neutral(text) : text;
}

// Spreadsheets calculate cells that begin so, the full-width forms included (OWASP, CSV injection).
const formula = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/;
// Where `;` separates columns, as in Swedish and German settings, a quote inside a line is no quote: what follows `;` or a
// line end is a cell of its own.
const formulaInside = /([;\t\r\n])(?=[=+\-@\0\uff1d\uff0b\uff0d\uff20])/g;

/** The text with a `'` before whatever a spreadsheet would calculate (reliability 3.2 #10). */
function neutral(text: string): string {
  const inside = text.replace(formulaInside, "$1'");
  return formula.test(inside) ? `'${inside}` : inside;
}
