import { ApiMember, DataMember, Dto, dtoModule, Prop, Required, Returns } from '../../../../dtos/annotations';
import { nativeTypesOf } from '../../../../src/engine/native-types/native-types';
import * as dtos from '../dtos';
import { productOperations } from '../product';
import { bare, nativeTypesFor, pageOf, published, type SupportOptions, typesOf } from '../support';
import { withoutNestedComments } from './nested-comments';

type Profile = 'classic' | 'modern';
type Requests = Parameters<typeof pageOf>[2];
const page = (profile: Profile, ...requests: Requests) => pageOf('dart', profile, requests);
const types = (profile: Profile, ...requests: Requests) => typesOf('dart', profile, requests);

const Plain = dtoModule(dtos.ns);

/** Members that Dart has its own words for, or no word at all. */
@Plain()
class Words {
  @Prop('string') class!: string;
  @Prop('Uri') with!: string;
  @Prop('string') @DataMember({ Name: "it's-$here" }) odd!: string;
  @Prop('byte[]') @Required() bytes!: string;
  @Prop('IEnumerable<string>') @Required() lines!: string[];
  @Prop('List<DateTime>') days!: string[];
}
@Returns('Words')
@Plain()
class GetWords {}

@Plain({ generics: ['T'] })
class Node<T> {
  @Prop('Node<List<T>>') next!: unknown;
  @Prop('T') value!: T;
}
@Returns('Node<int>')
@Dto({ ns: dtos.ns })
class GetNode {}
@Plain({ abstract: true })
class Shape {
  @Prop('int') sides!: number;
}
@Returns('Marker')
@Plain()
class UseShape extends Shape {}

@Returns('Marker')
@Plain()
class Dangerous {
  @Prop('string') @ApiMember('a */ b /* c } }} """ \\ \' $x\n') text!: string;
}
void [Words, Node];

/** A class or enum from its head to its closing brace. */
function typeText(text: string, head: string): string {
  const start = text.search(new RegExp(`^(?:abstract class|class|enum) ${head}\\b`, 'm'));
  if (start < 0) throw new Error(`There is no type ${head}.`);
  return text.slice(start, text.indexOf('\n}', start) + 2);
}

function lineOf(text: string, part: string): string {
  const found = text.split('\n').find((line) => line.includes(part));
  if (found === undefined) throw new Error(`No line has ${part}.`);
  return found.trim();
}

/** Entries of the map of types, in order. */
function entries(text: string): string[] {
  const start = text.indexOf('TypeContext _ctx = ');
  return text
    .slice(start)
    .split('\n')
    .slice(1, -2)
    .map((line) => line.trim());
}

describe('dart', () => {
  it('equals what page 000 was published with', async () => {
    const nativeTypes = nativeTypesOf({ operations: await productOperations() });
    const wanted = bare(published('000-create-axema-user-sync.dart.jsonl.txt', 4, 72));

    expect(wanted.length).toBeGreaterThan(2_300);
    expect(bare(nativeTypes.page('dart', 'CreateAxemaUserSync', { baseUrl: 'https://api.bokamera.se' }))).toBe(wanted);
  });

  it('DA-01 names declared interfaces before IConvertible', () => {
    expect(typeText(page('modern', dtos.GetBook), 'GetBook')).toMatch(
      /^class GetBook implements IGet, IConvertible\n{\n/,
    );
    expect(typeText(page('modern', dtos.GetBook), 'Shelf')).toMatch(/^class Shelf implements IConvertible\n/);
  });

  it('DA-01 names the answer first and an undeclared verb last on /types', () => {
    expect(typeText(types('modern', dtos.GetBook), 'GetBook')).toMatch(
      /^class GetBook implements IReturn<GetBookResponse>, IGet, IConvertible\n/,
    );
    expect(typeText(types('modern', dtos.ImportBooks), 'ImportBooks')).toMatch(
      /^class ImportBooks extends BookBase implements IReturn<List<Book>>, IConvertible, IPost\n/,
    );
    expect(typeText(types('modern', dtos.DeleteBook), 'DeleteBook')).toMatch(
      /^class DeleteBook implements IReturnVoid, IDelete, IConvertible\n/,
    );
  });

  it('DA-02 modern gives required fields a default where one is known', () => {
    const book = typeText(page('modern', dtos.GetBook), 'Book');
    const shelf = typeText(page('modern', dtos.GetBook), 'Shelf');

    for (const line of [
      'int id = 0;',
      'int? pages;',
      'String key = "";',
      'String? subtitle;',
      'DateTime printed = DateTime(0);',
      'Duration readingTime;',
      'double price = 0;',
      'Colour colour;',
      'Uint8List? preview;',
    ]) {
      expect(book).toContain(`\n    ${line}\n`);
    }
    for (const line of ['int room = 0;', 'List<String> labels = [];', 'Map<String,int?> counts = {};']) {
      expect(shelf).toContain(`    ${line}\n`);
    }
  });

  it('DA-02 modern initialises required bytes like any array, and no collection that is an interface', () => {
    const text = typeText(page('modern', GetWords), 'Words');

    expect(text).toContain('    Uint8List bytes = [];\n');
    expect(text).toContain('    List<String>? lines;\n');
  });

  it('DA-03 writes the constructor without blanks and without defaults', () => {
    expect(typeText(page('modern', dtos.DeleteBook), 'DeleteBook')).toContain(
      '\n\n    DeleteBook({this.id,this.reason});\n',
    );
  });

  it('DA-04 passes plain values through and converts all others', () => {
    const text = typeText(page('modern', dtos.GetBook), 'Book');

    expect(lineOf(text, "json['key']")).toBe("key = json['key'];");
    expect(lineOf(text, "json['isSold']")).toBe("isSold = json['isSold'];");
    expect(lineOf(text, "json['price']")).toBe("price = JsonConverters.toDouble(json['price']);");
    expect(lineOf(text, "json['meta']")).toBe("meta = JsonConverters.toStringMap(json['meta']);");
    expect(lineOf(text, "json['printed']")).toBe(
      "printed = JsonConverters.fromJson(json['printed'],'DateTime',context!);",
    );
    expect(lineOf(text, "json['byKey']")).toBe(
      "byKey = JsonConverters.fromJson(json['byKey'],'Map<String,List<Marker>>',context!);",
    );
    expect(lineOf(text, "'price': ")).toBe("'price': price,");
    expect(lineOf(text, "'meta': ")).toBe("'meta': meta,");
    expect(lineOf(text, "'step': ")).toBe("'step': JsonConverters.toJson(step,'Step',context!),");
  });

  it('DA-05 calls the library by the host of the base address', () => {
    const library = (baseUrl: string, config = {}) =>
      lineOf(nativeTypesFor([dtos.GetTitle], { config }).page('dart', 'GetTitle', { baseUrl }), 'TypeContext _ctx');

    expect(library('https://api.bokamera.se')).toBe(
      "TypeContext _ctx = TypeContext(library: 'api.bokamera.se', types: <String, TypeInfo> {",
    );
    expect(library('http://[::1]:5000')).toContain("library: '___1_'");
    expect(library('', { globalNamespace: 'shop' })).toContain("library: 'shop'");
  });

  it('DA-06 lists types as they are met, each once, with a comma after the last', () => {
    const text = page('modern', dtos.DeleteBook);

    expect(entries(page('modern', dtos.GetLibrary))).toEqual(
      expect.arrayContaining(["'Library': TypeInfo(TypeOf.Class, create:() => Library()),"]),
    );
    expect(entries(text)).toEqual(["'DeleteBook': TypeInfo(TypeOf.Class, create:() => DeleteBook()),"]);
    expect(text.endsWith('});\n')).toBe(true);
  });

  it('DA-06 enters a class when it is declared and the types of its members when they are read', () => {
    const found = entries(page('modern', dtos.GetBook));
    const names = found.map((line) => line.slice(1, line.indexOf("':")));

    expect(names).toEqual(expect.arrayContaining(['Book', 'Uri', 'Uint8List', 'Map<String,List<Marker>>']));
    expect(names.indexOf('List<Marker>')).toBeGreaterThan(names.indexOf('Book'));
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toEqual(expect.arrayContaining(['dynamic']));
    expect(found).toEqual(
      expect.arrayContaining([
        "'Colour': TypeInfo(TypeOf.Enum, enumValues:Colour.values),",
        "'List<Marker>': TypeInfo(TypeOf.Class, create:() => <Marker>[]),",
        "'Map<String,List<Marker>>': TypeInfo(TypeOf.Class, create:() => Map<String,List<Marker>?>()),",
        "'Uri': TypeInfo(TypeOf.Class, create:() => Uri()),",
        "'Uint8List': TypeInfo(TypeOf.Class, create:() => Uint8List(0)),",
      ]),
    );
  });

  it('DA-06 never enters what the client has itself', () => {
    const names = entries(types('modern', dtos.QueryBooks)).map((line) => line.slice(1, line.indexOf("':")));

    expect(names).toEqual(expect.arrayContaining(['QueryResponse<Book>', 'List<Book>', 'QueryBooks']));
    for (const name of [
      'DateTime',
      'Duration',
      'List<String>',
      'List<int>',
      'QueryBase',
      'QueryDb<T>',
      'ResponseStatus',
    ]) {
      expect(names).not.toContain(name);
    }
  });

  it('DA-07 classic: every field is nullable', () => {
    const fields = page('classic', dtos.GetBook).match(/^ {4}[A-Z_a-z][\w<>,?]* \w+( = .*)?;$/gm) ?? [];

    expect(fields.length).toBeGreaterThan(35);
    expect(fields.filter((line) => !/^ {4}\S+\? \w+(?:| = _ctx);$/.test(line))).toEqual([]);
  });

  it('DA-08 is waived: the profile latest is not built, and refused', () => {
    expect(() => typesOf('dart', 'latest' as Profile, [dtos.GetBook])).toThrow(
      expect.objectContaining({ status: 400, message: 'The option profile must be classic or modern.' }),
    );
  });

  it('DA-09 an abstract class is not convertible by itself, and is entered as what it is', () => {
    const text = page('modern', dtos.QueryBooks);

    expect(typeText(text, 'QueryDb')).toMatch(/^abstract class QueryDb<T> extends QueryBase\n{\n {4}QueryDb\(\);\n/);
    expect(entries(typesOf('dart', 'modern', [dtos.GetTitle]))).toEqual([
      "'GetTitle': TypeInfo(TypeOf.Class, create:() => GetTitle()),",
    ]);
    expect(entries(page('modern', UseShape))).toContain("'Shape': TypeInfo(TypeOf.AbstractClass),");
    expect(typeText(page('modern', UseShape), 'Shape')).toMatch(/^abstract class Shape\n{\n {4}int sides = 0;\n\n/);
  });

  it('DA-09 an interface has fields alone', () => {
    const text = types('modern', dtos.ImportBooks);

    expect(typeText(text, 'IHasLongTitle')).toBe(
      'abstract class IHasLongTitle implements IHasTitle\n{\n    String? subtitle;\n}',
    );
    expect(entries(text)).toContain("'IHasLongTitle': TypeInfo(TypeOf.Interface),");
  });

  it('DA-10 writes an enum as its names, whatever their values are', () => {
    expect(typeText(page('modern', dtos.GetBook), 'Step')).toBe('enum Step\n{\n    First,\n    Second,\n}');
    expect(typeText(page('modern', dtos.GetBook), 'Wire')).toBe('enum Wire\n{\n    InProgress,\n    Done,\n}');
  });

  it('writes flags as a class of numbers', () => {
    expect(typeText(page('classic', dtos.GetBook), 'Rights')).toBe(
      [
        'class Rights',
        '{',
        '    static const Rights Read = const Rights._(1);',
        '    static const Rights Write = const Rights._(2);',
        '',
        '    final int _value;',
        '    const Rights._(this._value);',
        '    int get value => _value;',
        '',
        '    static List<Rights> get values => const [Read,Write];',
        '}',
      ].join('\n'),
    );
  });

  it('DA-11 has the imports of the host after the package, no import twice', () => {
    const imports = (text: string) => text.match(/^import .*$/gm);
    const options: SupportOptions = { config: { dartImports: ['dart:math', 'dart:typed_data'] } };
    const wanted = [
      "import 'package:servicestack/servicestack.dart';",
      "import 'dart:math';",
      "import 'dart:typed_data';",
    ];

    expect(imports(pageOf('dart', 'modern', [dtos.GetBook], options))).toEqual(wanted);
    expect(imports(pageOf('dart', 'classic', [dtos.GetTitle], options))).toEqual(wanted);
    expect(imports(typesOf('dart', 'modern', [dtos.GetTitle], options))).toEqual(wanted);
    expect(imports(page('modern', dtos.GetTitle))).toEqual(wanted.slice(0, 1));
  });

  it('imports the bytes of members and answers, and lists of /types', () => {
    expect(page('modern', dtos.GetBook)).toContain("\nimport 'dart:typed_data';\n");
    expect(types('modern', dtos.GetCover)).toContain("\nimport 'dart:typed_data';\n");
    expect(page('modern', dtos.GetCover)).not.toContain('dart:typed_data');
    expect(types('modern', dtos.GetLibrary)).toContain("\nimport 'dart:collection';\n");
    expect(page('modern', dtos.GetLibrary)).not.toContain('dart:collection');
  });

  it('DA-12 writes object as dynamic', () => {
    const text = typeText(page('modern', dtos.GetBook), 'Book');

    expect(text).toContain('    dynamic? extra;\n');
    expect(text).toContain("extra = JsonConverters.fromJson(json['extra'],'dynamic',context!);");
  });

  it('DA-13 writes a class without properties in few lines', () => {
    const body = [
      '    fromMap(Map<String, dynamic> json) {',
      '        return this;',
      '    }',
      '',
      '    Map<String, dynamic> toJson() => {};',
      '    getTypeName() => "Marker";',
      '    TypeContext? context = _ctx;',
      '}',
    ];

    expect(typeText(page('modern', dtos.GetBook), 'Marker')).toBe(
      [
        'class Marker implements IConvertible',
        '{',
        '    Marker();',
        '    Marker.fromJson(Map<String, dynamic> json) : super();',
        ...body,
      ].join('\n'),
    );
    expect(typeText(types('modern', dtos.QueryMarkers), 'QueryMarkers')).toContain(
      [
        '    QueryMarkers();',
        '    QueryMarkers.fromJson(Map<String, dynamic> json) : super.fromJson(json);',
        '    fromMap(Map<String, dynamic> json) {',
        '        super.fromMap(json);',
        '        return this;',
        '    }',
        '',
        '    Map<String, dynamic> toJson() => super.toJson();',
      ].join('\n'),
    );
  });

  it('lets a derived class read and write what its base has', () => {
    const text = typeText(page('modern', dtos.ImportBooks), 'ImportBooks');

    expect(text).toContain('    fromMap(Map<String, dynamic> json) {\n        super.fromMap(json);\n        books = ');
    expect(text).toContain(
      [
        '    }',
        '',
        '    Map<String, dynamic> toJson() => super.toJson()..addAll({',
        "        'books': JsonConverters.toJson(books,'List<Book>',context!),",
        "        'title': title",
        '    });',
        '',
        '    getTypeName() => "ImportBooks";',
      ].join('\n'),
    );
  });

  it.each([
    [dtos.GetBook, ['createResponse() => GetBookResponse();', 'getResponseTypeName() => "GetBookResponse";']],
    [dtos.ImportBooks, ['createResponse() => <Book>[];', 'getResponseTypeName() => "List<Book>";']],
    [dtos.GetTitle, ['createResponse() => "";', 'getResponseTypeName() => "String";']],
    [dtos.GetCover, ['createResponse() => Uint8List(0);', 'getResponseTypeName() => "Uint8List";']],
    [dtos.CountBooks, ['createResponse() => Map<String,int?>();', 'getResponseTypeName() => "Map<String,int>";']],
    [
      dtos.QueryBooks,
      ['createResponse() => QueryResponse<Book>();', 'getResponseTypeName() => "QueryResponse<Book>";'],
    ],
    [dtos.DeleteBook, ['createResponse() {}']],
  ])('adds what %p answers with on /types, and not on the page', (request, lines) => {
    const wanted = [...lines, `getTypeName() => "${request.name}";`, 'TypeContext? context = _ctx;'];

    expect(typeText(types('modern', request), request.name)).toContain(
      `;\n${request === dtos.CountBooks ? '' : '\n'}${wanted.map((line) => `    ${line}\n`).join('')}}`,
    );
    expect(page('modern', request)).not.toMatch(/createResponse|getResponseTypeName|IReturn/);
  });

  it('leaves out of /types what the client package has', () => {
    const text = types('modern', dtos.QueryBooks);

    expect(text).toContain(
      'class QueryBooks extends QueryDb<Book> implements IReturn<QueryResponse<Book>>, IConvertible, IGet\n',
    );
    expect(text).not.toMatch(/class (?:QueryBase|QueryDb|QueryResponse|ResponseStatus)\b/);
  });

  it('names a generic class by its arguments at run time, and reads its members by them', () => {
    const text = types('modern', dtos.PageOfBooks);

    expect(typeText(text, 'Page')).toMatch(/^class Page<T> implements IConvertible\n/);
    expect(typeText(text, 'Page')).toContain('    getTypeName() => "Page<$T>";\n');
    expect(lineOf(text, "json['items']")).toBe("items = JsonConverters.fromJson(json['items'],'List<$T>',context!);");
    expect(lineOf(text, "json['first']")).toBe("first = JsonConverters.fromJson(json['first'],'$T',context!);");
    expect(entries(text)).toEqual(
      expect.arrayContaining([
        "'Page<T>': TypeInfo(TypeOf.GenericDef,create:() => Page()),",
        "'Page<Book>': TypeInfo(TypeOf.Class, create:() => Page<Book>()),",
        "'List<Book>': TypeInfo(TypeOf.Class, create:() => <Book>[]),",
      ]),
    );
    expect(entries(text).join('\n')).not.toMatch(/<T>\[\]|\$T/);
  });

  it('comes to an end where a generic class holds itself with ever longer arguments', () => {
    expect(entries(types('modern', GetNode)).length).toBeLessThan(30);
  });

  it('OT-15 tells types apart that differ in arity only', () => {
    const text = types('modern', dtos.PageOfBooks, dtos.GetPair);

    expect(text).toContain('\nclass Page<T> implements');
    expect(text).toContain('\nclass Page2<A,B> implements');
  });

  it('is a list where the DTO is one', () => {
    expect(typeText(types('modern', dtos.GetLibrary), 'Library')).toContain(
      'class Library extends ListBase<Book> implements IConvertible\n{\n    final List<Book> l = [];\n',
    );
  });

  it('describes in three lines and comments attributes, names of bare ones in the case of the text', () => {
    const inCase = (textCase: 'camelCase' | 'PascalCase') =>
      typeText(pageOf('dart', 'classic', [dtos.DescribeCard], { textCase }), 'DescribeCard');

    expect(page('classic', dtos.GetBook)).toContain(
      '    /**\n    * Which one\n    */\n    // @ApiMember(DataType="integer", Description="Which one", IsRequired=true, ParameterType="path")\n    int? id;\n',
    );
    expect(inCase('camelCase')).toContain('\n    // @apiMember()\n    String? empty;\n');
    expect(inCase('PascalCase')).toContain('\n    // @ApiMember()\n    String? Empty;\n');
    expect(page('classic', dtos.DescribeCard)).toContain(
      '\n// @DataContract(Name="Card", Namespace="urn:cards")\nclass',
    );
    expect(types('classic', dtos.GetBook)).toContain('\n// @Route("/books/{Id}", "GET")\n// @Route("/book")\n// @Api(');
  });

  it('OT-14 no description ends or opens a comment, or breaks a line', () => {
    const text = pageOf('dart', 'classic', [Dangerous]);

    expect(text).toContain('    /**\n    * a  b  c } }} """ \\ \' $x\n    */\n');
    expect(withoutNestedComments(text)).toMatch(/implements IConvertible\n{\n\s+String\? text;\n\n {4}Dangerous\(/);
    expect(text).toContain('Description="a */ b /* c } }} \\"\\"\\" \\\\ \' $x\\n"');
  });

  it('gives reserved words an upper-case first letter and keeps their name on the wire', () => {
    const text = typeText(page('classic', GetWords), 'Words');

    expect(text).toContain('    String? Class;\n    Uri? With;\n');
    expect(text).toContain("    Class = json['class'];\n");
    expect(text).toContain("'with': JsonConverters.toJson(With,'Uri',context!),");
  });

  it('quotes names of data members that are no identifiers', () => {
    const text = typeText(page('classic', GetWords), 'Words');

    expect(text).toContain('    String? it_s_$here;\n');
    expect(text).toContain("it_s_$here = json['it\\'s-\\$here'];");
  });

  it('adds a version and an answer status as the query says', () => {
    const text = typesOf('dart', 'modern', [dtos.GetBook], { query: 'AddImplicitVersion=3&AddResponseStatus=True' });

    expect(typeText(text, 'GetBook')).toContain('    int? version = 3;\n\n    GetBook({this.id,this.version=3});\n');
    expect(typeText(text, 'GetBookResponse')).toContain(
      "responseStatus = JsonConverters.fromJson(json['responseStatus'],'ResponseStatus',context!);",
    );
  });

  it('names its library and its imports as the query says', () => {
    const text = typesOf('dart', 'modern', [dtos.GetTitle], {
      query: 'GlobalNamespace=shop.dtos&DefaultImports=package:shop/own.dart',
    });

    expect(text.startsWith("library shop.dtos;\nimport 'package:shop/own.dart';\n\nclass GetTitle ")).toBe(true);
  });

  it('closes in its header what an option opens, since comments nest', () => {
    const text = nativeTypesFor([dtos.GetBook]).types('dart', 'IncludeTypes=Test.Enums/*');

    expect(text).toContain('\nIncludeTypes: Test.Enums/*\n');
    expect(withoutNestedComments(text).trimStart().startsWith("import 'package:")).toBe(true);
  });

  it('shows its options, the package among them', () => {
    expect(nativeTypesFor([dtos.GetBook]).types('dart').split('\n').slice(6, 15)).toEqual([
      '//GlobalNamespace: ',
      '//AddServiceStackTypes: True',
      '//AddResponseStatus: False',
      '//AddImplicitVersion: ',
      '//AddDescriptionAsComments: True',
      '//IncludeTypes: ',
      '//ExcludeTypes: ',
      '//DefaultImports: package:servicestack/servicestack.dart',
      '*/',
    ]);
  });
});
