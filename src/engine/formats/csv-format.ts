import type { ContentFormat, ReadBody, ReadTarget, WriteOptions } from './content-format';
import { readCsv } from './csv-reader';
import { writeCsv } from './csv-writer';
import { textOf } from './text-body';

/** CSV (http-contract 4.8): one table, quoted as in RFC 4180. */
export const csvFormat: ContentFormat = {
  key: 'csv',
  contentType: 'text/csv',
  header: 'text/csv',
  accepts: ['text/csv'],

  read(body: Buffer, target: ReadTarget): ReadBody {
    const text = textOf(body);
    return { value: readCsv(text, target), checkText: text.includes('\0') };
  },

  write(value: unknown, options: WriteOptions): string {
    return writeCsv(value, options);
  },

  headers({ operationName }: WriteOptions): Readonly<Record<string, string>> {
    return { 'Content-Disposition': attachment(`${operationName}.csv`) };
  },
};

/** RFC 6266: what a quoted header text cannot hold stands as `_`; a name that is not ASCII is given again, encoded. */
function attachment(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\]/gu, '_');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the test is for ASCII, control characters included.
  const encoded = /^[\x00-\x7f]*$/.test(fileName) ? '' : `; filename*=UTF-8''${rfc5987(fileName)}`;
  return `attachment;filename="${ascii}"${encoded}`;
}

function rfc5987(text: string): string {
  const hex = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text.toWellFormed()).replace(/['()*]/g, hex);
}
