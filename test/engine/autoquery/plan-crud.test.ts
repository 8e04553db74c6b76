import { type CrudPlan, planCrud, type WritableRows } from '../../../src/engine/autoquery/crud-plan';
import { crudShapeOf } from '../../../src/engine/autoquery/crud-shape';
import {
  CreateItem,
  CreateNote,
  DeleteItems,
  DeleteNote,
  IdOnly,
  PatchItem,
  SaveItem,
  SaveNote,
  UpdateItem,
} from './item-dtos';

const items: WritableRows = {
  members: ['id', 'name', 'age', 'city', 'colour', 'active', 'rowVersion'],
  writable: ['name', 'age', 'city', 'colour', 'active'],
  key: 'id',
  isKeyGenerated: true,
  rowVersion: 'rowVersion',
};
const notes: WritableRows = {
  members: [
    'code',
    'text',
    'version',
    'createdDate',
    'createdBy',
    'modifiedDate',
    'modifiedBy',
    'deletedDate',
    'deletedBy',
  ],
  writable: ['text'],
  key: 'code',
  isKeyGenerated: false,
  rowVersion: 'version',
};
const stamp = { now: new Date('2030-01-02T03:04:05Z'), by: 'anna' };

function plan(request: object, rows = items, reset: string[] = []): CrudPlan {
  const shape = crudShapeOf(request.constructor as never);
  if (!shape) throw new Error('The request changes nothing.');
  return planCrud(shape, request, rows, { reset, stamp });
}
const valuesOf = (request: object, rows = items, reset: string[] = []) =>
  Object.fromEntries(plan(request, rows, reset).values);

describe('what a CRUD request sets', () => {
  it.each<[string, object, Record<string, unknown>]>([
    ['AQ-13: a new row takes what is there', new CreateItem({ name: 'a', colour: 1 }), { name: 'a', colour: 1 }],
    ['AQ-13: never the key or what has no column', new CreateItem({ id: 7, secret: 'x' }), {}],
    ['an update sets every member', new UpdateItem({ id: 1 }), { name: null, age: null, active: false }],
    ['an update keeps zeros', new UpdateItem({ id: 1, age: 0, name: '' }), { name: '', age: 0, active: false }],
    ['AQ-14: a patch leaves out what is not set', new PatchItem({ id: 1, name: 'b' }), { name: 'b' }],
    ['a patch leaves out defaults of value types', new PatchItem({ id: 1, active: false, age: 0 }), { age: 0 }],
    ['a save sets every member', new SaveItem({ name: 'c' }), { name: 'c', age: null }],
  ])('%s', (_name, request, expected) => {
    expect(valuesOf(request)).toEqual(expected);
  });

  it('AQ-14: reset sets defaults, in any letter case, over what is set', () => {
    const request = new PatchItem({ id: 1, name: 'b', city: 'Oslo', active: true });

    expect(valuesOf(request, items, ['NAME', 'age', 'Active'])).toEqual({
      name: null,
      age: null,
      active: false,
      city: 'Oslo',
    });
  });

  it('refuses to reset what the request has not', () => {
    expect(() => plan(new PatchItem({ id: 1 }), items, ['colour'])).toThrow(
      expect.objectContaining({
        status: 405,
        errorCode: 'NotSupportedException',
        message: "Reset field 'colour' does not exist",
      }),
    );
  });
});

describe('which rows a CRUD request means', () => {
  it('AQ-15: the one with the key, and the version that was read', () => {
    expect(plan(new UpdateItem({ id: 4, rowVersion: 9 }))).toMatchObject({
      action: 'update',
      conditions: [{ member: 'id', operator: 'equal', values: [4] }],
      rowVersion: 9,
    });
  });

  it.each([new UpdateItem({ name: 'a' }), new PatchItem({ name: 'a' })])('refuses %p without a key', (request) => {
    expect(() => plan(request)).toThrow(
      expect.objectContaining({
        status: 400,
        errorCode: 'ArgumentNullException',
        message: "Value cannot be null. (Parameter 'id')",
        errors: [expect.objectContaining({ fieldName: 'id', message: 'Value cannot be null.' })],
      }),
    );
  });

  it('refuses a new row without the key that it needs', () => {
    const needsKey = { ...items, isKeyGenerated: false };
    const refused = expect.objectContaining({
      status: 400,
      errorCode: 'ArgumentException',
      message: 'Primary Key is Required',
      errors: [expect.objectContaining({ fieldName: 'id' })],
    });

    expect(() => plan(new CreateItem(), needsKey)).toThrow(refused);
    expect(() => plan(new SaveItem(), needsKey)).toThrow(refused);
    expect(plan(new CreateItem({ id: 3 }), needsKey)).toMatchObject({ action: 'insert', key: 3 });
  });

  it('a save is an update when it names a version', () => {
    expect(plan(new SaveItem({ id: 1 })).action).toBe('upsert');
    expect(plan(new SaveItem({ id: 1, rowVersion: 2 })).action).toBe('update');
  });

  it('AQ-16: a delete means all that meet its filters, by the conventions of queries', () => {
    expect(plan(new DeleteItems({ ids: [1, 2], ageBelow: 5 }))).toMatchObject({
      action: 'delete',
      conditions: [
        { member: 'id', operator: 'in', values: [1, 2] },
        { member: 'age', operator: 'less', values: [5] },
      ],
    });
  });

  it.each([
    ['nothing', {}],
    ['a version alone', { rowVersion: 5 }],
    ['an empty list', { ids: [] }],
    ['an empty list beside another filter', { ids: [], ageBelow: 5 }],
  ])('AQ-16: a delete that filters by %s is refused', (_name, init) => {
    expect(() => plan(new DeleteItems(init))).toThrow(
      expect.objectContaining({
        status: 405,
        errorCode: 'NotSupportedException',
        message: "'DeleteItems' did not contain any filters",
      }),
    );
  });
});

describe('notes about changes', () => {
  const now = '2030-01-02T03:04:05.000Z';

  it('says who made a row, and when', () => {
    expect(valuesOf(Object.assign(new CreateNote(), { code: 'a', text: 'x' }), notes)).toEqual({
      text: 'x',
      createdDate: now,
      createdBy: 'anna',
      modifiedDate: now,
      modifiedBy: 'anna',
    });
  });

  it('says who changed a row, and keeps who made it', () => {
    const saved = plan(Object.assign(new SaveNote(), { code: 'a' }), notes);

    expect(Object.fromEntries(saved.values)).toEqual({ text: null, modifiedDate: now, modifiedBy: 'anna' });
    expect(saved).toMatchObject({
      onInsert: new Map([
        ['createdDate', now],
        ['createdBy', 'anna'],
      ]),
    });
  });

  it('marks a row as deleted, once', () => {
    expect(plan(Object.assign(new DeleteNote(), { code: 'a' }), notes)).toMatchObject({
      action: 'update',
      values: new Map([
        ['deletedDate', now],
        ['deletedBy', 'anna'],
      ]),
      conditions: [
        { member: 'code', operator: 'equal', values: ['a'] },
        { member: 'deletedDate', operator: 'isNull', values: [] },
      ],
    });
  });
});

describe('a CRUD DTO', () => {
  it('changes nothing unless it says so', () => {
    expect(crudShapeOf(IdOnly)).toBeUndefined();
  });
});
