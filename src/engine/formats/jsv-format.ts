import type { ContentFormat, ReadBody, ReadTarget, WriteOptions } from './content-format';
import { readJsv, readJsvList } from './jsv-reader';
import { writeJsv, writeJsvDump } from './jsv-writer';
import { textOf } from './text-body';

/** JSV (http-contract 3.3, 4.7): JSON's structures without most of its quotes. */
export const jsvFormat: ContentFormat = {
  key: 'jsv',
  contentType: 'application/jsv',
  // Also for those who asked for text/jsv (http-contract 4.1).
  header: 'application/jsv',
  accepts: ['application/jsv', 'text/jsv'],

  read(body: Buffer, { isBatch }: ReadTarget): ReadBody {
    const text = textOf(body).trim();
    // UTF-8 has no lone surrogates; NUL may stand in it as it is.
    const checkText = text.includes('\0');
    try {
      return { value: isBatch ? readJsvList(text, Infinity) : readJsv(text, Infinity), checkText };
    } catch (error) {
      throw error instanceof SyntaxError ? new SyntaxError(`the body is no JSV: ${error.message}.`) : error;
    }
  },

  write(value: unknown, options: WriteOptions): string {
    return writeJsv(value, options);
  },
};

/** JSV laid out for people, which is what `?debug` asks for (FMT-40). */
export const jsvDumpFormat: ContentFormat = { ...jsvFormat, header: 'text/plain; charset=utf-8', write: writeJsvDump };
