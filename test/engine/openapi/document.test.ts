import { allFormats, type Operation } from '../../../src/engine';
import type { OpenApiDocument, OperationObject, Schema } from '../../../src/engine/openapi/openapi-types';
import { operationsOf } from '../native-types/support';
import * as dtos from './dtos';
import { bodyOf, listedOperations, memberNames, openApiDocument, resolved, responseOf } from './support';

const { OaChangeBook, OaClosed, OaEverything, OaForget, OaGetBook, OaGetFile, OaInternal, OaOpen } = dtos;
const { OaGlad, OaKeyed, OaOperated, OaPaid, OaQueryBooks, OaRaw, OaReadOnly, OaSad, OaSecret } = dtos;

function documentOf(operations: readonly Operation[], more: object = {}): OpenApiDocument {
  return openApiDocument(operations, { info: { title: 'Books', version: '1.0' }, formats: allFormats, ...more });
}

const operations = [
  ...operationsOf([OaGetBook, OaGetFile], { verb: 'GET' }),
  ...operationsOf([OaChangeBook], { verb: 'ANY' }),
  ...operationsOf([OaForget, OaEverything, OaRaw], { verb: 'POST' }),
  ...operationsOf([OaQueryBooks, OaSecret, OaInternal, OaClosed, OaOpen]),
];
const document = documentOf(operations);

function operation(verb: string, path: string, from = document): OperationObject {
  const found = from.paths[path]?.[verb.toLowerCase()];
  if (!found) throw new Error(`${verb} ${path} is not among ${Object.keys(from.paths).join(', ')}.`);
  return found;
}

function parameter(object: OperationObject, name: string) {
  const found = object.parameters?.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`There is no parameter ${name}.`);
  return found;
}

function member(schemaName: string, name: string): Schema {
  const found = document.components.schemas[schemaName]?.properties?.[name];
  if (!found) throw new Error(`${schemaName} has no member ${name}.`);
  return found;
}

const names = (object: OperationObject) => (object.parameters ?? []).map((found) => `${found.in}:${found.name}`);

describe('addresses of a document', () => {
  it('has a path per route and verb, and the pre-defined address of each operation', () => {
    const listed = listedOperations(document).map(({ verb, path }) => `${verb} ${path}`);

    expect(listed).toEqual([
      'GET /books/{Id}',
      'PUT /books/{Id}',
      'GET /shelves/{Shelf}/{Id}',
      'GET /api/OaGetBook',
      'GET /files/{Path}',
      'GET /api/OaGetFile',
      'POST /books',
      ...['GET', 'POST', 'PUT', 'DELETE'].map((verb) => `${verb} /api/OaChangeBook`),
      'POST /api/OaForget',
      'POST /everything/{id}',
      'POST /api/OaEverything',
      'POST /api/OaRaw',
      ...['GET', 'POST', 'PUT', 'DELETE'].map((verb) => `${verb} /oa-books`),
      ...['GET', 'POST', 'PUT', 'DELETE'].map((verb) => `${verb} /api/OaQueryBooks`),
      ...['GET', 'POST', 'PUT', 'DELETE'].map((verb) => `${verb} /api/OaOpen`),
    ]);
  });

  it('lists no operation that is kept out of metadata, or shown or open to inner networks only', () => {
    const text = JSON.stringify(document);

    expect(text).toContain('OaOpen');
    expect(text).not.toMatch(/OaSecret|oa-secret|OaInternal|OaClosed/);
  });

  it('gives each operation an id of its own, with verb and number where it has several addresses', () => {
    const ids = listedOperations(document).map(({ object }) => object.operationId);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.slice(0, 4)).toEqual(['OaGetBookGet', 'OaChangeBookPut', 'OaGetBookGet2', 'OaGetBookGet3']);
    expect(operation('POST', '/api/OaForget').operationId).toBe('OaForget');
  });

  it('has one template for routes that differ in the names of their variables', () => {
    const [, two] = [OaGetBook, OaChangeBook].flatMap((type) => operationsOf([type], { verb: 'ANY' }));
    const other = {
      ...(two as Operation),
      routes: [{ ...(two?.routes[0] as Operation['routes'][number]), path: '/BOOKS/{id}' }],
    };
    const merged = documentOf([...operationsOf([OaGetBook], { verb: 'GET' }), other]);

    expect(Object.keys(merged.paths)).not.toContain('/BOOKS/{id}');
    expect(parameter(operation('PUT', '/books/{Id}', merged), 'Id').in).toBe('path');
  });

  it('leaves out verbs that callers may not use', () => {
    const readOnly = documentOf(operationsOf([OaReadOnly]));

    expect(listedOperations(readOnly).map(({ verb, path }) => `${verb} ${path}`)).toEqual([
      'GET /oa-read-only',
      'GET /api/OaReadOnly',
    ]);
  });

  it('has the first of two operations that only a match rule tells apart', () => {
    const moods = documentOf(operationsOf([OaGlad, OaSad], { verb: 'GET' }));

    expect(operation('GET', '/oa-mood', moods).operationId).toBe('OaGladGet');
    expect(Object.keys(moods.paths)).toEqual(['/oa-mood', '/api/OaGlad', '/api/OaSad']);
  });

  it('leaves out verbs that no method answers', () => {
    const get = documentOf(operationsOf([OaChangeBook], { verb: 'POST' }));

    expect(listedOperations(get).map(({ verb, path }) => `${verb} ${path}`)).toEqual([
      'POST /books',
      'POST /api/OaChangeBook',
    ]);
  });
});

describe('what an operation is told with', () => {
  it('has summary, description, tags and deprecation', () => {
    expect(operation('GET', '/books/{Id}')).toMatchObject({
      summary: 'Find one book',
      description: 'By its id.',
      tags: ['books'],
    });
    expect(operation('PUT', '/books/{Id}')).toMatchObject({ summary: 'Change a book', tags: ['books', 'writers'] });
    expect(operation('GET', '/files/{Path}').tags).toEqual(['files']);
    expect(operation('POST', '/api/OaForget')).toMatchObject({ deprecated: true, tags: ['Test'] });
    expect(operation('GET', '/books/{Id}').deprecated).toBeUndefined();
    expect(document.tags.map(({ name }) => name)).toEqual([
      'books',
      'files',
      'writers',
      'Test',
      'everything',
      'oa-books',
    ]);
  });

  it('names roles and permissions in the description and as extensions', () => {
    const change = operation('PUT', '/books/{Id}');

    expect(change.description).toBe(
      'All of it.\n\nCallers need one of these roles: Writer, Editor. Callers need all of these permissions: CanWrite.',
    );
    expect(change['x-required-roles']).toEqual([{ anyOf: ['Writer', 'Editor'] }]);
    expect(change['x-required-permissions']).toEqual([{ allOf: ['CanWrite'] }]);
  });

  it('tells the one-way and the batch address, and the limits of the operation', () => {
    expect(operation('POST', '/api/OaForget')).toMatchObject({
      'x-one-way': '/json/oneway/OaForget',
      'x-auto-batch': '/api/OaForget[]',
      'x-limits': { maxBodyBytes: 1024 * 1024, maxBatchItems: 1000 },
    });
  });
});

describe('parameters and bodies of a document', () => {
  it('OA-02 path variables are path parameters and not in the body schema', () => {
    const change = operation('PUT', '/books/{Id}');
    const body = bodyOf(document, change)?.content ?? {};

    expect(parameter(change, 'Id')).toMatchObject({
      in: 'path',
      required: true,
      style: 'simple',
      schema: { type: 'string', format: 'uuid' },
    });
    expect(Object.keys(body).length).toBeGreaterThan(3);
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const members = memberNames(document, body[type]?.schema ?? {});
      expect(members).toContain('title');
      expect(members.map((name) => name.toLowerCase())).not.toContain('id');
    }
  });

  it('OA-02 no operation has a variable of its path elsewhere too', () => {
    const listed = listedOperations(document).filter(({ path }) => path.includes('{'));

    expect(listed.length).toBeGreaterThan(4);
    for (const { path, object } of listed) {
      const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name.toLowerCase());
      const inPath = names(object).filter((name) => name.startsWith('path:'));
      const elsewhere = names(object)
        .filter((name) => !name.startsWith('path:'))
        .map((name) => name.slice(name.indexOf(':') + 1).toLowerCase());
      const schema = bodyOf(document, object)?.content['application/json']?.schema;
      const inBody = schema ? memberNames(document, schema).map((name) => name.toLowerCase()) : [];

      expect(inPath.map((name) => name.slice(5).toLowerCase())).toEqual(variables);
      expect([...elsewhere, ...inBody].filter((name) => variables.includes(name))).toEqual([]);
    }
  });

  it('has every member of a message without body as a parameter, where it says', () => {
    expect(names(operation('GET', '/books/{Id}'))).toEqual([
      'path:Id',
      'query:shelf',
      'query:years',
      'query:cover',
      'query:like',
      'header:reader',
      'query:old',
    ]);
    expect(names(operation('GET', '/shelves/{Shelf}/{Id}')).slice(0, 2)).toEqual(['path:Shelf', 'path:Id']);
    expect(operation('GET', '/books/{Id}').requestBody).toBeUndefined();
  });

  it('explodes lists in queries, and has a text in JSON for what only that can say', () => {
    const get = operation('GET', '/books/{Id}');

    expect(parameter(get, 'years')).toMatchObject({ style: 'form', explode: true, schema: { type: 'array' } });
    expect(parameter(get, 'shelf').schema).toEqual({ type: 'integer', format: 'int32' });
    expect(parameter(get, 'like').content?.['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/OaThing',
    });
    expect(parameter(get, 'old').deprecated).toBe(true);
    expect(parameter(get, 'Id').description).toBe('Id of the book');
    expect(parameter(operation('GET', '/files/{Path}'), 'Path').description).toContain('slashes');
  });

  it('has members of the query beside the body of a route, and all of them in that of /api', () => {
    const change = operation('PUT', '/books/{Id}');
    const all = bodyOf(document, operation('POST', '/api/OaChangeBook'))?.content['application/json']?.schema ?? {};

    expect(parameter(change, 'companyId').in).toBe('query');
    expect(memberNames(document, bodyOf(document, change)?.content['application/json']?.schema ?? {})).not.toContain(
      'companyId',
    );
    expect(all).toEqual({ $ref: '#/components/schemas/OaChangeBook' });
    expect(memberNames(document, all)).toEqual(expect.arrayContaining(['id', 'companyId', 'title']));
  });

  it('has a body in each format that is read, with a text as example', () => {
    const body = bodyOf(document, operation('PUT', '/books/{Id}'));

    expect(body?.required).toBe(true);
    expect(Object.keys(body?.content ?? {})).toEqual([
      'application/json',
      'application/xml',
      'application/jsv',
      'text/csv',
      'text/jsonl',
      'application/x-msgpack',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
    ]);
    expect(body?.content['application/jsv']?.example).toMatch(/^\{.*title:Text/);
    expect(body?.content['application/xml']?.example).toContain('<OaChangeBook');
    expect(body?.content['multipart/form-data']?.encoding).toEqual({ tags: { style: 'form', explode: false } });
    expect(bodyOf(document, operation('POST', '/api/OaRaw'))).toEqual({ content: { '*/*': { schema: {} } } });
  });

  it('takes the key that makes sending twice harmless, where the host honours it (decisions D37)', () => {
    const off = documentOf(operations, { isIdempotent: false, limitsRequests: false });

    expect(parameter(operation('PUT', '/books/{Id}'), 'Idempotency-Key')).toMatchObject({ in: 'header' });
    expect(names(operation('GET', '/books/{Id}'))).not.toContain('header:Idempotency-Key');
    expect(JSON.stringify(off)).not.toMatch(/Idempotency|"429"|"422"/);
  });
});

describe('schemas of a document', () => {
  it.each<[string, Schema]>([
    ['id', { type: 'integer', format: 'int32' }],
    ['nullableId', { type: ['integer', 'null'], format: 'int32' }],
    ['tiny', { type: 'integer', format: 'int32', minimum: 0, maximum: 255 }],
    ['big', { type: 'integer', format: 'int64', minimum: -(2 ** 53 - 1), maximum: 2 ** 53 - 1 }],
    ['single', { type: 'number', format: 'float' }],
    ['ratio', { type: 'number', format: 'double' }],
    ['amount', { type: 'number', format: 'double' }],
    ['isOn', { type: 'boolean' }],
    ['letter', { type: 'string', minLength: 1, maxLength: 1 }],
    ['text', { type: 'string' }],
    ['guid', { type: 'string', format: 'uuid' }],
    ['nullableGuid', { type: ['string', 'null'], format: 'uuid' }],
    ['at', { type: 'string', format: 'date-time' }],
    ['offset', { type: 'string', format: 'date-time' }],
    ['day', { type: ['string', 'null'], pattern: '^\\d{4}-\\d{2}-\\d{2}' }],
    ['date', { type: 'string', format: 'date' }],
    ['span', { type: 'string', format: 'duration' }],
    ['link', { type: 'string', format: 'uri' }],
    ['bytes', { type: 'string', contentEncoding: 'base64' }],
    ['size', { $ref: '#/components/schemas/FormatSize' }],
    ['nullableSize', { anyOf: [{ $ref: '#/components/schemas/FormatSize' }, { type: 'null' }] }],
    ['anything', {}],
    ['ids', { type: 'array', items: { type: 'integer', format: 'int32' } }],
    ['inner', { $ref: '#/components/schemas/Inner' }],
    ['map', { type: 'object', additionalProperties: { type: 'string' } }],
  ])('maps the member %s of all types to %j (metadata-and-types 7)', (name, schema) => {
    expect(member('AllTypes', name)).toEqual(schema);
  });

  it('has texts of enums, and numbers with names for flags', () => {
    const { FormatMood, FormatSize, OaCover, OaShelves } = document.components.schemas;

    expect([FormatMood, FormatSize]).toEqual([
      { type: 'string', enum: ['Glad', 'Sad'] },
      { type: 'string', enum: ['Small', 'Large'] },
    ]);
    expect(OaCover).toMatchObject({ 'x-enumDescriptions': ['Lasts', ''] });
    expect(OaShelves).toEqual({
      type: 'integer',
      minimum: 0,
      maximum: 3,
      'x-enumNames': ['None', 'Home', 'Work'],
      'x-enumValues': [0, 1, 2],
    });
  });

  it('composes a class of its base and its own members, and meets itself in a circle', () => {
    expect(document.components.schemas.OaBook).toMatchObject({
      description: 'A book',
      allOf: [{ $ref: '#/components/schemas/OaThing' }, { type: 'object', required: ['title'] }],
    });
    expect(member('OaThing', 'parent')).toEqual({ $ref: '#/components/schemas/OaThing' });
  });

  it('tells times of a wall clock from instants (decisions D27)', () => {
    const [, own] = document.components.schemas.OaBook?.allOf ?? [];

    expect(own?.properties?.opens).toEqual({
      type: 'string',
      pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}',
    });
  });

  it('names closed generic types by their arguments', () => {
    const list = document.components.schemas.QueryResponse_OaBook_;

    expect(list?.properties?.results).toEqual({ type: 'array', items: { $ref: '#/components/schemas/OaBook' } });
  });

  it.each<[string, Schema]>([
    ['title', { type: 'string', minLength: 2, maxLength: 40, pattern: '^[A-Z]' }],
    ['color', { type: ['string', 'null'], maxLength: 10, enum: ['red', 'blue', null] }],
    ['email', { type: 'string', format: 'email' }],
    ['loose', { type: 'string' }],
    ['stars', { type: 'integer', format: 'int32', minimum: 1, maximum: 5 }],
    ['byVerb', { type: 'string' }],
    ['tags', { type: 'array', items: { type: 'string', maxLength: 8 }, minItems: 1, maxItems: 3 }],
    ['letter', { type: 'string', enum: ['a', 'b'] }],
    ['digit', { type: 'integer', format: 'int32', minimum: 0, maximum: 9 }],
  ])('says of the member %s what its rules say: %j', (name, schema) => {
    expect(member('OaChangeBook', name)).toEqual(schema);
  });

  it('requires what a rule refuses the absence of, whatever the message', () => {
    expect(document.components.schemas.OaChangeBook?.required).toEqual(['id', 'title', 'tags']);
  });

  it('writes built-in types in the case of each feature that answers with them (decisions D4)', () => {
    const both = documentOf([
      ...operationsOf([OaGetBook], { textCase: 'camelCase', verb: 'GET' }),
      ...operationsOf([OaQueryBooks], { textCase: 'PascalCase', verb: 'GET' }),
    ]);
    const schemaOf = (path: string) => {
      const media = responseOf(both, operation('GET', path, both), '400').content?.['application/json'];
      return resolved<Schema>(both, media?.schema as { $ref: string });
    };

    expect(Object.keys(schemaOf('/api/OaGetBook').properties ?? {})).toEqual(['responseStatus']);
    expect(Object.keys(schemaOf('/api/OaQueryBooks').properties ?? {})).toEqual(['ResponseStatus']);
    expect(names(operation('GET', '/api/OaQueryBooks', both))).toContain('query:OrderBy');
  });

  it('claims no form of dates and Guids that the classic profile does not write', () => {
    const classic = documentOf(operations, { profile: 'classic' });
    const members = classic.components.schemas.AllTypes?.properties;

    expect(members?.at).toEqual({ type: 'string' });
    expect(members?.guid?.format).toBeUndefined();
  });
});

describe('answers and security of a document', () => {
  it('OA-03 operations that need authentication carry security; anonymous ones do not', () => {
    const guarded = ['PUT /books/{Id}', 'POST /books', 'GET /files/{Path}', 'GET /api/OaGetFile', 'POST /api/OaForget'];
    const listed = listedOperations(document);
    const secured = listed.filter(({ object }) => object.security !== undefined);

    expect(secured.map(({ verb, path }) => `${verb} ${path}`)).toEqual(expect.arrayContaining(guarded));
    expect(secured.length).toBe(guarded.length + 4);
    expect(secured[0]?.object.security).toEqual([{ bearer: [] }, { session: [] }, { apiKey: [] }, { basic: [] }]);
    expect((document as { security?: unknown }).security).toBeUndefined();
    for (const { object } of secured) {
      for (const requirement of object.security ?? []) {
        expect(Object.keys(document.components.securitySchemes)).toEqual(
          expect.arrayContaining(Object.keys(requirement)),
        );
      }
    }
  });

  it('describes the ways to say who calls', () => {
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: 'ss-id' },
      apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      basic: { type: 'http', scheme: 'basic' },
    });
    expect(Object.keys(documentOf(operations, { security: ['bearer'] }).components.securitySchemes)).toEqual([
      'bearer',
    ]);
  });

  it('OA-03 asks for an API key or the operator’s secret where the guard does, beside whoever signs in', () => {
    const guarded = documentOf(operationsOf([OaKeyed, OaOperated, OaPaid], { verb: 'GET' }));
    const [keyed, operated, paid] = ['OaKeyed', 'OaOperated', 'OaPaid'].map((name) =>
      operation('GET', `/api/${name}`, guarded),
    );

    expect(keyed?.security).toEqual([{ apiKey: [] }]);
    expect(keyed?.description).toBe('Callers need an API key with the scope books.');
    expect(operated?.security).toEqual([{ adminSecret: [] }]);
    expect(paid?.security).toEqual(['bearer', 'session', 'basic'].map((kind) => ({ [kind]: [], apiKey: [] })));
    expect(responseOf(guarded, paid as OperationObject, '402').description).toBe('Pay first');
    expect(Object.keys(guarded.components.securitySchemes)).toContain('adminSecret');
    expect(Object.keys(document.components.securitySchemes)).not.toContain('adminSecret');
  });

  it('OA-04 ApiResponse attributes appear as responses with their text', () => {
    const get = operation('GET', '/books/{Id}');
    const lent = responseOf(document, get, '409');

    expect(responseOf(document, get, '404').description).toBe('There is no such book');
    expect(responseOf(document, get, '404').content?.['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/ErrorResponse',
    });
    expect(lent.description).toBe('Lent');
    expect(lent.content?.['application/json']?.schema).toEqual({ $ref: '#/components/schemas/OaThing' });
    expect(responseOf(document, operation('PUT', '/books/{Id}'), 'default').description).toBe('Something else');
  });

  it.each([
    ['GET', '/books/{Id}', '200 400 404 409 429 503 default'],
    ['PUT', '/books/{Id}', '200 400 401 403 404 409 413 415 422 429 503 default'],
    ['GET', '/files/{Path}', '200 204 400 401 403 404 429 503 default'],
    ['POST', '/api/OaForget', '204 400 401 403 409 413 415 422 429 503 default'],
    ['GET', '/api/OaOpen', '200 204 400 429 503 default'],
  ])('%s %s may answer %s', (verb, path, statuses) => {
    expect(Object.keys(operation(verb, path).responses).join(' ')).toBe(statuses);
  });

  it('may answer 405 where only methods for some formats are', () => {
    const [found] = operationsOf([OaOpen], { verb: 'GET' });
    const methods = (found?.methods ?? []).map((method) => ({ ...method, format: 'json' }));
    const only = documentOf([{ ...(found as Operation), methods }]);

    expect(Object.keys(operation('GET', '/api/OaOpen', only).responses)).toContain('405');
  });

  it('answers in each format that the host writes', () => {
    const { content } = responseOf(document, operation('GET', '/books/{Id}'), '200');

    expect(Object.keys(content ?? {})).toEqual([
      'application/json',
      ...allFormats.map(({ contentType }) => contentType).filter((type) => type !== 'application/json'),
    ]);
    expect(content?.['application/json']?.schema).toEqual({ $ref: '#/components/schemas/OaBook' });
  });
});
