import { oddText } from './odd-values';
import type { Random } from './random';

/** What node lets into a header: Latin letters, no line breaks. */
function headerText(text: string): string {
  return text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}

const abuses: readonly ((random: Random) => Record<string, string>)[] = [
  (random) => ({ 'x-request-id': headerText(random.pick([oddText(random), 'x'.repeat(5_000), '', 'a b'])) }),
  (random) => ({
    authorization: headerText(
      random.pick([
        'Bearer',
        'Bearer ',
        'Bearer x.y.z',
        `Bearer ${'a'.repeat(9_000)}`,
        'Basic !!!',
        `Basic ${'A'.repeat(400)}`,
        'Negotiate x',
        oddText(random),
        'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.',
      ]),
    ),
  }),
  (random) => ({ 'x-api-key': headerText(random.pick(['', 'ak-nope', 'x'.repeat(600), oddText(random), '\u00ff'])) }),
  (random) => ({
    cookie: headerText(
      random.pick([
        'ss-id=; 01 Jan 2044 00:00:00 GMT=null',
        'ss-tok=x; ss-reftok=y',
        ';;;=;=',
        'a'.repeat(8_000),
        `a=${oddText(random)}`,
        '=',
        'ss-id="',
        '%=%',
        '__proto__=1',
      ]),
    ),
  }),
  (random) => ({ accept: headerText(random.pick([oddText(random), '*', 'a/b;q=x', 'application/'.repeat(400)])) }),
  (random) => ({
    'content-type': headerText(
      random.pick([
        oddText(random),
        'application/json; charset',
        '/',
        ';charset=utf-8',
        'multipart/form-data; boundary="a b"',
      ]),
    ),
  }),
  (random) => ({ 'x-http-method-override': headerText(random.pick([oddText(random), 'get', 'PUT ', 'POST,PUT'])) }),
  (random) => ({ origin: random.pick(['null', 'https://evil.example', 'x', '']) }),
  (random) => ({ 'if-none-match': random.pick(['*', 'W/"x"', '"', 'x'.repeat(4_000)]) }),
  (random) => ({
    range: random.pick(['bytes=0-0', 'bytes=-1', 'bytes=5-1', 'bytes=0-1,2-3', 'bytes=9999999999999999999-', 'x']),
  }),
  (random) => ({ 'accept-encoding': random.pick(['br', 'gzip', 'deflate', 'identity;q=0', '*', 'x'.repeat(2_000)]) }),
  (random) => ({ 'idempotency-key': headerText(random.pick(['', 'k1', 'k'.repeat(256), oddText(random), '\u00ff'])) }),
  (random) => ({ prefer: random.pick(['respond-async', 'respond-async, wait=10', 'x']) }),
  (random) => ({
    'x-forwarded-for': random.pick(['127.0.0.1', '::1, x', 'x'.repeat(2_000)]),
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
  }),
  (random) => ({ host: random.pick(['evil.example', 'a:b:c', '127.0.0.1:99999', '[::1', 'x\'"<script>']) }),
  (random) => ({ expect: random.pick(['100-continue', '200-ok']) }),
  () => ({ 'sec-fetch-dest': 'document' }),
  (random) => Object.fromEntries(Array.from({ length: random.pick([50, 500]) }, (_, at) => [`x-${at}`, 'y'])),
  (random) => ({ 'x-long': 'y'.repeat(random.pick([10_000, 15_900, 20_000])) }),
  (random) => ({ constructor: headerText(oddText(random)), tostring: 'x' }),
];

/** One to three headers that say too much, too little or nonsense. */
export function abusiveHeaders(random: Random): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let count = 1 + random.below(3); count > 0; count--) Object.assign(headers, random.pick(abuses)(random));
  return headers;
}
