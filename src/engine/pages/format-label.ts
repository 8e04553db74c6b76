import type { ContentFormat } from '../formats/content-format';

/** Formats that pages have a name for; all others are `other` (metadata-and-types 1.4). */
const named: ReadonlySet<string> = new Set([
  'soap11',
  'soap12',
  'xml',
  'json',
  'jsv',
  'protobuf',
  'csv',
  'html',
  'wire',
  'msgpack',
]);
const prefixed: ReadonlySet<string> = new Set(['msgpack', 'protobuf']);

/**
 * What pages call a format in hints and headings: `jsv`, `x-msgpack`, and `other` for `jsonl`, although nothing answers
 * `.other`: published pages say so.
 *
 * `isCorrect`: the format's own key instead. Default: false.
 */
export function formatLabel(key: string, { isCorrect = false } = {}): string {
  if (isCorrect) return key;
  const name = key.toLowerCase().replace(/^x-/, '');
  if (!named.has(name)) return 'other';
  return prefixed.has(name) ? `x-${name}` : name;
}

/** Formats that have pages, in the order of their columns: json, xml, jsv, then the others as the host has them. HTML has none. */
export function pageFormats(formats: readonly ContentFormat[], ignored: readonly string[] = []): ContentFormat[] {
  const shown = formats.filter(({ key }) => key !== 'html' && !ignored.includes(key));
  const first = ['json', 'xml', 'jsv'].flatMap((key) => shown.filter((format) => format.key === key));
  return [...first, ...shown.filter((format) => !first.includes(format))];
}
