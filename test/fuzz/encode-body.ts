import { Packr } from 'msgpackr';
import { JsonToken, type Tree } from './tree';

/** How a body is written: a key of a format, or a form. */
export type BodyForm = 'json' | 'jsv' | 'csv' | 'jsonl' | 'xml' | 'x-msgpack' | 'form' | 'multipart';

export const contentTypes: Readonly<Record<BodyForm, string>> = {
  json: 'application/json',
  jsv: 'application/jsv',
  csv: 'text/csv',
  jsonl: 'text/jsonl',
  xml: 'application/xml',
  'x-msgpack': 'application/x-msgpack',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data; boundary=fuzz-7d1',
};

/**
 * Writes a message, or the messages of a batch, without the formats of the engine: what they cannot write, such as two
 * members of one name, comes out here.
 */
export function encodeBody(form: BodyForm, name: string, value: Tree | readonly Tree[]): Buffer {
  const list = Array.isArray(value) ? (value as Tree[]) : [value as Tree];
  switch (form) {
    case 'json':
      return Buffer.from(jsonText(value));
    case 'jsv':
      return Buffer.from(jsvText(value));
    case 'csv':
      return Buffer.from(csvText(list));
    case 'jsonl':
      return Buffer.from(list.map((item) => `${jsonText(item)}\n`).join(''));
    case 'xml':
      return Buffer.from(`<?xml version="1.0" encoding="utf-8"?>${xmlDocument(name, value)}`);
    case 'x-msgpack':
      return packr.pack(packable(value));
    case 'form':
      return Buffer.from(queryText(list[0] ?? {}));
    case 'multipart':
      return multipart(list[0] ?? {});
  }
}

const packr = new Packr({ useRecords: false, moreTypes: false, encodeUndefinedAsNil: true });

function packable(value: unknown): unknown {
  if (value instanceof JsonToken) return Number(value.text);
  if (Array.isArray(value)) return value.map(packable);
  if (value === null || typeof value !== 'object') return value;
  return new Map(Object.entries(value).map(([name, member]) => [name, packable(member)]));
}

export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, (_name, member: unknown) =>
    member instanceof JsonToken ? `~token ${member.text}~` : member,
  );
  return (text ?? 'null').replace(/"~token ([^~]*)~"/g, '$1');
}

export function jsvText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof JsonToken) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsvText).join(',')}]`;
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([name, member]) => `${jsvText(name)}:${jsvText(member)}`)
      .join(',')}}`;
  }
  const text = String(value);
  return text === '' || /[":,{}[\]\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvText(list: readonly Tree[]): string {
  const names = [...new Set(list.flatMap((item) => Object.keys(item)))];
  const field = (text: string) => (/^[[{]|[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = list.map((item) => names.map((name) => field(cell(item[name]))).join(','));
  return [names.map(field).join(','), ...rows, ''].join('\r\n');
}

/** Texts as they are, everything else in JSV. */
function cell(value: unknown): string {
  return typeof value === 'string' ? value : jsvText(value);
}

function xmlDocument(name: string, value: unknown): string {
  return Array.isArray(value)
    ? `<ArrayOf${name}>${value.map((item) => xmlText(name, item)).join('')}</ArrayOf${name}>`
    : xmlText(name, value);
}

function xmlText(name: string, value: unknown): string {
  if (value === null || value === undefined) return `<${name} i:nil="true"/>`;
  return `<${name}>${xmlContent(value)}</${name}>`;
}

function xmlContent(value: unknown): string {
  if (value instanceof JsonToken) return value.text;
  if (Array.isArray(value)) return value.map((item) => xmlText(itemName(item), item)).join('');
  if (value !== null && typeof value === 'object')
    return Object.entries(value)
      .map(([name, member]) => xmlText(name, member))
      .join('');
  return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function itemName(item: unknown): string {
  return typeof item === 'number' ? 'int' : typeof item === 'string' ? 'string' : 'Item';
}

/** `a=1&b=[x,y]`, each text percent-encoded. */
export function queryText(tree: Tree): string {
  return Object.entries(tree)
    .map(([name, value]) => `${percent(name)}=${percent(cell(value))}`)
    .join('&');
}

/** Half surrogates, which no percent-encoding can say, become the replacement character. */
export function percent(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function multipart(tree: Tree): Buffer {
  const quoted = (name: string) => name.replaceAll('"', '%22').replace(/[\r\n]/g, ' ');
  const fields = Object.entries(tree).map(
    ([name, value]) => `--fuzz-7d1\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${cell(value)}\r\n`,
  );
  const file = '--fuzz-7d1\r\nContent-Disposition: form-data; name="upload"; filename="x.txt"\r\n\r\nx\r\n';
  return Buffer.from(`${fields.join('')}${file}--fuzz-7d1--\r\n`);
}
