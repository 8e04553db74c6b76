import { Dto, Prop, registerEnum } from '../../../dtos/annotations';
import { QueryResponse, ResponseStatus } from '../../../dtos/common';
import { jsonFormat } from '../../../src/engine/formats/json-format';
import { classicStyle, systemStyle, systemStyleIn } from '../../../src/engine/formats/wire-style';
import { toWire } from '../../../src/engine/formats/wire-tree';
import { resolveType } from '../../../src/engine/metadata/type-reader';

enum Level {
  Low = 1,
  High = 5,
}
registerEnum(Level, { name: 'Level' });

@Dto()
class Plain {
  @Prop('int') id?: number;
  @Prop('string') URL?: string;
  @Prop('Guid') guid?: string;
  @Prop('DateTime') at?: string;
  @Prop('TimeSpan') span?: string;
  @Prop('List<Plain>') list?: Plain[];
  @Prop('Dictionary<string,string>') map?: Record<string, string>;
}

@Dto()
class WithLevel {
  @Prop('Level') Level?: Level;
  @Prop('ResponseStatus') ResponseStatus?: ResponseStatus;
}

const typeOf = (text: string) => resolveType(text, { dto: 'test', declaredIn: 'here', generics: [] });
const json = (value: unknown, type: string, style = systemStyle) =>
  jsonFormat.write(value, { type: typeOf(type), style, operationName: 'Test' });

describe('the shape of answers', () => {
  it('leaves DTOs of the system profile as they are', () => {
    expect(toWire(typeOf('List<Level>'), systemStyle)).toBeDefined();
    expect(toWire(typeOf('Dictionary<string,List<int>>'), systemStyle)).toBeUndefined();
    expect(toWire(typeOf('ResponseStatus'), systemStyle)).toBeUndefined();
  });

  it('leaves out null members, keeps null elements and empty lists (FMT-12, FMT-13)', () => {
    const plain = Object.assign(new Plain(), { id: 0, guid: null, list: [], map: {} });

    expect(json(plain, 'Plain')).toBe('{"id":0,"list":[],"map":{}}');
    expect(json([1, null], 'List<int?>')).toBe('[1,null]');
  });

  it('writes enums by name, whatever TypeScript holds (FMT-18)', () => {
    const high = Object.assign(new WithLevel(), { Level: Level.High });

    expect(json(high, 'WithLevel')).toBe('{"Level":"High"}');
    expect(json([Level.Low, 7], 'List<Level>')).toBe('["Low",7]');
  });

  it('writes built-in DTOs in the case of the feature, nested and as list of rows', () => {
    const page = new QueryResponse({
      offset: 0,
      total: 1,
      results: [{ Level: Level.Low, ResponseStatus: new ResponseStatus({ errorCode: 'X' }) }],
    });

    expect(json(page, 'QueryResponse<WithLevel>', systemStyleIn('PascalCase'))).toBe(
      '{"Offset":0,"Total":1,"Results":[{"Level":"Low","ResponseStatus":{"ErrorCode":"X"}}]}',
    );
    expect(json(page, 'QueryResponse<WithLevel>')).toBe(
      '{"offset":0,"total":1,"results":[{"Level":"Low","ResponseStatus":{"errorCode":"X"}}]}',
    );
  });

  it('writes dates, Guids and defaults of the classic profile', () => {
    const value = { guid: 'ea762009-b66c-410b-9bf5-ce21ad519249', at: '2001-01-01T00:00:00Z', span: 'PT1H' };

    expect(json(value, 'Plain', classicStyle)).toBe(
      '{"id":0,"guid":"ea762009b66c410b9bf5ce21ad519249","at":"\\/Date(978307200000)\\/","span":"PT1H"}',
    );
  });

  it('follows a DTO that holds itself', () => {
    expect(
      json({ id: 1, list: [{ id: 2, at: '2001-01-01T00:00:00Z', list: [] }] }, 'Plain', {
        ...systemStyle,
        dates: 'unixtime',
      }),
    ).toBe('{"id":1,"list":[{"id":2,"at":978307200,"list":[]}]}');
  });
});
