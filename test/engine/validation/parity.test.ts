import * as library from 'class-validator';
import fc from 'fast-check';
import { damage, edits, junk } from './support/damage';
import { everyRule, moreRules } from './support/every-rule';
import { assertSameAsLibrary, libraryErrors } from './support/library';

type Table = typeof everyRule;
type Variant = 'plain' | 'optional' | 'each';

/** Classes of some rules each: a class with all of them would spend the whole test in the library. */
function classesFor(rules: Table, perClass: number): { type: new () => object; good: () => object }[] {
  const entries = Object.entries(rules);
  const classes: { type: new () => object; good: () => object }[] = [];
  for (let start = 0; start < entries.length; start += perClass) {
    const part = entries.slice(start, start + perClass);
    const type = class Synthetic {};
    for (const [name, [decorate]] of part) {
      for (const variant of ['plain', 'optional', 'each'] as const) {
        decorate({ each: variant === 'each' })(type.prototype, `${name} ${variant}`);
        if (variant === 'optional') library.IsOptional()(type.prototype, `${name} ${variant}`);
      }
    }
    classes.push({ type, good: () => Object.assign(new type(), goodMembers(part)) });
  }
  return classes;
}

function goodMembers(part: [string, Table[string]][]): object {
  const members = part.flatMap(([name, [, good]]) => {
    const value = (variant: Variant) => (variant === 'each' ? [good, good] : good);
    return (['plain', 'optional', 'each'] as const).map((variant) => [`${name} ${variant}`, value(variant)]);
  });
  return Object.fromEntries(members);
}

describe('parity with class-validator', () => {
  const classes = [...classesFor(everyRule, 6), ...classesFor(moreRules, 6)];

  it('knows every rule of the library', () => {
    const names = Object.entries(library).flatMap(([key, value]) => (/^[A-Z0-9_]+$/.test(key) ? [value] : []));

    expect(Object.keys(everyRule).sort()).toEqual(names.filter((name) => name !== 'isOptional').sort());
  });

  it('accepts the good values of the table, so that damage is what the property below is about', () => {
    const refused = classes.flatMap(({ good }) => libraryErrors(good()).map((error) => error.property));

    expect(refused).toEqual([]);
  });

  it('gives the same verdict and the same tree for every rule and every kind of junk', () => {
    let compared = 0;
    for (const { good } of classes) {
      for (const value of junk()) {
        const object = good();
        for (const member of Object.keys(object)) Object.assign(object, { [member]: value });
        assertSameAsLibrary(object);
        compared += 1;
      }
    }

    expect(compared).toBe(classes.length * junk().length);
  });

  it('gives the same verdict and the same tree on damaged objects', () => {
    const damaged = fc.tuple(fc.nat(classes.length - 1), edits);
    let bad = 0;

    fc.assert(
      fc.property(damaged, ([index, changes]) => {
        const object = damage(classes[index]?.good() ?? {}, changes);
        if (!assertSameAsLibrary(object).isGood) bad += 1;
      }),
      { numRuns: 6_000 },
    );

    expect(bad).toBeGreaterThan(3_000);
  });

  it('gives the same verdict and the same tree on any value at all', () => {
    const damaged = fc.tuple(fc.nat(classes.length - 1), fc.nat(), fc.anything({ maxDepth: 2, withDate: true }));

    fc.assert(
      fc.property(damaged, ([index, at, value]) => {
        const object = classes[index]?.good() ?? {};
        const members = Object.keys(object);
        assertSameAsLibrary(Object.assign(object, { [members[at % members.length] ?? '']: value }));
      }),
      { numRuns: 2_000 },
    );
  });
});
