import { ArrayMaxSize, Dto, Prop, Returns } from '../../../../dtos';
import { AppHost, Handles, longTexts, Service } from '../../../../src/engine';

@Dto()
class Item {
  @Prop('int') size?: number;
}
@Returns('TakeItemsResponse')
@Dto()
class TakeItems {
  @Prop('List<Item>') @ArrayMaxSize(3) items?: Item[];
}
@Dto()
class TakeItemsResponse {
  @Prop('int') count?: number;
}
@Returns('ListItemsResponse')
@Dto()
class ListItems {
  @Prop('int') rows?: number;
}
@Dto()
class ListItemsResponse {
  @Prop('List<string>') results?: string[];
}

class ItemServices extends Service {
  @Handles(TakeItems)
  post({ items = [] }: TakeItems): TakeItemsResponse {
    return Object.assign(new TakeItemsResponse(), { count: items.length });
  }
  @Handles(ListItems, 'ANY')
  list({ rows = 0 }: ListItems): ListItemsResponse {
    return Object.assign(new ListItemsResponse(), { results: Array(rows).fill('row') });
  }
}

const host = new AppHost({ services: [ItemServices], limits: { maxBatchRows: 10 } });
beforeAll(() => host.listen(0));
afterAll(() => host.close());

const post = async (path: string, body: string, type = 'application/json') => {
  const reply = await fetch(`${host.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });
  return { status: reply.status, headers: reply.headers, json: (await reply.json()) as Record<string, never> };
};
/** Items whose only member cannot be read: whoever binds them says so. */
const xml = (items: number) => `<TakeItems><items>${'<Item><size>a</size></Item>'.repeat(items)}</items></TakeItems>`;
const jsv = (items: number) => `{items:[${Array(items).fill('{size:a}').join()}]}`;
const json = (items: number) => JSON.stringify({ items: Array(items).fill({ size: 'a' }) });

describe('lists of a message (reliability 3.2 #1)', () => {
  it.each([
    ['JSON', json, 'application/json', '/api/TakeItems'],
    [
      'JSON in other letters',
      (items: number) => json(items).replace('items', 'ITEMS'),
      'application/json',
      '/api/TakeItems',
    ],
    ['JSV', jsv, 'text/jsv', '/jsv/reply/TakeItems?format=json'],
    ['XML', xml, 'application/xml', '/xml/reply/TakeItems?format=json'],
  ])(
    'reliability 3.2 #1: %s with too many items is refused before one of them is bound',
    async (_what, write, type, path) => {
      const bound = await post(path, write(3), type);
      const refused = await post(path, write(4), type);

      expect(bound).toMatchObject({ status: 400, json: { responseStatus: { errorCode: 'SerializationException' } } });
      expect(refused.status).toBe(400);
      expect(refused.json).toMatchObject({
        responseStatus: { errorCode: 'MaximumLength', errors: [{ errorCode: 'MaximumLength', fieldName: 'items' }] },
      });
    },
  );
});

describe('what the answers of an auto-batch hold (reliability 3.2 #2)', () => {
  it('reliability 3.2 #2: the batch stops at the element that is too much, and says how far it came', async () => {
    const rows = (...counts: number[]) => JSON.stringify(counts.map((count) => ({ rows: count })));

    const fits = await post('/api/ListItems[]', rows(4, 6, 0));
    const tooMuch = await post('/api/ListItems[]', rows(4, 6, 1, 9));

    expect(fits.status).toBe(200);
    expect(tooMuch.status).toBe(400);
    expect(tooMuch.headers.get('x-autobatch-completed')).toBe('2');
    expect(tooMuch.json).toMatchObject({
      responseStatus: { errorCode: 'TooManyRequestsInBatch', meta: { AutoBatchIndex: '2' } },
    });
  });

  it('one message alone has no such limit', async () => {
    expect((await post('/api/ListItems', '{"rows":11}')).json.results).toHaveLength(11);
  });
});

describe('long texts', () => {
  it('are found at any depth, named by their path, and not repeated', () => {
    const item = { name: 'x'.repeat(5), list: [{ deep: 'y'.repeat(6) }], ok: 'abcd', at: new Date(), none: undefined };

    const errors = longTexts(item, 4, 'items[2]');

    expect(errors.map(({ errorCode, fieldName }) => `${errorCode} ${fieldName}`)).toEqual([
      'MaximumLength items[2].name',
      'MaximumLength items[2].list[0].deep',
    ]);
    expect(errors[1]?.message).toBe(
      "The length of 'items[2].list[0].deep' must be 4 characters or fewer. You entered 6 characters.",
    );
  });

  it('stop at a hundred', () => {
    expect(longTexts(Array(500).fill('long'), 1)).toHaveLength(100);
  });
});
