import fc from 'fast-check';
import '../../../dtos/index';
import { type Class, records } from '../../../dtos/annotation-records';
import type { TypeModel } from '../../../src/engine/core/type-model';
import { dtoTypeOf } from '../../../src/engine/metadata/type-reader';
import { damage, edits } from './support/damage';
import { assertSameAsLibrary } from './support/library';

const texts: Readonly<Record<string, string>> = {
  Guid: '0b5e7c1a-3d2f-4a6b-9c8d-000000000001',
  DateTime: '2024-02-28T10:00:00Z',
  DateOnly: '2024-02-28',
  TimeSpan: 'PT9H30M',
  Uri: 'https://example.com/',
  decimal: '10.50',
  bytes: 'AAEC',
  char: 'c',
};

/** A likely value of a type: what the binder would hand over. */
function likely(type: TypeModel, name: string, depth: number): unknown {
  switch (type.kind) {
    case 'list':
      return depth > 3 ? [] : [likely(type.item, name, depth + 1), likely(type.item, name, depth + 1)];
    case 'dictionary':
      return { key: likely(type.value, name, depth + 1) };
    case 'dto':
      return depth > 3 ? undefined : instanceOf(type.type().target, depth + 1);
    case 'enum': {
      const [first] = type.enum.members;
      return type.enum.isText ? type.enum.record.values[first?.name ?? ''] : first?.value;
    }
    case 'parameter':
      return undefined;
    case 'scalar':
      return likelyScalar(type.scalar, name);
  }
}

function likelyScalar(scalar: string, name: string): unknown {
  if (scalar === 'bool') return true;
  if (scalar === 'int' || scalar === 'float') return 7;
  if (scalar !== 'string') return texts[scalar];
  if (/mail/i.test(name)) return 'anna@example.com';
  return /phone/i.test(name) ? '+46701234567' : 'Anna';
}

function instanceOf(type: Class, depth = 0): object {
  const instance = new (type as unknown as new () => object)();
  const members = dtoTypeOf(type).properties.map(({ name, type: of }) => [name, likely(of, name, depth)]);
  return Object.assign(instance, Object.fromEntries(members));
}

/** Every class that carries @Dto, those of the engine included; none is left out. */
const classes = [...records.dtos.keys()];
const runsPerClass = Math.ceil(8_000 / classes.length);

describe('parity with class-validator on the DTOs of the product', () => {
  it('finds classes to compare', () => {
    expect(classes.length).toBeGreaterThan(5);
  });

  it.each(classes.map((type) => [type.name, type] as const))(
    'gives the same verdict and tree for %s',
    (_name, type) => {
      let compared = 0;

      assertSameAsLibrary(instanceOf(type));
      fc.assert(
        fc.property(edits, (changes) => {
          assertSameAsLibrary(damage(instanceOf(type), changes));
          compared += 1;
        }),
        { numRuns: runsPerClass },
      );

      expect(compared).toBe(runsPerClass);
    },
  );
});
