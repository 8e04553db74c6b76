import { ApiMember, dtoModule, Prop, Required, Returns } from '../../../../dtos/annotations';
import { QueryDb } from '../../../../dtos/common';
import * as dtos from '../dtos';
import { nativeTypesFor, pageOf, typesOf } from '../support';
import { withoutNestedComments } from './nested-comments';

type Profile = 'classic' | 'modern';
type Requests = Parameters<typeof pageOf>[2];
const page = (profile: Profile, ...requests: Requests) => pageOf('swift', profile, requests);
const types = (profile: Profile, ...requests: Requests) => typesOf('swift', profile, requests);

const Plain = dtoModule(dtos.ns);

/** Members that Swift has its own words for. */
@Plain()
class Words {
  @Prop('string') default!: string;
  @Prop('string') Type!: string;
  @Prop('string') description!: string;
  @Prop('int') @Required() number!: number;
  @Prop('List<object>') things!: object[];
}
@Returns('Words')
@Plain()
class WordsBelow extends Words {
  @Prop('string') override description!: string;
  @Prop('string') where!: string;
}

@Returns('QueryResponse<Marker>')
@Plain({ base: 'QueryDb<Marker>' })
class OwnOrder extends QueryDb<dtos.Marker> {
  @Prop('string') override orderBy!: string;
}

@Returns('Marker')
@Plain()
class Dangerous {
  @Prop('string') @ApiMember('a */ b /* c } }} """ \\ \\(x)\n') text!: string;
}

@Plain({ base: 'Dictionary<string,int>' })
class Counts {}
@Returns('Counts')
@Plain()
class GetCounts {}
void [Counts];

/** A class, protocol or enum from its head to its closing brace. */
function typeText(text: string, head: string): string {
  const start = text.search(new RegExp(`^public (?:class|protocol|enum) ${head}\\b`, 'm'));
  if (start < 0) throw new Error(`There is no type ${head}.`);
  return text.slice(start, text.indexOf('\n}', start) + 2);
}

/** How the fields of a class are declared, by name. */
function field(text: string, name: string): string {
  const found = new RegExp(`^ {4}(.*(?:public var |//)${name}:.*)$`, 'm').exec(text);
  if (!found?.[1]) throw new Error(`There is no field ${name}.`);
  return found[1];
}

describe('swift', () => {
  it('begins with its imports and puts an empty line before each type', () => {
    expect(page('modern', dtos.GetTitle)).toBe(
      [
        'import Foundation',
        'import ServiceStack',
        '',
        'public class GetTitle : Codable',
        '{',
        '    public var id:Int',
        '',
        '    required public init(){}',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('OT-05 the page has what the contract requires, /types leaves everything optional', () => {
    expect(field(page('modern', dtos.DeleteBook), 'id')).toBe('public var id:Int');
    expect(field(types('modern', dtos.DeleteBook), 'id')).toBe('public var id:Int?');
    expect(field(types('classic', dtos.DeleteBook), 'id')).toBe('public var id:Int?');
    expect(field(typesOf('swift', 'modern', [dtos.DeleteBook], { query: 'MakePropertiesOptional=False' }), 'id')).toBe(
      'public var id:Int',
    );
  });

  it('OT-05 on the page only nullable values and members with the attribute Required are optional', () => {
    const text = page('modern', dtos.GetBook);

    expect(field(text, 'pages')).toBe('public var pages:Int?');
    expect(field(text, 'step')).toBe('public var step:Step?');
    expect(field(text, 'note')).toBe('public var note:String');
    expect(field(text, 'owner')).toBe('public var owner:String?');
    expect(field(text, 'readingTime')).toBe('@TimeSpan public var readingTime:TimeInterval');
    expect(field(page('modern', WordsBelow), 'number')).toBe('public var number:Int?');
  });

  it('OT-06 a derived class has CodingKeys, decodes and encodes in words', () => {
    expect(typeText(page('modern', dtos.ImportBooks), 'ImportBooks')).toBe(
      [
        'public class ImportBooks : BookBase',
        '{',
        '    public var books:[Book]',
        '',
        '    required public init(){ super.init() }',
        '',
        '    private enum CodingKeys : String, CodingKey {',
        '        case books',
        '        case title',
        '    }',
        '',
        '    required public init(from decoder: Decoder) throws {',
        '        try super.init(from: decoder)',
        '        let container = try decoder.container(keyedBy: CodingKeys.self)',
        '        books = try container.decodeIfPresent([Book].self, forKey: .books) ?? []',
        '        title = try container.decodeIfPresent(String.self, forKey: .title)',
        '    }',
        '',
        '    public override func encode(to encoder: Encoder) throws {',
        '        try super.encode(to: encoder)',
        '        var container = encoder.container(keyedBy: CodingKeys.self)',
        '        if books != nil { try container.encode(books, forKey: .books) }',
        '        if title != nil { try container.encode(title, forKey: .title) }',
        '    }',
        '}',
      ].join('\n'),
    );
  });

  it('OT-06 without members of its own only the base is decoded and encoded', () => {
    expect(typeText(page('modern', dtos.QueryMarkers), 'QueryMarkers')).toBe(
      [
        'public class QueryMarkers : QueryDb<Marker>',
        '{',
        '    required public init(){ super.init() }',
        '',
        '    required public init(from decoder: Decoder) throws {',
        '        try super.init(from: decoder)',
        '    }',
        '',
        '    public override func encode(to encoder: Encoder) throws {',
        '        try super.encode(to: encoder)',
        '    }',
        '}',
      ].join('\n'),
    );
  });

  it('OT-06 encodes by what is held: classic every collection, modern those that it initialises', () => {
    const inProfile = (profile: Profile) => typeText(page(profile, dtos.GetBook), 'Book');

    expect(inProfile('classic')).toContain('        if tags.count > 0 { try container.encode(tags, forKey: .tags) }\n');
    expect(inProfile('classic')).toContain('        if meta.count > 0 { try container.encode(meta, forKey: .meta) }\n');
    expect(inProfile('modern')).toContain('        if tags != nil { try container.encode(tags, forKey: .tags) }\n');
    expect(inProfile('modern')).toContain(
      '        meta = try container.decodeIfPresent([String:String].self, forKey: .meta) ?? [:]\n',
    );
    expect(inProfile('modern')).toContain('        pages = try container.decodeIfPresent(Int.self, forKey: .pages)\n');
  });

  it('OT-07 an enum has texts, and numbers where several values exist', () => {
    const text = page('modern', dtos.GetBook);

    expect(typeText(text, 'Colour')).toBe('public enum Colour : String, Codable\n{\n    case Red\n    case Green\n}');
    expect(typeText(text, 'Step')).toBe(
      'public enum Step : Int, Codable\n{\n    case First = 1\n    case Second = 2\n}',
    );
    expect(typeText(text, 'Wire')).toBe(
      'public enum Wire : String, Codable\n{\n    case InProgress = "in-progress"\n    case Done\n}',
    );
  });

  it('OT-14 no description ends or opens a comment, or breaks a line', () => {
    const text = page('classic', Dangerous);

    expect(text).toContain('    /**\n    * a  b  c } }} """ \\ \\(x)\n    */\n');
    expect(text).toContain('Description="a */ b /* c } }} \\"\\"\\" \\\\ \\\\(x)\\n"');
    expect(withoutNestedComments(text)).toMatch(/public class Dangerous : Codable\n{\n\s+public var text:String\n\n/);
  });

  it('OT-15 tells types apart that differ in arity only', () => {
    const text = types('modern', dtos.PageOfBooks, dtos.GetPair);

    expect(text).toContain('\npublic class Page<T : Codable> : Codable\n');
    expect(text).toContain('\npublic class Page_2<A : Codable, B : Codable> : Codable\n');
    expect(text).toContain('    public typealias Return = Page_2<Int, Book>\n');
  });

  it.each(['classic', 'modern'] as const)(
    'declares on /types one generic class for all of its answers (%s)',
    (profile) => {
      const text = types(profile, dtos.PageOfBooks);

      expect(text.match(/public class Page\b/g)).toHaveLength(1);
      expect(typeText(text, 'Page')).toMatch(/^public class Page<T : Codable> : Codable\n/);
      expect(field(text, 'items')).toMatch(/^public var items:\[T\](?:\?| = \[\])$/);
      expect(field(text, 'first')).toBe('public var first:T?');
    },
  );

  it('OT-22 classic: every array is initialised, a member of type object is a comment', () => {
    const text = page('classic', dtos.GetBook);

    expect(field(text, 'sizes')).toBe('public var sizes:[Int] = []');
    expect(field(text, 'preview')).toBe('public var preview:[UInt8] = []');
    expect(field(text, 'tags')).toBe('public var tags:[String] = []');
    expect(field(text, 'meta')).toBe('public var meta:[String:String] = [:]');
    expect(field(text, 'extra')).toBe('//extra:Object ignored. Type could not be extended in Swift');
    expect(text).toContain('        extra = try container.decodeIfPresent(Object.self, forKey: .extra)\n');
  });

  it('OT-22 classic: lists and dictionaries only as InitializeCollections says, arrays always', () => {
    const text = typesOf('swift', 'classic', [dtos.GetBook], { query: 'InitializeCollections=False' });

    expect(field(text, 'sizes')).toBe('public var sizes:[Int] = []');
    expect(field(text, 'tags')).toBe('public var tags:[String]?');
    expect(field(text, 'meta')).toBe('public var meta:[String:String]?');
  });

  it('OT-22 modern: object is text, and required collections are initialised', () => {
    const text = page('modern', dtos.GetBook);

    expect(field(text, 'extra')).toBe('public var extra:String');
    expect(field(text, 'sizes')).toBe('public var sizes:[Int]');
    expect(field(text, 'labels')).toBe('public var labels:[String] = []');
    expect(field(text, 'counts')).toBe('public var counts:[[String:Int]]');
    expect(typeText(text, 'Shelf')).toContain('\n    public var counts:[String:Int] = [:]\n');
    expect(field(page('modern', WordsBelow), 'things')).toBe('public var things:[String]');
  });

  it('OT-23 modern: a redeclared member is no field and is coded', () => {
    const inProfile = (profile: Profile) => typeText(page(profile, WordsBelow), 'WordsBelow');

    expect(inProfile('modern')).toMatch(
      /^public class WordsBelow : Words\n{\n {4}public var `where`:String\n\n {4}required public init/,
    );
    expect(inProfile('modern')).toContain('        case Description\n        case `where`\n');
    expect(inProfile('classic')).toContain('\n    public var Description:String\n    public var `where`:String\n');
  });

  it('OT-23 modern: counts members of bases that the client brings along', () => {
    expect(typeText(types('modern', OwnOrder), 'OwnOrder')).not.toContain('public var orderBy');
    expect(typeText(types('modern', OwnOrder), 'OwnOrder')).toContain('        case orderBy\n');
    expect(typeText(types('classic', OwnOrder), 'OwnOrder')).toContain('    public var orderBy:String?\n');
  });

  it('stands a keyword in back quotes and renames description', () => {
    const text = page('classic', WordsBelow);

    expect(typeText(text, 'Words')).toContain(
      '\n    public var `default`:String\n    public var type:String\n    public var Description:String\n',
    );
    expect(text).toContain('if `where` != nil { try container.encode(`where`, forKey: .`where`) }');
  });

  it.each([
    [dtos.GetBook, 'GetBook : IReturn, IGet, Codable', 'GetBookResponse'],
    [dtos.ImportBooks, 'ImportBooks : BookBase, IReturn', '[Book]'],
    [dtos.GetTitle, 'GetTitle : IReturn, Codable', 'String'],
    [dtos.CountBooks, 'CountBooks : IReturn, Codable', '[String:Int]'],
    [dtos.QueryBooks, 'QueryBooks : QueryDb<Book>, IReturn', 'QueryResponse<Book>'],
  ])('marks on /types what %p answers with', (request, head, returns) => {
    expect(types('modern', request)).toContain(`public class ${head}\n{\n    public typealias Return = ${returns}\n\n`);
    expect(page('modern', request)).not.toMatch(/IReturn|typealias Return/);
  });

  it('marks what answers nothing, and says what rows a message creates', () => {
    expect(types('modern', dtos.DeleteBook)).toContain(
      'public class DeleteBook : IReturnVoid, IDelete, Codable\n{\n    public var id:Int?\n',
    );
    expect(types('modern', dtos.CreateBook)).toContain(
      'public class CreateBook : IReturn, ICreateDb, Codable\n{\n    public typealias Return = Marker\n    public typealias Table = Book\n\n',
    );
  });

  it('writes interfaces as protocols that the classes conform to', () => {
    const text = types('modern', dtos.ImportBooks);

    expect(typeText(text, 'IHasTitle')).toBe('public protocol IHasTitle\n{\n    var title:String? { get set }\n}');
    expect(typeText(text, 'IHasLongTitle')).toBe(
      'public protocol IHasLongTitle : IHasTitle\n{\n    var subtitle:String? { get set }\n}',
    );
    expect(typeText(text, 'Book')).toMatch(/^public class Book : BookBase, IHasLongTitle\n/);
  });

  it('puts the request first, then its answer, then all else', () => {
    expect(
      page('modern', dtos.GetBook)
        .match(/^public class \w+/gm)
        ?.slice(0, 2),
    ).toEqual(['public class GetBook', 'public class GetBookResponse']);
    expect(
      types('modern', dtos.GetBook, dtos.DeleteBook)
        .match(/^public class \w+/gm)
        ?.slice(0, 3),
    ).toEqual(['public class GetBook', 'public class DeleteBook', 'public class GetBookResponse']);
  });

  it('leaves out what the client package has, on pages too', () => {
    for (const text of [types('modern', dtos.QueryBooks), page('modern', dtos.QueryBooks)]) {
      expect(text).toContain('public class QueryBooks : QueryDb<Book>');
      expect(text).not.toMatch(/class (?:QueryBase|QueryDb|QueryResponse|ResponseStatus|ResponseError)\b/);
    }
  });

  it('holds a list or a dictionary where the DTO is one', () => {
    expect(typeText(types('modern', dtos.GetLibrary), 'Library')).toBe(
      [
        'public class Library : Codable',
        '{',
        '    public var items:[Book] = []',
        '',
        '    required public init(){}',
        '',
        '    required public init(from decoder: Decoder) throws {',
        '        let container = try decoder.singleValueContainer()',
        '        items = try container.decode([Book].self)',
        '    }',
        '',
        '    public func encode(to encoder: Encoder) throws {',
        '        var container = encoder.singleValueContainer()',
        '        try container.encode(items)',
        '    }',
        '}',
      ].join('\n'),
    );
    expect(typeText(types('modern', GetCounts), 'Counts')).toContain('    public var items:[String:Int] = [:]\n');
  });

  it('takes a base class, a version, an answer status and imports from the query', () => {
    const text = typesOf('swift', 'modern', [dtos.GetBook], {
      query: 'BaseClass=Message&AddImplicitVersion=3&AddResponseStatus=True&DefaultImports=Foundation,Shop',
    });

    expect(text.startsWith('import Foundation\nimport Shop\n\n')).toBe(true);
    expect(typeText(text, 'GetBook')).toMatch(/^public class GetBook : Message, IReturn, IGet\n/);
    expect(typeText(text, 'GetBook')).toContain('    public var version:Int? = 3\n\n    required public init(){ super');
    expect(typeText(text, 'GetBook')).toContain('        case version\n');
    expect(typeText(text, 'GetBookResponse')).toContain('    public var responseStatus:ResponseStatus?\n');
  });

  it('leaves out types with a generic base as the query says', () => {
    const text = typesOf('swift', 'modern', [dtos.QueryBooks], { query: 'ExcludeGenericBaseTypes=True' });

    expect(text).toContain('\n//Excluded QueryBooks : QueryDb<Book>\n');
    expect(text).not.toContain('class QueryBooks');
  });

  it('tells the version of Swift in its header, and its options', () => {
    const header = (profile: Profile) =>
      nativeTypesFor([dtos.GetBook]).types('swift4', `profile=${profile}`).split('\n').slice(2, 21);

    expect(header('modern')[0]).toBe('SwiftVersion: 6.0');
    expect(header('modern').slice(5, 18)).toEqual([
      '//BaseClass: ',
      '//AddModelExtensions: True',
      '//AddServiceStackTypes: True',
      '//MakePropertiesOptional: True',
      '//IncludeTypes: ',
      '//ExcludeTypes: ',
      '//ExcludeGenericBaseTypes: False',
      '//AddResponseStatus: False',
      '//AddImplicitVersion: ',
      '//AddDescriptionAsComments: True',
      '//InitializeCollections: False',
      '//TreatTypesAsStrings: ',
      '//DefaultImports: Foundation,ServiceStack',
    ]);
    expect(header('classic')[0]).toBe('SwiftVersion: 5.0');
    expect(header('classic').join('\n')).not.toContain('MakePropertiesOptional');
    expect(header('classic')).toContain('//InitializeCollections: True');
  });

  it('closes in its header what an option opens, since comments nest', () => {
    const text = nativeTypesFor([dtos.GetBook]).types('swift', 'IncludeTypes=Test.Enums/*');

    expect(withoutNestedComments(text).trimStart().startsWith('import Foundation\n')).toBe(true);
  });
});
