import * as dtos from '../dtos';
import { nativeTypesFor, pageOf, typesOf } from '../support';
import * as jvm from './jvm-dtos';
import { importLines, lineWith, showing, typeLines, writer } from './jvm-support';

const { page, types, typesWith } = writer('kotlin');
const gson = ['import com.google.gson.annotations.*', 'import com.google.gson.reflect.*'];

describe('kotlin', () => {
  it('begins with imports and two empty lines', () => {
    expect(page('classic', jvm.GetMarker)).toBe(
      [
        'import java.math.*',
        'import java.util.*',
        'import net.servicestack.client.*',
        '',
        '',
        'open class GetMarker',
        '{',
        '}',
        '',
        'open class Marker',
        '{',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('puts the package first', () => {
    expect(typesWith('Package=com.acme', jvm.GetMarker).split('\n').slice(0, 3)).toEqual([
      'package com.acme',
      '',
      'import java.math.*',
    ]);
  });

  it('OT-02 makes a repeated annotation a comment', () => {
    expect(types('classic', dtos.GetBook)).toContain(
      [
        '@Route(Path="/books/{Id}", Verbs="GET")',
        '// @Route("/book")',
        '@Api(Description="Gets a book")',
        '@ApiResponse(Description="No such \\"book\\"", StatusCode=404)',
        '@ValidateRequest(Validator="HasRole(`Member`)")',
        'open class GetBook : IReturn<GetBookResponse>, IGet',
      ].join('\n'),
    );
  });

  it('OT-03 gives a member whose name is a keyword another one', () => {
    expect(typeLines(page('classic', jvm.UseKotlinWords), 'open class KotlinWords')[2]).toBe(
      '    @SerializedName("data") var Data:String? = null',
    );
    expect(typeLines(page('modern', jvm.UseKotlinWords), 'open class KotlinWords')[2]).toBe(
      '    @SerializedName("data") open var Data:String? = null',
    );
    expect(importLines(page('classic', jvm.UseKotlinWords)).slice(-2)).toEqual(gson);
  });

  it('OT-04 lists the types of a page as they are met, the request first', () => {
    const heads = page('classic', dtos.GetBook).match(/^(?:open|enum) class \w+/gm);

    expect(heads).toEqual(
      [
        'open GetBook',
        'open GetBookResponse',
        'open Book',
        'open BookBase',
        'open Marker',
        'enum Colour',
        'enum Step',
        'enum Rights',
        'enum Wire',
        'open Chapter',
        'open Paragraph',
        'open Shelf',
      ].map((head) => head.replace(' ', ' class ')),
    );
  });

  it('OT-14 removes line breaks from comments and escapes them in annotations', () => {
    const text = page('classic', dtos.DescribeCard);

    expect(text).toContain('/**\n* Line oneline two  end\n*/\n');
    expect(lineWith(text, '@ApiMember(AllowMultiple')).toContain(
      'text\\nof two lines with a tab\\t, a */ and \\u2028"',
    );
  });

  it('OT-15 tells types apart that differ in arity only', () => {
    const text = types('modern', dtos.PageOfBooks, jvm.TwoPages);

    expect(text).toContain('open class Page<T>\n');
    expect(text).toContain('open class Page_2<A, B>\n');
    expect(lineWith(text, 'var pair')).toBe('open var pair:Page_2<Marker, Int>? = null');
  });

  it('OT-19 imports the packages of Gson on the page of a list, not on that of a class or an array', () => {
    expect(importLines(page('classic', jvm.ListMarkers)).slice(-2)).toEqual(gson);
    expect(importLines(page('classic', jvm.GetMarker))).toHaveLength(3);
    expect(importLines(page('modern', jvm.ArrayOfMarkers))).toEqual([
      'import java.math.*',
      'import java.util.*',
      'import java.io.InputStream',
      'import net.servicestack.client.*',
    ]);
  });

  it('OT-21 classic initialises lists and dictionaries, and no arrays', () => {
    expect(typeLines(page('classic', jvm.Lists), 'open class Lists')).toEqual([
      'open class Lists',
      '{',
      '    var names:ArrayList<String> = ArrayList<String>()',
      '    var sizes:ArrayList<Int>? = null',
      '    var bytes:ByteArray? = null',
      '    var byKey:HashMap<UUID,ArrayList<Int>> = HashMap<UUID,ArrayList<Int>>()',
      '    var more:ArrayList<String> = ArrayList<String>()',
      '    var unique:ArrayList<String> = ArrayList<String>()',
      '}',
    ]);
    expect(typesOf('kotlin', 'classic', [jvm.Lists], { query: 'InitializeCollections=false' })).toContain(
      '    var names:ArrayList<String>? = null\n',
    );
  });

  it('OT-21 modern initialises what is required, arrays too', () => {
    expect(typeLines(page('modern', jvm.Lists), 'open class Lists').slice(2, -1)).toEqual([
      '    open var names:ArrayList<String> = ArrayList<String>()',
      '    open var sizes:ArrayList<Int> = ArrayList<Int>()',
      '    open var bytes:ByteArray = ByteArray(0)',
      '    open var byKey:HashMap<UUID,ArrayList<Int>> = HashMap<UUID,ArrayList<Int>>()',
      '    open var more:ArrayList<String>? = null',
      '    open var unique:ArrayList<String> = ArrayList<String>()',
    ]);
    expect(typesWith('InitializeCollections=true', jvm.Lists)).toContain(
      '    open var more:ArrayList<String> = ArrayList<String>()\n',
    );
  });

  it('OT-27 writes an argument by position in classic, by name in modern', () => {
    expect(page('classic', dtos.DescribeCard)).toContain('    @StringLength(50)\n');
    expect(page('modern', dtos.DescribeCard)).toContain('    @StringLength(MaximumLength=50)\n');
  });

  it('modern overrides what a base class or an interface of the host declares', () => {
    const text = page('modern', jvm.RetitleAll);

    expect(typeLines(text, 'open class RetitleAll')).toEqual([
      'open class RetitleAll : Titled()',
      '{',
      '    override var text:String? = null',
      '    open var reason:String? = null',
      '}',
    ]);
    expect(typeLines(text, 'open class Titled')).toEqual([
      'open class Titled : IHasLongTitle, IPost',
      '{',
      '    override var title:String? = null',
      '    override var subtitle:String? = null',
      '    open var text:String? = null',
      '}',
    ]);
  });

  it('classic neither overrides nor opens', () => {
    expect(page('classic', jvm.RetitleAll)).not.toMatch(/override|open var/);
    expect(types('classic', dtos.GetBook)).toContain('open interface IHasTitle\n{\n    var title:String?\n}\n');
  });

  it('has no values in interfaces, which extend each other', () => {
    expect(typeLines(types('modern', dtos.GetBook), 'interface IHasLongTitle')).toEqual([
      'interface IHasLongTitle : IHasTitle',
      '{',
      '    open var subtitle:String?',
      '}',
    ]);
  });

  it('annotates the name that a data member states, twice in classic where its own is a keyword', () => {
    const [classic, modern] = (['classic', 'modern'] as const).map((profile) =>
      typeLines(page(profile, jvm.UseWords), 'open class Words').slice(4, 7),
    );

    expect(classic).toEqual([
      '    @DataMember(Name="new")',
      '    @SerializedName("new")',
      '    @SerializedName("new") var New:Marker? = null',
    ]);
    expect(modern?.[2]).toBe('    open var New:Marker? = null');
  });

  it.each([
    ['id', 'Int'],
    ['parentKey', 'UUID'],
    ['isSold', 'Boolean'],
    ['printed', 'Date'],
    ['readingTime', 'TimeSpan'],
    ['price', 'BigDecimal'],
    ['cover', 'Uri'],
    ['preview', 'ByteArray'],
    ['extra', 'Object'],
    ['sizes', 'ArrayList<Int>'],
    ['counts', 'ArrayList<HashMap<String,Int>>'],
    ['step', 'Step'],
  ])('writes the type of %s as %s', (name, text) => {
    expect(typeLines(page('modern', dtos.GetBook), 'open class Book ')).toContain(
      `    open var ${name}:${text}? = null`,
    );
  });

  it('writes enums with a comma after each member, and their numbers where they have some', () => {
    const text = page('classic', dtos.GetBook);

    expect(typeLines(text, 'enum class Colour')).toEqual(['enum class Colour', '{', '    Red,', '    Green,', '}']);
    expect(typeLines(text, 'enum class Step')).toEqual([
      'enum class Step(val value:Int)',
      '{',
      '    First(1),',
      '    Second(2),',
      '}',
    ]);
    expect(typeLines(text, 'enum class Wire')[2]).toBe('    @SerializedName("in-progress") InProgress,');
    expect(typeLines(text, 'enum class Rights')[2]).toBe('    @SerializedName("1") Read(1),');
  });

  it.each([
    [dtos.GetBook, 'GetBookResponse::class.java'],
    [dtos.ImportBooks, 'object : TypeToken<ArrayList<Book>>(){}.type'],
    [dtos.QueryBooks, 'object : TypeToken<QueryResponse<Book>>(){}.type'],
    [dtos.GetCover, 'ByteArray::class.java'],
    [dtos.GetTitle, 'String::class.java'],
  ])('tells what %p answers with', (request, literal) => {
    expect(typeLines(types('modern', request), `open class ${request.name} `).slice(-3)).toEqual([
      `    companion object { private val responseType = ${literal} }`,
      `    override fun getResponseType(): Any? = ${request.name}.responseType`,
      '}',
    ]);
  });

  it('marks a request that answers nothing, and pages not at all', () => {
    expect(types('classic', dtos.DeleteBook)).toContain('open class DeleteBook : IReturnVoid, IDelete\n');
    expect(types('classic', dtos.DeleteBook)).not.toContain('responseType');
    expect(page('classic', dtos.DeleteBook)).toContain('open class DeleteBook : IDelete\n');
  });

  it('extends generic bases and lists', () => {
    expect(types('modern', dtos.QueryBooks)).toContain(
      'open class QueryBooks : QueryDb<Book>(), IReturn<QueryResponse<Book>>\n',
    );
    expect(types('modern', dtos.GetLibrary)).toContain('open class Library : ArrayList<Book>()\n');
  });

  it('brings no types that its client library has', () => {
    expect(types('modern', dtos.QueryBooks)).not.toMatch(/class Response(?:Status|Error)\b/);
  });

  it('adds a version and a status on request', () => {
    const text = typesWith('AddImplicitVersion=7&AddResponseStatus=true', dtos.GetBook);

    expect(text).toContain('    open var version:Int = 7\n');
    expect(typeLines(text, 'open class GetBookResponse')).toContain(
      '    open var responseStatus:ResponseStatus? = null',
    );
  });

  it('does not initialise what TreatTypesAsStrings makes a string', () => {
    expect(typesWith('TreatTypesAsStrings=List%3CString%3E', jvm.Lists)).toContain(
      '    open var names:String? = null\n',
    );
  });

  it('prints types in annotations as literals, and comments what it has no literal for', () => {
    const text = pageOf('kotlin', 'modern', [jvm.Shows], showing);

    expect(lineWith(text, '@Shown(Label')).toBe('@Shown(Label="x", Model=Marker::class)');
    expect(lineWith(text, 'Many=')).toBe('// @Shown(Many=["x"])');
  });

  it('lets no text open or end a comment, end its string or begin a template', () => {
    const text = pageOf('kotlin', 'modern', [jvm.Hostile], showing);
    const doc = '* a  b  c "d" \\u002a\\u002f \\\\u0041 C:\\users \x24{e} $f """ }} \\  g';

    expect(text.split('\n').filter((line) => line.endsWith(doc))).toEqual([doc, `    ${doc}`]);
    expect(lineWith(text, '@ApiMember(')).toBe(
      '@ApiMember(Description="a */ b /* c \\"d\\" \\\\u002a\\\\u002f \\\\\\\\u0041 C:\\\\users \\\x24{e} \\$f \\"\\"\\" }} \\\\ \\n g")',
    );
    expect(lineWith(text, '@SerializedName("a')).toBe('@SerializedName("a\\"\\$b\\\\u0022")');
  });

  it('closes the header as often as the query opens comments in it', () => {
    const text = nativeTypesFor([jvm.GetMarker]).types('kotlin', 'IncludeTypes=Test.Dtos/*,Test.Enums/*');

    expect(text).toContain('\nIncludeTypes: Test.Dtos/*,Test.Enums/*\n');
    expect(text).toContain('\n//DefaultImports: \n*/*/*/\n\nimport ');
    expect(nativeTypesFor([jvm.GetMarker]).types('kotlin')).toContain('\n//DefaultImports: \n*/\n\nimport ');
  });
});
