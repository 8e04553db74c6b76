import { entityCrudSource, entitySource, xminVersion } from '../../../src/data';
import { openEmptyDatabase, type TestDatabase } from '../../support/database';
import { ItemEntity, NoteEntity } from './item-host';

let database: TestDatabase;
beforeAll(async () => {
  database = await openEmptyDatabase({ entities: [ItemEntity, NoteEntity] });
});
afterAll(() => database.close());

describe('the mapping of an entity', () => {
  it.each([
    ['a property that is none', { row: { id: 'id', name: 'nome' }, key: 'id' }, "ItemEntity has no property 'nome'"],
    ['an expression over none', { row: { id: 'id', name: 'lower(row.nome)' }, key: 'id' }, "has no property 'nome'"],
    ['a key that is not mapped', { row: { name: 'name' }, key: 'id' }, "The key 'id' is not among the mapped members"],
    [
      'a tenant that is none',
      { row: { id: 'id' }, key: 'id', tenant: { property: 'owner', of: () => 'a' } },
      "has no property 'owner'",
    ],
  ])('is refused for %s', (_name, options, message) => {
    expect(() => entitySource(database.dataSource, ItemEntity, options)).toThrow(message);
  });

  it('is refused for writing when its key is an expression', () => {
    const options = { row: { id: 'row.id + 0' }, key: 'id' };

    expect(() => entityCrudSource(database.dataSource, ItemEntity, options)).toThrow("The key 'id' must be a column");
  });

  it('says which members can be written', () => {
    const items = entityCrudSource(database.dataSource, ItemEntity, {
      row: { id: 'id', name: 'name', owner: 'tenantId', loud: 'upper(row.name)', rowVersion: xminVersion },
      key: 'id',
      rowVersion: 'rowVersion',
      tenant: { property: 'tenantId', of: () => 'a' },
    });
    const notes = entityCrudSource(database.dataSource, NoteEntity, {
      row: { code: 'code', text: 'text', version: 'version' },
      key: 'code',
      rowVersion: 'version',
    });

    expect([items.writable, items.isKeyGenerated]).toEqual([['name'], true]);
    expect([notes.writable, notes.isKeyGenerated]).toEqual([['text'], false]);
  });
});
