import {
  createReadStream,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { CompressResponse, Dto, Prop, Returns, Route } from '../../../dtos';
import { AppHost, Handles, HttpError, Service } from '../../../src/engine';
import { HttpResult, type HttpResultInit } from '../../../src/engine/core/http-result';
import { csvFormat } from '../../../src/engine/formats/csv-format';
import { jsonFormat } from '../../../src/engine/formats/json-format';
import { HelloResponse } from '../../support/hello';

@Route('/answer')
@Route('/answer/{name}', 'GET')
@Returns('HelloResponse')
@Dto()
class GetAnswer {
  @Prop('string') name?: string;
}

@CompressResponse()
@Returns('HelloResponse')
@Dto()
class GetPacked {}

/** What the Service answers next. */
let answer: () => unknown = () => undefined;

class AnswerService extends Service {
  @Handles(GetAnswer)
  any(): unknown {
    return answer();
  }

  @Handles(GetPacked, 'GET')
  packed(): unknown {
    return answer();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'missive-results-'));
const filePath = join(folder, 'ten.txt');
const modifiedAt = new Date('2026-11-25T12:00:00.400Z');
const host = new AppHost({ services: [AnswerService], formats: [jsonFormat, csvFormat] });

beforeAll(async () => {
  writeFileSync(filePath, '0123456789');
  utimesSync(filePath, modifiedAt, modifiedAt);
  await host.listen(0);
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

interface Reply {
  readonly status: number;
  readonly reason: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

/** node:http, not fetch: nothing is decompressed, and nothing is added to the request. */
function ask(
  result: unknown,
  headers: Record<string, string> = {},
  verb = 'GET',
  path = '/api/GetAnswer',
): Promise<Reply> {
  answer = typeof result === 'function' ? (result as () => unknown) : () => result;
  return new Promise((resolve, reject) => {
    const request = http.request(`${host.url}${path}`, { method: verb, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        const { statusCode = 0, statusMessage = '' } = response;
        resolve({ status: statusCode, reason: statusMessage, headers: response.headers, body, text: body.toString() });
      });
    });
    request.on('error', reject);
    request.end();
  });
}

/** How many descriptors of this process are at a path. */
function openFiles(path: string): number {
  const links = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      // The descriptor of the listing itself is closed by now.
      return '';
    }
  });
  return links.filter((link) => link === path).length;
}

const result = (init: HttpResultInit) => new HttpResult(init);
const dto = new HelloResponse({ result: 'Hello, compression! '.repeat(50) });
const dtoText = JSON.stringify(dto);

describe('text, bytes and streams', () => {
  it('PIPE-12 sends a string raw, with a charset and its length', async () => {
    const reply = await ask('0x10 ü');

    expect(reply).toMatchObject({ status: 200, text: '0x10 ü' });
    expect(reply.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'content-length': '7' });
    expect(reply.headers.vary).toBe('Accept');
  });

  it('1.3: appends the charset to any type of a string that has no parameter', async () => {
    const csv = await ask(result({ response: 'a,b', contentType: 'text/csv' }));
    const said = await ask(result({ response: 'a,b', headers: { 'content-type': 'text/csv; header=present' } }));

    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(said.headers['content-type']).toBe('text/csv; header=present');
  });

  it.each([
    ['a Buffer', Buffer.from([0, 1, 254, 255])],
    ['a view of a larger array', new Uint8Array([9, 0, 1, 254, 255, 9]).subarray(1, 5)],
  ])('PIPE-13 sends %s verbatim with its length', async (_, bytes) => {
    const reply = await ask(bytes);

    expect([...reply.body]).toEqual([0, 1, 254, 255]);
    expect(reply.headers).toMatchObject({ 'content-type': 'application/octet-stream', 'content-length': '4' });
  });

  it('1.3: bytes are in the type that was asked for when it is not the default', async () => {
    const reply = await ask(Buffer.from('a,b'), {}, 'GET', '/api/GetAnswer.csv');

    expect(reply.headers['content-type']).toBe('text/csv');
  });

  it.each<[string, () => unknown]>([
    ['a Readable', () => Readable.from([Buffer.from('ab'), Buffer.from('cd')])],
    ['a Readable of texts', () => Readable.from(['ab', 'cd'])],
    ['a web stream', () => new Blob(['ab', 'cd']).stream()],
    ['a file stream', () => createReadStream(filePath, { end: 3 })],
  ])('pipes %s without a length', async (_, stream) => {
    const reply = await ask(stream);

    expect(reply.body).toHaveLength(4);
    expect(reply.headers).toMatchObject({ 'transfer-encoding': 'chunked', 'content-type': 'application/octet-stream' });
    expect(reply.headers['content-length']).toBeUndefined();
    expect(reply.headers['accept-ranges']).toBeUndefined();
  });

  it('pipes a stream of known length with it', async () => {
    const reply = await ask(() => result({ response: Readable.from(['abcd']), length: 4, contentType: 'text/plain' }));

    expect(reply.text).toBe('abcd');
    expect(reply.headers).toMatchObject({ 'content-length': '4', 'content-type': 'text/plain' });
    expect(reply.headers['transfer-encoding']).toBeUndefined();
  });

  it('answers an error for a stream that fails before its first byte', async () => {
    const reply = await ask(() => createReadStream(join(folder, 'missing.txt')));

    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain(folder);
  });

  it('cuts the connection when a stream fails in the middle, ends early or gives no bytes', async () => {
    const failing = () => {
      const stream = new PassThrough();
      stream.write('begun');
      setImmediate(() => stream.destroy(new Error('disk gone')));
      return stream;
    };
    const short = () => result({ response: Readable.from(['abc']), length: 10 });
    const objects = () => Readable.from(['text', { an: 'object' }]);

    await expect(ask(failing)).rejects.toThrow(/aborted|hang up/);
    await expect(ask(short)).rejects.toThrow(/aborted|hang up/);
    await expect(ask(objects)).rejects.toThrow(/aborted|hang up/);
    expect(await ask('still there')).toMatchObject({ status: 200 });
  });

  it('sends no more of a stream than its length', async () => {
    const reply = await ask(() => result({ response: Readable.from(['abc', 'def', 'ghi']), length: 5 }));

    expect(reply.text).toBe('abcde');
  });

  it('destroys the stream when the client hangs up', async () => {
    const source = new PassThrough();
    source.write('begun');
    answer = () => source;
    const request = http.get(`${host.url}/api/GetAnswer`);
    request.on('error', () => undefined);
    request.on('response', (response) => response.on('error', () => undefined).once('data', () => request.destroy()));

    await new Promise((resolve) => source.once('close', resolve));

    expect(source.destroyed).toBe(true);
  });
});

describe('HttpResult', () => {
  it('PIPE-10 sets status, reason, headers, cookies and content type', async () => {
    const reply = await ask(
      result({
        response: new HelloResponse({ result: 'made' }),
        status: 201,
        statusText: 'Made It',
        headers: { Location: '/answer/1', 'x-many': ['a', 'b'], vary: 'Cookie', 'content-length': '999' },
        cookies: [
          { name: 'a', value: '1' },
          { name: 'b', value: '2', httpOnly: false, sameSite: 'None' },
        ],
      }),
    );

    expect(reply).toMatchObject({ status: 201, reason: 'Made It', text: '{"result":"made"}' });
    expect(reply.headers).toMatchObject({
      location: '/answer/1',
      'x-many': 'a, b',
      vary: 'Accept, Cookie',
      'content-type': 'application/json; charset=utf-8',
      'content-length': '17',
      'set-cookie': ['a=1; path=/; samesite=lax; httponly', 'b=2; path=/; samesite=none; secure'],
    });
  });

  it('PIPE-10 answers a result without a response by its status and headers alone', async () => {
    const redirect = await ask(HttpResult.redirect('/elsewhere'));
    const accepted = await ask(result({ status: 202 }));

    expect(redirect).toMatchObject({ status: 302, text: '' });
    expect(redirect.headers).toMatchObject({ location: '/elsewhere', 'content-length': '0' });
    expect(accepted).toMatchObject({ status: 202, text: '' });
  });

  it('labels a DTO as the Service says', async () => {
    const reply = await ask(result({ response: dto, headers: { 'Content-Type': 'application/problem+json' } }));

    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.text).toBe(dtoText);
  });

  it('refuses a cookie that would break the header, as a defect of the server', async () => {
    const reply = await ask(result({ response: 'x', cookies: [{ name: 'a', value: 'x; domain=evil' }] }));

    expect(reply.status).toBe(500);
    expect(reply.headers['set-cookie']).toBeUndefined();
  });
});

describe('compression', () => {
  const marked = result({ response: dto, compress: true });

  it('HTTP-04 leaves plain DTO answers as they are', async () => {
    const reply = await ask(dto, { 'accept-encoding': 'gzip, deflate, br' });

    expect(reply.headers['content-encoding']).toBeUndefined();
    expect(reply.text).toBe(dtoText);
  });

  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip;q=1.0, deflate;q=0.1', 'deflate', inflateSync],
    ['identity, GZIP', 'gzip', gunzipSync],
  ])('HTTP-04 compresses marked answers: %s → %s', async (accepted, encoding, decode) => {
    const reply = await ask(marked, { 'accept-encoding': accepted });

    expect(reply.headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept, Accept-Encoding' });
    expect(reply.headers['content-length']).toBe(String(reply.body.length));
    expect(reply.body.length).toBeLessThan(200);
    expect(decode(reply.body).toString()).toBe(dtoText);
  });

  it.each(['', 'identity', 'zstd, x-gzip'])(
    'HTTP-04 sends marked answers plain to clients that accept %j',
    async (accepted) => {
      const reply = await ask(marked, { 'accept-encoding': accepted });

      expect(reply.headers['content-encoding']).toBeUndefined();
      expect(reply.headers.vary).toBe('Accept, Accept-Encoding');
      expect(reply.text).toBe(dtoText);
    },
  );

  it.each<[string, () => unknown, string]>([
    ['a DTO', () => dto, dtoText],
    ['text', () => dtoText, dtoText],
    ['a result that says nothing about it', () => result({ response: dto, status: 201 }), dtoText],
  ])('HTTP-04 compresses what a marked operation answers: %s', async (_, source, text) => {
    const reply = await ask(source, { 'accept-encoding': 'br' }, 'GET', '/api/GetPacked');
    const head = await ask(source, { 'accept-encoding': 'br' }, 'HEAD', '/api/GetAnswer');

    expect(reply.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(reply.body).toString()).toBe(text);
    expect(head.headers['content-length']).toBe(String(text.length));
  });

  it('HTTP-04 lets a result of a marked operation stay plain', async () => {
    const reply = await ask(
      result({ response: dto, compress: false }),
      { 'accept-encoding': 'br' },
      'GET',
      '/api/GetPacked',
    );

    expect(reply.headers['content-encoding']).toBeUndefined();
  });

  it('7.2: never compresses what is encoded already, streams, or parts', async () => {
    const accepted = { 'accept-encoding': 'br' };
    const encoded = await ask(
      result({ response: Buffer.from('zz'), headers: { 'Content-Encoding': 'zstd' }, compress: true }),
      accepted,
    );
    const streamed = await ask(() => result({ response: Readable.from(['abc']), compress: true }), accepted);
    const part = await ask(result({ response: '0123456789', compress: true }), { ...accepted, range: 'bytes=0-3' });

    expect([encoded.headers['content-encoding'], encoded.text]).toEqual(['zstd', 'zz']);
    expect([streamed.headers['content-encoding'], streamed.text]).toEqual([undefined, 'abc']);
    expect([part.status, part.headers['content-encoding'], part.text]).toEqual([206, undefined, '0123']);
  });

  it('weakens the ETag of compressed bytes and offers no ranges of them', async () => {
    const text = result({ response: 'x'.repeat(1000), compress: true, eTag: 'v1' });

    const plain = await ask(text);
    const packed = await ask(text, { 'accept-encoding': 'br' });
    const again = await ask(text, { 'accept-encoding': 'br', 'if-none-match': String(packed.headers.etag) });

    expect(plain.headers).toMatchObject({ etag: '"v1"', 'accept-ranges': 'bytes' });
    expect(packed.headers.etag).toBe('W/"v1"');
    expect(packed.headers['accept-ranges']).toBeUndefined();
    expect(again.status).toBe(304);
  });
});

describe('conditional requests', () => {
  const versioned = result({ response: dto, eTag: 'v1' });

  it.each(['"v1"', 'W/"v1"', 'v1', '"v0", W/"v1"', '*'])(
    'HTTP-05 answers If-None-Match %s with 304 and no body',
    async (tag) => {
      const reply = await ask(versioned, { 'if-none-match': tag });

      expect(reply).toMatchObject({ status: 304, text: '' });
      expect(reply.headers).toMatchObject({ etag: '"v1"', 'cache-control': 'max-age=600', vary: 'Accept' });
      expect(reply.headers['content-length']).toBeUndefined();
    },
  );

  it.each(['"v2"', 'W/"v"', ''])('HTTP-05 answers If-None-Match %j in full', async (tag) => {
    const reply = await ask(versioned, { 'if-none-match': tag });

    expect(reply).toMatchObject({ status: 200, text: dtoText });
  });

  it('HTTP-05 looks at GET and HEAD with status 200 only', async () => {
    const known = { 'if-none-match': '"v1"' };

    expect((await ask(versioned, known, 'HEAD')).status).toBe(304);
    expect((await ask(versioned, known, 'POST')).status).toBe(200);
    expect((await ask(result({ response: dto, eTag: 'v1', status: 203 }), known)).status).toBe(203);
  });

  it.each([
    ['Wed, 25 Nov 2026 12:00:00 GMT', 304],
    ['Wed, 25 Nov 2026 12:00:01 GMT', 304],
    ['Wed, 25 Nov 2026 11:59:59 GMT', 200],
    ['yesterday', 200],
    ['1', 200],
  ])('HTTP-06 compares If-Modified-Since %s in whole seconds: %d', async (since, status) => {
    const reply = await ask(result({ response: dto, lastModified: modifiedAt }), { 'if-modified-since': since });

    expect(reply.status).toBe(status);
    expect(reply.headers['last-modified']).toBe('Wed, 25 Nov 2026 12:00:00 GMT');
  });

  it('HTTP-06 lets an ETag decide where both sides have one', async () => {
    const both = result({ response: dto, eTag: 'v2', lastModified: modifiedAt });

    const reply = await ask(both, { 'if-none-match': '"v1"', 'if-modified-since': 'Wed, 25 Nov 2026 12:00:00 GMT' });

    expect(reply.status).toBe(200);
  });

  it('HTTP-07 composes the caching headers', async () => {
    const reply = await ask(
      result({
        response: dto,
        eTag: 'v1',
        maxAgeSeconds: 30,
        ageSeconds: 5,
        expires: new Date('2027-01-01T00:00:00Z'),
        cacheControl: ['proxy-revalidate', 'no-cache', 'must-revalidate', 'public'],
      }),
    );

    expect(reply.headers).toMatchObject({
      'cache-control': 'max-age=30, public, must-revalidate, no-cache, proxy-revalidate',
      age: '5',
      expires: 'Fri, 01 Jan 2027 00:00:00 GMT',
      etag: '"v1"',
    });
  });

  it('HTTP-07 keeps a Cache-Control that the Service wrote itself', async () => {
    const reply = await ask(result({ response: dto, eTag: 'v1', headers: { 'cache-control': 'private' } }));

    expect(reply.headers['cache-control']).toBe('private');
  });
});

describe('ranges', () => {
  const text = '0123456789';
  const sources: [string, () => unknown][] = [
    ['text', () => text],
    ['bytes', () => Buffer.from(text)],
    ['a stream of known length', () => result({ response: Readable.from(['012', '3456', '789']), length: 10 })],
    ['a file', () => result({ file: { path: filePath } })],
  ];

  describe.each(sources)('of %s', (_, source) => {
    it.each([
      ['bytes=0-3', '0123', '0-3'],
      ['bytes=3-', '3456789', '3-9'],
      ['bytes=-3', '789', '7-9'],
      ['bytes=-99', text, '0-9'],
      ['bytes=8-99', '89', '8-9'],
      ['bytes=9-9', '9', '9-9'],
      ['bytes = 2 - 4', '234', '2-4'],
    ])('HTTP-08 answers %s with 206 and %s', async (range, part, bounds) => {
      const reply = await ask(source, { range });

      expect(reply).toMatchObject({ status: 206, text: part });
      expect(reply.headers).toMatchObject({
        'content-range': `bytes ${bounds}/10`,
        'content-length': String(part.length),
        'accept-ranges': 'bytes',
      });
    });

    it.each(['bytes=0-1,3-4', 'lines=0-1', 'bytes=10-', 'bytes=5-3', 'bytes=-0', 'bytes=-', 'bytes=a-b', 'nonsense'])(
      'HTTP-08 refuses %s with 416',
      async (range) => {
        const reply = await ask(source, { range });

        expect(reply.status).toBe(416);
        expect(reply.headers['content-range']).toBe('bytes */10');
        expect(JSON.parse(reply.text).responseStatus.errorCode).toBe('RequestedRangeNotSatisfiable');
      },
    );

    it('answers in full without Range, to HEAD without a body, and to POST whatever it asks', async () => {
      const whole = await ask(source);
      const head = await ask(source, { range: 'bytes=0-3' }, 'HEAD');
      const post = await ask(source, { range: 'bytes=0-3' }, 'POST');

      expect(whole).toMatchObject({ status: 200, text });
      expect(whole.headers).toMatchObject({ 'accept-ranges': 'bytes', 'content-length': '10' });
      expect(head).toMatchObject({ status: 200, text: '' });
      expect(head.headers).toMatchObject({ 'accept-ranges': 'bytes', 'content-length': '10' });
      expect(post).toMatchObject({ status: 200, text });
    });
  });

  it('HTTP-08 ignores Range for DTOs, for other statuses and for streams without a length', async () => {
    const range = { range: 'bytes=0-3' };

    const ofDto = await ask(dto, range);
    const created = await ask(result({ response: text, status: 201 }), range);
    const endless = await ask(() => Readable.from([text]), range);
    const endlessHead = await ask(() => Readable.from([text]), {}, 'HEAD');

    expect([ofDto.status, ofDto.text]).toEqual([200, dtoText]);
    expect([created.status, created.text]).toEqual([201, text]);
    expect([endless.status, endless.text]).toEqual([200, text]);
    expect([endlessHead.status, endlessHead.headers['content-length']]).toEqual([200, undefined]);
  });

  it.each([
    ['"v1"', 206],
    ['"v0"', 200],
    ['W/"v1"', 200],
    ['Wed, 25 Nov 2026 12:00:00 GMT', 206],
    ['Wed, 25 Nov 2026 12:00:01 GMT', 200],
  ])('resumes only the same version: If-Range %s → %d', async (ifRange, status) => {
    const versioned = result({ response: text, eTag: 'v1', lastModified: modifiedAt });

    const reply = await ask(versioned, { range: 'bytes=5-', 'if-range': ifRange });

    expect(reply.status).toBe(status);
  });

  it('lets 304 go before a range', async () => {
    const reply = await ask(result({ response: text, eTag: 'v1' }), { range: 'bytes=99-', 'if-none-match': '"v1"' });

    expect(reply.status).toBe(304);
  });
});

describe('files', () => {
  it('HTTP-09 sends an attachment with name, size and date', async () => {
    const reply = await ask(result({ file: { path: filePath, fileName: 'x.pdf', asAttachment: true } }));

    expect(reply.text).toBe('0123456789');
    expect(reply.headers).toMatchObject({
      'content-disposition': 'attachment; filename="x.pdf"; size=10; modification-date=Wed 25 Nov 2026 12:00:00 GMT',
      'content-type': 'application/pdf',
      'last-modified': 'Wed, 25 Nov 2026 12:00:00 GMT',
      'x-content-type-options': 'nosniff',
    });
  });

  it('HTTP-09 sends bytes at hand as an attachment', async () => {
    const file = { fileName: 'Räksmörgås "1".csv', asAttachment: true };

    const reply = await ask(result({ response: 'a;b', file }));

    expect(reply.headers).toMatchObject({
      'content-disposition': String.raw`attachment; filename="R_ksm_rg_s \"1\".csv"; filename*=UTF-8''R%C3%A4ksm%C3%B6rg%C3%A5s%20%221%22.csv; size=3`,
      'content-type': 'text/csv; charset=utf-8',
    });
  });

  it('answers 304 to whoever has the file already', async () => {
    const reply = await ask(result({ file: { path: filePath } }), { 'if-modified-since': modifiedAt.toUTCString() });

    expect(reply).toMatchObject({ status: 304, text: '' });
  });

  it.each(['missing.txt', '.', 'ten.txt/below', 'x'.repeat(300)])(
    'answers 404 for %s, without its path',
    async (name) => {
      const reply = await ask(result({ file: { path: join(folder, name) } }));

      expect(reply.status).toBe(404);
      expect(reply.text).not.toContain(folder);
    },
  );

  it('sends an empty file', async () => {
    const path = join(folder, 'empty.bin');
    writeFileSync(path, '');

    const reply = await ask(result({ file: { path } }));

    expect(reply).toMatchObject({ status: 200, text: '' });
    expect(reply.headers).toMatchObject({ 'content-length': '0', 'content-type': 'application/octet-stream' });
  });

  it('sends a large file whole, and leaves no file open', async () => {
    const path = join(folder, 'large.bin');
    writeFileSync(path, Buffer.alloc(5_000_000, 'abcdefg'));

    const whole = await ask(result({ file: { path } }));
    const part = await ask(result({ file: { path } }), { range: 'bytes=4000000-4999999' });
    const refused = await ask(result({ file: { path } }), { range: 'bytes=5000000-' });

    expect(whole.body).toHaveLength(statSync(path).size);
    expect(part.body.equals(whole.body.subarray(4_000_000))).toBe(true);
    expect(refused.status).toBe(416);
    expect(openFiles(path)).toBe(0);
  });
});

describe('errors instead of results', () => {
  it('PIPE-11 answers a returned HttpError like a thrown one', async () => {
    const error = () => new HttpError(418, 'Teapot', 'short and stout');

    const returned = await ask(error);
    const thrown = await ask(() => {
      throw error();
    });

    expect(returned.status).toBe(418);
    expect([returned.status, returned.text]).toEqual([thrown.status, thrown.text]);
  });
});
