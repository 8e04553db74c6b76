import {
  Allow,
  ArrayMaxSize,
  IsDefined,
  IsEmail,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  registerDecorator,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import fc from 'fast-check';
import { Dto, Prop } from '../../../dtos/annotations';
import { damage, edits } from './support/damage';
import { assertSameAsLibrary } from './support/library';

class Leaf {
  @IsInt() Id?: number;
  @IsString() @IsNotEmpty() @MaxLength(20) Value?: string;
}
@Dto({ ns: 'Parity' })
class Part {
  @Prop('int') @IsInt({ context: { errorCode: 'PartNumber', order: 1 } }) Number?: number;
  @Prop('Part') @IsOptional() @ValidateNested() Inner?: Part;
  @Prop('List<Part>') @IsOptional() @ValidateNested({ each: true, context: { deep: true } }) Parts?: Part[];
}
class Address {
  @IsOptional() @Length(2, 2) Country?: string;
  @ValidateIf((address: Address) => address.Country === 'SE') @Matches(/^\d{5}$/) PostalCode?: string;
  @Allow() Note?: string;
}
class Base {
  @IsOptional()
  @MaxLength(10, { message: '$target.$property holds $value; at most $constraint1, $constraint1 or $constraint10' })
  Name?: string;
  @IsDefined() @Min(1) @Max(9) Rank?: number;
  @IsNotEmpty({ message: (args) => `${args.targetName} needs ${args.property}`, context: { errorCode: 'A' } })
  @Matches(/^a/, { context: { errorCode: 'B', why: 'first' } })
  @Matches(/z$/, { context: { errorCode: 'C', more: true } })
  Code?: string;
}
/** Redeclares members with rules of other kinds, and adds nesting of every shape. */
class Derived extends Base {
  @ValidateNested() declare Name?: string;
  @ArrayMaxSize(3) @ValidateNested({ each: true }) Leaves?: unknown;
  @IsOptional() @ValidateNested() Address?: Address;
  @IsOptional() @ValidateNested() Part?: Part;
  @MinLength(2, { each: true, validateIf: (object: Derived) => object.Rank !== 2 })
  @IsIn(['aa', 'bb', 'cc'], { each: true })
  Tags?: unknown;
  @IsOptional() @IsEmail() Email?: string;
  @ValidateIf((object: Derived) => object.Rank === 1)
  @ValidateIf((_object, value) => value !== 'skip')
  @IsInt()
  Odd?: unknown;
}

function whenDoubled(target: object, propertyName: string): void {
  registerDecorator({
    name: 'doubled',
    target: target.constructor,
    propertyName,
    constraints: [2],
    options: { each: true },
    validator: {
      validate: (value, args) => typeof value === 'number' && value % args?.constraints[0] === 0,
      defaultMessage: (args) => `each of $property must be a multiple of $constraint1; ${typeof args?.value}`,
    },
  });
}
class Custom extends Derived {
  @whenDoubled Even?: unknown;
}

const leaf = (id: number) => Object.assign(new Leaf(), { Id: id, Value: `v${id}` });
const part = (depth: number): Part =>
  Object.assign(new Part(), {
    Number: depth,
    Inner: depth > 0 ? part(depth - 1) : undefined,
    Parts: depth > 1 ? [part(depth - 2), part(0)] : [],
  });

const shapes: readonly (() => object)[] = [
  () =>
    Object.assign(new Custom(), {
      Name: undefined,
      Rank: 3,
      Code: 'abz',
      Leaves: [leaf(1), leaf(2)],
      Address: Object.assign(new Address(), { Country: 'SE', PostalCode: '11455', Note: 'x' }),
      Part: part(3),
      Tags: ['aa', 'bb'],
      Email: 'anna@example.com',
      Odd: 'skip',
      Even: [2, 4],
    }),
  () =>
    Object.assign(new Derived(), {
      Rank: 1,
      Code: 'az',
      Leaves: [[leaf(1)], [[leaf(2)]]],
      Odd: 1,
      Tags: new Set(['aa']),
    }),
  () =>
    Object.assign(new Derived(), {
      Rank: 2,
      Code: 'az',
      Leaves: new Set([leaf(1), leaf(2)]),
      Tags: new Map([['k', 'x']]),
      Part: part(2),
    }),
  () =>
    Object.assign(new Derived(), {
      Rank: 2,
      Code: 'az',
      Leaves: new Map<unknown, unknown>([
        ['first', leaf(1)],
        [2, leaf(2)],
      ]),
      Tags: [],
    }),
  () => Object.assign(new Part(), part(4)),
  () => Object.assign(new Base(), { Name: 'x', Rank: 9, Code: 'az' }),
];

describe('parity with class-validator on nested objects', () => {
  it('gives the same verdict and the same tree on nesting, inheritance, conditions, contexts and custom rules', () => {
    const damaged = fc.tuple(fc.nat(shapes.length - 1), edits);
    const verdicts = { good: 0, bad: 0 };

    fc.assert(
      fc.property(damaged, ([index, changes]) => {
        const { isGood } = assertSameAsLibrary(damage(shapes[index]?.() ?? {}, changes));
        verdicts[isGood ? 'good' : 'bad'] += 1;
      }),
      { numRuns: 6_000 },
    );

    expect(verdicts.bad).toBeGreaterThan(2_500);
    expect(verdicts.good).toBeGreaterThan(300);
  });

  it.each([
    ['a plain object where a DTO belongs', { Leaves: [{ Id: 1, Value: 'x' }] }],
    ['an object without a prototype', { Leaves: [Object.create(null)] }],
    ['null in a list', { Leaves: [null, leaf(1)] }],
    ['holes and undefined in a list', { Leaves: Object.assign([undefined], { 3: leaf(1) }) }],
    ['a list in a list in a list', { Leaves: [[[leaf(1), {}]]] }],
    ['an object of another class with rules', { Leaves: [part(1), Object.assign(new Leaf(), { Id: 'x' })] }],
    ['text where a list belongs', { Leaves: 'leaves' }],
    ['a function', { Leaves: () => 1 }],
    ['a subclass of the declared class', { Part: new (class extends Part {})() }],
    ['holes where each element is checked', { Tags: Object.assign([], { 2: 'aa' }) }],
  ])('treats %s as the library does', (_what, members) => {
    const object = Object.assign(new Derived(), { Rank: 2, Code: 'az' }, members);

    expect(() => assertSameAsLibrary(object)).not.toThrow();
  });

  it('treats an object of a class without rules as the library does: unknown', () => {
    expect(() => assertSameAsLibrary({ plain: true })).not.toThrow();
    expect(assertSameAsLibrary(new (class Unknown {})()).isGood).toBe(false);
  });
});
