import { damaged } from './damage';
import { contentTypes, encodeBody, jsonText, jsvText } from './encode-body';
import { mutated } from './mutate-value';
import { Random } from './random';
import { rawTemplates } from './raw-faults';
import { parseReplies } from './send';
import { JsonToken, type Tree } from './tree';

/** What the fuzzer sends is what it says, and is repeated by its seed. */
const tree = (): Tree => ({ Id: 1, Name: 'x', List: [{ A: 1 }, { A: 2 }], Inner: { B: true } });

describe('the random numbers', () => {
  it('repeat with seed and index, and differ with either', () => {
    const draw = (seed: number, index: number) =>
      Array.from(
        { length: 5 },
        function next(this: Random) {
          return this.next();
        },
        new Random(seed, index),
      );

    expect(draw(1, 1)).toEqual(draw(1, 1));
    expect(draw(1, 2)).not.toEqual(draw(1, 1));
    expect(draw(2, 1)).not.toEqual(draw(1, 1));
  });

  it('spread evenly over a range', () => {
    const random = new Random(1);
    const counts = [0, 0, 0, 0];
    for (let draws = 0; draws < 4_000; draws++) counts[random.below(4)] = (counts[random.below(4)] ?? 0) + 1;

    expect(Math.min(...counts)).toBeGreaterThan(850);
  });
});

describe('the mutations', () => {
  it('leave what they are given as it is, and repeat with the seed', () => {
    const given = tree();
    const texts = Array.from({ length: 500 }, (_, index) => jsonText(mutated(given, new Random(7, index), 3)));
    const again = Array.from({ length: 500 }, (_, index) => jsonText(mutated(tree(), new Random(7, index), 3)));

    expect(given).toEqual(tree());
    expect(texts).toEqual(again);
    expect(new Set(texts).size).toBeGreaterThan(450);
  });

  it('bring poisoned names, odd numbers, deep and long values', () => {
    const all = Array.from({ length: 2_000 }, (_, index) => jsonText(mutated(tree(), new Random(9, index), 2)));

    for (const sign of [
      '"__proto__":',
      '"constructor":',
      '1e999',
      '9007199254740993',
      '\\u0000',
      '\\ud800',
      `${'['.repeat(33)}`,
    ])
      expect([sign, all.some((text) => text.includes(sign))]).toEqual([sign, true]);
    expect(Math.max(...all.map((text) => text.length))).toBeGreaterThan(4_000);
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });
});

describe('the encodings', () => {
  it.each(Object.keys(contentTypes) as (keyof typeof contentTypes)[])('write %s bodies', (form) => {
    const body = encodeBody(form, 'Hello', { Id: 1, Name: 'a,"b"' });

    expect(body.toString('latin1')).toMatch(/Id/);
    expect(body.toString('latin1')).toMatch(/a(?:,|%2C)/);
  });

  it('write numbers that JavaScript has no value for, and own members of every name', () => {
    const value = JSON.parse('{"__proto__":{"x":1}}') as Tree;
    value.big = new JsonToken('1e999');

    expect(jsonText(value)).toBe('{"__proto__":{"x":1},"big":1e999}');
    expect(jsvText(value)).toBe('{__proto__:{x:1},big:1e999}');
  });

  it('damage every body in some way', () => {
    const body = Buffer.from('{"a":1}');
    const damages = Array.from({ length: 300 }, (_, index) => damaged(body, new Random(3, index), contentTypes.json));
    const touched = damages.filter((made) => made.headers !== undefined || !made.body.equals(body));

    expect(touched.length).toBeGreaterThan(250);
  });
});

describe('the raw requests', () => {
  it('have names of their own', () => {
    expect(new Set(rawTemplates.map(([label]) => label)).size).toBe(rawTemplates.length);
    expect(rawTemplates.length).toBeGreaterThan(50);
  });

  it('have their answers told apart', () => {
    const one = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    const two = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

    expect(
      parseReplies(Buffer.from(`${two}${one}${two}`)).map(({ status, body }) => [status, body.toString()]),
    ).toEqual([
      [200, '{}'],
      [400, ''],
      [200, '{}'],
    ]);
    expect(parseReplies(Buffer.from('garbage')).map(({ status }) => status)).toEqual([0]);
    expect(parseReplies(Buffer.alloc(0))).toEqual([]);
  });
});
