import { type PlanOptions, planQuery } from '../../../src/engine/autoquery/plan-query';
import type { Condition, QueryPlan } from '../../../src/engine/autoquery/query-plan';
import { queryableMembers } from '../../../src/engine/autoquery/queryable-members';
import { parseQueryString } from '../../../src/engine/binding/query-string';
import { dtoTypeOf } from '../../../src/engine/metadata/type-reader';
import { cpuMs } from '../../support/cpu-time';
import { Colour, Item, QueryItems } from './item-dtos';

const askable = ['id', 'name', 'age', 'city', 'colour', 'traits', 'active', 'price', 'ref', 'created', 'day', 'pause'];
const members = queryableMembers(dtoTypeOf(Item), askable);

function plan(init: Partial<QueryItems>, query = '', options: Partial<PlanOptions> = {}): QueryPlan {
  return planQuery(new QueryItems(init), parseQueryString(query), members, { key: 'id', ...options });
}

/** `age greater 30`, as short as a table needs it. */
function shown(conditions: readonly Condition[]): string[] {
  return conditions.map(({ member, operator, values }) => [member, operator, ...values].join(' ').trim());
}

function refusal(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was refused.');
}

describe('untyped parameters', () => {
  it.each([
    ['Age=30', 'age equal 30'],
    ['AGE=30', 'age equal 30'],
    ['Ids=1,2', ''],
    ['Ages=1,2', 'age in 1 2'],
    ['ages=[1,2]', 'age in 1 2'],
    // http-contract 9.3, line by line.
    ['%3EAge=30', 'age greaterOrEqual 30'],
    ['FromAge=30', 'age greaterOrEqual 30'],
    ['AgeFrom=30', 'age greaterOrEqual 30'],
    ['SinceAge=30', 'age greaterOrEqual 30'],
    ['StartAge=30', 'age greaterOrEqual 30'],
    ['MinimumAge=30', 'age greaterOrEqual 30'],
    ['OnOrAfterAge=30', 'age greaterOrEqual 30'],
    ['AgeHigher=30', 'age greaterOrEqual 30'],
    ['AgeGreaterThanOrEqualTo=30', 'age greaterOrEqual 30'],
    ['Age%3E=30', 'age greater 30'],
    ['AgeAbove=30', 'age greater 30'],
    ['AboveAge=30', 'age greater 30'],
    ['BeginAge=30', 'age greater 30'],
    ['AgeBeyond=30', 'age greater 30'],
    ['AgeOver=30', 'age greater 30'],
    ['AgeOlderThan=30', 'age greater 30'],
    ['AgeAfter=30', 'age greater 30'],
    ['AgeGreaterThan=30', 'age greater 30'],
    ['Age%3C=30', 'age lessOrEqual 30'],
    ['EndAge=30', 'age lessOrEqual 30'],
    ['StopAge=30', 'age lessOrEqual 30'],
    ['ToAge=30', 'age lessOrEqual 30'],
    ['UntilAge=30', 'age lessOrEqual 30'],
    ['MaxAge=30', 'age lessOrEqual 30'],
    ['MaximumAge=30', 'age lessOrEqual 30'],
    ['OnOrBeforeAge=30', 'age lessOrEqual 30'],
    ['AgeLessThanOrEqualTo=30', 'age lessOrEqual 30'],
    ['%3CAge=30', 'age less 30'],
    ['BehindAge=30', 'age less 30'],
    ['AgeBelow=30', 'age less 30'],
    ['AgeUnder=30', 'age less 30'],
    ['AgeLower=30', 'age less 30'],
    ['AgeBefore=30', 'age less 30'],
    ['AgeYoungerThan=30', 'age less 30'],
    ['AgeLessThan=30', 'age less 30'],
    ['Age!=30', 'age notEqual 30'],
    ['%3C%3EAge=30', 'age notEqual 30'],
    ['AgeNotEqualTo=30', 'age notEqual 30'],
    ['NameLike=A%25', 'name like A%'],
    ['NameContains=a', 'name contains a'],
    ['NameEndsWith=a', 'name endsWith a'],
    ['AgeIn=1,2', 'age in 1 2'],
    ['agesIn=1,2', 'age in 1 2'],
    ['AgeIds=1,2', 'age in 1 2'],
    ['AgeBetween=20,30', 'age between 20 30'],
    ['TraitsHasAll=3', 'traits hasAll 3'],
    ['TraitsHasAny=Soft,Warm', 'traits hasAny 3'],
    ['NameIsNull=', 'name isNull'],
    ['NameIsNotNull', 'name isNotNull'],
    ['NameIsNull=whatever', 'name isNull'],
  ])('AQ-07, AQ-08, AQ-09: ?%s says "%s"', (query, expected) => {
    expect(shown(plan({}, query).conditions).join('; ')).toBe(expected);
  });

  it('AQ-07: Age>=30 in a URL is the parameter "Age>", and >Age=30 is at least 30', () => {
    expect(shown(plan({}, 'Age>=30').conditions)).toEqual(['age greater 30']);
    expect(shown(plan({}, '>Age=30').conditions)).toEqual(['age greaterOrEqual 30']);
  });

  it.each([
    ['Unknown=1', 'a name that is no member'],
    ['Secret=x', 'a member without column'],
    ['SecretStartsWith=x', 'a member without column, by a convention'],
    ['Tags=x', 'a member without a single value'],
    ['minage=30', 'a convention in another letter case, and declared by the request at that'],
    ['aboveAge=30', 'a convention in another letter case'],
    ['AgeABOVE=30', 'a convention in capitals'],
    ['AgeAbove=', 'a comparison without a value'],
    ['Ages=', 'a list without elements'],
    ['Ages=[]', 'an empty list'],
    ['callback=Age&format=json&_=1&jsconfig=x&v=2&apikey=k', 'reserved names'],
    ['skip=1&Take=2&orderBy=Name&fields=Id&include=Total&meta={a:1}', 'members of every query'],
    ['active=true', 'a member that the request declares'],
  ])('AQ-10: ?%s states nothing: %s', (query) => {
    expect(plan({}, query).conditions).toEqual([]);
  });

  it('AQ-10: all that name members hold together, in the order in which they came', () => {
    const { conditions, joinWith } = plan({}, 'Age=1&Unknown=2&CityContains=x&AgeAbove=0');

    expect(shown(conditions)).toEqual(['age equal 1', 'city contains x', 'age greater 0']);
    expect(joinWith).toBe('and');
  });

  it('asks for NULL where a member has an empty value', () => {
    expect(shown(plan({}, 'Age=&City').conditions)).toEqual(['age isNull', 'city isNull']);
  });

  it('joins repeated names with a comma', () => {
    expect(shown(plan({}, 'AgeIn=1&AgeIn=2').conditions)).toEqual(['age in 1 2']);
  });

  it.each([
    ['ActiveNotEqualTo=on', ['active notEqual true']],
    ['ColourNotEqualTo=green', ['colour notEqual 1']],
    ['ColourIn=Red,green', ['colour in 0 1']],
    ['Ref=F0E1D2C3B4A5968778695A4B3C2D1E0F', ['ref equal f0e1d2c3-b4a5-9687-7869-5a4b3c2d1e0f']],
    ['CreatedAfter=/Date(0)/', ['created greater 1970-01-01T00:00:00Z']],
    ['DayFrom=2025-02-28', ['day greaterOrEqual 2025-02-28']],
    ['Price=1,234.50', ['price equal 1234.50']],
    ['PauseBelow=01:30:00', ['pause less PT1H30M']],
    ['Name=a,b', ['name equal a,b']],
    ['NameIn=a,"b,c"', ['name in a b,c']],
  ])('reads values by the type of the member: ?%s', (query, expected) => {
    expect(shown(plan({}, query).conditions)).toEqual(expected);
  });

  it('refuses each value that cannot be read, under the name that was sent', () => {
    const error = refusal(() => plan({}, 'AgeAbove=x&AgeIn=1,y&AgeBetween=1&CreatedBefore=soon&Age=1,2&City=ok'));

    expect(error).toMatchObject({
      status: 400,
      errorCode: 'SerializationException',
      message: "Unable to bind to request 'QueryItems'",
      errors: [
        { fieldName: 'AgeAbove', message: "'x' is an Invalid value for 'AgeAbove'" },
        { fieldName: 'AgeIn', errorCode: 'SerializationException' },
        { fieldName: 'AgeBetween', message: expect.stringContaining('two values such as 20,30') },
        { fieldName: 'CreatedBefore' },
        { fieldName: 'Age' },
      ],
    });
  });

  it.each(['AgeContains', 'CreatedLike', 'NameHasAny', 'PriceHasAll'])(
    'refuses an operator that the member does not know: ?%s',
    (name) => {
      expect(refusal(() => plan({}, `${name}=1`))).toMatchObject({
        status: 400,
        errorCode: 'ArgumentException',
        errors: [{ fieldName: name }],
      });
    },
  );

  it('refuses text that the database cannot hold', () => {
    expect(refusal(() => plan({}, 'City=a%00b'))).toMatchObject({ status: 400, errors: [{ fieldName: 'City' }] });
    expect(refusal(() => plan({}, 'CityLike=a%00b'))).toMatchObject({
      status: 400,
      errors: [{ fieldName: 'CityLike' }],
    });
  });

  it('refuses more than 100 conditions', () => {
    const words =
      '> < ! Above Below From Over Under Before After GreaterThan LessThan Lower Higher Beyond IsNull'.split(' ');
    const names = ['Age', 'City', 'Price', 'Id', 'Name', 'Pause', 'Traits'].flatMap((member) =>
      words.map((word) => `${member}${word}=1`),
    );

    expect(plan({}, names.slice(0, 100).join('&')).conditions).toHaveLength(100);
    expect(refusal(() => plan({}, names.join('&')))).toMatchObject({ status: 400, errorCode: 'BadRequest' });
  });
});

describe('typed members', () => {
  it.each<[string, Partial<QueryItems>, string[]]>([
    ['a list', { ids: [1, 2] }, ['id in 1 2']],
    ['an empty list', { ids: [] }, []],
    ['a convention', { nameStartsWith: 'A' }, ['name startsWith A']],
    ['a convention, by the declared name', { minAge: 3 }, ['age greaterOrEqual 3']],
    ['false', { active: false }, ['active equal false']],
    ['a list of a member', { colour: [Colour.Green, Colour.Red] }, ['colour in 1 0']],
    ['what names no member', { search: 'x' }, []],
    ['nothing', {}, []],
  ])('state conditions: %s', (_name, init, expected) => {
    expect(shown(plan(init).conditions)).toEqual(expected);
  });

  it('stand before untyped ones', () => {
    expect(shown(plan({ minAge: 3 }, 'City=x').conditions)).toEqual(['age greaterOrEqual 3', 'city equal x']);
  });
});

describe('order', () => {
  it.each<[string, Partial<QueryItems>, Partial<PlanOptions>, string]>([
    ['AQ-04: by key without a word', { skip: 1 }, {}, 'id'],
    ['AQ-05: by several members', { orderBy: '-Age,Name' }, {}, '-age name id'],
    ['AQ-05: turned round', { orderByDesc: 'Age,-Name' }, {}, '-age name id'],
    ['by orderBy when both are given', { orderBy: 'Name', orderByDesc: 'Age' }, {}, 'name id'],
    ['in any letter case, with blanks', { orderBy: ' aGe , - NAME ' }, {}, 'age -name id'],
    ['by the key where it stands', { orderBy: '-Id,Name' }, {}, '-id name'],
    ['by the first mention', { orderBy: 'Age,-Age' }, {}, 'age id'],
    ['by the default', {}, { defaultOrder: '-Created' }, '-created id'],
    ['by what was asked before the default', { orderBy: 'Age' }, { defaultOrder: '-Created' }, 'age id'],
    ['by its own members when DISTINCT', { fields: 'DISTINCT City,Age', orderBy: '-City' }, {}, '-city age'],
  ])('is %s', (_name, init, options, expected) => {
    const terms = plan(init, '', options).order.map(
      ({ member, isDescending }) => `${isDescending ? '-' : ''}${member}`,
    );

    expect(terms.join(' ')).toBe(expected);
  });

  it.each([
    ['orderBy', { orderBy: 'Name,secret' }, "orderBy cannot sort by 'secret'; use id, name, age"],
    ['orderByDesc', { orderByDesc: 'name; drop table item' }, 'cannot sort by'],
    ['orderBy', { orderBy: 'Name,,Id' }, 'cannot sort by'],
    ['orderBy', { orderBy: '(select 1)' }, 'cannot sort by'],
    ['orderBy', { orderBy: 'tags' }, 'cannot sort by'],
    ['orderBy', { orderBy: 'constructor' }, 'cannot sort by'],
    ['orderBy', { orderBy: 'Name', fields: 'DISTINCT City' }, 'not among the DISTINCT fields'],
    ['fields', { fields: 'Id,Nope' }, "fields names 'Nope'; use id, name"],
    ['fields', { fields: '*' }, "fields names '*'"],
    ['fields', { fields: 'DISTINCT secret' }, "fields names 'secret'"],
    ['include', { include: 'MIN(secret)' }, "include names 'secret'"],
    ['skip', { skip: -1 }, 'skip must be 0 or more; got -1.'],
    ['take', { take: -1 }, 'take must be 0 or more; got -1.'],
  ])('refuses unknown members and negative pages on %s: %j', (fieldName, init, message) => {
    expect(refusal(() => plan(init))).toMatchObject({
      status: 400,
      errors: [{ fieldName, message: expect.stringContaining(message) }],
    });
  });

  it('names parameters in the case of the feature', () => {
    expect(refusal(() => plan({ orderBy: 'x' }, '', { textCase: 'PascalCase' }))).toMatchObject({
      errors: [{ fieldName: 'OrderBy' }],
    });
  });
});

describe('paging', () => {
  it.each<[Partial<QueryItems>, Partial<PlanOptions>, number, number]>([
    [{}, {}, 0, 1_000],
    [{ skip: 7, take: 5 }, {}, 7, 5],
    [{ take: 5_000 }, {}, 0, 1_000],
    [{ take: 0 }, {}, 0, 0],
    [{}, { maxTake: 20 }, 0, 20],
    [{ take: 21 }, { maxTake: 20 }, 0, 20],
    [{}, { maxTake: 20, defaultTake: 3 }, 0, 3],
    [{ take: 4 }, { maxTake: 20, defaultTake: 3 }, 0, 4],
  ])('AQ-01, AQ-03: %j with %j skips %d and takes %d', (init, options, offset, take) => {
    expect(plan(init, '', options)).toMatchObject({ offset, take });
  });
});

describe('fields and include', () => {
  it('AQ-11: selects members in the order of the row, all without a word', () => {
    expect(plan({ fields: 'name, ID' }).select.map(({ name }) => name)).toEqual(['id', 'name']);
    expect(plan({ fields: 'secret,tags' }).select.map(({ name }) => name)).toEqual(['tags', 'secret']);
    expect(plan({}).select).toHaveLength(15);
    expect(plan({ fields: ' distinct City' })).toMatchObject({ isDistinct: true, select: [{ name: 'city' }] });
  });

  it.each<[string, boolean, unknown[]]>([
    ['Total', true, []],
    [' total ', true, []],
    ['', false, []],
    ['COUNT(*)', false, [{ key: 'COUNT(*)', function: 'count' }]],
    ['Total,COUNT(*)', true, [{ key: 'COUNT(*)', function: 'count' }]],
    ['min(Age)', false, [{ key: 'min(Age)', function: 'min', member: 'age', isDistinct: false }]],
    [
      'COUNT(DISTINCT City)',
      false,
      [{ key: 'COUNT(DISTINCT City)', function: 'count', member: 'city', isDistinct: true }],
    ],
    [
      'SUM(Age) AS Sum, AVG( Age )',
      false,
      [
        { key: 'Sum', function: 'sum' },
        { key: 'AVG( Age )', function: 'avg' },
      ],
    ],
    ['First(Name),LAST(Name)', false, [{ function: 'first' }, { function: 'last' }]],
    ['SUM(*),MEDIAN(Age),MIN(a.b),MIN(Age) x; drop table item,Chart', false, []],
  ])('AQ-12: include=%s', (include, wantsTotal, aggregates) => {
    const planned = plan({ include });

    expect(planned.wantsTotal).toBe(wantsTotal);
    expect(planned.aggregates).toMatchObject(aggregates);
    expect(planned.aggregates).toHaveLength(aggregates.length);
  });

  it('counts when the host always does', () => {
    expect(plan({}, '', { includeTotal: true }).wantsTotal).toBe(true);
  });

  it('refuses more than 20 figures', () => {
    const include = Array.from({ length: 21 }, (_, index) => `MIN(Age) AS a${index}`).join();

    expect(refusal(() => plan({ include }))).toMatchObject({ status: 400, errors: [{ fieldName: 'include' }] });
  });

  it('takes no time over long texts', () => {
    const blanks = ' '.repeat(200_000);
    const started = cpuMs();

    for (const name of ['orderBy', 'fields', 'include'] as const) {
      plan({ [name]: `${name === 'include' ? `x(${blanks}` : `${blanks}Name`}${blanks}` });
    }
    expect(cpuMs() - started).toBeLessThan(1_000);
  });
});

describe('members', () => {
  it('are checked when they are named', () => {
    expect(() => queryableMembers(dtoTypeOf(Item), ['nope'])).toThrow("has no member 'nope' to query by");
    expect(() => queryableMembers(dtoTypeOf(Item), ['tags'])).toThrow('has no single value to compare');
  });

  it('are all that can be compared when none are named', () => {
    expect(queryableMembers(dtoTypeOf(Item)).names).toEqual([...askable, 'secret', 'rowVersion']);
  });
});
