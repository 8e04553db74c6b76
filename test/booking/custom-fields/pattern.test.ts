import { compilePattern, matchesWhole, maxPatternLength } from '../../../src/booking/custom-fields/pattern';
import { cpuMs } from '../../support/cpu-time';

describe('patterns of custom fields', () => {
  it.each([
    ['[0-9]{3}', '123', true],
    ['[0-9]{3}', '1234', false],
    ['[0-9]{3}', 'a123', false],
    ['a|ab', 'ab', true],
    ['^[a-z]+$', 'abc', true],
    ['\\p{L}+', 'Åsa', true],
    ['.+', 'one\ntwo', false],
  ])('%s matches the whole of %j: %s', (pattern, value, expected) => {
    expect(matchesWhole(pattern, value)).toBe(expected);
  });

  it.each([
    ['an unclosed group', '('],
    ['a look-ahead', '(?=a)b'],
    ['a look-behind', '(?<!a)b'],
    ['a back reference', '(a)\\1'],
    ['an unknown escape', '\\y'],
    ['more characters than allowed', 'a'.repeat(maxPatternLength + 1)],
    ['too many repetitions', '(a{100}){10}'],
  ])('refuses %s', (_name, pattern) => {
    expect(compilePattern(pattern)).toEqual({ problem: expect.any(String) });
  });

  it.each(['^(a+)+$', '(.*)*x', '(\\w+\\s?)*$', '(a?){100}', '((a?){10}){11}', '(.*a){80}'])(
    'reliability 2.6: %s on 10,000 characters holds the process for less than 250 ms',
    (pattern) => {
      const value = `${'a'.repeat(9_999)}!`;

      const startedAt = cpuMs();
      matchesWhole(pattern, value);

      expect(cpuMs() - startedAt).toBeLessThan(250);
    },
  );

  it('says that a stored pattern is unusable instead of letting every value pass', () => {
    expect(() => matchesWhole('(', 'value')).toThrow(/stored pattern/);
  });
});
