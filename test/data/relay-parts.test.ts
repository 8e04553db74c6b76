import fc from 'fast-check';
import { RelayReader, relayParts } from '../../src/data/relay-parts';

const text = (number: number, content: string, sender = 'alpha') => ({ sender, number, text: content });

describe('parts of a relayed text', () => {
  it('are payloads that NOTIFY takes, and give the text again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30_000 }), (content) => {
        const reader = new RelayReader();
        const parts = relayParts(text(1, content.toWellFormed()));

        const read = parts.map((part) => reader.read(part));

        expect(Math.max(...parts.map((part) => Buffer.byteLength(part)))).toBeLessThan(8_000);
        expect(read.at(-1)).toEqual(text(1, content.toWellFormed()));
        expect(read.slice(0, -1).every((each) => each === undefined)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['one', 'short', 1],
    ['several, full ones', 'a'.repeat(40_000), 6],
    ['several, never cut inside a character', '€😀'.repeat(3_000), 3],
    ['one for nothing at all', '', 1],
  ])('are %s', (_name, content, count) => {
    const parts = relayParts(text(7, content));

    expect(parts).toHaveLength(count);
    expect(parts.join('')).not.toContain('\ufffd');
  });

  it('are told apart by sender, and dropped where the beginning is missing', () => {
    const reader = new RelayReader();
    const [a1, a2] = relayParts(text(1, 'a'.repeat(10_000)));
    const [b1] = relayParts(text(1, 'from beta', 'beta'));
    const [, c2] = relayParts(text(2, 'c'.repeat(10_000)));

    const read = [c2, a1, b1, a2].map((part) => reader.read(part ?? ''));

    expect(read.map((each) => each && `${each.sender}/${each.number}`)).toEqual([
      undefined,
      undefined,
      'beta/1',
      'alpha/1',
    ]);
  });

  it('give a text once, however often it is sent', () => {
    const reader = new RelayReader();
    const [first] = relayParts(text(1, 'once'));
    const [second] = relayParts(text(2, 'after'));

    const read = [first, first, second, first].map((part) => reader.read(part ?? '')?.text);

    expect(read).toEqual(['once', undefined, 'after', undefined]);
  });

  it.each(['', 'no header', 'alpha.1.0', 'alpha.1.x.1 text', 'al pha.1.0.1 text'])('ignore %j', (payload) => {
    expect(new RelayReader().read(payload)).toBeUndefined();
  });

  it('remember a limited number of senders', () => {
    const reader = new RelayReader();
    const [first] = relayParts(text(1, 'of the first', 'first'));
    reader.read(first ?? '');
    for (let n = 0; n < 300; n++) reader.read(relayParts(text(1, 'of another', `other-${n}`))[0] ?? '');

    const again = reader.read(first ?? '');

    expect(again?.text).toBe('of the first');
  });
});
