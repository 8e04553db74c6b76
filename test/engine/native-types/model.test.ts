import { Dto, ExplorerCss, LocodeCss, Prop, QueryDb, Returns, ValidateRequest } from '../../../dtos';
import { toMetadataJson } from '../../../src/engine/metadata/metadata-json';
import type { MetadataPropertyType, MetadataType, MetadataTypes } from '../../../src/engine/metadata/metadata-types';
import * as dtos from './dtos';
import { modelOf, nativeTypesFor } from './support';

/** Asks for books through a base of its own. */
@Dto({ ns: 'Test.Dtos', base: 'QueryDb<Book>', abstract: true })
class OwnQuery extends QueryDb<dtos.Book> {}

@ValidateRequest('ApiKey(`books`)')
@LocodeCss({ Form: 'wide' })
@ExplorerCss({ Field: 'half', Fieldset: 'grid' })
@Returns('QueryResponse<Book>')
@Dto({ ns: 'Test.Dtos' })
class FindOwnBooks extends OwnQuery {
  @Prop('string') Title?: string;
}

@Dto({ ns: 'Test.Dtos', generics: ['T'] })
class Holder<T> {
  declare readonly held?: T;
}
@Dto({ ns: 'Test.Dtos', base: 'Holder<Book>' })
class HoldBook extends Holder<dtos.Book> {}

const all = [
  dtos.GetBook,
  dtos.ImportBooks,
  dtos.DeleteBook,
  dtos.QueryBooks,
  dtos.CreateBook,
  dtos.DescribeCard,
  dtos.SecretBooks,
];

function typeOf(model: MetadataTypes, name: string): MetadataType {
  const requests = model.operations.flatMap(({ request, response }) => (response ? [request, response] : [request]));
  const found = [...model.types, ...requests].find((type) => type.name === name);
  if (!found) throw new Error(`The model has no type ${name}.`);
  return found;
}

function member(type: MetadataType, name: string): MetadataPropertyType {
  const found = type.properties.find((property) => property.name === name);
  if (!found) throw new Error(`${type.name} has no member ${name}.`);
  return found;
}

const names = (types: readonly { readonly name: string }[]) => types.map(({ name }) => name);

describe('the model of /types/metadata', () => {
  it('TM-01 has config, namespaces, types and operations', () => {
    const json = toMetadataJson(modelOf([dtos.GetBook]));

    expect(Object.keys(json)).toEqual(['config', 'namespaces', 'types', 'operations']);
    expect(json.namespaces).toEqual(['Test.Dtos', 'Test.Enums']);
    expect(json.config).toMatchObject({ addServiceStackTypes: true, initializeCollections: false });
  });

  it('TM-01 leaves out nulls, and writes names in the case of the host', () => {
    const model = modelOf([dtos.GetBook]);

    expect(JSON.stringify(toMetadataJson(model))).not.toContain('null');
    expect(Object.keys(toMetadataJson(model, 'PascalCase'))).toEqual(['Config', 'Namespaces', 'Types', 'Operations']);
  });

  it('TM-02 writes Guid? as Nullable`1 of Guid', () => {
    const json = JSON.parse(JSON.stringify(toMetadataJson(modelOf([dtos.GetBook])))) as {
      types: { name: string; properties: Record<string, unknown>[] }[];
    };
    const parentKey = json.types
      .find(({ name }) => name === 'Book')
      ?.properties.find(({ name }) => name === 'ParentKey');

    expect(parentKey).toEqual({
      name: 'ParentKey',
      type: 'Nullable`1',
      namespace: 'System',
      isValueType: true,
      genericArgs: ['Guid'],
    });
  });

  it.each([
    ['Pages', 'Nullable`1', ['Int32'], 'System'],
    ['Subtitle', 'String', undefined, 'System'],
    ['Preview', 'Byte[]', undefined, 'System'],
    ['Sizes', 'Int32[]', undefined, 'System'],
    ['Markers', 'Marker[]', undefined, 'Test.Dtos'],
    ['Tags', 'List`1', ['String'], 'System.Collections.Generic'],
    ['Counts', 'List`1', ['Dictionary<String,Int32>'], 'System.Collections.Generic'],
    ['ByKey', 'Dictionary`2', ['Guid', 'List<Marker>'], 'System.Collections.Generic'],
    ['Step', 'Nullable`1', ['Step'], 'System'],
    ['Colour', 'Colour', undefined, 'Test.Enums'],
  ])('names the type of %s as the CLR does: %s', (name, type, genericArgs, namespace) => {
    const found = member(typeOf(modelOf([dtos.GetBook]), 'Book'), name);

    expect([found.type, found.genericArgs, found.namespace]).toEqual([type, genericArgs, namespace]);
  });

  it('TM-03 never shows isRequired: false in modern', () => {
    const text = JSON.stringify(toMetadataJson(modelOf(all, 'modern')));

    expect(text).toContain('"isRequired":true');
    expect(text).not.toContain('"isRequired":false');
  });

  // metadata-and-types 0.2; `undefined` is "not known".
  it.each([
    ['Name', true, true],
    ['Note', false, undefined],
    ['Places', undefined, undefined],
    ['Room', true, true],
    ['Colour', false, undefined],
    ['Labels', true, true],
    ['More', false, undefined],
    ['Owner', true, true],
    ['Remark', true, undefined],
    ['Code', true, true],
    ['Checked', false, undefined],
  ])('tells whether %s is required, in three states', (name, classic, modern) => {
    const inProfile = (profile: 'classic' | 'modern') =>
      member(typeOf(modelOf([dtos.GetBook], profile), 'Shelf'), name).isRequired;

    expect([inProfile('classic'), inProfile('modern')]).toEqual([classic, modern]);
  });

  it('knows nothing of references that were declared without nullable reference types', () => {
    const book = typeOf(modelOf([dtos.GetBook], 'classic'), 'Book');

    expect(book.properties.map(({ isRequired }) => isRequired)).toEqual(book.properties.map(() => undefined));
  });

  it('takes nullable marks for nothing when the host says so', () => {
    const model = nativeTypesFor([dtos.GetBook], { config: { treatNonNullableRefTypesAsRequired: false } }).model(
      'classic',
    );

    expect(member(typeOf(model, 'Shelf'), 'Name').isRequired).toBeUndefined();
    expect(member(typeOf(model, 'Shelf'), 'Room').isRequired).toBe(true);
  });

  it('TM-04 leaves out enum values that are 0, 1, 2 and shows others', () => {
    const model = modelOf([dtos.GetBook]);

    expect(typeOf(model, 'Colour').enumValues).toBeUndefined();
    expect(typeOf(model, 'Step').enumValues).toEqual(['1', '2']);
    expect(typeOf(model, 'Rights')).toMatchObject({
      isEnumInt: true,
      enumValues: ['1', '2'],
      attributes: [{ name: 'Flags' }],
    });
  });

  it('TM-05 sorts the arguments of attributes by name, of ValidateRequest in its own order', () => {
    const model = modelOf([dtos.DescribeCard]);
    const [first] = typeOf(model, 'DescribeCard').attributes;
    const apiMember = member(typeOf(model, 'DescribeCard'), 'Text').attributes[0];

    expect(names(first?.args ?? [])).toEqual(['Validator', 'ErrorCode', 'Message', 'StatusCode']);
    expect(names(apiMember?.args ?? [])).toEqual([
      'AllowMultiple',
      'DataType',
      'Description',
      'Format',
      'Name',
      'ParameterType',
      'Route',
      'Verb',
    ]);
  });

  it('TM-05 names types in full and takes positional arguments where an attribute has them', () => {
    const model = modelOf([dtos.DescribeCard]);
    const answer = typeOf(model, 'DescribeCard').attributes.find(({ name }) => name === 'ApiResponse');
    const holder = member(typeOf(model, 'LibraryCard'), 'Holder');

    expect(answer?.args).toEqual([
      { name: 'IsDefaultResponse', type: 'Boolean', value: 'true' },
      { name: 'ResponseType', type: 'Type', value: 'typeof(Test.Dtos.Marker)' },
      { name: 'StatusCode', type: 'Int32', value: '400' },
    ]);
    expect(holder.attributes).toEqual([
      { name: 'StringLength', constructorArgs: [{ name: 'MaximumLength', type: 'Int32', value: '50' }] },
    ]);
  });

  it('TM-05 prints the condition of a ValidateRequest without validator', () => {
    const model = modelOf([dtos.GetBook]);
    const [validate] = typeOf(model, 'GetBook').attributes.filter(({ name }) => name === 'ValidateRequest');

    expect(validate?.args).toEqual([{ name: 'Validator', type: 'String', value: 'HasRole(`Member`)' }]);
  });

  it("shows users' own attributes only where the host lists them", () => {
    const own = (exportAttributes?: string[]) =>
      names(
        typeOf(
          nativeTypesFor([dtos.DescribeCard], { config: exportAttributes ? { exportAttributes } : {} }).model(),
          'DescribeCard',
        ).attributes,
      );

    expect(own()).toEqual(['ValidateRequest', 'ApiResponse']);
    expect(own(['Shown'])).toEqual(['Shown']);
  });

  it('TM-06 prints IsRequired only where it is set', () => {
    const model = modelOf([dtos.GetBook]);

    expect(member(typeOf(model, 'GetBook'), 'Id').attributes[0]?.args).toContainEqual({
      name: 'IsRequired',
      type: 'Boolean',
      value: 'true',
    });
    expect(names(member(typeOf(model, 'Shelf'), 'Colour').attributes[0]?.args ?? [])).toEqual(['IsOptional']);
  });

  it('TM-07 leaves out interfaces of the base class and those that another one extends', () => {
    const model = modelOf([dtos.GetBook]);

    expect(names(typeOf(model, 'BookBase').implements)).toEqual(['IHasTitle', 'IPost']);
    expect(names(typeOf(model, 'Book').implements)).toEqual(['IHasLongTitle']);
    expect(names(typeOf(model, 'IHasLongTitle').implements)).toEqual(['IHasTitle']);
  });

  it('TM-08 takes Id for the primary key when nothing else is marked', () => {
    const model = modelOf(all);

    expect(typeOf(model, 'Book').properties.filter(({ isPrimaryKey }) => isPrimaryKey)).toMatchObject([{ name: 'Id' }]);
    expect(typeOf(model, 'DescribeCard').properties.filter(({ isPrimaryKey }) => isPrimaryKey)).toMatchObject([
      { name: 'BookRef' },
    ]);
  });

  it.each([
    [dtos.GetBook, 'POST', 'GET'],
    [dtos.DeleteBook, 'ANY', 'DELETE'],
    [dtos.ImportBooks, 'PUT', 'POST'],
    [dtos.QueryBooks, 'POST', 'GET'],
    [dtos.CreateBook, 'PUT', 'POST'],
    [dtos.CountBooks, 'PATCH', 'PATCH'],
    [dtos.CountBooks, 'ANY', 'POST'],
  ])('TM-09 lets the verb interface of %p win over its action %s: %s', (request, verb, method) => {
    expect(modelOf([request], 'modern', { verb }).operations[0]).toMatchObject({ method, actions: [verb] });
  });

  it('tells routes, guards and tags of an operation', () => {
    expect(modelOf([dtos.GetBook]).operations[0]).toMatchObject({
      routes: [{ path: '/books/{Id}', verbs: 'GET', summary: 'One book', notes: 'by id' }, { path: '/book' }],
      requiresAuth: true,
      requiredRoles: ['Reader', 'Member'],
      requiresAnyRole: ['A', 'B'],
      requiredPermissions: ['CanRead'],
      tags: ['reading', 'books'],
      returnType: { name: 'GetBookResponse', namespace: 'Test.Dtos' },
    });
    expect(modelOf([dtos.GetBook]).operations[0]?.routes?.[1]).not.toHaveProperty('verbs.length');
  });

  it('tells the rows that a query asks for and that a change is made to', () => {
    const [query, create] = modelOf([dtos.QueryBooks, dtos.CreateBook]).operations;

    expect(query).toMatchObject({ dataModel: { name: 'Book' }, viewModel: { name: 'Book' } });
    expect(create).toMatchObject({ dataModel: { name: 'Book' } });
    expect(create?.request.implements).toMatchObject([{ name: 'ICreateDb`1', genericArgs: ['Book'] }]);
  });

  it('tells the rows of a query whose base is one, and none of what has another generic base', () => {
    const [query, held] = modelOf([FindOwnBooks, HoldBook]).operations;

    expect(query).toMatchObject({ method: 'GET', dataModel: { name: 'Book' }, viewModel: { name: 'Book' } });
    expect(held?.request.inherits).toMatchObject({ name: 'Holder`1' });
    expect(held?.dataModel).toBeUndefined();
  });

  it('tells that an operation takes API keys, and the classes of its forms', () => {
    const json = toMetadataJson(modelOf([FindOwnBooks, dtos.GetBook])) as { operations: Record<string, unknown>[] };

    expect(json.operations[0]).toMatchObject({
      requiresApiKey: true,
      ui: { locodeCss: { form: 'wide' }, explorerCss: { fieldset: 'grid', field: 'half' } },
    });
    expect(Object.keys(json.operations[1] ?? {})).not.toEqual(expect.arrayContaining(['requiresApiKey']));
    expect(Object.keys(json.operations[1] ?? {})).not.toEqual(expect.arrayContaining(['ui']));
  });

  it('has built-in types as data contracts, numbered as they are declared; QueryDb without a member is none', () => {
    const json = toMetadataJson(modelOf([dtos.QueryBooks])) as { types: Record<string, unknown>[] };
    const typed = (name: string) => json.types.find((type) => type.name === name) as MetadataType | undefined;
    const orders = (name: string) => typed(name)?.properties.map((item) => [item.name, item.dataMember?.order]);

    expect(orders('QueryBase')).toEqual([
      ['Skip', 1],
      ['Take', 2],
      ['OrderBy', 3],
      ['OrderByDesc', 4],
      ['Include', 5],
      ['Fields', 6],
      ['Meta', 7],
    ]);
    expect(orders('ResponseError')).toEqual([
      ['ErrorCode', 1],
      ['FieldName', 2],
      ['Message', 3],
      ['Meta', 4],
    ]);
    expect(typed('ResponseStatus')?.dataContract).toEqual({});
    expect(typed('QueryDb`1')).not.toHaveProperty('dataContract');
    expect(typed('Book')).not.toHaveProperty('dataContract');
  });

  it('TM-07 lists the interfaces of every type, none included', () => {
    const { types } = toMetadataJson(modelOf([dtos.GetBook])) as { types: Record<string, unknown>[] };

    expect(types.length).toBeGreaterThan(5);
    expect(types.filter((type) => !Array.isArray(type.implements))).toEqual([]);
  });

  it('has requests and responses in operations only, and all else in types, breadth-first', () => {
    const model = modelOf([dtos.GetBook]);

    expect(names(model.types)).toEqual([
      'Book',
      'Shelf',
      'Marker',
      'Colour',
      'Step',
      'Rights',
      'Wire',
      'Chapter',
      'BookBase',
      'IHasLongTitle',
      'Paragraph',
      'IHasTitle',
    ]);
    expect(model.operations[0]).toMatchObject({ request: { name: 'GetBook' }, response: { name: 'GetBookResponse' } });
  });

  it('closes a generic answer and has its definition in types', () => {
    const [classic, modern] = (['classic', 'modern'] as const).map((profile) => modelOf([dtos.PageOfBooks], profile));

    expect(classic?.operations[0]?.response).toMatchObject({
      name: 'Page`1',
      genericArgs: ['Book'],
      displayType: 'Page<Book>',
    });
    expect(modern?.operations[0]?.response).toMatchObject({ name: 'Page`1', genericArgs: ['T'] });
    expect(modern?.operations[0]?.response?.properties).toMatchObject([{ genericArgs: ['Book'] }, { type: 'Book' }]);
    expect(modern?.types[0]).toMatchObject({ name: 'Book' });
    expect(modern?.types.find(({ name }) => name === 'Page`1')).toMatchObject({
      isGenericTypeDef: true,
      properties: [{ genericArgs: ['T'] }, { type: 'T' }],
    });
  });

  it('has a data contract with its data members alone', () => {
    const card = typeOf(modelOf([dtos.DescribeCard]), 'LibraryCard');

    expect(card.dataContract).toEqual({ name: 'Card', namespace: 'urn:cards' });
    expect(card.properties).toMatchObject([
      { name: 'Number', dataMember: { name: 'no', order: 2, isRequired: true }, wireName: 'no' },
      { name: 'Holder', dataMember: {} },
    ]);
  });

  it('carries what tables show: parameter and display type, allowed values and ranges', () => {
    const model = modelOf(all);

    expect(member(typeOf(model, 'GetBook'), 'Id')).toMatchObject({ paramType: 'path', displayType: 'integer' });
    expect(member(typeOf(model, 'DeleteBook'), 'Id')).toMatchObject({ allowableMin: 1, allowableMax: 9 });
    expect(member(typeOf(model, 'DeleteBook'), 'Reason')).toMatchObject({ allowableValues: ['a', 'b'] });
    expect(typeOf(model, 'GetBook')).toMatchObject({ description: 'Gets a book', notes: 'Long words' });
  });

  it('MP-06 keeps out what is excluded from metadata, and its types, unless a tag of it is exported', () => {
    const hidden = modelOf([dtos.GetTitle, dtos.SecretBooks]);
    const exported = nativeTypesFor([dtos.GetTitle, dtos.SecretBooks]).chosen('ExportTags=hidden');

    expect(hidden.operations.map(({ request }) => request.name)).toEqual(['GetTitle']);
    expect(names(hidden.types)).toEqual([]);
    expect(exported.operations.map(({ request }) => request.name)).toEqual(['GetTitle', 'SecretBooks']);
    expect(names(exported.types)).toEqual(['Locked']);
  });

  it('gives DTOs without a namespace that of the host', () => {
    const model = nativeTypesFor([dtos.NoNamespace], { ownNamespace: 'My.Host' }).model();

    expect(model.operations[0]?.request).toMatchObject({ name: 'NoNamespace', namespace: 'My.Host' });
  });
});

describe('IncludeTypes and ExcludeTypes', () => {
  const requests = [dtos.GetBook, dtos.ImportBooks, dtos.DeleteBook, dtos.GetTitle, dtos.DescribeCard];
  const chosen = (query: string) => {
    const { operations, types } = nativeTypesFor(requests).chosen(query);
    return { operations: operations.map(({ request }) => request.name), types: names(types) };
  };

  it('TM-10 a name takes the type, and what an operation of that name returns', () => {
    expect(chosen('IncludeTypes=Shelf,DeleteBook')).toEqual({ operations: ['DeleteBook'], types: ['Shelf'] });
    expect(chosen('IncludeTypes=DescribeCard').types).toEqual([]);
    expect(chosen('IncludeTypes=ImportBooks').types).toEqual(expect.arrayContaining(['Book', 'Chapter', 'Paragraph']));
  });

  it('TM-10 `Op.*` takes the response and everything that is nested in both', () => {
    const { operations, types } = chosen('IncludeTypes=GetBook.*');

    expect(operations).toEqual(['GetBook']);
    expect(types).toEqual(expect.arrayContaining(['Book', 'Shelf', 'BookBase', 'Paragraph', 'Colour', 'IHasTitle']));
    expect(types).not.toContain('LibraryCard');
  });

  it('TM-10 `Type.*` takes a type with what it refers to, and no operation', () => {
    expect(chosen('IncludeTypes=Chapter.*')).toEqual({ operations: [], types: ['Chapter', 'Paragraph'] });
  });

  it('TM-10 `{tag}` takes all operations of the tag, expanded', () => {
    expect(chosen('IncludeTypes={writing}').operations).toEqual(['ImportBooks', 'DeleteBook']);
    expect(chosen('IncludeTypes={writing, reading},Marker').operations).toEqual([
      'GetBook',
      'ImportBooks',
      'DeleteBook',
    ]);
  });

  it('TM-10 `Ns/*` takes the types of namespaces that start so', () => {
    expect(chosen('IncludeTypes=Test.Enums/*')).toEqual({
      operations: [],
      types: ['Colour', 'Step', 'Rights', 'Wire'],
    });
  });

  it('TM-10 `*.Name` takes the type and all operations that refer to it', () => {
    const { operations, types } = chosen('IncludeTypes=*.Shelf');

    expect(operations).toEqual(['GetBook']);
    expect(types).toContain('Shelf');
  });

  it('takes answers of operations that are left out as types like any other', () => {
    expect(chosen('IncludeTypes=GetBookResponse').types).toEqual(['GetBookResponse']);
  });

  it('TM-11 ExcludeTypes=services drops the operations, =types the rest', () => {
    expect(chosen('ExcludeTypes=services')).toMatchObject({ operations: [], types: expect.arrayContaining(['Book']) });
    expect(chosen('ExcludeTypes=types')).toEqual({
      operations: ['GetBook', 'ImportBooks', 'DeleteBook', 'GetTitle', 'DescribeCard'],
      types: [],
    });
  });

  it('excludes by name, generic types without arity, after including', () => {
    const pages = nativeTypesFor([dtos.PageOfBooks]).chosen('ExcludeTypes=Page,Book');

    expect(chosen('IncludeTypes=Chapter.*&ExcludeTypes=Paragraph').types).toEqual(['Chapter']);
    expect(names(pages.types)).toEqual(expect.not.arrayContaining(['Page`1', 'Book']));
    expect(pages.operations[0]?.response).toBeUndefined();
  });
});
