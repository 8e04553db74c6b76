import * as dtos from '../dtos';
import { nativeTypesFor, pageOf, type SupportOptions, typesOf } from '../support';
import * as jvm from './jvm-dtos';
import { importLines, lineWith, showing, typeLines, writer } from './jvm-support';

const { page, types, typesWith } = writer('java');
const gson = ['import com.google.gson.annotations.*;', 'import com.google.gson.reflect.*;'];

describe('java', () => {
  it('OT-01 nests everything in the class dtos, the request first', () => {
    expect(page('classic', jvm.GetMarker)).toBe(
      [
        'import java.math.*;',
        'import java.util.*;',
        'import net.servicestack.client.*;',
        '',
        'public class dtos',
        '{',
        '',
        '    public static class GetMarker',
        '    {',
        '',
        '    }',
        '',
        '    public static class Marker',
        '    {',
        '',
        '    }',
        '',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('OT-01 has accessors whose setters return the class', () => {
    expect(typeLines(page('classic', dtos.GetBook), 'public static class BookBase')).toEqual([
      'public static class BookBase implements IHasTitle, IPost',
      '{',
      '    /**',
      '    * What the book is called',
      '    */',
      '    @ApiMember(Description="What the book is called", IsRequired=true)',
      '    public String title = null;',
      '',
      '    public String getTitle() { return title; }',
      '    public BookBase setTitle(String value) { this.title = value; return this; }',
      '}',
    ]);
  });

  it('OT-01 leaves accessors out, or lets setters return nothing, where the query says so', () => {
    const without = typeLines(typesWith('AddPropertyAccessors=false', dtos.GetBook), 'public static class Chapter');
    const silent = typesWith('SettersReturnThis=false', dtos.GetBook);

    expect(without).toEqual([
      'public static class Chapter',
      '{',
      '    public String title = null;',
      '    public ArrayList<Paragraph> paragraphs = null;',
      '}',
    ]);
    expect(typeLines(silent, 'public static class Chapter')).toContain(
      '    public void setTitle(String value) { this.title = value; }',
    );
  });

  it.each([
    ['a name that is a keyword', jvm.UseWords],
    ['a list as the answer', jvm.ListMarkers],
    ['a named data member', dtos.DescribeCard],
    ['an enum whose members have other names on the wire', jvm.Hostile],
  ])('OT-01 imports the packages of Gson for %s', (_, request) => {
    expect(importLines(page('classic', request)).slice(3)).toEqual(gson);
    expect(importLines(types('modern', request)).slice(4)).toEqual(gson);
  });

  it('OT-01 imports them for nothing else', () => {
    expect(importLines(page('classic', jvm.UseKotlinWords)).slice(3)).toEqual([]);
    expect(importLines(types('modern', jvm.Switches)).slice(4)).toEqual([]);
  });

  it('OT-02 makes a repeated annotation a comment', () => {
    expect(typesOf('java', 'classic', [dtos.GetBook])).toContain(
      [
        '    @Route(Path="/books/{Id}", Verbs="GET")',
        '    // @Route("/book")',
        '    @Api(Description="Gets a book")',
        '    @ApiResponse(Description="No such \\"book\\"", StatusCode=404)',
        '    @ValidateRequest(Validator="HasRole(`Member`)")',
        '    public static class GetBook implements IReturn<GetBookResponse>, IGet',
      ].join('\n'),
    );
  });

  it('OT-02 on a page too, where there are no routes and no markers', () => {
    expect(page('classic', dtos.GetBook)).not.toMatch(/@Route|IReturn|responseType/);
    expect(page('classic', dtos.GetBook)).toContain('    public static class GetBook implements IGet\n');
  });

  it('OT-14 removes line breaks from comments and escapes them in annotations', () => {
    const text = page('classic', dtos.DescribeCard);

    expect(text).toContain('    /**\n    * Line oneline two  end\n    */\n');
    expect(lineWith(text, '@ApiMember(AllowMultiple')).toContain(
      'Description="A \\"quoted\\" \\\\ text\\nof two lines with a tab\\t, a */ and \\u2028"',
    );
  });

  it('OT-15 tells types apart that differ in arity only', () => {
    const text = types('modern', dtos.PageOfBooks, jvm.TwoPages);

    expect(text).toContain('    public static class Page<T>\n');
    expect(text).toContain('    public static class Page_2<A, B>\n');
    expect(lineWith(text, 'pair = null')).toBe('public Page_2<Marker, Integer> pair = null;');
  });

  it('OT-18 modern initialises required collections and imports InputStream', () => {
    const text = page('modern', jvm.Lists);

    expect(typeLines(text, 'public static class Lists').slice(2, 8)).toEqual([
      '    public ArrayList<String> names = new ArrayList<String>();',
      '    public ArrayList<Integer> sizes = new ArrayList<Integer>();',
      '    public byte[] bytes = new byte[]{};',
      '    public HashMap<UUID,ArrayList<Integer>> byKey = new HashMap<UUID,ArrayList<Integer>>();',
      '    public ArrayList<String> more = null;',
      '    public ArrayList<String> unique = new ArrayList<String>();',
    ]);
    expect(importLines(text)).toEqual([
      'import java.math.*;',
      'import java.util.*;',
      'import java.io.InputStream;',
      'import net.servicestack.client.*;',
    ]);
  });

  it('OT-18 classic initialises nothing and has no such import', () => {
    const text = page('classic', jvm.Lists);

    expect(text).not.toMatch(/= new |InputStream/);
    expect(text).toContain('        public ArrayList<String> names = null;\n');
  });

  it('OT-19 imports the packages of Gson on the page of a list, not on that of a class or an array', () => {
    expect(importLines(page('classic', jvm.ListMarkers)).slice(-2)).toEqual(gson);
    expect(importLines(page('classic', jvm.GetMarker))).toHaveLength(3);
    expect(importLines(page('classic', jvm.ArrayOfMarkers))).toHaveLength(3);
  });

  it('OT-20 reads a boolean by `is`, and by `get` where its name begins so itself', () => {
    expect(typeLines(page('classic', jvm.Switches), 'public static class Switches').slice(-7, -1)).toEqual([
      '    public Boolean isActive() { return active; }',
      '    public Switches setActive(Boolean value) { this.active = value; return this; }',
      '    public Boolean getIsOpen() { return isOpen; }',
      '    public Switches setIsOpen(Boolean value) { this.isOpen = value; return this; }',
      '    public Integer getIssue() { return issue; }',
      '    public Switches setIssue(Integer value) { this.issue = value; return this; }',
    ]);
    expect(pageOf('java', 'classic', [jvm.Toggle], { textCase: 'PascalCase' })).toContain(
      '        public Boolean getIsActive() { return IsActive; }\n' +
        '        public Toggle setIsActive(Boolean value) { this.IsActive = value; return this; }\n',
    );
  });

  it('OT-27 writes an argument by position in classic, by name in modern', () => {
    expect(page('classic', dtos.DescribeCard)).toContain('        @StringLength(50)\n');
    expect(page('modern', dtos.DescribeCard)).toContain('        @StringLength(MaximumLength=50)\n');
    expect(types('modern', dtos.GetBook)).toContain('    // @Route(Path="/book")\n');
  });

  it('annotates names that are keywords or that a data member states', () => {
    const [classic, modern] = (['classic', 'modern'] as const).map((profile) =>
      typeLines(page(profile, jvm.UseWords), 'public static class Words'),
    );

    expect(classic?.slice(2, 8)).toEqual([
      '    public String data = null;',
      '    @SerializedName("class") public String Class = null;',
      '    @DataMember(Name="new")',
      '    @SerializedName("new")',
      '    @SerializedName("new") public Marker New = null;',
      '',
    ]);
    expect(modern?.slice(4, 7)).toEqual([
      '    @DataMember(Name="new")',
      '    @SerializedName("new")',
      '    public Marker New = null;',
    ]);
    // A getter of that name would override one of Object that is final.
    expect(modern).toContain('    public String getClass_() { return Class; }');
  });

  it('keeps the declared name of a data member', () => {
    expect(typeLines(page('modern', dtos.DescribeCard), 'public static class LibraryCard').slice(2, 9)).toEqual([
      '    @DataMember(Name="no", Order=2, IsRequired=true)',
      '    @SerializedName("no")',
      '    public Integer number = null;',
      '',
      '    @DataMember',
      '    @StringLength(MaximumLength=50)',
      '    public String holder = null;',
    ]);
    expect(page('modern', dtos.DescribeCard)).toContain('    @DataContract(Name="Card", Namespace="urn:cards")\n');
  });

  it.each([
    ['pages', 'Integer'],
    ['key', 'UUID'],
    ['parentKey', 'UUID'],
    ['isSold', 'Boolean'],
    ['printed', 'Date'],
    ['readingTime', 'TimeSpan'],
    ['price', 'BigDecimal'],
    ['cover', 'Uri'],
    ['preview', 'byte[]'],
    ['extra', 'Object'],
    ['tags', 'ArrayList<String>'],
    ['sizes', 'ArrayList<Integer>'],
    ['meta', 'HashMap<String,String>'],
    ['counts', 'ArrayList<HashMap<String,Integer>>'],
    ['byKey', 'HashMap<UUID,ArrayList<Marker>>'],
    ['step', 'Step'],
  ])('writes the type of %s as %s', (name, text) => {
    expect(typeLines(page('classic', dtos.GetBook), 'public static class Book ')).toContain(
      `    public ${text} ${name} = null;`,
    );
  });

  it('writes enums in PascalCase, with a semicolon after the last member', () => {
    const text = page('classic', dtos.GetBook);

    expect(typeLines(text, 'public static enum Colour')).toEqual([
      'public static enum Colour',
      '{',
      '    Red,',
      '    Green;',
      '}',
    ]);
    expect(typeLines(text, 'public static enum Step')).toEqual([
      'public static enum Step',
      '{',
      '    First(1),',
      '    Second(2);',
      '',
      '    private final int value;',
      '    Step(final int intValue) { value = intValue; }',
      '    public int getValue() { return value; }',
      '}',
    ]);
  });

  it('names what stands on the wire where it is not the name of the member', () => {
    const text = page('classic', dtos.GetBook);

    expect(typeLines(text, 'public static enum Rights').slice(2, 4)).toEqual([
      '    @SerializedName("1") Read(1),',
      '    @SerializedName("2") Write(2);',
    ]);
    expect(typeLines(text, 'public static enum Wire').slice(2, 4)).toEqual([
      '    @SerializedName("in-progress") InProgress,',
      '    Done;',
    ]);
    expect(typeLines(page('classic', jvm.Hostile), 'public static enum Casing').slice(2, 4)).toEqual([
      '    @SerializedName("lower") Lower,',
      '    Upper;',
    ]);
  });

  it.each([
    [dtos.GetBook, ['GetBookResponse.class']],
    [dtos.ImportBooks, ['new TypeToken<ArrayList<Book>>(){}.getType()']],
    [dtos.QueryBooks, ['new TypeToken<QueryResponse<Book>>(){}.getType()']],
    [jvm.ArrayOfMarkers, ['new TypeToken<ArrayList<Marker>>(){}.getType()']],
    [dtos.CountBooks, ['new TypeToken<HashMap<String,Integer>>(){}.getType()']],
    [dtos.GetCover, ['byte[].class']],
    [dtos.GetTitle, ['String.class']],
    [dtos.DeleteBook, []],
  ])('tells what %p answers with', (request, literals) => {
    const text = types('modern', request);

    expect(typeLines(text, `public static class ${request.name}`).slice(-1 - 2 * literals.length, -1)).toEqual(
      literals.flatMap((literal) => [
        `    private static Object responseType = ${literal};`,
        '    public Object getResponseType() { return responseType; }',
      ]),
    );
    expect(importLines(text).slice(4)).toEqual(
      literals.some((literal) => literal.includes('TypeToken')) ? gson : importLines(text).slice(4),
    );
  });

  it('marks a request that answers nothing', () => {
    expect(types('classic', dtos.DeleteBook)).toContain('class DeleteBook implements IReturnVoid, IDelete\n');
  });

  it('keeps markers and answers that are declared, whatever AddReturnMarker says', () => {
    expect(typesWith('AddReturnMarker=false', dtos.GetBook)).toMatch(
      /implements IReturn<GetBookResponse>, IGet\n[^}]*[\s\S]*?Object responseType = GetBookResponse\.class;/,
    );
  });

  it('lets an interface extend others, without accessors', () => {
    expect(typeLines(types('modern', dtos.GetBook), 'public static interface IHasLongTitle')).toEqual([
      'public static interface IHasLongTitle extends IHasTitle',
      '{',
      '    public String subtitle = null;',
      '}',
    ]);
  });

  it('extends generic bases and lists', () => {
    expect(types('modern', dtos.QueryBooks)).toContain(
      'class QueryBooks extends QueryDb<Book> implements IReturn<QueryResponse<Book>>\n',
    );
    expect(types('modern', dtos.GetLibrary)).toContain('    public static class Library extends ArrayList<Book>\n');
  });

  it('brings no types that its client library has, on pages neither', () => {
    const options: SupportOptions = { page: { showResponseStatus: true } };

    expect(types('modern', dtos.QueryBooks)).toContain('class QueryResponse<T>\n');
    expect(types('modern', dtos.QueryBooks)).not.toMatch(/class Response(?:Status|Error)\b/);
    expect(pageOf('java', 'modern', [dtos.QueryBooks], options)).not.toMatch(/class Response(?:Status|Error)\b/);
  });

  it('imports java.io where a stream is used', () => {
    expect(importLines(page('classic', jvm.Upload)).slice(-1)).toEqual(['import java.io.*;']);
    expect(page('classic', jvm.Upload)).toContain('        public InputStream content = null;\n');
  });

  it('puts the package first, and another class around it all', () => {
    expect(typesWith('Package=com.acme&GlobalNamespace=Api', jvm.GetMarker).split('\n').slice(0, 3)).toEqual([
      'package com.acme;',
      '',
      'import java.math.*;',
    ]);
    expect(typesWith('Package=com.acme&GlobalNamespace=Api', jvm.GetMarker)).toContain('\npublic class Api\n{\n');
  });

  it('imports what DefaultImports says instead of its own list, and what it needs besides', () => {
    expect(importLines(typesWith('DefaultImports=java.util.*,com.acme.Money', jvm.ListMarkers))).toEqual([
      'import java.util.*;',
      'import com.acme.Money;',
      ...gson,
    ]);
  });

  it.each(['java.*.x', '*', 'a*/', 'a/*'])('refuses %s as an import with 400', (item) => {
    expect(() => typesWith(`DefaultImports=${item}`, jvm.GetMarker)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('adds a version and a status on request, with accessors', () => {
    const text = typesWith('AddImplicitVersion=7&AddResponseStatus=true', dtos.GetBook);

    expect(typeLines(text, 'public static class GetBook ')).toEqual(
      expect.arrayContaining([
        '    public Integer version = 7;',
        '    public Integer getVersion() { return version; }',
        '    public GetBook setVersion(Integer value) { this.version = value; return this; }',
      ]),
    );
    expect(typeLines(text, 'public static class GetBookResponse')).toContain(
      '    public ResponseStatus responseStatus = null;',
    );
  });

  it('treats types as strings on request', () => {
    const text = typesWith('TreatTypesAsStrings=Guid,List%3CString%3E', dtos.GetBook);

    expect(typeLines(text, 'public static class Book ')).toContain('    public String key = null;');
    expect(typeLines(text, 'public static class Shelf')).toContain('    public String labels = null;');
  });

  it('prints types in annotations as literals, and comments what it has no literal for', () => {
    const page = pageOf('java', 'modern', [jvm.Shows], showing);

    expect(lineWith(page, '@Shown(Label')).toBe('@Shown(Label="x", Model=Marker.class)');
    expect(lineWith(page, 'Many=')).toBe('// @Shown(Many=["x"])');
    expect(lineWith(page, 'Missing=')).toBe('// @Shown(Missing=typeof(Test.Dtos.Chapter))');
    expect(lineWith(page, '@Meta')).toBe('// @Meta(Name="a", Value="b")');
  });

  it('lets no text end its comment or its string, Unicode escapes included', () => {
    const text = pageOf('java', 'modern', [jvm.Hostile], showing);

    const doc = '* a  b /* c "d" \\\\u002a\\\\u002f \\\\u0041 C:\\\\users \x24{e} $f """ }} \\  g';
    expect(text.split('\n').filter((line) => line.endsWith(doc))).toEqual([`    ${doc}`, `        ${doc}`]);
    expect(lineWith(text, '@ApiMember(')).toBe(
      '@ApiMember(Description="a */ b /* c \\"d\\" \\\\u002a\\\\u002f \\\\\\\\u0041 C:\\\\users \x24{e} $f \\"\\"\\" }} \\\\ \\n g")',
    );
    expect(lineWith(text, '@SerializedName("a')).toBe('@SerializedName("a\\"$b\\\\u0022")');
  });

  it('HD-01 lets no option of the header end it by a Unicode escape', () => {
    const text = nativeTypesFor([jvm.GetMarker]).types('java', 'IncludeTypes=\\u002a\\u002f,X');

    expect(text).toContain('\nIncludeTypes: \\\\u002a\\\\u002f,X\n');
  });
});
