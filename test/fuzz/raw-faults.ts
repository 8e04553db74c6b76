import type { Random } from './random';

/** Bytes for a socket of their own, which HTTP's rules do not allow or hardly do. */
export interface RawCase {
  readonly kind: 'raw';
  readonly label: string;
  readonly bytes: Buffer;
  /** How many answers there may be; one more would mean that a part of a body was taken for a request. */
  readonly mostAnswers: number;
  /** Cut the connection instead of waiting for the answer. */
  readonly isCutOff?: boolean;
}

const host = 'Host: 127.0.0.1\r\n';
const json = 'Content-Type: application/json\r\n';
const smuggled = `GET /api/Authenticate HTTP/1.1\r\n${host}\r\n`;
const post = `POST /api/Authenticate HTTP/1.1\r\n${host}${json}`;
const body = '{"provider":"x"}';

type Template = readonly [label: string, mostAnswers: number, bytes: (random: Random) => string | Buffer];

/** Every template by its name, for the fuzzer and for tests that name them (reliability 3.2 #20). */
export const rawTemplates: readonly Template[] = [
  [
    'Content-Length and Transfer-Encoding',
    1,
    () => `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'Transfer-Encoding and Content-Length',
    1,
    () => `${post}Transfer-Encoding: chunked\r\nContent-Length: 200\r\n\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'two different Content-Lengths',
    1,
    () => `${post}Content-Length: 16\r\nContent-Length: 3\r\n\r\n${body}${smuggled}`,
  ],
  ['two equal Content-Lengths', 1, () => `${post}Content-Length: 16\r\nContent-Length: 16\r\n\r\n${body}`],
  ['a list of Content-Lengths', 1, () => `${post}Content-Length: 16, 16\r\n\r\n${body}`],
  ['a negative Content-Length', 1, () => `${post}Content-Length: -1\r\n\r\n${body}`],
  ['a signed Content-Length', 1, () => `${post}Content-Length: +16\r\n\r\n${body}`],
  ['a hexadecimal Content-Length', 1, () => `${post}Content-Length: 0x10\r\n\r\n${body}`],
  ['an endless Content-Length', 1, () => `${post}Content-Length: ${'9'.repeat(30)}\r\n\r\n${body}`],
  ['an empty Content-Length', 1, () => `${post}Content-Length:\r\n\r\n${body}`],
  [
    'a body that ends early',
    1,
    (random) => `${post}Content-Length: ${body.length + 1 + random.below(1_000)}\r\n\r\n${body}`,
  ],
  ['a body that goes on', 2, () => `${post}Content-Length: 3\r\n\r\n${body}`],
  ['a chunk that ends early', 1, () => `${post}Transfer-Encoding: chunked\r\n\r\nff\r\n${body}`],
  ['chunks without an end', 1, () => `${post}Transfer-Encoding: chunked\r\n\r\n10\r\n${body}\r\n`],
  ['a chunk size that is no number', 1, () => `${post}Transfer-Encoding: chunked\r\n\r\nxyz\r\n${body}\r\n0\r\n\r\n`],
  ['a negative chunk size', 1, () => `${post}Transfer-Encoding: chunked\r\n\r\n-1\r\n${body}\r\n0\r\n\r\n`],
  [
    'an endless chunk size',
    1,
    () => `${post}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(20)}\r\n${body}\r\n0\r\n\r\n`,
  ],
  [
    'a long chunk extension',
    1,
    () => `${post}Transfer-Encoding: chunked\r\n\r\n10;${'x'.repeat(20_000)}\r\n${body}\r\n0\r\n\r\n`,
  ],
  ['chunks ended by bare line feeds', 1, () => `${post}Transfer-Encoding: chunked\r\n\r\n10\n${body}\n0\n\n`],
  [
    'trailers',
    1,
    () => `${post}Transfer-Encoding: chunked\r\n\r\n10\r\n${body}\r\n0\r\nContent-Length: 3\r\n__proto__: x\r\n\r\n`,
  ],
  [
    'Transfer-Encoding gzip, chunked',
    1,
    () => `${post}Transfer-Encoding: gzip, chunked\r\n\r\n10\r\n${body}\r\n0\r\n\r\n`,
  ],
  [
    'Transfer-Encoding chunked, gzip',
    1,
    () => `${post}Transfer-Encoding: chunked, gzip\r\n\r\n10\r\n${body}\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'Transfer-Encoding xchunked',
    1,
    () => `${post}Transfer-Encoding: xchunked\r\n\r\n10\r\n${body}\r\n0\r\n\r\n${smuggled}`,
  ],
  [
    'a blank before the colon of Transfer-Encoding',
    1,
    () => `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  ],
  ['a folded header', 1, () => `${post}X-A: 1\r\n  2\r\nContent-Length: 16\r\n\r\n${body}`],
  ['a header without a colon', 1, () => `${post}Nonsense\r\nContent-Length: 16\r\n\r\n${body}`],
  ['a header without a name', 1, () => `${post}: x\r\nContent-Length: 16\r\n\r\n${body}`],
  ['NUL in a header', 1, () => `${post}X-A: a\0b\r\nContent-Length: 16\r\n\r\n${body}`],
  ['a carriage return in a header', 1, () => `${post}X-A: a\rContent-Length: 3\r\nContent-Length: 16\r\n\r\n${body}`],
  [
    'bytes beyond ASCII in a header',
    1,
    () => Buffer.from(`${post}X-A: \xff\xfe\r\nContent-Length: 16\r\n\r\n${body}`, 'latin1'),
  ],
  ['100 kB of headers', 1, () => `${post}X-A: ${'x'.repeat(100_000)}\r\nContent-Length: 16\r\n\r\n${body}`],
  [
    '3,000 headers',
    1,
    () =>
      `${post}${Array.from({ length: 3_000 }, (_, at) => `X-${at}: 1\r\n`).join('')}Content-Length: 16\r\n\r\n${body}`,
  ],
  ['100 kB of address', 1, () => `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n${host}\r\n`],
  ['lines ended by bare line feeds', 1, () => `GET /auth HTTP/1.1\nHost: 127.0.0.1\n\n`],
  ['no Host', 1, () => 'GET /auth HTTP/1.1\r\n\r\n'],
  ['two Hosts', 1, () => `GET /auth HTTP/1.1\r\n${host}Host: evil.example\r\n\r\n`],
  ['HTTP/1.0', 1, () => `GET /auth HTTP/1.0\r\n${host}\r\n`],
  ['HTTP/0.9', 1, () => 'GET /auth\r\n'],
  ['HTTP/3.7', 1, () => `GET /auth HTTP/3.7\r\n${host}\r\n`],
  ['the preface of HTTP/2', 1, () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0'],
  ['a whole URL', 1, () => `GET http://evil.example/auth HTTP/1.1\r\n${host}\r\n`],
  ['an address without a slash', 1, () => `GET auth HTTP/1.1\r\n${host}\r\n`],
  ['the address *', 1, () => `OPTIONS * HTTP/1.1\r\n${host}\r\n`],
  ['CONNECT', 1, () => `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`],
  ['a blank in the address', 1, () => `GET /auth x HTTP/1.1\r\n${host}\r\n`],
  [
    'bytes beyond ASCII in the address',
    1,
    () => Buffer.from(`GET /api/\xff\xfe?\xff=\xfe HTTP/1.1\r\n${host}\r\n`, 'latin1'),
  ],
  ['UTF-8 in the address', 1, () => `GET /hello/Åsa😀 HTTP/1.1\r\n${host}\r\n`],
  ['a verb in small letters', 1, () => `get /auth HTTP/1.1\r\n${host}\r\n`],
  ['a verb that is none', 1, () => `FUZZ /auth HTTP/1.1\r\n${host}\r\n`],
  [
    'no request at all',
    1,
    (random) => Buffer.from(Array.from({ length: 1 + random.below(300) }, () => random.below(256))),
  ],
  ['the beginning of TLS', 1, () => Buffer.from('16030100c8010000c40303', 'hex')],
  ['empty lines first', 1, () => `\r\n\r\n\r\nGET /auth HTTP/1.1\r\n${host}\r\n`],
  ['headers that do not end', 1, () => `GET /auth HTTP/1.1\r\n${host}X-A: `],
  ['two requests at once', 2, () => `GET /auth HTTP/1.1\r\n${host}\r\n${smuggled}`],
  [
    'a request and garbage',
    2,
    (random) => `GET /auth HTTP/1.1\r\n${host}\r\n${random.pick(['\0\0\0', 'x'.repeat(500), '\r\n\r\n{', 'GET'])}`,
  ],
  ['a hundred requests at once', 100, () => `GET /api/Nope HTTP/1.1\r\n${host}\r\n`.repeat(100)],
  ['a GET with a body', 1, () => `GET /auth HTTP/1.1\r\n${host}Content-Length: 16\r\n\r\n${body}`],
  ['Expect: 100-continue', 2, () => `${post}Expect: 100-continue\r\nContent-Length: 16\r\n\r\n${body}`],
  // Node answers 417 at once, and then what is wrong with the body.
  ['Expect: something else', 2, () => `${post}Expect: the-unexpected\r\nContent-Length: 16\r\n\r\n${body}`],
  [
    'an upgrade to a web socket',
    1,
    () =>
      `GET /auth HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  ],
  [
    'an upgrade to HTTP/2',
    1,
    () =>
      `GET /auth HTTP/1.1\r\n${host}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
  ],
];

export function rawCase(random: Random): RawCase {
  const [label, mostAnswers, bytes] = random.pick(rawTemplates);
  const whole = Buffer.from(bytes(random) as string);
  if (random.chance(0.85)) return { kind: 'raw', label, bytes: whole, mostAnswers };
  const cut = whole.subarray(0, random.below(whole.length));
  return { kind: 'raw', label: `${label}, cut off`, bytes: cut, mostAnswers, isCutOff: random.chance(0.5) };
}
