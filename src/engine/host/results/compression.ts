import { promisify } from 'node:util';
import { brotliCompress, constants, deflate, gzip } from 'node:zlib';

export type Encoding = 'br' | 'deflate' | 'gzip';

type Compress = (bytes: Buffer) => Promise<Buffer>;
const deflated = promisify(deflate) as Compress;
const gzipped = promisify(gzip) as Compress;
const brotli = promisify(brotliCompress);

const compressors: Readonly<Record<Encoding, Compress>> = {
  // Brotli's default of 11 is for files that are compressed once; 4 is as small as gzip and faster.
  br: (bytes) =>
    brotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  // zlib-wrapped, as RFC 9110 has it; raw deflate is what some servers send and not all clients read.
  deflate: deflated,
  gzip: gzipped,
};

/** The encoding of an answer: by presence in `Accept-Encoding` and this order, weights being ignored (http-contract 7.2). */
export function chosenEncoding(acceptEncoding: string | readonly string[] | undefined): Encoding | undefined {
  const names = String(acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((item) => item.split(';', 1)[0]?.trim());
  return (['br', 'deflate', 'gzip'] as const).find((encoding) => names.includes(encoding));
}

export function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  return compressors[encoding](bytes);
}
