import { randomBytes } from 'node:crypto';
import { SecretBox } from '../../src/data';

const oldKey = randomBytes(32);
const newKey = randomBytes(32);
const box = new SecretBox(new Map([['k1', oldKey]]));

describe('SecretBox', () => {
  it.each(['', 'hunter2', 'lösenord 🔑', 'x'.repeat(10_000)])('opens what it has sealed, case %#', (text) => {
    const sealed = box.seal(text, 'axema:1');

    expect(box.open(sealed, 'axema:1')).toBe(text);
    expect(sealed).toMatch(/^v1\.k1\.[\w-]+$/);
  });

  it('seals the same text differently each time', () => {
    expect(box.seal('same', 'context')).not.toBe(box.seal('same', 'context'));
  });

  it('opens nothing in another context', () => {
    const sealed = box.seal('hunter2', 'axema:1');

    expect(() => box.open(sealed, 'axema:2')).toThrow('it was altered, or belongs to something else');
  });

  it('opens nothing that was altered, wherever', () => {
    const sealed = box.seal('hunter2', 'axema:1');
    const start = 'v1.k1.'.length;

    for (let index = start; index < sealed.length - 1; index++) {
      const altered = `${sealed.slice(0, index)}${sealed[index] === 'A' ? 'B' : 'A'}${sealed.slice(index + 1)}`;
      expect(() => box.open(altered, 'axema:1')).toThrow();
    }
  });

  it('opens what an older key has sealed, and says that it should be sealed anew', () => {
    const sealed = box.seal('hunter2', 'axema:1');
    const rotated = new SecretBox(
      new Map([
        ['k2', newKey],
        ['k1', oldKey],
      ]),
    );

    expect(rotated.open(sealed, 'axema:1')).toBe('hunter2');
    expect(rotated.isStale(sealed)).toBe(true);
    expect(rotated.isStale(rotated.seal('hunter2', 'axema:1'))).toBe(false);
  });

  it('names the key that is missing', () => {
    const sealed = box.seal('hunter2', 'axema:1');

    expect(() => new SecretBox(new Map([['k2', newKey]])).open(sealed, 'axema:1')).toThrow("sealed with key 'k1'");
  });

  it.each(['', 'v1', 'v1.k1', 'v1.k1.AAAA', 'v2.k1.AAAA', 'plain text'])(
    'refuses a text that is not sealed: %p',
    (text) => {
      expect(() => box.open(text, 'axema:1')).toThrow('not in the form that this version writes');
    },
  );

  it('reads its keys from a setting, the current one first', () => {
    const parsed = SecretBox.parse(`k2:${newKey.toString('base64')}, k1:${oldKey.toString('base64')}`);

    expect(parsed.seal('x', 'c')).toMatch(/^v1\.k2\./);
    expect(parsed.open(box.seal('hunter2', 'c'), 'c')).toBe('hunter2');
  });

  it.each([
    ['', 'A key is written'],
    ['k1', 'A key is written'],
    ['k1:QUJD', "Key 'k1' must have 32 bytes; it has 3."],
    [`:${oldKey.toString('base64')}`, 'A key id is 1 to 32'],
    [`k1:${oldKey.toString('base64')},k1:${oldKey.toString('base64')}`, "Key id 'k1' stands twice."],
  ])('refuses the setting %p', (setting, message) => {
    expect(() => SecretBox.parse(setting)).toThrow(message);
  });
});
