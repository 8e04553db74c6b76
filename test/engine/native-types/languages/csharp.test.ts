import * as dtos from '../dtos';
import { nativeTypesFor } from '../support';
import * as net from './dotnet-dtos';
import { between, everyOption, hostileLines, line, writer } from './dotnet-support';

const { page, types } = writer('csharp');
const property = (text: string, name: string) =>
  text
    .split('\n')
    .find((candidate) => new RegExp(`^ *public virtual .* ${name} \\{`).test(candidate))
    ?.trim();

describe('csharp', () => {
  it('CS-01 has the class, and on the next line its base, return marker and interfaces', () => {
    expect(types('classic', [dtos.QueryBooks])).toContain(
      [
        '    public partial class QueryBooks',
        '        : QueryDb<Book>, IReturn<QueryResponse<Book>>',
        '    {',
        '        public virtual string TitleContains { get; set; }',
        '    }',
      ].join('\n'),
    );
    expect(types('classic', [dtos.DeleteBook])).toContain(
      '    public partial class DeleteBook\n        : IReturnVoid, IDelete\n    {\n',
    );
    expect(types('classic', [dtos.GetCover])).toContain('        : IReturn<byte[]>\n');
    expect(types('classic', [dtos.GetBook])).toContain(
      '    public partial interface IHasLongTitle\n        : IHasTitle\n    {\n        string Subtitle { get; set; }\n    }\n',
    );
  });

  it('CS-01 has no return markers and routes on a page', () => {
    const text = page('classic', dtos.GetBook);

    expect(text).toContain('    public partial class GetBook\n        : IGet\n    {\n');
    expect(text).not.toContain('[Route(');
  });

  it('CS-02 writes the validator of ValidateRequest and Validate by position, all else by name', () => {
    const text = page('modern', dtos.GetBook);

    expect(text).toContain('    [ValidateRequest("HasRole(`Member`)")]\n');
    expect(text).toContain('        [Validate("NotEmpty")]\n');
    expect(page('modern', dtos.DescribeCard)).toContain(
      '    [ValidateRequest("IsAuthenticated", ErrorCode="Nope", Message="No", StatusCode=403)]\n',
    );
  });

  it('CS-03 creates collections in the constructor in classic', () => {
    expect(between(page('classic', net.GetPeriod), 'public partial class Period', '}').slice(0, 11)).toEqual([
      'public partial class Period',
      ': IHasOwner',
      '{',
      'public Period()',
      '{',
      'Periods = new List<string>{};',
      'Days = new int[]{};',
      'Gaps = new int?[]{};',
      'Counts = new Dictionary<string, int>{};',
      'Names = new HashSet<string>{};',
      'Optional = new List<string>{};',
    ]);
    expect(page('classic', net.GetPeriod)).toContain(
      '        }\n\n        public virtual Guid? OwnerId { get; set; }\n',
    );
    expect(types('classic', [net.GetPeriod], 'InitializeCollections=False')).not.toContain('public Period()');
  });

  it('CS-03 CS-06 ends required lists and arrays with = [], dictionaries with = new(), in modern', () => {
    const text = page('modern', net.GetPeriod);

    expect(text).not.toContain('public Period()');
    expect(
      ['Periods', 'Days', 'Gaps', 'Counts', 'Names', 'More', 'Optional'].map((name) => property(text, name)),
    ).toEqual([
      'public virtual List<string> Periods { get; set; } = [];',
      'public virtual int[] Days { get; set; } = [];',
      'public virtual int?[] Gaps { get; set; } = [];',
      'public virtual Dictionary<string, int> Counts { get; set; } = new();',
      'public virtual HashSet<string> Names { get; set; } = [];',
      'public virtual ICollection<string> More { get; set; }',
      'public virtual List<string>? Optional { get; set; }',
    ]);
    expect(property(types('modern', [dtos.GetBook], 'InitializeCollections=True'), 'Tags')).toBe(
      'public virtual List<string>? Tags { get; set; } = [];',
    );
  });

  it.each([
    ['Name', 'string', 'string', 'string'],
    ['Note', 'string', 'string?', 'string?'],
    ['Places', 'int', 'int', 'int'],
    ['Room', 'int?', 'int?', 'int'],
    ['Labels', 'List<string>', 'List<string>', 'List<string>'],
    ['More', 'List<string>', 'List<string>?', 'List<string>?'],
    ['Code', 'string', 'string', 'string'],
    ['Subtitle', 'string', 'string?', 'string?'],
    ['Pages', 'int?', 'int?', 'int?'],
    ['Colour', 'Colour', 'Colour', 'Colour'],
  ])('CS-04 marks %s as nullable by the profile: %s, %s, %s', (name, classic, annotated, modern) => {
    const typeIn = (text: string) => /^public virtual (.*) \w+ \{/.exec(property(text, name) ?? '')?.[1];

    expect(typeIn(page('classic', dtos.GetBook))).toBe(classic);
    expect(typeIn(types('classic', [dtos.GetBook], 'AddNullableAnnotations=True'))).toBe(annotated);
    expect(typeIn(page('modern', dtos.GetBook))).toBe(modern);
  });

  it('CS-04 has no marks of references in modern without AddNullableAnnotations', () => {
    const text = types('modern', [dtos.GetBook], 'AddNullableAnnotations=False');

    expect(property(text, 'Subtitle')).toBe('public virtual string Subtitle { get; set; }');
    expect(property(text, 'Pages')).toBe('public virtual int? Pages { get; set; }');
  });

  it('CS-05 has comment, attributes, declaration, and after each type an empty line', () => {
    expect(page('classic', dtos.GetBook)).toContain(
      [
        '    ///<summary>',
        '    ///Gets a book',
        '    ///</summary>',
        '    [Api(Description="Gets a book")]',
        '    [ApiResponse(Description="No such \\"book\\"", StatusCode=404)]',
        '    [ValidateRequest("HasRole(`Member`)")]',
        '    public partial class GetBook',
        '        : IGet',
        '    {',
        '        ///<summary>',
        '        ///Which one',
        '        ///</summary>',
        '        [ApiMember(DataType="integer", Description="Which one", IsRequired=true, ParameterType="path")]',
        '        public virtual int Id { get; set; }',
        '    }',
        '',
        '    public partial class GetBookResponse',
      ].join('\n'),
    );
  });

  it('CS-05 opens each namespace after an empty line, and has one before its end', () => {
    const text = page('classic', dtos.GetBook);

    expect(text.startsWith('using System;\nusing System.Collections;\n')).toBe(true);
    expect(text).toContain(
      'using Test.Dtos;\nusing Test.Enums;\n\nnamespace Test.Dtos\n{\n    public partial class Book\n',
    );
    expect(text).toContain(
      '    }\n\n}\n\nnamespace Test.Enums\n{\n    public enum Colour\n    {\n        Red,\n        Green,\n    }\n\n',
    );
    expect(text.endsWith('    }\n\n}\n')).toBe(true);
  });

  it('separates a member from one with attributes by an empty line, data members included', () => {
    expect(page('classic', dtos.DescribeCard)).toContain(
      [
        '    [DataContract(Name="Card", Namespace="urn:cards")]',
        '    public partial class LibraryCard',
        '    {',
        '        [DataMember(Name="no", Order=2, IsRequired=true)]',
        '        public virtual int Number { get; set; }',
        '',
        '        [DataMember]',
        '        [StringLength(50)]',
        '        public virtual string Holder { get; set; }',
        '    }',
      ].join('\n'),
    );
  });

  it('prints [ApiMember] even when it carries nothing, and types as typeof', () => {
    const text = page('classic', dtos.DescribeCard);

    expect(text).toContain('        [ApiMember]\n        public virtual string Empty { get; set; }\n');
    expect(text).toContain('        [References(typeof(Test.Dtos.Book))]\n');
    expect(types('classic', [dtos.DescribeCard], 'GlobalNamespace=My')).toContain(
      '        [References(typeof(Book))]\n',
    );
  });

  // metadata-and-types 4.1.
  it.each([
    ['Key', 'Guid'],
    ['ParentKey', 'Guid?'],
    ['IsSold', 'bool?'],
    ['Printed', 'DateTime'],
    ['ReadingTime', 'TimeSpan'],
    ['Price', 'decimal'],
    ['Preview', 'byte[]'],
    ['Extra', 'Object'],
    ['Markers', 'Marker[]'],
    ['Counts', 'List<Dictionary<string, int>>'],
    ['ByKey', 'Dictionary<Guid, List<Marker>>'],
    ['Step', 'Step?'],
  ])('writes the type of %s as %s', (name, text) => {
    expect(property(page('classic', dtos.GetBook), name)).toBe(`public virtual ${text} ${name} { get; set; }`);
  });

  it('gives members of enums numbers only where the enum has its own, and wire names as EnumMember', () => {
    const text = page('classic', dtos.GetBook);

    expect(between(text, 'public enum Step', '}')).toEqual(['public enum Step', '{', 'First = 1,', 'Second = 2,']);
    expect(text).toContain('    [Flags]\n    public enum Rights\n');
    expect(between(text, 'public enum Wire', '}')).toEqual([
      'public enum Wire',
      '{',
      '[EnumMember(Value="in-progress")]',
      'InProgress,',
      'Done,',
    ]);
  });

  it('OT-14 deletes the line breaks of a description in its comment, and escapes them in its attribute', () => {
    const text = page('classic', dtos.DescribeCard);

    expect(text).toContain('\n    ///Line oneline two */ end\n');
    expect(line(text, '[ApiMember(AllowMultiple=true')).toContain(
      'Description="A \\"quoted\\" \\\\ text\\nof two lines with a tab\\t, a */ and \\u2028"',
    );
  });

  it('OT-15 tells types apart that differ in arity only as C# does, by their arguments', () => {
    const text = types('modern', [dtos.PageOfBooks, dtos.GetPair]);

    expect(text).toContain('    public partial class Page<T>\n');
    expect(text).toContain('    public partial class Page<A, B>\n');
  });

  it('keeps texts of authors within their comments and strings', () => {
    const text = page('modern', net.Hostile);
    const { comments, attributes } = hostileLines(text, '///');

    expect([comments.length, attributes.length]).toEqual([2, 2]);
    for (const attribute of attributes) {
      expect(attribute).toMatch(/^\[ApiMember\(Description="(?:[^"\\]|\\.)*"\)\]$/);
    }
    expect(() => page('classic', net.BadName)).toThrow('cannot be a name');
  });

  it('imports of the platform what /types uses, and on a page nothing but the types’ own', () => {
    const text = types('classic', [dtos.GetBook], 'AddNamespaces=My.Own,My.Other');
    const lines = text.split('\n').filter((candidate) => candidate.startsWith('using '));

    expect(lines.slice(5)).toEqual([
      'using ServiceStack.DataAnnotations;',
      'using My.Own;',
      'using My.Other;',
      'using Test.Dtos;',
      'using Test.Enums;',
    ]);
    expect(page('modern', dtos.GetBook)).toContain('using System;\nusing System.IO;\nusing System.Collections;\n');
  });

  it('prints library types only when AddServiceStackTypes is asked for', () => {
    expect(types('classic', [dtos.QueryBooks])).not.toContain('class QueryBase');
    expect(types('classic', [dtos.QueryBooks], 'AddServiceStackTypes=True')).toContain(
      'public partial class QueryBase\n',
    );
    expect(page('classic', dtos.QueryBooks)).toContain('public partial class QueryBase\n');
  });

  it('heeds the options that its header lists', () => {
    const options = [...everyOption, 'MakePartial=False', 'MakeVirtual=False', 'MakeInternal=True'].join('&');
    const text = types('classic', [dtos.DescribeCard], options);

    expect(text).toContain(
      '\n[assembly: ContractNamespace("http://schemas.servicestack.net/types", ClrNamespace="Test.Dtos")]\n',
    );
    expect(between(text, 'internal class DescribeCard', 'public string Text { get; set; }').slice(0, 12)).toEqual([
      'internal class DescribeCard',
      ': IReturn<LibraryCard>, IExtensibleDataObject',
      '{',
      '[DataMember(Order=0)]',
      'public int Version { get; set; }',
      '',
      'public DescribeCard()',
      '{',
      'Version = 3;',
      '}',
      '',
      '[DataMember(Order=1)]',
    ]);
    expect(text).toContain('    [Description("Line one\\nline two */ end")]\n');
    expect(text).toContain(
      [
        '        [DataMember(Order=3)]',
        '        public ResponseStatus ResponseStatus { get; set; }',
        '',
        '        public ExtensionDataObject ExtensionData { get; set; }',
        '    }',
      ].join('\n'),
    );
    expect(text).toContain('using System.CodeDom.Compiler;\n');
    expect(text).toContain(
      '    [GeneratedCode("AddServiceStackReference", "0.10")]\n    internal class DescribeCard\n',
    );
  });

  it('has a header of block comments with its options', () => {
    const text = nativeTypesFor([dtos.GetBook]).types('csharp', 'MakePartial=False');

    expect(text.startsWith('/* Options:\n')).toBe(true);
    expect(text).toContain('\n//GlobalNamespace: \nMakePartial: False\n//MakeVirtual: True\n//MakeInternal: False\n');
    expect(text).toContain('\n//AddNullableAnnotations: True\n');
    expect(text).toContain('\n//AddDefaultXmlNamespace: http://schemas.servicestack.net/types\n*/\n\nusing System;\n');
  });
});
