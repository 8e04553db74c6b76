import type { Class } from '../../../dtos/annotation-records';
import type { TypesProfile } from '../../../src/engine/metadata/metadata-config';
import { type ParameterTableOptions, parameterTables } from '../../../src/engine/pages/tables/parameter-tables';
import { nativeTypesFor, type SupportOptions } from '../native-types/support';
import * as dtos from './sample-dtos';

interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  /** Markup of the cells. */
  readonly rows: readonly (readonly string[])[];
}

interface TableCase extends SupportOptions, ParameterTableOptions {
  readonly shownProfile?: TypesProfile;
}

/** The tables of a request's page, read back from its markup. */
function tablesOf(
  request: Class,
  { shownProfile = 'classic', showsMembersAsForm, ...options }: TableCase = {},
): Table[] {
  const nativeTypes = nativeTypesFor([request], options);
  const [operation] = nativeTypes.model(shownProfile).operations;
  if (!operation) throw new Error(`${request.name} is in no model.`);
  const types = nativeTypes.pageTypes(request.name, shownProfile);
  const markup = parameterTables(types, operation, { showsMembersAsForm }).text;
  const cells = (text: string, name: string) =>
    [...text.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g'))].map((match) => match[1] ?? '');
  return [...markup.matchAll(/<table[^>]*>[\s\S]*?<\/table>/g)].map(([table]) => ({
    caption: (cells(table, 'caption')[0] ?? '').replace(/<[^>]*>/g, ''),
    head: cells(table, 'th'),
    rows: cells(table, 'tr').flatMap((row) => (row.includes('<td>') ? [cells(row, 'td')] : [])),
  }));
}

function rowOf(tables: readonly Table[], caption: string, name: string): readonly string[] {
  const row = tables.find((table) => table.caption === caption)?.rows.find(([first]) => first === name);
  if (!row)
    throw new Error(`There is no ${name} in '${caption}' of ${tables.map((table) => table.caption).join(', ')}.`);
  return row;
}

const column = (tables: readonly Table[], caption: string, at: number) =>
  tables.find((table) => table.caption === caption)?.rows.map((row) => row[at]);

describe('parameter tables', () => {
  const changeLeaf = tablesOf(dtos.ChangeLeaf);

  it('PT-01 stand in order: the request, its references depth-first, the response, its references', () => {
    expect(changeLeaf.map(({ caption }) => caption)).toEqual([
      'ChangeLeaf Parameters:',
      'Base Parameters:',
      'Everything Parameters:',
      'Shape Parameters:',
      'Status Enum:',
      'Rights Enum:',
      'Mood Enum:',
      'Leaf Parameters:',
      'LeafAnswer Parameters:',
    ]);
    expect(changeLeaf[0]?.head).toEqual(['Name', 'Parameter', 'Data Type', 'Required', 'Description']);
  });

  it('PT-02 have the base class right after the derived one', () => {
    expect(tablesOf(dtos.Derived).map(({ caption }) => caption)).toEqual(['Derived Parameters:', 'Base Parameters:']);
    expect(column(tablesOf(dtos.Derived), 'Derived Parameters:', 0)).toEqual(['Second', 'First', 'Shared']);
    expect(column(tablesOf(dtos.Derived), 'Base Parameters:', 0)).toEqual(['Zebra', 'Apple', 'Shared']);
  });

  it('PT-03 SMP-23 name members as declared, in whichever case the host writes', () => {
    expect(column(tablesOf(dtos.ChangeItem, { textCase: 'camelCase' }), 'ChangeItem Parameters:', 0)).toEqual([
      'Id',
      'Text',
    ]);
    expect(column(tablesOf(dtos.ChangeItem, { textCase: 'PascalCase' }), 'ChangeItem Parameters:', 0)).toEqual([
      'Id',
      'Text',
    ]);
  });

  it('PT-04 call members in a route path, in any letter case', () => {
    expect(rowOf(tablesOf(dtos.ChangeItem), 'ChangeItem Parameters:', 'Id')[1]).toBe('path');
    expect(rowOf(tablesOf(dtos.ReadItem), 'ReadItem Parameters:', 'Id')[1]).toBe('path');
  });

  it('PT-05 call others body where POST or PUT is taken, and query elsewhere', () => {
    expect(rowOf(tablesOf(dtos.ChangeItem), 'ChangeItem Parameters:', 'Text')[1]).toBe('body');
    expect(column(changeLeaf, 'ChangeLeaf Parameters:', 1)).toEqual(['body', 'body']);
    expect(rowOf(tablesOf(dtos.ReadItem), 'ReadItem Parameters:', 'Owner')[1]).toBe('query');
    expect(rowOf(tablesOf(dtos.PatchItem), 'PatchItem Parameters:', 'Leaves')[1]).toBe('query');
    expect(rowOf(tablesOf(dtos.AnyVerb), 'AnyVerb Parameters:', 'Text')[1]).toBe('query');
  });

  it('PT-06 call members of all other types form', () => {
    expect(column(changeLeaf, 'Base Parameters:', 1)).toEqual(['form', 'form', 'form']);
    expect(column(changeLeaf, 'LeafAnswer Parameters:', 1)).toEqual(['form', 'form', 'form']);
  });

  it('PT-06 call members of bases like the request’s own, and others nothing, where the host wants that', () => {
    const clean = tablesOf(dtos.ChangeLeaf, { showsMembersAsForm: false });

    expect(column(clean, 'ChangeLeaf Parameters:', 1)).toEqual(['body', 'body']);
    expect(column(clean, 'Base Parameters:', 1)).toEqual(['body', 'body', 'body']);
    expect(column(clean, 'LeafAnswer Parameters:', 1)).toEqual(['', '', '']);
  });

  it('PT-07 call a member what its author says', () => {
    expect(rowOf(tablesOf(dtos.ReadItem), 'ReadItem Parameters:', 'Kind')[1]).toBe('header');
  });

  it('PT-08 call members query where there is no route', () => {
    expect(column(tablesOf(dtos.NoRoute), 'NoRoute Parameters:', 1)).toEqual(['query', 'query', 'query', 'query']);
  });

  it('PT-09 write types as C# does', () => {
    const types = Object.fromEntries(
      (changeLeaf.find(({ caption }) => caption === 'Everything Parameters:')?.rows ?? []).map((row) => [
        row[0],
        row[2],
      ]),
    );

    expect(types).toMatchObject({
      ...{ Text: 'string', Flag: 'bool', MaybeFlag: 'bool?', Whole: 'int', Fraction: 'double', Amount: 'decimal' },
      ...{ Key: 'Guid', MaybeKey: 'Guid?', Moment: 'DateTime', Span: 'TimeSpan', Bytes: 'byte[]', Anything: 'Object' },
      ...{ Link: 'Uri', Sizes: 'int[]', Names: 'List&lt;string&gt;', Meta: 'Dictionary&lt;string, string&gt;' },
      ...{ MaybeStatus: 'Status?', Nothings: 'List&lt;Nothing&gt;', Leaf: 'Leaf' },
    });
    expect(rowOf(tablesOf(dtos.NoRoute), 'NoRoute Parameters:', 'Table')[2]).toBe(
      'Dictionary&lt;string, List&lt;int?&gt;&gt;',
    );
  });

  it('PT-10 write the data type that an author says', () => {
    expect(rowOf(tablesOf(dtos.ReadItem), 'ReadItem Parameters:', 'Kind')[2]).toBe('whole &lt;number&gt;');
  });

  it('PT-11 say Yes only where a member is stated to be required', () => {
    const both = [tablesOf(dtos.ReadItem), tablesOf(dtos.ReadItem, { shownProfile: 'modern' })];

    expect(both.map((tables) => column(tables, 'ReadItem Parameters:', 3))).toEqual([
      ['No', 'No', '<b>Yes</b>'],
      ['No', 'No', '<b>Yes</b>'],
    ]);
  });

  it('PT-12 list allowed values and ranges below the description', () => {
    const tables = tablesOf(dtos.NoRoute);

    expect(rowOf(tables, 'NoRoute Parameters:', 'Choice')[4]).toBe(
      '<h4>Allowable Values</h4><ul><li>&lt;a&gt;</li><li>b</li></ul>',
    );
    expect(rowOf(tables, 'NoRoute Parameters:', 'Count')[4]).toBe('How <b>many</b><h4>Valid Range: 0 - 9</h4>');
  });

  it('PT-13 show names and descriptions of an enum that counts from 0', () => {
    const [table] = tablesOf(dtos.GetLevel).filter(({ caption }) => caption === 'Level Enum:');

    expect(table).toEqual({
      caption: 'Level Enum:',
      head: [],
      rows: [
        ['Low', 'Near the ground'],
        ['High', ''],
      ],
    });
  });

  it('PT-14 show values where they are an enum’s own, and the wire’s text before the number', () => {
    const tableOf = (caption: string) => changeLeaf.find((table) => table.caption === caption);

    expect(tableOf('Status Enum:')).toEqual({
      caption: 'Status Enum:',
      head: ['Name', 'Value', ''],
      rows: [
        ['Missing', '404', ''],
        ['Continue', '100', ''],
        ['Gone', '-1', ''],
      ],
    });
    expect(tableOf('Mood Enum:')?.rows).toEqual([
      ['Calm', 'calm&lt;1&gt;', 'No <i>wind</i>'],
      ['Wild', 'Wild', ''],
    ]);
  });

  it('PT-15 leave out types without members of their own', () => {
    const captions = tablesOf(dtos.QueryLeaves).map(({ caption }) => caption);

    expect(changeLeaf.map(({ caption }) => caption)).not.toContain('Nothing Parameters:');
    expect(captions).toEqual([
      'QueryLeaves Parameters:',
      'QueryBase Parameters:',
      'Leaf Parameters:',
      'QueryResponse&lt;Leaf&gt; Parameters:',
    ]);
  });

  it('PT-16 leave out ResponseStatus unless the host shows it', () => {
    const shown = tablesOf(dtos.ChangeLeaf, { page: { showResponseStatus: true } }).map(({ caption }) => caption);

    expect(changeLeaf.map(({ caption }) => caption)).not.toContain('ResponseStatus Parameters:');
    expect(shown.slice(-3)).toEqual([
      'LeafAnswer Parameters:',
      'ResponseStatus Parameters:',
      'ResponseError Parameters:',
    ]);
  });

  it('PT-17 show nothing of the answer where it is a list', () => {
    expect(tablesOf(dtos.ChangeItem).map(({ caption }) => caption)).toEqual(['ChangeItem Parameters:']);
  });
});
