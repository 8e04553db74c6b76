import { ArrayNotEmpty, Dto, IsEmail, IsNotEmpty, Min, Prop, Returns, Route } from '../../../dtos';
import { AppHost, AutoQueryFeature, type CrudPlan, type CrudSource } from '../../../src/engine';
import { CreateItem, Item, QueryItems } from './item-dtos';

@Returns('IdOnly')
@Dto({ implements: ['IPatchDb<Item>'] })
class PatchWithRules {
  @Prop('int?') id?: number;
  @Prop('string') @IsNotEmpty() name?: string;
  @Prop('int') @Min(18) age?: number;
  @Prop('string') @IsEmail() city?: string;
  @Prop('string[]') @ArrayNotEmpty() tags?: string[];
  @Prop('string[]') reset?: string[];
}

@Returns('IdOnly')
@Dto({ implements: ['IUpdateDb<Item>'] })
class UpdateWithRules {
  @Prop('int?') id?: number;
  @Prop('string') @IsNotEmpty() name?: string;
}

/** A link that changes something, as its author wants it. */
@Route('/items/{Id}/touch', 'GET,POST')
@Route('/items/{Id}/any')
@Returns('IdOnly')
@Dto({ implements: ['IPatchDb<Item>'] })
class TouchItem {
  @Prop('int?') id?: number;
}

@Route('/items/{Id}/rename')
@Returns('IdOnly')
@Dto({ implements: ['IPatchDb<Item>'] })
class RenameItem {
  @Prop('int?') id?: number;
  @Prop('string') name?: string;
}

const writes: CrudPlan[] = [];
const source: CrudSource = {
  members: ['id', 'name', 'age', 'city'],
  writable: ['name', 'age', 'city'],
  key: 'id',
  isKeyGenerated: true,
  run: async () => ({ rows: [{ id: 1, name: 'A' }], total: 1 }),
  write: async (plan) => {
    writes.push(plan);
    return { count: 1, key: 1 };
  },
};

const feature = new AutoQueryFeature({ sources: [[Item, source]] });
for (const dto of [QueryItems, CreateItem, PatchWithRules, UpdateWithRules, TouchItem, RenameItem]) feature.add(dto);
const host = new AppHost({ features: [feature] });
beforeAll(() => host.listen(0));
beforeEach(() => {
  writes.length = 0;
});
afterAll(() => host.close());

async function send(verb: string, path: string, body?: object) {
  const response = await fetch(`${host.url}${path}`, {
    method: verb,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  const { responseStatus } = (text === '' ? {} : JSON.parse(text)) as {
    responseStatus?: { errorCode: string; message: string; errors: { fieldName: string }[] };
  };
  return {
    status: response.status,
    allow: response.headers.get('allow'),
    errorCode: responseStatus?.errorCode,
    message: responseStatus?.message,
    fields: responseStatus?.errors.map(({ fieldName }) => fieldName),
  };
}

describe('an operation that changes rows', () => {
  it.each([
    ['GET', '/api/CreateItem?name=x'],
    ['HEAD', '/api/CreateItem?name=x'],
    ['GET', '/json/reply/CreateItem?name=x'],
    ['OPTIONS', '/json/reply/CreateItem?name=x'],
    ['GET', '/json/oneway/CreateItem?name=x'],
    ['GET', '/items/1/rename?name=x'],
  ])('refuses %s %s with 405, and writes nothing', async (verb, path) => {
    const refused = await send(verb, path);

    expect(refused).toMatchObject({ status: 405, allow: 'POST, PUT, PATCH, DELETE' });
    expect(writes).toEqual([]);
  });

  it('says what it is answered to', async () => {
    expect(await send('GET', '/api/CreateItem?name=x')).toMatchObject({
      errorCode: 'NotImplementedException',
      message: 'CreateItem changes rows, which GET may not do; it is answered to POST, PUT, PATCH, DELETE.',
    });
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is answered to %s (http-contract 2.6)', async (verb) => {
    expect((await send(verb, '/api/CreateItem', { name: 'x' })).status).toBe(200);
    expect(writes).toHaveLength(1);
  });

  it('is answered to GET where a route of its DTO names that, and to HEAD still not', async () => {
    expect((await send('GET', '/items/1/touch')).status).toBe(200);
    expect((await send('GET', '/api/TouchItem?id=1')).status).toBe(200);
    expect(await send('HEAD', '/api/TouchItem?id=1')).toMatchObject({
      status: 405,
      allow: 'POST, PUT, PATCH, DELETE, GET',
    });
    expect(writes).toHaveLength(2);
  });

  it('leaves queries to GET', async () => {
    expect((await send('GET', '/api/QueryItems')).status).toBe(200);
  });
});

describe('http-contract 5.4: the rules of a patch', () => {
  it('are not asked about members that are left at their defaults', async () => {
    expect((await send('PATCH', '/api/PatchWithRules', { id: 1, name: 'x' })).status).toBe(200);
    expect((await send('PATCH', '/api/PatchWithRules', { id: 1, age: 0 })).status).toBe(200);
    expect(writes).toHaveLength(2);
  });

  it('hold for what is sent', async () => {
    expect(await send('PATCH', '/api/PatchWithRules', { id: 1, age: 17, city: 'x', name: '', tags: [] })).toMatchObject(
      {
        status: 400,
        fields: ['name', 'age', 'city', 'tags'],
      },
    );
    expect(writes).toEqual([]);
  });

  it.each([
    ['/api/PatchWithRules', { id: 1, reset: ['Name'] }],
    ['/api/PatchWithRules?reset=name', { id: 1 }],
  ])('hold for what is reset: %s', async (path, body) => {
    expect(await send('PATCH', path, body)).toMatchObject({ status: 400, errorCode: 'NotEmpty', fields: ['name'] });
    expect(writes).toEqual([]);
  });

  it('are all asked by another verb', async () => {
    expect((await send('POST', '/api/PatchWithRules', { id: 1, name: 'x' })).fields).toEqual(['age', 'city', 'tags']);
  });

  it('are all asked of an update, which sets what is left out, whatever its verb', async () => {
    expect((await send('PATCH', '/api/UpdateWithRules', { id: 1 })).fields).toEqual(['name']);
    expect(writes).toEqual([]);
  });

  it('are skipped for each element of a batch by itself', async () => {
    const refused = await send('PATCH', '/json/reply/PatchWithRules[]', [
      { id: 1, name: 'x' },
      { id: 2, age: 3 },
    ]);

    expect(refused).toMatchObject({ status: 400, fields: ['age'] });
    expect(writes).toEqual([]);
  });
});
