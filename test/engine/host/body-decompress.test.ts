import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createDeflate,
  createDeflateRaw,
  createGzip,
  deflateRawSync,
  deflateSync,
  gzipSync,
} from 'node:zlib';
import { HttpError } from '../../../src/engine';
import { decompressed, unpack } from '../../../src/engine/host/body/decompress';
import { readBytes } from '../../../src/engine/host/body/read-bytes';

const limit = 1024 * 1024;
let lastCause: unknown;

/** Answers the length and first bytes of a body, as `read` gives it. */
const server = http.createServer(async (request, response) => {
  try {
    const encoding = request.headers['content-encoding'];
    const body = encoding ? await decompressed(request, encoding, limit) : await readBytes(request, limit);
    response.end(JSON.stringify({ length: body.length, start: body.toString('utf8', 0, 20) }));
  } catch (error) {
    const refusal = error as HttpError;
    lastCause = refusal.cause;
    response
      .writeHead(refusal.status, { ...refusal.headers })
      .end(JSON.stringify({ code: refusal.errorCode, text: refusal.message }));
  }
});
let url = '';

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => void server.close());

async function post(body: Buffer, encoding?: string): Promise<{ status: number; json: Record<string, unknown> }> {
  const headers: Record<string, string> = encoding === undefined ? {} : { 'content-encoding': encoding };
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(body), headers });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

const text = Buffer.from('{"name":"åäö"}'.repeat(1000));
const packed: [string, string, Buffer][] = [
  ['gzip', 'gzip', gzipSync(text)],
  ['X-GZIP', 'gzip by its old name', gzipSync(text)],
  ['deflate', 'zlib', deflateSync(text)],
  ['deflate', 'raw deflate', deflateRawSync(text)],
  ['br', 'Brotli', brotliCompressSync(text)],
];

describe('compressed bodies', () => {
  it.each(packed)('BND-35 reads %s (%s)', async (encoding, _, body) => {
    const reply = await post(body, encoding);

    expect(reply).toEqual({ status: 200, json: { length: text.length, start: text.toString('utf8', 0, 20) } });
  });

  it('BND-35 reads a gzip body of several members', async () => {
    const reply = await post(Buffer.concat([gzipSync('ab'), gzipSync('cd')]), 'gzip');

    expect(reply.json).toEqual({ length: 4, start: 'abcd' });
  });

  it.each(packed)('BND-35 refuses %s (%s) that is cut off', async (encoding, _, body) => {
    const reply = await post(body.subarray(0, body.length - 5), encoding);

    expect(reply).toMatchObject({ status: 400, json: { code: 'SerializationException' } });
    expect(lastCause).toMatchObject({ code: 'Z_BUF_ERROR' });
  });

  it.each([
    ['gzip', Buffer.from('{"name":"A"}')],
    ['br', Buffer.from('{"name":"A"}')],
    ['deflate', Buffer.from('{"name":"A"}')],
    ['gzip', deflateSync(text)],
  ])('BND-35 refuses %s that is something else', async (encoding, body) => {
    const reply = await post(body, encoding);

    expect(reply).toMatchObject({ status: 400, json: { code: 'SerializationException' } });
  });

  it.each([
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
  ])('BND-35 refuses %s with something behind it', async (encoding, body) => {
    const reply = await post(Buffer.concat([body, Buffer.from('{"more":1}')]), encoding);

    expect(reply).toMatchObject({ status: 400, json: { code: 'SerializationException' } });
  });

  it.each(['gzip, gzip', 'gzip, br', 'zstd', 'compress', 'identity, gzip', 'constructor'])(
    'BND-35 refuses the encoding %s with 415',
    async (encoding) => {
      const reply = await post(gzipSync(gzipSync(text)), encoding);

      expect(reply).toMatchObject({ status: 415, json: { code: 'UnsupportedMediaType' } });
    },
  );

  it('BND-35 takes an empty body for empty', async () => {
    expect((await post(Buffer.alloc(0), 'gzip')).json).toEqual({ length: 0, start: '' });
  });

  it('allows exactly the limit', async () => {
    const most = await post(gzipSync(Buffer.alloc(limit)), 'gzip');
    const more = await post(gzipSync(Buffer.alloc(limit + 1)), 'gzip');

    expect(most.json.length).toBe(limit);
    expect(more.status).toBe(413);
  });
});

describe('reliability 3.2 #5 decompression bombs', () => {
  const mebibyte = Buffer.alloc(1024 * 1024);

  /** 300 MiB of zeros, packed without ever being whole. */
  async function bomb(packer: Transform): Promise<Buffer> {
    const chunks: Buffer[] = [];
    packer.on('data', (chunk: Buffer) => chunks.push(chunk));
    const ended = once(packer, 'end');
    for (let count = 0; count < 300; count += 1) if (!packer.write(mebibyte)) await once(packer, 'drain');
    packer.end();
    await ended;
    return Buffer.concat(chunks);
  }

  const fast = { level: 1 };
  it.each([
    ['gzip', 'gzip', () => createGzip(fast)],
    ['zlib', 'deflate', () => createDeflate(fast)],
    ['raw deflate', 'deflate', () => createDeflateRaw(fast)],
    ['Brotli', 'br', () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ])('answers 413 to 300 MiB of zeros in %s, soon and in little memory', async (_, encoding, packer) => {
    const body = await bomb(packer());
    await post(gzipSync(text), 'gzip');
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 1);
    const begun = Date.now();

    const reply = await post(body, encoding);
    const tookMs = Date.now() - begun;
    clearInterval(watch);

    expect(body.length).toBeLessThan(2 * limit);
    expect(reply).toMatchObject({ status: 413, json: { code: 'PayloadTooLarge' } });
    expect(tookMs).toBeLessThan(2000);
    expect(peak - before).toBeLessThan(32 * 1024 * 1024);
  });

  it('does not unpack twice: gzip in gzip is bytes', async () => {
    const inner = gzipSync(Buffer.alloc(limit));

    expect((await post(gzipSync(inner), 'gzip')).json.length).toBe(inner.length);
  });

  it('answers 413 to a packed body that is longer than anything within the limit', async () => {
    const member = gzipSync('');
    const members = Buffer.concat(Array.from({ length: 70_000 }, () => member));

    const reply = await post(members, 'gzip');

    expect(members.length).toBeGreaterThan(limit);
    expect(reply.status).toBe(413);
  });

  it('answers 413 when unpacking takes too long', async () => {
    const slow = Object.assign(new Transform({ transform: () => undefined }), { bytesWritten: 0 });

    const refusal = await unpack(slow, text, limit, 20).catch((error: unknown) => error);

    expect(refusal).toMatchObject({ status: 413, errorCode: 'PayloadTooLarge' });
    expect(slow.destroyed).toBe(true);
  });
});

describe('bodies as they came', () => {
  it('answers 413 beyond the limit, after reading the body to its end', async () => {
    const reply = await post(Buffer.alloc(5 * limit));

    expect(reply).toMatchObject({ status: 413, json: { code: 'PayloadTooLarge' } });
  });

  it('refuses a body whose length alone says that it is huge', async () => {
    const request = http.request(url, { method: 'POST', headers: { 'content-length': 10 ** 12 } });
    request.on('error', () => undefined);
    request.write('x');

    const [response] = (await once(request, 'response')) as [http.IncomingMessage];

    expect(response.statusCode).toBe(413);
    request.destroy();
  });

  it('rejects when the client hangs up in the middle, and when it has done so before', async () => {
    const received = new Promise<unknown>((resolve) => {
      const hangUp = http.createServer(async (request) => {
        const first = await readBytes(request, limit).catch((error: unknown) => error);
        const second = await readBytes(request, limit).catch((error: unknown) => error);
        hangUp.close();
        resolve([first, second]);
      });
      hangUp.listen(0, '127.0.0.1', () => {
        const { port } = hangUp.address() as AddressInfo;
        const request = http.request({ port, host: '127.0.0.1', method: 'POST', headers: { 'content-length': 100 } });
        request.on('error', () => undefined);
        request.write('begun', () => request.destroy());
      });
    });

    expect(await received).toMatchObject([
      { status: 400, errorCode: 'BadRequest' },
      { status: 400, errorCode: 'BadRequest' },
    ]);
  });
});
