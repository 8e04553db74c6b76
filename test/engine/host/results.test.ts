import { HttpError, HttpResult, wireSettings } from '../../../src/engine';
import { byteRange, contentRange } from '../../../src/engine/host/results/byte-range';
import { cacheControl, eTagText, isNotModified } from '../../../src/engine/host/results/cache-headers';
import { chosenEncoding } from '../../../src/engine/host/results/compression';
import { contentDisposition } from '../../../src/engine/host/results/content-disposition';
import { cookieText } from '../../../src/engine/host/results/cookie-text';
import { finishAnswer } from '../../../src/engine/host/results/finish-answer';
import {
  addCookies,
  addVary,
  headerOf,
  type MutableHeaders,
  setHeader,
} from '../../../src/engine/host/results/headers';
import { mediaTypeOf } from '../../../src/engine/host/results/media-types';
import { rawAnswer } from '../../../src/engine/host/results/raw-answer';

const get = { verb: 'GET', headers: {}, negotiatedType: 'application/json; charset=utf-8', isSecure: false };

describe('cookies', () => {
  const at = new Date('2046-11-25T12:00:00Z');

  it.each([
    [
      'the attributes of a session cookie',
      { name: 'ss-id', value: 'AbCd' },
      'ss-id=AbCd; path=/; samesite=lax; httponly',
    ],
    [
      'an end',
      { name: 'ss-pid', value: 'x', expires: at },
      'ss-pid=x; expires=Sun, 25 Nov 2046 12:00:00 GMT; path=/; samesite=lax; httponly',
    ],
    [
      'what the Service says',
      { name: 'a', value: '', path: '/x', maxAgeSeconds: 9.7, httpOnly: false, sameSite: 'Strict' as const },
      'a=; max-age=9; path=/x; samesite=strict',
    ],
    [
      'Secure where browsers demand it',
      { name: 'a', value: 'b', sameSite: 'None' as const },
      'a=b; path=/; samesite=none; secure; httponly',
    ],
  ])('6.3: carry %s', (_, cookie, text) => {
    expect(cookieText(cookie, false)).toBe(text);
  });

  it('HTTP-11 are Secure when the caller came over https, unless the Service says otherwise', () => {
    expect(cookieText({ name: 'a', value: 'b' }, true)).toBe('a=b; path=/; samesite=lax; secure; httponly');
    expect(cookieText({ name: 'a', value: 'b', secure: false }, true)).toBe('a=b; path=/; samesite=lax; httponly');
  });

  it.each(['x;y', 'x,y', 'x y', 'x"y', 'ü', 'x\r\ny', 'x\\y'])('never carry the value %j, nor show it', (value) => {
    const write = () => cookieText({ name: 'secret', value }, false);

    expect(write).toThrow("The cookie 'secret' has a value");
    expect(write).not.toThrow(value);
  });

  it.each([
    { name: 'a b', value: '' },
    { name: '', value: '' },
    { name: 'a', value: '', path: '/;x' },
    { name: 'a', value: '', path: 'x' },
  ])('refuse %j', (cookie) => {
    expect(() => cookieText(cookie, false)).toThrow();
  });
});

describe('Content-Disposition', () => {
  const modifiedAt = new Date('2026-11-25T12:00:00Z');

  it.each([
    [
      { fileName: 'x.pdf', size: 9, modifiedAt },
      'attachment; filename="x.pdf"; size=9; modification-date=Wed 25 Nov 2026 12:00:00 GMT',
    ],
    [{ fileName: 'x.pdf' }, 'attachment; filename="x.pdf"'],
    [{ fileName: 'C:\\temp\\x.pdf' }, 'attachment; filename="x.pdf"'],
    [{ fileName: '../../etc/passwd' }, 'attachment; filename="passwd"'],
    [{ fileName: 'a"b\r\nSet-Cookie: x' }, 'attachment; filename="a\\"bSet-Cookie: x"'],
    [{ fileName: '..' }, 'attachment; filename="download"'],
    [{ fileName: '' }, 'attachment; filename="download"'],
    [{ fileName: '50%25.txt' }, `attachment; filename="50%25.txt"; filename*=UTF-8''50%2525.txt`],
    [{ fileName: "å'(1).txt" }, `attachment; filename="_'(1).txt"; filename*=UTF-8''%C3%A5%27%281%29.txt`],
    [{ fileName: 'a\ud800b' }, `attachment; filename="a_b"; filename*=UTF-8''a%EF%BF%BDb`],
  ])('HTTP-09 names %j', (attachment, text) => {
    expect(contentDisposition(attachment)).toBe(text);
  });
});

describe('caching', () => {
  it.each([
    [{}, false, undefined],
    [{}, true, 'max-age=600'],
    [{ maxAgeSeconds: 0 }, false, 'max-age=0'],
    [{ maxAgeSeconds: 59.9 }, true, 'max-age=59'],
    [{ cacheControl: ['no-store', 'private'] as const }, false, 'private, no-store'],
    [{ cacheControl: ['public', 'private'] as const }, false, 'private'],
    [{ expires: new Date() }, true, undefined],
    [
      {
        maxAgeSeconds: 1,
        cacheControl: [
          'proxy-revalidate',
          'no-transform',
          'no-store',
          'no-cache',
          'must-revalidate',
          'public',
        ] as const,
      },
      true,
      'max-age=1, public, must-revalidate, no-cache, no-store, no-transform, proxy-revalidate',
    ],
  ])('HTTP-07 composes %j (default: %s) as %s', (init, hasDefault, text) => {
    expect(cacheControl(init, hasDefault)).toBe(text);
  });

  it.each([
    ['v1', false, '"v1"'],
    ['v1', true, 'W/"v1"'],
    ['"v1"', false, '"v1"'],
    ['W/"v1"', true, 'W/"v1"'],
  ])('HTTP-05 writes the ETag %s (weak: %s) as %s', (eTag, isWeak, text) => {
    expect(eTagText(eTag, isWeak)).toBe(text);
  });

  it('HTTP-05 needs a validator in the answer', () => {
    expect(isNotModified({ 'if-none-match': '*' }, {})).toBe(false);
    expect(isNotModified({ 'if-modified-since': 'Wed, 25 Nov 2026 12:00:00 GMT' }, { ETag: '"v1"' })).toBe(false);
  });
});

describe('ranges', () => {
  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=0-', 0, 10],
    ['BYTES=9-', 9, 1],
    ['bytes=-10', 0, 10],
    ['bytes=4-999999999999999', 4, 6],
  ])('HTTP-08 reads %s of ten bytes', (header, start, length) => {
    expect(byteRange(header, 10)).toEqual({ start, length });
  });

  it.each(['bytes=0-', 'bytes=-1', 'bytes=0-0'])('HTTP-08 finds no range %s in nothing', (header) => {
    expect(() => byteRange(header, 0)).toThrow(HttpError);
  });

  it('HTTP-08 writes the bounds with their total', () => {
    expect(contentRange({ start: 2, length: 3 }, 10)).toBe('bytes 2-4/10');
  });
});

describe('encodings', () => {
  it.each([
    [undefined, undefined],
    ['gzip', 'gzip'],
    ['gzip, deflate', 'deflate'],
    ['gzip, deflate, br;q=0.1', 'br'],
    ['*', undefined],
    ['vibrant', undefined],
  ])('HTTP-04 of %s is %s', (accepted, encoding) => {
    expect(chosenEncoding(accepted)).toBe(encoding);
  });
});

describe('content types', () => {
  it.each([
    ['x.PDF', 'application/pdf'],
    ['/a.b/x.tar.gz', 'application/gzip'],
    ['x.constructor', undefined],
    ['pdf', undefined],
    ['', undefined],
  ])('7.5: of %s is %s', (name, type) => {
    expect(mediaTypeOf(name)).toBe(type);
  });

  it.each([
    ['system', 'application/json; charset=utf-8', 'application/octet-stream'],
    ['system', 'text/csv', 'text/csv'],
    ['classic', 'text/html', 'application/octet-stream'],
    ['classic', 'application/json', 'application/octet-stream'],
    ['classic', 'application/xml', 'application/xml'],
  ] as const)('1.3: of bytes in the %s profile, %s being negotiated, is %s', (profile, negotiatedType, type) => {
    const answer = rawAnswer(Buffer.from('x'), { ...get, negotiatedType }, wireSettings({ profile }));

    expect(answer?.headers['Content-Type']).toBe(type);
  });
});

describe('headers', () => {
  it('are one whatever letter case they are set in', () => {
    const headers: MutableHeaders = { 'content-type': 'a' };

    setHeader(headers, 'Content-Type', 'b');

    expect(headers).toEqual({ 'Content-Type': 'b' });
    expect(headerOf(headers, 'CONTENT-TYPE')).toBe('b');
  });

  it('keep the cookies that were there', () => {
    const headers: MutableHeaders = { 'set-cookie': 'a=1' };

    addCookies(headers, ['b=2']);
    addCookies(headers, ['c=3']);

    expect(headers).toEqual({ 'Set-Cookie': ['a=1', 'b=2', 'c=3'] });
  });

  it.each([
    [undefined, 'Origin', 'Origin'],
    ['Accept', 'Origin', 'Accept, Origin'],
    ['accept, ORIGIN', 'Origin', 'accept, ORIGIN'],
    ['*', 'Origin', '*'],
  ])('vary by %s and %s', (before, name, after) => {
    const headers: MutableHeaders = before === undefined ? {} : { vary: before };

    addVary(headers, name);

    expect(headerOf(headers, 'Vary')).toBe(after);
  });
});

describe('raw answers', () => {
  const settings = wireSettings();

  it.each([
    [{ a: 1 }],
    [[1, 2]],
    [undefined],
    [null],
    [12],
    [new HttpResult({ response: { a: 1 } })],
    [new HttpResult({})],
  ])('are none for %j', (result) => {
    expect(rawAnswer(result, get, settings)).toBeUndefined();
  });

  it('offer no ranges on a host without partial responses', async () => {
    const off = wireSettings({ allowPartialResponses: false });
    const request = { ...get, headers: { range: 'bytes=0-3' } };
    const answer = rawAnswer('0123456789', request, off);

    const finished = answer && (await finishAnswer(answer, {}, request, off));

    expect(finished).toMatchObject({ status: 200, body: '0123456789' });
    expect(finished?.headers).not.toHaveProperty('Accept-Ranges');
  });

  it('of text are ready at once', () => {
    const answer = rawAnswer('text', get, settings);

    expect(answer && finishAnswer(answer, {}, get, settings)).toMatchObject({ status: 200, body: 'text' });
  });
});
