import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Random } from './random';

/** A body that is no longer what its type says, or is said to be something else. */
export interface Damaged {
  readonly body: Buffer;
  /** Replaces what the request says of its body. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Damage = (body: Buffer, random: Random, contentType: string) => Damaged;

/** Breaks the text of a body, or says something wrong of it. */
export function damaged(body: Buffer, random: Random, contentType: string): Damaged {
  return random.weighted(damages)(body, random, contentType);
}

const cutOff: Damage = (body, random) => ({ body: body.subarray(0, random.below(body.length + 1)) });

const inserted =
  (pieces: readonly (string | Buffer)[]): Damage =>
  (body, random) => {
    const at = random.below(body.length + 1);
    const piece = random.pick(pieces);
    return { body: Buffer.concat([body.subarray(0, at), Buffer.from(piece as Buffer), body.subarray(at)]) };
  };

const flipped: Damage = (body, random) => {
  const copy = Buffer.from(body);
  for (let times = 1 + random.below(4); times > 0 && copy.length > 0; times--)
    copy[random.below(copy.length)] = random.below(256);
  return { body: copy };
};

const removed: Damage = (body, random) => {
  const from = random.below(body.length + 1);
  return { body: Buffer.concat([body.subarray(0, from), body.subarray(from + 1 + random.below(3))]) };
};

const doubled: Damage = (body) => ({ body: Buffer.concat([body, body]) });

const deep: Damage = (_body, random) => {
  const levels = random.pick([33, 1_000, 200_000]);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['{a:', '}'],
    ['<a>', '</a>'],
    ['"', '"'],
    ['\u0091', ''],
  ] as const);
  return { body: Buffer.from(`${open.repeat(levels)}${random.chance(0.5) ? `1${close.repeat(levels)}` : ''}`) };
};

const entities: Damage = () => ({
  body: Buffer.from(
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><x>&c;&c;</x>',
  ),
  headers: { 'content-type': 'application/xml' },
});

const otherText: Damage = (_body, random) => ({
  body: Buffer.from(
    random.pick([
      'null',
      'true',
      '1',
      '"text"',
      '[]',
      '[[]]',
      '[null]',
      '[{}]',
      ',',
      ':',
      '{',
      '}',
      ']',
      '{"":""}',
      '{,}',
      '\n\n',
      '--',
      'NaN',
      "{'a':1}",
      '{a:1}',
      '{"a":1,}',
      '//',
      '0x',
      '<a/>',
      '&a=1&&=&',
      '%',
      '\u0000',
      '\ufeff{}',
      '\ufeff\ufeff{}',
    ]),
  ),
});

const utf16: Damage = (body, random) => ({
  body: Buffer.from(body.toString(), 'utf16le'),
  headers: random.chance(0.5) ? { 'content-type': 'application/json; charset=utf-16' } : undefined,
});

const ofCharset: Damage = (body, random, contentType) => ({
  body,
  headers: {
    'content-type': `${contentType.split(';', 1)[0]}; charset=${random.pick(['utf-7', 'latin1', 'utf-16', 'UTF8', '"utf-8"', '', 'x'.repeat(300), "utf-8'; drop"])}`,
  },
});

const ofOtherType: Damage = (body, random) => ({
  body,
  headers: {
    'content-type': random.pick([
      'application/json',
      'text/json',
      'application/jsv',
      'text/csv',
      'text/jsonl',
      'application/xml',
      'text/xml',
      'application/x-msgpack',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'multipart/form-data; boundary=x',
      `multipart/form-data; boundary=${'b'.repeat(300)}`,
      'text/plain',
      'text/html',
      'application/octet-stream',
      'application/json/x',
      ';',
      '*/*',
      'application/JSON ; a=b',
    ]),
  },
});

const compressed: Damage = (body, random) => {
  const [encoding, bytes] = random.pick<() => readonly [string, Buffer]>([
    () => ['gzip', gzipSync(body)],
    () => ['deflate', deflateSync(body)],
    () => ['br', brotliCompressSync(body)],
    () => ['gzip, gzip', gzipSync(gzipSync(body))],
    () => ['gzip', gzipSync(body).subarray(0, 20)],
    () => ['gzip', body],
    () => ['br', body],
    () => ['gzip', bomb],
    () => ['deflate', gzipSync(body)],
    () => ['GZIP', gzipSync(body)],
    () => ['zstd', body],
    () => ['identity', body],
    () => ['x'.repeat(200), body],
    () => ['', body],
  ])();
  return { body: bytes, headers: { 'content-encoding': encoding } };
};

/** 32 MiB of nothing in 32 KiB. */
const bomb = gzipSync(Buffer.alloc(32 * 2 ** 20));

const damages: readonly (readonly [weight: number, damage: Damage])[] = [
  [14, cutOff],
  [
    14,
    inserted([
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '\\',
      '\\u',
      '\\ud800',
      '\n',
      "'",
      '<',
      '>',
      '&',
      '<!--',
      ']]>',
      '/*',
      '%',
      '=',
      '__proto__',
    ]),
  ],
  [
    8,
    inserted([
      Buffer.from([0]),
      Buffer.from([0xff]),
      Buffer.from([0xc0, 0x80]),
      Buffer.from([0xed, 0xa0, 0x80]),
      Buffer.from([0xf4, 0x90, 0x80, 0x80]),
      Buffer.from([0xe2, 0x82]),
      Buffer.from([0xef, 0xbb, 0xbf]),
    ]),
  ],
  [10, flipped],
  [10, removed],
  [4, doubled],
  [4, deep],
  [2, entities],
  [10, otherText],
  [3, utf16],
  [5, ofCharset],
  [12, ofOtherType],
  [8, compressed],
];
