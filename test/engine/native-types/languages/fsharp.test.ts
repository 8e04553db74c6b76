import * as dtos from '../dtos';
import { nativeTypesFor } from '../support';
import * as net from './dotnet-dtos';
import { between, everyOption, hostileLines, line, writer } from './dotnet-support';

const { page, types } = writer('fsharp');
const declared = (text: string) => [...text.matchAll(/^ {4}type ([\w<>', ]+?)(?:\(\))? ?=/gm)].map(([, name]) => name);
const member = (text: string, name: string) => line(text, `member val ${name}:`);

describe('fsharp', () => {
  it.each([
    ['Id', 'Int32', 'new Int32()'],
    ['Pages', 'Nullable<Int32>', 'new Nullable<Int32>()'],
    ['Key', 'Guid', 'new Guid()'],
    ['IsSold', 'Nullable<Boolean>', 'new Nullable<Boolean>()'],
    ['Printed', 'DateTime', 'new DateTime()'],
    ['ReadingTime', 'TimeSpan', 'new TimeSpan()'],
    ['Price', 'Decimal', 'new Decimal()'],
    ['Colour', 'Colour', 'new Colour()'],
    ['Step', 'Nullable<Step>', 'new Nullable<Step>()'],
    ['Subtitle', 'String', 'null'],
    ['Cover', 'Uri', 'null'],
    ['Extra', 'Object', 'null'],
    ['Preview', 'Byte[]', 'null'],
    ['Tags', 'ResizeArray<String>', 'null'],
    ['Sizes', 'Int32[]', 'null'],
    ['Counts', 'ResizeArray<Dictionary<String, Int32>>', 'null'],
    ['ByKey', 'Dictionary<Guid, ResizeArray<Marker>>', 'null'],
  ])('OT-12 declares %s as %s = %s in modern', (name, type, value) => {
    expect(member(page('modern', dtos.GetBook), name)).toBe(`member val ${name}:${type} = ${value} with get,set`);
  });

  it.each([
    ['Preview', '[||]'],
    ['Tags', 'new ResizeArray<String>()'],
    ['Markers', '[||]'],
    ['Meta', 'new Dictionary<String, String>()'],
    ['Counts', 'new ResizeArray<Dictionary<String, Int32>>()'],
    ['Cover', 'null'],
    ['Id', 'new Int32()'],
  ])('OT-12 starts %s as %s in classic', (name, value) => {
    expect(member(page('classic', dtos.GetBook), name)).toContain(` = ${value} with get,set`);
  });

  it('OT-12 starts collections by InitializeCollections alone, whatever is required', () => {
    expect(member(page('modern', net.GetPeriod), 'Periods')).toContain(' = null with');
    expect(member(types('modern', [net.GetPeriod], 'InitializeCollections=True'), 'Periods')).toContain(
      ' = new ResizeArray<String>() with',
    );
    expect(member(types('classic', [net.GetPeriod], 'InitializeCollections=False'), 'Periods')).toContain(
      ' = null with',
    );
    expect(member(page('classic', net.GetPeriod), 'More')).toBe(
      'member val More:ICollection<String> = null with get,set',
    );
  });

  it('OT-16 has the response’s types before the request, each after what it needs', () => {
    const names = declared(page('modern', dtos.GetBook));

    expect(declared(page('classic', dtos.DescribeCard)).slice(-2)).toEqual(['LibraryCard', 'DescribeCard']);
    expect(names.at(-1)).toBe('GetBook');
    expect(names.at(-2)).toBe('GetBookResponse');
    expect(names.indexOf('BookBase')).toBeLessThan(names.indexOf('Book'));
    expect(names.indexOf('Colour')).toBeLessThan(names.indexOf('Book'));
  });

  it('OT-16 opens the default namespaces and what AddNamespaces says, never the types’ own', () => {
    const opened = (text: string) => [...text.matchAll(/^open (.*)$/gm)].map(([, name]) => name);
    const classic = [
      'System',
      'System.Collections',
      'System.Collections.Generic',
      'System.Runtime.Serialization',
      'ServiceStack',
      'ServiceStack.DataAnnotations',
    ];

    expect(opened(page('classic', dtos.GetBook))).toEqual(classic);
    expect(opened(page('modern', dtos.GetBook))).toEqual(['System', 'System.IO', ...classic.slice(1)]);
    expect(opened(types('classic', [dtos.GetBook], 'AddNamespaces=My.Own'))).toEqual([...classic, 'My.Own']);
  });

  it('OT-17 gives members of enums a number always', () => {
    const text = page('classic', dtos.GetBook);

    expect(text).toContain('\n\n    type Colour =\n        | Red = 0\n        | Green = 1\n\n');
    expect(text).toContain('\n\n    type Step =\n        | First = 1\n        | Second = 2\n');
    expect(text).toContain('\n    [<Flags>]\n    type Rights =\n        | Read = 1\n        | Write = 2\n');
    expect(text).toContain('        | [<EnumMember(Value="in-progress")>] InProgress = 0\n');
  });

  it('OT-17 writes nullable values as Nullable', () => {
    expect(member(page('classic', dtos.GetBook), 'ParentKey')).toBe(
      'member val ParentKey:Nullable<Guid> = new Nullable<Guid>() with get,set',
    );
  });

  it.each([
    ['the service model’s namespace where there is one', net.GetPeriod, 'Net.ServiceModel'],
    ['else the first by culture', dtos.GetBook, 'Test.Dtos'],
  ])('puts everything in one namespace: %s', (_what, request, namespace) => {
    expect(page('classic', request).startsWith(`namespace ${namespace}\n\nopen System\n`)).toBe(true);
    expect(types('classic', [request], 'GlobalNamespace=My.Types').startsWith('namespace My.Types\n')).toBe(true);
  });

  it('has the comment, attributes, AllowNullLiteral, and then the type with its trailing blank', () => {
    expect(page('classic', dtos.GetBook)).toContain(
      [
        '',
        '    ///<summary>',
        '    ///Gets a book',
        '    ///</summary>',
        '    [<Api(Description="Gets a book")>]',
        '    [<ApiResponse(Description="No such \\"book\\"", StatusCode=404)>]',
        '    [<ValidateRequest(Validator="HasRole(`Member`)")>]',
        '    [<AllowNullLiteral>]',
        '    type GetBook() = ',
        '        interface IGet',
        '        ///<summary>',
        '        ///Which one',
        '        ///</summary>',
        '        [<ApiMember(DataType="integer", Description="Which one", IsRequired=true, ParameterType="path")>]',
        '        member val Id:Int32 = new Int32() with get,set',
        '',
      ].join('\n'),
    );
  });

  it('has the base, on /types the return marker, and of the interfaces only the empty markers', () => {
    expect(types('classic', [dtos.QueryBooks])).toContain(
      '    type QueryBooks() = \n        inherit QueryDb<Book>()\n        interface IReturn<QueryResponse<Book>>\n',
    );
    expect(types('classic', [dtos.DeleteBook])).toContain(
      '    type DeleteBook() = \n        interface IReturnVoid\n        interface IDelete\n',
    );
    const text = types('classic', [dtos.GetBook]);
    expect(between(text, 'type BookBase() =', '///<summary>')).toEqual(['type BookBase() =', 'interface IPost']);
    expect(text).toContain(
      '    [<AllowNullLiteral>]\n    type IHasTitle = \n        abstract Title:String with get,set\n',
    );
    expect(page('classic', dtos.QueryBooks)).not.toContain('IReturn');
  });

  it('ends a type without anything by class end', () => {
    expect(page('classic', dtos.GetBook)).toContain('    type Marker() = \n        class end\n');
    expect(types('classic', [dtos.CountBooks])).toContain(
      '    type CountBooks() = \n        interface IReturn<Dictionary<String, Int32>>\n',
    );
  });

  it('sets off a member after one with a comment alone, too', () => {
    const text = types('classic', [dtos.DescribeCard], 'AddDescriptionAsComments=True');

    expect(between(text, 'type LibraryCard() =', '[<StringLength(50)>]')).toEqual([
      'type LibraryCard() =',
      '[<DataMember(Name="no", Order=2, IsRequired=true)>]',
      'member val Number:Int32 = new Int32() with get,set',
      '',
      '[<DataMember>]',
    ]);
    expect(page('classic', net.GetDescribed)).toContain(
      [
        '        ///<summary>',
        '        ///Only described',
        '        ///</summary>',
        '        member val First:String = null with get,set',
        '',
        '        member val Second:String = null with get,set',
      ].join('\n'),
    );
  });

  it('marks parameters of generic types', () => {
    const text = types('modern', [dtos.PageOfBooks]);

    expect(text).toContain("    type Page<'T>() = \n");
    expect(member(text, 'Items')).toBe("member val Items:ResizeArray<'T> = null with get,set");
    expect(member(text, 'First')).toBe("member val First:'T = Unchecked.defaultof<'T> with get,set");
  });

  it('OT-14 deletes the line breaks of a description in its comment, and escapes them in its attribute', () => {
    const text = page('classic', dtos.DescribeCard);

    expect(text).toContain('\n    ///Line oneline two */ end\n');
    expect(text).toContain('text\\nof two lines with a tab\\t, a */ and \\u2028"');
  });

  it('OT-15 gives types that differ in arity only names of their own', () => {
    const names = declared(types('modern', [dtos.PageOfBooks, dtos.GetPair]));

    expect(names).toEqual(expect.arrayContaining(["Page<'T>", "Page_2<'A, 'B>"]));
  });

  it('keeps texts of authors within their comments and strings', () => {
    const text = page('modern', net.Hostile);
    const { comments, attributes } = hostileLines(text, '///');

    expect([comments.length, attributes.length]).toEqual([2, 2]);
    for (const attribute of attributes) {
      expect(attribute).toMatch(/^\[<ApiMember\(Description="(?:[^"\\]|\\.)*"\)>\]$/);
    }
    expect(() => page('classic', net.BadName)).toThrow('cannot be a name');
  });

  it('writes its own words as names in back quotes', () => {
    expect(line(page('classic', net.GetPeriod), 'member val ``end``')).toBe(
      'member val ``end``:String = null with get,set',
    );
  });

  it('heeds the options that its header lists', () => {
    const options = everyOption.join('&');
    const text = types('classic', [dtos.DescribeCard], options);

    expect(between(text, 'type DescribeCard() =', '[<References(typeof<Book>)>]')).toEqual([
      'type DescribeCard() =',
      'interface IReturn<LibraryCard>',
      'interface IExtensibleDataObject with',
      'member val ExtensionData:ExtensionDataObject = null with get,set',
      '[<DataMember(Order=0)>]',
      'member val Version:Int32 = 3 with get,set',
      '',
      '[<DataMember(Order=1)>]',
      'member val Card:LibraryCard = null with get,set',
      '',
      '[<DataMember(Order=2)>]',
    ]);
    expect(text).toContain(
      '    [<DataContract>]\n    [<GeneratedCode("AddServiceStackReference", "0.10")>]\n    [<AllowNullLiteral>]\n    type DescribeCard() = \n',
    );
    expect(text).toContain('    [<Description("Line one\\nline two */ end")>]\n');
    expect(text).toContain('        member val ResponseStatus:ResponseStatus = null with get,set\n');
    expect(text).toContain('open System.CodeDom.Compiler\n');
  });

  it('HD-04 has a header in (* *), which no option can leave', () => {
    const text = nativeTypesFor([dtos.GetBook]).types('fsharp', 'IncludeTypes=GetBook*),GetBook.*');

    expect(text.startsWith('(* Options:\n')).toBe(true);
    expect(text.split('*)')).toHaveLength(2);
    expect(text).toContain('\n//AddNamespaces: \n*)\n\nnamespace Test.Dtos\n');
  });
});
