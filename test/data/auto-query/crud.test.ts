import { CreateItem, DeleteItems, PatchItem, QueryItems, SaveItem, UpdateItem } from '../../engine/autoquery/item-dtos';
import { type ItemHost, startItemHost } from './item-host';

let world: ItemHost;
beforeAll(async () => {
  world = await startItemHost();
});
beforeEach(() => world.reset());
afterAll(() => world?.close());

interface Sent {
  status: number;
  body: Record<string, unknown>;
  error?: { errorCode: string; message: string; errors: { fieldName: string; message: string }[] };
}

async function send(verb: string, path: string, body?: object, tenant = 'a'): Promise<Sent> {
  const response = await fetch(`${world.url}/api/${path}`, {
    method: verb,
    headers: { authorization: `Bearer ${tenant}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  const json = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  return { status: response.status, body: json, error: json.responseStatus as Sent['error'] };
}

async function item(id: number): Promise<Record<string, unknown>> {
  const [row] = (await world.database.dataSource.query('select * from item where id = $1', [id])) as Record<
    string,
    unknown
  >[];
  return row ?? {};
}
const everything = () => world.database.dataSource.query('select * from item order by id');

describe('create', () => {
  it('AQ-13 answers the new key, the row and its version', async () => {
    const created = await world.clientOf('a').post(new CreateItem({ name: 'New', age: 5, colour: 1, id: 1 }));

    expect(created).toEqual({
      id: 13,
      count: 1,
      rowVersion: expect.any(Number),
      result: expect.objectContaining({ id: 13, name: 'New', age: 5, colour: 'Green', rowVersion: created.rowVersion }),
    });
    expect(await item(13)).toMatchObject({ tenant_id: 'a', name: 'New', secret: null });
  });

  it('does not set what has no column, and always the tenant of the caller', async () => {
    const { body } = await send('POST', 'CreateItem', { name: 'x', secret: 's', tenantId: 'a', tenant_id: 'a' }, 'b');

    expect(await item(body.id as number)).toMatchObject({ tenant_id: 'b', secret: null });
  });

  it('is refused by rules of the database without a word of SQL', async () => {
    const missing = await send('POST', 'CreateItem', {});
    const wrong = await send('POST', 'CreateItem', { name: 'x', age: 1_000 });
    const code = await send('POST', 'CreateNote', { code: 'same' });
    const again = await send('POST', 'CreateNote', { code: 'same' });

    expect([missing, wrong].map(({ status, error }) => [status, error?.errorCode])).toEqual([
      [400, 'ArgumentException'],
      [400, 'ArgumentException'],
    ]);
    expect(JSON.stringify([missing.body, wrong.body])).not.toMatch(/null value|violates|constraint|insert/i);
    expect([code.status, again.status, again.error?.errorCode]).toEqual([200, 409, 'Conflict']);
  });

  it('needs the key that the database does not give', async () => {
    const refused = await send('POST', 'CreateNote', { text: 'x' });

    expect(refused.status).toBe(400);
    expect(refused.error).toMatchObject({
      errorCode: 'ArgumentException',
      message: 'Primary Key is Required',
      errors: [{ fieldName: 'code' }],
    });
  });
});

describe('update', () => {
  it('sets every member, and answers key, row and version', async () => {
    const updated = await world.clientOf('a').put(new UpdateItem({ id: 1, name: 'B' }));

    expect(updated).toMatchObject({ id: 1, count: 1, result: { name: 'B', active: false, city: 'Oslo' } });
    expect(await item(1)).toMatchObject({ name: 'B', age: null, active: false, city: 'Oslo' });
  });

  it('AQ-15 of a row that is not there is 409', async () => {
    const refused = await send('PUT', 'UpdateItem', { id: 99, name: 'C' });

    expect(refused.status).toBe(409);
    expect(refused.error).toMatchObject({
      errorCode: 'OptimisticConcurrencyException',
      message: "0 rows were updated by 'UpdateItem'",
    });
  });

  it('AQ-15 with a version that is no longer the row’s is 409, and changes nothing', async () => {
    const client = world.clientOf('a');
    const [read] = (await client.get(new QueryItems({ ids: [1] }))).results;
    const rowVersion = read?.rowVersion;

    const first = await client.put(new UpdateItem({ id: 1, name: 'first', rowVersion }));
    const second = await send('PUT', 'UpdateItem', { id: 1, name: 'second', rowVersion });
    const third = await client.put(new UpdateItem({ id: 1, name: 'third', rowVersion: first.rowVersion }));

    expect(first.rowVersion).not.toBe(rowVersion);
    expect([second.status, second.error?.errorCode]).toEqual([409, 'OptimisticConcurrencyException']);
    expect(third.result?.name).toBe('third');
  });

  it('without a key is 400 on it', async () => {
    const refused = await send('PUT', 'UpdateItem', { name: 'x' });

    expect(refused.status).toBe(400);
    expect(refused.error).toMatchObject({ errorCode: 'ArgumentNullException', errors: [{ fieldName: 'id' }] });
  });
});

describe('patch', () => {
  it('AQ-14 leaves unset members untouched', async () => {
    const patched = await world.clientOf('a').patch(new PatchItem({ id: 1, name: 'B' }));

    expect(patched).toEqual({ id: 1 });
    expect(await item(1)).toMatchObject({ name: 'B', age: 30, city: 'Oslo', active: true });
  });

  it('AQ-14 nulls what is reset, named in the body or in the query string', async () => {
    await world.clientOf('a').patch(new PatchItem({ id: 1, reset: ['City', 'age'] }));
    await send('PATCH', 'PatchItem?reset=city,Active', { id: 2, name: 'x' });

    expect(await item(1)).toMatchObject({ name: 'Anna', age: null, city: null, active: true });
    expect(await item(2)).toMatchObject({ name: 'x', age: 20, city: null, active: false });
  });

  it('refuses to reset what it has not', async () => {
    const before = await everything();
    const refused = await send('PATCH', 'PatchItem?reset=secret', { id: 1, name: 'x' });

    expect(refused.status).toBe(405);
    expect(refused.error).toMatchObject({
      errorCode: 'NotSupportedException',
      message: "Reset field 'secret' does not exist",
    });
    expect(await everything()).toEqual(before);
  });

  it('of nothing finds its row, and another’s not', async () => {
    const [own, missing, foreign] = [
      await send('PATCH', 'PatchItem', { id: 1 }),
      await send('PATCH', 'PatchItem', { id: 99 }),
      await send('PATCH', 'PatchItem', { id: 11 }),
    ];

    expect([own.status, missing.status, foreign.status]).toEqual([200, 409, 409]);
  });
});

describe('save', () => {
  it('makes a row without a key, and changes the one with it', async () => {
    const client = world.clientOf('a');
    const made = await client.post(new SaveItem({ name: 'S', age: 1 }));
    const changed = await client.post(new SaveItem({ id: made.id, name: 'T' }));

    expect(changed).toMatchObject({ id: made.id, result: { name: 'T' } });
    expect(await item(made.id ?? 0)).toMatchObject({ name: 'T', age: null, tenant_id: 'a' });
  });

  it('AQ-15 with a stale version is 409 and makes no row', async () => {
    const before = await everything();

    expect((await send('POST', 'SaveItem', { id: 1, name: 'x', rowVersion: 1 })).status).toBe(409);
    expect(await everything()).toEqual(before);
  });

  it('by a key of one’s own is one statement, notes who did it and counts its version up', async () => {
    const first = await send('POST', 'SaveNote', { code: 'n', text: 'one' });
    world.clock.advance(60_000);
    const second = await send('POST', 'SaveNote', { code: 'n', text: 'two' });
    const stale = await send('POST', 'SaveNote', { code: 'n', text: 'three', version: 1 });
    const fresh = await send('POST', 'SaveNote', { code: 'n', text: 'four', version: 2 });
    const other = await send('POST', 'SaveNote', { code: 'n', text: 'b' }, 'b');

    expect(first.body).toMatchObject({ id: 'n', rowVersion: 1, result: { createdBy: 'user-a', modifiedBy: 'user-a' } });
    expect(second.body.result).toMatchObject({ text: 'two', version: 2, createdDate: '2030-01-02T03:04:05Z' });
    expect(second.body.result).toMatchObject({ modifiedDate: '2030-01-02T03:05:05Z' });
    expect([stale.status, fresh.body.rowVersion]).toEqual([409, 3]);
    expect(other.body.result).toMatchObject({ text: 'b', createdBy: 'user-b' });
  });
});

describe('delete', () => {
  it('AQ-16 without filters is 405', async () => {
    const before = await everything();
    const refused = await Promise.all([
      send('DELETE', 'DeleteItems'),
      send('DELETE', 'DeleteItems?city=Oslo&AgeAbove=0'),
      send('DELETE', 'DeleteItems?rowVersion=1'),
      send('DELETE', 'DeleteItems?ids=[]'),
      send('POST', 'DeleteItems', { ids: [], name: 'Anna' }),
      send('DELETE', 'RemoveItem'),
    ]);

    expect(refused.map(({ status, error }) => [status, error?.errorCode])).toEqual(
      refused.map(() => [405, 'NotSupportedException']),
    );
    expect(refused[0]?.error?.message).toBe("'DeleteItems' did not contain any filters");
    expect(await everything()).toEqual(before);
  });

  it('AQ-16 answers the count, of which 0 is no error', async () => {
    const client = world.clientOf('a');

    expect(await client.delete(new DeleteItems({ ids: [1, 2, 11] }))).toEqual({ count: 2 });
    expect(await client.delete(new DeleteItems({ ageBelow: 31 }))).toEqual({ count: 2 });
    expect(await client.delete(new DeleteItems({ id: 99 }))).toEqual({ count: 0 });
  });

  it('answers 204 where nothing is returned', async () => {
    expect(await send('DELETE', 'RemoveItem?id=5')).toEqual({ status: 204, body: {}, error: undefined });
    expect(await item(5)).toEqual({});
  });

  it('minds the version', async () => {
    expect((await send('DELETE', 'DeleteItems?id=1&rowVersion=1')).body).toEqual({ count: 0 });
    expect(await item(1)).toMatchObject({ name: 'Anna' });
  });

  it('may mark rows instead, which are then gone for everybody', async () => {
    await send('POST', 'CreateNote', { code: 'n' });

    const first = await send('DELETE', 'DeleteNote?code=n');
    const again = await send('DELETE', 'DeleteNote?code=n');
    const [row] = await world.database.dataSource.query('select deleted_at, deleted_by from note');

    expect([first.body, again.body]).toEqual([{ id: 'n', count: 1, rowVersion: 2 }, { count: 0 }]);
    expect(row).toMatchObject({ deleted_at: world.clock.now(), deleted_by: 'user-a' });
    expect((await world.get('', { type: 'QueryNotes' })).results).toEqual([]);
    expect((await send('POST', 'SaveNote', { code: 'n', text: 'x', version: 2 })).status).toBe(409);
  });
});

describe('rows of other tenants', () => {
  it('do not exist for changes', async () => {
    const foreign = () => world.database.dataSource.query(`select * from item where tenant_id = 'b' order by id`);
    const before = await foreign();

    const statuses = [
      await send('PUT', 'UpdateItem', { id: 11, name: 'x' }),
      await send('PATCH', 'PatchItem', { id: 11, name: 'x', tenantId: 'b' }),
      await send('POST', 'DeleteItems', { id: 11 }),
      await send('DELETE', 'DeleteItems?ageBelow=5000'),
      await send('DELETE', 'RemoveItem?id=11'),
    ].map(({ status }) => status);
    const saved = await send('POST', 'SaveItem', { id: 11, name: 'x' });

    expect(statuses).toEqual([409, 409, 200, 200, 204]);
    expect(saved.body.id).not.toBe(11);
    expect(await foreign()).toEqual(before);
  });
});

describe('CRUD', () => {
  it('is off for models that no DTO declares', async () => {
    for (const name of ['UpdateNote', 'PatchNote', 'CreateItemName', 'Item', 'Note']) {
      expect((await send('POST', name, {})).status).toBe(405);
    }
  });
});
