import { ApiResponse, DataContract, Dto, dtoModule, Prop } from '../../../../dtos/annotations';
import { nativeTypesOf } from '../../../../src/engine/native-types/native-types';
import * as dtos from '../dtos';
import { operationsOf, pageOf, typesOf } from '../support';

type Profile = 'classic' | 'modern';
const page = (profile: Profile, ...requests: Parameters<typeof pageOf>[2]) => pageOf('typescript', profile, requests);
const types = (profile: Profile, ...requests: Parameters<typeof pageOf>[2]) => typesOf('typescript', profile, requests);

/** The lines of a declaration, without its own comments: from its head to the closing brace. */
function declaration(text: string, head: string): string {
  const start = text.indexOf(`\n${head}`);
  if (start < 0) throw new Error(`Nothing is declared as ${head}.`);
  return text.slice(start + 1, text.indexOf('\n}', start) + 2);
}

function line(text: string, start: string): string {
  const found = text.split('\n').find((candidate) => candidate.trim().startsWith(start));
  if (found === undefined) throw new Error(`No line starts with ${start}.`);
  return found.trim();
}

const heads = (text: string) => [...text.matchAll(/^export (?:class|enum|interface) (\w+)/gm)].map((match) => match[1]);

describe('typescript', () => {
  it('TS-01 has no @ts-nocheck in classic, and in modern one before the first type', () => {
    expect(page('classic', dtos.GetBook)).not.toContain('@ts-nocheck');
    expect(page('modern', dtos.GetBook).trimStart().startsWith('// @ts-nocheck\n\nexport ')).toBe(true);
    expect(types('modern', dtos.GetBook).startsWith('// @ts-nocheck\n\nexport interface IReturn<T>\n')).toBe(true);
  });

  it('TS-02 has the doc comment in one line, then attributes, then the declaration', () => {
    expect(page('classic', dtos.GetBook)).toContain(
      [
        '/** @description Gets a book */',
        '// @Api(Description="Gets a book")',
        '// @ApiResponse(Description="No such \\"book\\"", StatusCode=404)',
        '// @ValidateRequest(Validator="HasRole(`Member`)")',
        'export class GetBook implements IGet',
        '{',
        '    /** @description Which one */',
        '    // @ApiMember(DataType="integer", Description="Which one", IsRequired=true, ParameterType="path")',
        '    public id: number;',
        '',
        '    public constructor(init?: Partial<GetBook>) { (Object as any).assign(this, init); }',
        '}',
      ].join('\n'),
    );
  });

  it('prints @ApiMember() even when it carries nothing', () => {
    expect(page('classic', dtos.DescribeCard)).toContain('    // @ApiMember()\n    public empty: string;');
  });

  it('keeps texts of authors within their comments and on their lines', () => {
    const text = page('modern', dtos.DescribeCard);

    expect(line(text, '/** @description Line')).toBe('/** @description Line oneline two  end */');
    expect(line(text, '/** @description A "quoted"')).toBe(
      '/** @description A "quoted" \\ textof two lines with a tab\t, a  and  */',
    );
    expect(line(text, '// @ApiMember(AllowMultiple=true')).toContain(
      'Description="A \\"quoted\\" \\\\ text\\nof two lines with a tab\\t, a */ and \\u2028"',
    );
  });

  it('separates a member from one that has attributes by an empty line', () => {
    const card = declaration(page('classic', dtos.DescribeCard), 'export class LibraryCard');

    expect(card).toBe(
      [
        'export class LibraryCard',
        '{',
        '    // @DataMember(Name="no", Order=2, IsRequired=true)',
        '    public no: number;',
        '',
        '    // @DataMember',
        '    // @StringLength(50)',
        '    public holder: string;',
        '',
        '    public constructor(init?: Partial<LibraryCard>) { (Object as any).assign(this, init); }',
        '}',
      ].join('\n'),
    );
    expect(page('classic', dtos.DescribeCard)).toContain(
      '// @DataContract(Name="Card", Namespace="urn:cards")\nexport class LibraryCard',
    );
  });

  it('TS-03 classic marks what is nullable and nothing else', () => {
    const text = page('classic', dtos.GetBook);

    expect(line(text, 'public pages')).toBe('public pages?: number;');
    expect(line(text, 'public parentKey')).toBe('public parentKey?: string;');
    expect(line(text, 'public subtitle')).toBe('public subtitle: string;');
    expect(line(text, 'public note')).toBe('public note?: string;');
    expect(line(text, 'public labels')).toBe('public labels: string[];');
    expect(line(text, 'public more')).toBe('public more?: string[];');
  });

  it('TS-04 classic has no mark on a required int?', () => {
    expect(line(page('classic', dtos.GetBook), 'public room')).toBe('public room: number;');
    expect(line(page('modern', dtos.GetBook), 'public room')).toBe('public room: number;');
  });

  it('marks everything in modern that is not required', () => {
    const text = page('modern', dtos.GetBook);

    expect(line(text, 'public subtitle')).toBe('public subtitle?: string;');
    expect(line(text, 'public id')).toBe('public id: number;');
    expect(line(text, 'public isSold')).toBe('public isSold?: boolean;');
    expect(line(text, 'public tags')).toBe('public tags?: string[];');
  });

  it('TS-05 modern initialises required lists and dictionaries, classic none', () => {
    const [classic, modern] = [page('classic', dtos.GetBook), page('modern', dtos.GetBook)];

    expect(line(modern, 'public labels')).toBe('public labels: string[] = [];');
    expect(line(modern, 'public counts: {')).toBe('public counts: { [index:string]: number; } = {};');
    expect(classic).not.toMatch(/^ {4}public .*= [[{]/m);
  });

  it('initialises all collections of modern when InitializeCollections asks for it, but not those of queries', () => {
    const text = typesOf('typescript', 'modern', [dtos.GetBook, dtos.QueryBooks], {
      query: 'InitializeCollections=True',
    });

    expect(line(text, 'public tags')).toBe('public tags?: string[] = [];');
    expect(line(declaration(text, 'export class QueryBase'), 'public meta')).toBe(
      'public meta?: { [index:string]: string; };',
    );
  });

  it('takes what derives from a query for one, and what is only called like one for none', () => {
    const Nullable = dtoModule('Test.Dtos', { nullable: true });
    @Nullable()
    class FindBooks extends dtos.QueryBooks {
      @Prop('List<string>') shelves!: string[];
    }
    @Nullable()
    class QueryDatabases {
      @Prop('List<string>') names!: string[];
    }

    expect(line(page('modern', FindBooks), 'public shelves')).toBe('public shelves: string[];');
    expect(line(page('modern', QueryDatabases), 'public names')).toBe('public names: string[] = [];');
  });

  it('TS-06 writes dictionaries with a blank after `index:` in classic only', () => {
    expect(line(page('classic', dtos.GetBook), 'public meta')).toBe('public meta: { [index: string]: string; };');
    expect(line(page('modern', dtos.GetBook), 'public meta')).toBe('public meta?: { [index:string]: string; };');
  });

  it('TS-07 gives every class the Partial constructor, of derived ones with super', () => {
    const text = page('classic', dtos.GetBook);

    expect(declaration(text, 'export class Marker')).toBe(
      'export class Marker\n{\n\n    public constructor(init?: Partial<Marker>) { (Object as any).assign(this, init); }\n}',
    );
    expect(line(text, 'public constructor(init?: Partial<Book>)')).toBe(
      'public constructor(init?: Partial<Book>) { super(init); (Object as any).assign(this, init); }',
    );
  });

  it('TS-08 has bases before what derives from them and responses before the request', () => {
    const order = heads(page('classic', dtos.GetBook));

    expect(order.indexOf('BookBase')).toBeLessThan(order.indexOf('Book'));
    expect(order.indexOf('GetBookResponse')).toBeLessThan(order.indexOf('GetBook'));
  });

  it('TS-09 prints what a class implements, and declares interfaces on /types only', () => {
    const [onPage, whole] = [page('classic', dtos.GetBook), types('classic', dtos.GetBook)];

    expect(onPage).toContain('export class BookBase implements IHasTitle, IPost\n');
    expect(onPage).not.toContain('interface');
    expect(whole).toContain('\nexport interface IHasLongTitle extends IHasTitle\n{\n    subtitle: string;\n}\n');
    expect(whole).toContain('\nexport interface IPost\n{\n}\n');
  });

  it('TS-10 /types adds routes, return markers and the members of requests; the page does not', () => {
    const [onPage, whole] = [page('classic', dtos.GetBook), types('classic', dtos.GetBook)];

    expect(whole).toContain(
      '/** @description Gets a book */\n// @Route("/books/{Id}", "GET")\n// @Route("/book")\n// @Api(Description="Gets a book")\n',
    );
    expect(declaration(whole, 'export class GetBook ')).toContain(
      [
        "    public getTypeName() { return 'GetBook'; }",
        "    public getMethod() { return 'GET'; }",
        '    public createResponse() { return new GetBookResponse(); }',
        '}',
      ].join('\n'),
    );
    expect(whole).toContain('export class GetBook implements IReturn<GetBookResponse>, IGet\n');
    expect(onPage).not.toMatch(/IReturn|@Route|getTypeName|getMethod|createResponse/);
  });

  it('declares IReturn and IReturnVoid with what they ask for', () => {
    const text = types('classic', dtos.DeleteBook);

    expect(text).toContain('\nexport interface IReturn<T>\n{\n    createResponse(): T;\n}\n');
    expect(text).toContain('\nexport interface IReturnVoid\n{\n    createResponse(): void;\n}\n');
  });

  // 4.2: primitives return their default.
  it.each([
    [dtos.ImportBooks, 'IReturn<Book[]>', 'public createResponse() { return new Array<Book>(); }'],
    [dtos.DeleteBook, 'IReturnVoid', 'public createResponse() {}'],
    [dtos.GetTitle, 'IReturn<string>', "public createResponse() { return ''; }"],
    [dtos.CountBooks, 'IReturn<{ [index: string]: number; }>', 'public createResponse() { return {}; }'],
    [dtos.PageOfBooks, 'IReturn<Page<Book>>', 'public createResponse() { return new Page<Book>(); }'],
    [dtos.QueryBooks, 'IReturn<QueryResponse<Book>>', 'public createResponse() { return new QueryResponse<Book>(); }'],
  ])('TS-11 answers of %p', (request, marker, method) => {
    const text = types('classic', request);

    expect(text).toContain(`implements ${marker}`);
    expect(line(text, 'public createResponse()')).toBe(method);
  });

  it('keeps the markers of declared answers, whatever AddReturnMarker says', () => {
    const text = typesOf('typescript', 'classic', [dtos.GetBook], { query: 'AddReturnMarker=False' });

    expect(text).toContain('export class GetBook implements IReturn<GetBookResponse>, IGet\n');
    expect(text).toContain('public createResponse() { return new GetBookResponse(); }');
  });

  it('OT-14 deletes line breaks in the texts of a data contract, and escapes them in all other attributes', () => {
    @ApiResponse(404, 'No\nsuch thing')
    @DataContract({ Name: 'Broken', Namespace: 'urn:\r\ncards' })
    @Dto({ ns: 'Test.Dtos' })
    class BrokenContract {}

    expect(pageOf('typescript', 'classic', [BrokenContract])).toContain(
      '// @ApiResponse(Description="No\\nsuch thing", StatusCode=404)\n// @DataContract(Name="Broken", Namespace="urn:cards")\n',
    );
  });

  it('TS-12 writes enums by name, with values where they are stated, with wire values where they differ', () => {
    const text = page('classic', dtos.GetBook);

    expect(declaration(text, 'export enum Colour')).toBe(
      "export enum Colour\n{\n    Red = 'Red',\n    Green = 'Green',\n}",
    );
    expect(declaration(text, 'export enum Step')).toBe('export enum Step\n{\n    First = 1,\n    Second = 2,\n}');
    expect(declaration(text, 'export enum Wire')).toBe(
      "export enum Wire\n{\n    InProgress = 'in-progress',\n    Done = 'Done',\n}",
    );
    expect(text).toContain('// @Flags()\nexport enum Rights\n{\n    Read = 1,\n    Write = 2,\n}');
  });

  it('TS-13 .d has interfaces, `?` on all members, and texts for enums', () => {
    const text = typesOf('typescript.d', 'classic', [dtos.GetBook]);
    const members = text.split('\n').filter((candidate) => /^ {4}\w+\??: /.test(candidate));

    expect(text).not.toMatch(/\b(?:class|public|constructor|export|enum)\b/);
    expect(members.length).toBeGreaterThan(30);
    expect(members.filter((member) => !/^ {4}\w+\?: /.test(member))).toEqual([]);
    expect(text).toContain('\ntype Colour = "Red" | "Green";\n');
    expect(text).toContain('\ntype Wire = "in-progress" | "Done";\n');
    expect(text).toContain('\ninterface GetBook extends IReturn<GetBookResponse>, IGet\n{\n');
    expect(text).toContain('\ninterface Book extends BookBase, IHasLongTitle\n{\n');
  });

  it('TS-14 lower-cases member names of camelCase hosts and no text of attributes', () => {
    const text = page('classic', dtos.DescribeCard);

    expect(line(text, 'public bookRef')).toBe('public bookRef: number;');
    expect(text).toContain('@ApiMember(AllowMultiple=true, DataType="d"');
  });

  it('TS-15 writes declared names of PascalCase hosts', () => {
    const text = pageOf('typescript', 'classic', [dtos.GetBook], { textCase: 'PascalCase' });

    expect(line(text, 'public ParentKey')).toBe('public ParentKey?: string;');
    expect(text).not.toMatch(/^ {4}public [a-z]\w*\??:/m);
  });

  it('TS-16 takes bytes for a Blob', () => {
    const text = types('classic', dtos.GetCover);

    expect(text).toContain('export class GetCover implements IReturn<Blob>\n');
    expect(line(text, 'public createResponse()')).toBe('public createResponse() { return new Blob(); }');
  });

  it("TS-17 opens a page with the request's base class and what that needs", () => {
    expect(heads(page('classic', dtos.ImportBooks))[0]).toBe('BookBase');
    expect(heads(page('modern', dtos.ImportBooks))[0]).toBe('BookBase');
  });

  it('TS-18 lets the element of an array precede its user in modern only', () => {
    const index = (profile: Profile, name: string) => heads(page(profile, dtos.GetBook)).indexOf(name);

    expect(index('modern', 'Marker')).toBeLessThan(index('modern', 'Book'));
    expect(index('classic', 'Marker')).toBeGreaterThan(index('classic', 'Book'));
  });

  it('TS-19 has two types that refer to each other in input order', () => {
    // Nothing that stands before them leads to either: the element of an array is no dependency in classic.
    expect(heads(page('classic', dtos.ReadChapters))).toEqual(['ReadChapters', 'Chapter', 'Paragraph']);
  });

  it('TS-20 has no blank after `index:` of a dictionary inside other arguments in classic either', () => {
    const text = page('classic', dtos.GetBook);

    expect(line(text, 'public counts: { [index:s')).toBe('public counts: { [index:string]: number; }[];');
    expect(line(text, 'public byKey')).toBe('public byKey: { [index: string]: Marker[]; };');
  });

  it.each([
    ['id', 'number'],
    ['key', 'string'],
    ['isSold', 'boolean'],
    ['printed', 'string'],
    ['readingTime', 'string'],
    ['price', 'number'],
    ['cover', 'string'],
    ['preview', 'string'],
    ['extra', 'Object'],
    ['sizes', 'number[]'],
    ['markers', 'Marker[]'],
    ['colour', 'Colour'],
    ['step', 'Step'],
    ['chapters', 'Chapter[]'],
  ])('writes the type of %s as %s (4.1)', (name, type) => {
    const book = declaration(page('classic', dtos.GetBook), 'export class Book ');

    expect(line(book, `public ${name}`)).toMatch(new RegExp(`^public ${name}\\??: ${type.replace('[]', '\\[\\]')};$`));
  });

  it('OT-15 gives types that differ in arity only names of their own', () => {
    const text = types('classic', dtos.PageOfBooks, dtos.GetPair);

    expect(text).toContain('export class Page<T>\n');
    expect(text).toContain('export class Page_2<A, B>\n');
    expect(text).toContain('IReturn<Page_2<number, Book>>');
  });

  it('extends arrays by Array', () => {
    expect(types('classic', dtos.GetLibrary)).toContain(
      '\nexport class Library extends Array<Book>\n{\n\n    public constructor(init?: Partial<Library>) { super(); (Object as any).assign(this, init); }\n}\n',
    );
  });

  it('marks everything optional, or adds a version and an answer status, as the query says', () => {
    const text = typesOf('typescript', 'classic', [dtos.GetBook], {
      query: 'MakePropertiesOptional=True&AddImplicitVersion=3&AddResponseStatus=True',
    });

    expect(declaration(text, 'export class GetBook ')).toContain(
      '    public id?: number;\n    public version?: number; //3\n',
    );
    expect(declaration(text, 'export class GetBookResponse')).toContain(
      '    public responseStatus?: ResponseStatus;\n',
    );
  });

  it('leaves out comments, imports modules and wraps all in a module, as the query says', () => {
    const plain = typesOf('typescript', 'classic', [dtos.GetBook], { query: 'AddDescriptionAsComments=False' });
    const wrapped = typesOf('typescript', 'modern', [dtos.GetBook], {
      query: 'GlobalNamespace=Books.Api&DefaultImports=A:lib/a,B',
    });

    expect(plain).not.toContain('@description');
    expect(
      wrapped.startsWith('import { A } from "lib/a";\nimport B;\nexport module Books.Api\n{\n    // @ts-nocheck\n'),
    ).toBe(true);
    expect(wrapped).toContain('\n    export class GetBook implements');
    expect(typesOf('typescript.d', 'classic', [dtos.GetBook], { query: 'GlobalNamespace=Books' })).toContain(
      'declare module Books\n{\n',
    );
  });

  it('leaves out library types when AddServiceStackTypes is off', () => {
    const text = typesOf('typescript', 'classic', [dtos.QueryBooks], { query: 'AddServiceStackTypes=False' });

    expect(heads(text)).not.toEqual(expect.arrayContaining(['QueryBase', 'IReturn', 'QueryResponse']));
    expect(text).toContain('export class QueryBooks extends QueryDb<Book> implements IReturn<QueryResponse<Book>>\n');
  });

  it('declares once in each case what features of both cases use, and the plain name is in the host’s own', () => {
    const operations = [
      ...operationsOf([dtos.QueryBooks]),
      ...operationsOf([dtos.QueryMarkers], { textCase: 'PascalCase' }),
    ];
    const text = nativeTypesOf({ operations }).types('typescript', 'profile=classic&WithoutOptions=1');

    expect(declaration(text, 'export class QueryResponse<T>')).toContain('    public results: T[];\n');
    expect(declaration(text, 'export class QueryResponsePascal<T>')).toContain('    public Results: T[];\n');
    expect(text).toContain(
      'export class QueryMarkers extends QueryDbPascal<Marker> implements IReturn<QueryResponsePascal<Marker>>\n',
    );
    expect(text).toContain('export class QueryBooks extends QueryDb<Book> implements IReturn<QueryResponse<Book>>\n');
  });
});
