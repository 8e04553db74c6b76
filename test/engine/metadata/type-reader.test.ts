import { Api, ApiMember, ApiResponse, Dto, Prop, Required, Route, ValidateRequest } from '../../../dtos/annotations';
import { parseTypeExpression } from '../../../src/engine/metadata/type-expression';
import { dtoTypeOf, toCamelCase, toPascalCase } from '../../../src/engine/metadata/type-reader';

@Dto({ ns: 'Tests' })
class Base {
  @Prop('string') Name?: string;
  @Prop('List<Other>') Others?: Other[];
}

@ValidateRequest('IsAuthenticated')
@ApiResponse(401, 'first')
@ApiResponse(403, 'second')
@Api('an example')
@Route('/derived/{Id}', 'PUT', { summary: 's' })
@Dto({ ns: 'Tests', implements: ['IPost'] })
class Derived extends Base {
  @Required()
  @Prop('int')
  @ApiMember('the id', { IsRequired: true })
  Id?: number;
  @Prop('string') declare Name?: string;
}

@Dto({ ns: 'Tests' })
class Other {
  @Prop('Derived') Back?: Derived;
  @Prop('Guid?') Key?: string;
  @Prop('Dictionary<string,List<int>>') Map?: Record<string, number[]>;
}

describe('reading DTO classes', () => {
  it('keeps attributes in source order, those of a property too (DC-01)', () => {
    const type = dtoTypeOf(Derived);

    expect(type.attributes.map((record) => record.name)).toEqual([
      'ValidateRequest',
      'ApiResponse',
      'ApiResponse',
      'Api',
      'Route',
    ]);
    expect(type.attributes[1]?.args).toEqual({ Description: 'first', StatusCode: 401 });
    expect(type.ownProperties[0]?.attributes.map((record) => record.name)).toEqual(['Required', 'ApiMember']);
  });

  it('puts the members of the base first and never changes its list (DC-02)', () => {
    expect(dtoTypeOf(Derived).properties.map((prop) => prop.name)).toEqual(['Name', 'Others', 'Id']);
    expect(dtoTypeOf(Derived).ownProperties.map((prop) => prop.name)).toEqual(['Id', 'Name']);
    expect(dtoTypeOf(Base).properties.map((prop) => prop.name)).toEqual(['Name', 'Others']);
  });

  it('resolves text references in a circle (DC-06)', () => {
    const others = dtoTypeOf(Base).properties[1]?.type;
    const back =
      others?.kind === 'list' && others.item.kind === 'dto' ? others.item.type().properties[0]?.type : undefined;

    expect(back?.kind === 'dto' ? back.type().target : undefined).toBe(Derived);
  });

  it('reads nullable values, lists and dictionaries', () => {
    const [, key, map] = dtoTypeOf(Other).properties;

    expect(key?.type).toMatchObject({ kind: 'scalar', scalar: 'Guid', nullable: true });
    expect(map?.type).toMatchObject({ kind: 'dictionary', value: { kind: 'list', item: { scalar: 'int' } } });
  });

  it('names the file and the member of a type that does not exist', () => {
    @Dto()
    class Wrong {
      @Prop('Missing') member?: object;
    }
    const type = dtoTypeOf(Wrong).properties[0]?.type;

    expect(() => (type?.kind === 'dto' ? type.type() : undefined)).toThrow(
      /Wrong\.member \(test\/engine\/metadata\/type-reader\.test\.ts:\d+\): no DTO, enum or known type is named 'Missing'/,
    );
  });

  it.each(['', 'List<', 'List<int', 'int>', 'a b', 'List<int>>', '<int>', 'int[', 'List<,>'])(
    'refuses %j as a type expression',
    (text) => {
      expect(() => parseTypeExpression(text)).toThrow(/no type expression/);
    },
  );

  it.each([
    ['RefIdStr', 'refIdStr'],
    ['ClientIPAddress', 'clientIPAddress'],
    ['IPAddress', 'ipAddress'],
    ['ID', 'id'],
    ['URL', 'url'],
    ['URLs', 'urLs'],
    ['X', 'x'],
    ['UserID', 'userID'],
    ['A1B', 'a1B'],
    ['IP4', 'iP4'],
  ])('writes %s as %s in camelCase (FMT-10)', (declared, wire) => {
    expect(toCamelCase(declared)).toBe(wire);
  });

  it('recovers the declared name of a camelCase member', () => {
    expect(toPascalCase('refIdStr')).toBe('RefIdStr');
  });
});
