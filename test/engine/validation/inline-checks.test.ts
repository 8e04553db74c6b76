import * as library from 'class-validator';
import {
  isDateString,
  isEmail,
  isISO8601,
  isUUID,
  length,
  minLength,
  registerDecorator,
  ValidateBy,
} from 'class-validator';
import fc from 'fast-check';
import type { Class } from '../../../dtos/annotation-records';
import { acceptedForms, inlineCheckOf, inlineChecks, References } from '../../../src/engine/validation/inline-checks';
import { planOf } from '../../../src/engine/validation/validation-plan';
import { cpuMs } from '../../support/cpu-time';
import { junk } from './support/damage';
import { everyRule, moreRules } from './support/every-rule';
import { closures, generated } from './support/library';

/** Changes a text a little: a character put in, replaced or taken out, a part blown up. */
const alphabet = 'aZ09.-_+@:TZ 2ä😀\u0000\n\uFE0F\u00AD';
const nearly = (seeds: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(3)), { maxLength: 3 }),
      fc.tuple(fc.nat(20), fc.nat(), fc.nat(80)),
    )
    .map(([seed, changes, [rarely, place, size]]) => {
      const text = changes.reduce((current, [where, what, how]) => {
        const at = where % (current.length + 1);
        const put = how === 0 ? '' : (alphabet[what % alphabet.length] ?? '');
        return current.slice(0, at) + put + current.slice(at + (how < 2 ? 1 : 0));
      }, seed);
      const at = place % (text.length + 1);
      return rarely === 0 ? text.slice(0, at) + 'x'.repeat(size) + text.slice(at) : text;
    });

const forms = [
  [
    'email',
    (text: string) => isEmail(text),
    ['a@b.co', 'anna.svensson@example.com', 'x_y+z-1@mail.exa-mple.org', 'A@B.CO', 'info@my-firm.co.uk', 'a@1.se'],
  ],
  [
    'uuid',
    (text: string) => isUUID(text),
    [
      '0b5e7c1a-3d2f-4a6b-9c8d-000000000001',
      '0B5E7C1A-3D2F-1A6B-BC8D-00000000000F',
      '00000000-0000-0000-0000-000000000000',
    ],
  ],
  [
    'date',
    (text: string) => isISO8601(text) && isDateString(text),
    ['2024-02-28', '1984-05-06T07:08:09Z', '2024-12-01T23:59:59.123Z', '1999-10-10T10:10:10', '2900-02-28T00:00:00'],
  ],
] as const;

describe('inline checks', () => {
  it.each(forms)('accept as %s only what the library accepts, on 100,000 near misses', (form, accepts, seeds) => {
    const counts = { tried: 0, accepted: 0 };

    fc.assert(
      fc.property(nearly(seeds), (text) => {
        counts.tried += 1;
        if (!acceptedForms[form].test(text)) return true;
        counts.accepted += 1;
        return accepts(text);
      }),
      { numRuns: 100_000 },
    );

    expect(counts.tried).toBe(100_000);
    expect(counts.accepted).toBeGreaterThan(5_000);
  });

  it('accept lengths only as the library counts them, where characters are pairs or carry a selector', () => {
    const texts = fc
      .array(fc.constantFrom('a', 'é', '😀', '\uFE0F', '\uFE0E', '\uD83D', '\uDE00', '1️⃣', ' '), { maxLength: 12 })
      .map((parts) => parts.join(''));

    fc.assert(
      fc.property(texts, fc.nat(8), fc.nat(8), (text, min, max) => {
        const acceptsLess = !inlineChecks.minLength?.([min])?.test(text) || minLength(text, min);
        const acceptsMore = !inlineChecks.maxLength?.([max])?.test(text) || length(text, 0, max);
        const acceptsBoth = !inlineChecks.isLength?.([min, max])?.test(text) || length(text, min, max);
        return acceptsLess && acceptsMore && acceptsBoth;
      }),
      { numRuns: 20_000 },
    );
  });

  it('never make an answer that backtracks: a long near miss takes no time', () => {
    const started = cpuMs();

    for (const text of [
      `${'a.'.repeat(50_000)}@`,
      `a@${'a-'.repeat(50_000)}`,
      `${'a'.repeat(100_000)}@b`,
      '1'.repeat(100_000),
    ]) {
      for (const form of Object.values(acceptedForms)) form.test(text);
    }

    expect(cpuMs() - started).toBeLessThan(500);
  });

  it('mean the same as code and as function', () => {
    const rules = [...rulesOf(everyRule), ...rulesOf(moreRules)];
    const differences: unknown[] = [];
    let compared = 0;
    for (const rule of rules) {
      const check = inlineCheckOf(rule);
      if (check === undefined) continue;
      const references = new References();
      const code = check.code('v', references);
      const names = references.values.map((_, index) => `r${index}`);
      const run = new Function(...names, 'v', `return Boolean(${code});`) as (...args: unknown[]) => boolean;
      for (const value of [...junk(), ...goodValues]) {
        compared += 1;
        if (run(...references.values, value) !== check.test(value)) differences.push([rule.name, value]);
      }
    }

    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(1_000);
  });

  it('accept only what the rule behind them accepts, for every rule and value at hand', () => {
    const wrong = [...rulesOf(everyRule), ...rulesOf(moreRules)].flatMap((rule) => {
      const check = inlineCheckOf(rule);
      return [...junk(), ...goodValues]
        .filter((value) => check?.test(value) && !rule.passes({}, value))
        .map((value) => [rule.name, value]);
    });

    expect(wrong).toEqual([]);
  });

  it("exist for every rule that has one, so that the guard below recognises all of the library's own", () => {
    const withCheck = rulesOf(everyRule).filter((rule) => inlineCheckOf(rule) !== undefined);

    expect(withCheck.map((rule) => rule.name).sort()).toEqual(Object.keys(inlineChecks).sort());
  });
});

describe("a rule that somebody registers under the name of one of the library's", () => {
  const names = Object.keys(inlineChecks);
  const withoutArguments = [
    'isDefined',
    'isNotEmpty',
    'isString',
    'isBoolean',
    'isInt',
    'isArray',
    'isObject',
    'isDate',
  ];
  withoutArguments.push('isPositive', 'isNegative', 'arrayNotEmpty', 'isDateString');

  it.each(names)('is honoured with the text and the arguments of the library: %s', (name) => {
    const type = classWithCopy(name, () => false);
    const object = Object.assign(new type(), { Member: everyRule[name]?.[1] });

    expect(generated.accepts(object)).toBe(false);
    expect(closures.accepts(object)).toBe(false);
  });

  it.each(names.filter((name) => !withoutArguments.includes(name)))(
    'is honoured though it hands on to the library for all values but one: %s',
    (name) => {
      const good = everyRule[name]?.[1];
      const type = classWithCopy(name, (value) => value !== good);
      const object = Object.assign(new type(), { Member: good });

      expect(generated.accepts(object)).toBe(false);
      expect(closures.accepts(object)).toBe(false);
    },
  );

  it('is honoured when it only differs for values that nobody would probe', () => {
    class Guarded {}
    ValidateBy({
      name: 'isEmail',
      constraints: [undefined],
      validator: {
        validate: (value, args) =>
          isEmail(value, args?.constraints[0]) && !String(value).endsWith('@forbidden.example'),
        defaultMessage: library.buildMessage((prefix) => `${prefix}$property must be an email`),
      },
    })(Guarded.prototype, 'Email');

    expect(generated.accepts(Object.assign(new Guarded(), { Email: 'anna@example.com' }))).toBe(true);
    expect(generated.accepts(Object.assign(new Guarded(), { Email: 'anna@forbidden.example' }))).toBe(false);
    expect(closures.accepts(Object.assign(new Guarded(), { Email: 'anna@forbidden.example' }))).toBe(false);
  });

  it('is honoured when it has a text of its own, whatever it answers to probes', () => {
    class Guarded {}
    ValidateBy({
      name: 'isInt',
      validator: { validate: (value) => Number.isInteger(value) && value !== 7, defaultMessage: () => 'no seven' },
    })(Guarded.prototype, 'Number');

    expect(generated.accepts(Object.assign(new Guarded(), { Number: 8 }))).toBe(true);
    expect(generated.accepts(Object.assign(new Guarded(), { Number: 7 }))).toBe(false);
    expect(closures.accepts(Object.assign(new Guarded(), { Number: 7 }))).toBe(false);
  });

  it('is honoured when it is more generous', () => {
    class Guarded {}
    registerDecorator({
      name: 'isNotEmpty',
      target: Guarded,
      propertyName: 'Text',
      validator: { validate: () => true },
    });

    expect(generated.accepts(Object.assign(new Guarded(), { Text: ' ' }))).toBe(true);
  });

  /** A rule with the library's name, text and arguments that hands on to the library's rule where `allows` says so. */
  function classWithCopy(name: string, allows: (value: unknown) => boolean): new () => object {
    class Original {}
    everyRule[name]?.[0]()(Original.prototype, 'Member');
    const [original] = planOf(Original as Class).members[0]?.rules ?? [];
    const type = class Guarded {};
    registerDecorator({
      name,
      target: type,
      propertyName: 'Member',
      constraints: [...(original?.args ?? [])],
      validator: {
        validate: (value, args) => allows(value) && Boolean(original?.constraint.validate(value, args)),
        defaultMessage: (args) => original?.constraint.defaultMessage?.(args) ?? '',
      },
    });
    return type;
  }
});

const goodValues = Object.values(everyRule).map(([, good]) => good);

function rulesOf(table: typeof everyRule) {
  class AllRules {}
  for (const [name, [decorate]] of Object.entries(table)) decorate()(AllRules.prototype, name);
  return planOf(AllRules as Class).members.flatMap((member) => member.rules);
}
