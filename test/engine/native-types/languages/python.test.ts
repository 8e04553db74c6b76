import * as dtos from '../dtos';
import { nativeTypesFor, pageOf, typesOf } from '../support';
import { Describe, FindNodes, ForgetNodes, Node, SetWords } from './python-dtos';

type Profile = 'classic' | 'modern';
const page = (profile: Profile, ...requests: Parameters<typeof pageOf>[2]) => pageOf('python', profile, requests);
const types = (profile: Profile, ...requests: Parameters<typeof pageOf>[2]) => typesOf('python', profile, requests);

/** A class from its statement to the next type. */
function classText(text: string, name: string): string {
  const start = text.search(new RegExp(`^class ${name}\\b`, 'm'));
  if (start < 0) throw new Error(`There is no class ${name}.`);
  return text.slice(start).split('\n\n\n#')[0]?.split('\n\n\n@')[0]?.split('\n\n\nclass')[0]?.trimEnd() ?? '';
}

/** The declaration of a member, without its name. */
function member(text: string, name: string): string | undefined {
  return new RegExp(`^ {4}${name}: (.*)$`, 'm').exec(text)?.[1];
}

describe('python', () => {
  it('begins with its imports, in modern followed by Object, and two empty lines before each type', () => {
    const imports = [
      'import datetime',
      'import decimal',
      'from marshmallow.fields import *',
      'from servicestack import *',
      'from typing import *',
      'from dataclasses import dataclass, field',
      'from dataclasses_json import dataclass_json, LetterCase, Undefined, config',
      'from enum import Enum, IntEnum',
    ].join('\n');

    expect(page('classic', dtos.GetTitle).startsWith(`${imports}\n\n\n@dataclass_json(`)).toBe(true);
    expect(
      page('modern', dtos.GetTitle).startsWith(`${imports}\nObject = TypeVar('Object')\n\n\n@dataclass_json(`),
    ).toBe(true);
    expect(types('modern', dtos.GetBook)).not.toMatch(/\n\n\n\n/);
  });

  it('HD-04 has its header between three quotes, and # before what the query did not set', () => {
    const lines = nativeTypesFor([dtos.GetTitle]).types('python', 'AddResponseStatus=True').split('\n');

    expect(lines[0]).toBe('""" Options:');
    expect(lines.slice(6, 17)).toEqual([
      '#GlobalNamespace: ',
      '#AddServiceStackTypes: True',
      'AddResponseStatus: True',
      '#AddImplicitVersion: ',
      '#AddDescriptionAsComments: True',
      '#IncludeTypes: ',
      '#ExcludeTypes: ',
      '#DefaultImports: ',
      '#DataClass: ',
      '#DataClassJson: ',
      '"""',
    ]);
    expect(lines.slice(17, 19)).toEqual(['', 'import datetime']);
  });

  it('OT-08 writes snake_case, docs after the property and Optional[str] for strings', () => {
    expect(classText(types('classic', dtos.GetBook), 'GetBook')).toBe(
      [
        'class GetBook(IReturn[GetBookResponse], IGet):',
        '    """',
        '    Gets a book',
        '    """',
        '',
        '    # @ApiMember(DataType="integer", Description="Which one", IsRequired=true, ParameterType="path")',
        '    id: int = 0',
        '    """',
        '    Which one',
        '    """',
      ].join('\n'),
    );
    const text = types('modern', dtos.GetBook);
    expect(member(text, 'parent_key')).toBe('Optional[str] = None');
    expect(member(text, 'reading_time')).toBe('datetime.timedelta = datetime.timedelta()');
    expect(text).not.toMatch(/parentKey|readingTime/);
  });

  it('has an empty line after the docs of a property, and one more after one with attributes', () => {
    expect(classText(types('modern', dtos.DescribeCard), 'DescribeCard')).toContain(
      [
        '    A "quoted" \\\\ textof two lines with a tab\t, a */ and ',
        '    """',
        '',
        '',
        '    # @ApiMember()',
        '    empty: Optional[str] = None',
      ].join('\n'),
    );
    expect(classText(types('modern', dtos.GetBook), 'Shelf')).toContain(
      '    # @ApiMember(IsOptional=true)\n    colour: Optional[str] = None\n\n    labels: ',
    );
  });

  it.each([
    ['classic', 'string', 'subtitle', 'Optional[str] = None'],
    ['classic', 'Guid', 'key', 'Optional[str] = None'],
    ['modern', 'Guid', 'key', 'Optional[str] = None'],
    ['classic', 'int', 'id', 'int = 0'],
    ['classic', 'int?', 'pages', 'Optional[int] = None'],
    ['classic', 'bool?', 'is_sold', 'Optional[bool] = None'],
    ['classic', 'DateTime', 'printed', 'datetime.datetime = datetime.datetime(1, 1, 1)'],
    ['modern', 'decimal', 'price', 'Decimal = decimal.Decimal(0)'],
    ['modern', 'Uri', 'cover', 'Optional[str] = None'],
    ['modern', 'byte[]', 'preview', 'Optional[bytes] = None'],
    ['modern', 'object', 'extra', 'Optional[Object] = None'],
    ['modern', 'an enum', 'colour', 'Optional[Colour] = None'],
    ['modern', 'int[]', 'sizes', 'Optional[List[int]] = None'],
    ['classic', 'Dictionary<Guid,…>', 'by_key', "Optional[Dict[str, List['Marker']]] = None"],
    ['modern', 'Dictionary<Guid,…>', 'by_key', 'Optional[Dict[str, List[Marker]]] = None'],
    ['modern', 'a list of dictionaries', 'counts', 'Optional[List[Dict[str, int]]] = None'],
  ] as const)('%s declares %s %s: %s', (profile, _type, name, declared) => {
    expect(member(classText(types(profile, dtos.GetBook), 'Book'), name)).toBe(declared);
  });

  it('OT-09 shows IReturn and response_type on the abstract class of a page that is the first to declare it', () => {
    const text = page('classic', FindNodes);

    expect(classText(text, 'FindNodesBase')).toBe(
      [
        'class FindNodesBase(IReturn[List[Node]]):',
        '    depth: int = 0',
        '    @staticmethod',
        '    def response_type(): return List[Node]',
      ].join('\n'),
    );
    expect(classText(text, 'FindDeepNodes')).toBe('class FindDeepNodes(FindNodesBase):\n    pass');
    expect(classText(text, 'FindNodes')).toBe('class FindNodes(FindDeepNodes):\n    pass');
    expect(classText(page('modern', ForgetNodes), 'ForgetNodesBase')).toBe(
      'class ForgetNodesBase(IReturnVoid):\n    @staticmethod\n    def response_type(): return None',
    );
  });

  it('marks requests by what they return on /types only', () => {
    expect(types('modern', FindNodes)).toContain('class FindNodes(FindDeepNodes, IReturn[List[Node]]):');
    expect(types('modern', dtos.DeleteBook)).toContain('class DeleteBook(IReturnVoid, IDelete):');
    expect(types('modern', dtos.QueryBooks)).toContain(
      'class QueryBooks(QueryDb[Book], IReturn[QueryResponse[Book]]):',
    );
    expect(page('modern', dtos.DeleteBook)).toContain('class DeleteBook(IDelete):');
    expect(types('modern', dtos.GetBook)).toContain('# @Route("/books/{Id}", "GET")\n# @Route("/book")\n# @Api(');
    expect(page('modern', dtos.GetBook)).not.toContain('@Route');
  });

  it('OT-10 gives keywords and words that are types a trailing _ and their name on the wire', () => {
    const modern = types('modern', SetWords);

    expect(member(modern, 'from_')).toBe("Optional[str] = field(metadata=config(field_name='from'), default=None)");
    expect(member(modern, 'int_')).toBe("int = field(metadata=config(field_name='int'), default=0)");
    expect(member(modern, 'is_')).toBe("List[str] = field(metadata=config(field_name='is'), default_factory=list)");
    expect(member(modern, 'none')).toBe('Optional[str] = None');
    expect(member(modern, 'as_of')).toBe('Optional[str] = None');
    expect(member(types('classic', SetWords), 'is_')).toBe(
      "Optional[List[str]] = field(metadata=config(field_name='is'), default=None)",
    );
  });

  it('keeps members from hiding what the body of their class calls', () => {
    expect(member(types('modern', SetWords), 'field_')).toBe(
      "Optional[str] = field(metadata=config(field_name='field'), default=None)",
    );
  });

  it('states the name of a data member on the wire', () => {
    expect(member(types('classic', dtos.DescribeCard), 'number')).toBe(
      "int = field(metadata=config(field_name='no'), default=0)",
    );
    expect(types('classic', dtos.DescribeCard)).not.toMatch(/DataMember|DataContract/);
  });

  it('OT-14 removes line breaks from docs and escapes them in attributes, and neither can end its place', () => {
    const text = classText(types('classic', Describe), 'Describe');

    expect(text).toBe(
      [
        'class Describe(IReturn[Leaf]):',
        '    # @ApiMember(Description="Ends \\"\\"\\" the string\\\\N{x}\\\\\\" and\\n# the comment \\"\\"\\"\\"\\"\\" here\\"\\u0000")',
        '    text: Optional[str] = None',
        '    """',
        '    Ends  the string\\\\N{x}\\\\" and# the comment  here"',
        '    """',
        '',
        '',
        '    last: int = 0',
      ].join('\n'),
    );
  });

  it('OT-15 tells types that differ in arity only by a number', () => {
    const text = types('modern', dtos.PageOfBooks, dtos.GetPair);

    expect(text).toContain("T = TypeVar('T')\n@dataclass_json(");
    expect(text).toContain('\nclass Page(Generic[T]):\n    items: Optional[List[T]] = None\n');
    expect(text).toContain("A = TypeVar('A')\nB = TypeVar('B')\n");
    expect(text).toContain('\nclass Page2(Generic[A, B]):\n');
    expect(text).toContain('class GetPair(IReturn[Page2[int, Book]]):');
  });

  it('OT-24 classic has every list optional; modern initialises a required one', () => {
    const [classic, modern] = (['classic', 'modern'] as const).map((profile) =>
      classText(types(profile, dtos.GetBook), 'Shelf'),
    );

    expect(member(classic ?? '', 'labels')).toBe('Optional[List[str]] = None');
    expect(member(classic ?? '', 'counts')).toBe('Optional[Dict[str, int]] = None');
    expect(member(modern ?? '', 'labels')).toBe('List[str] = field(default_factory=list)');
    expect(member(modern ?? '', 'counts')).toBe('Dict[str, int] = field(default_factory=dict)');
    expect(member(modern ?? '', 'more')).toBe('Optional[List[str]] = None');
  });

  it('writes enums as text, as numbers where values are stated, and with the value on the wire where it differs', () => {
    const text = page('classic', dtos.GetBook);

    expect(text).toContain("\n\n\nclass Colour(str, Enum):\n    RED = 'Red'\n    GREEN = 'Green'\n");
    expect(text).toContain('\n\n\nclass Step(IntEnum):\n    FIRST = 1\n    SECOND = 2\n');
    expect(text).toContain('\n\n\n# @Flags()\nclass Rights(IntEnum):\n');
    expect(text).toContain("class Wire(str, Enum):\n    IN_PROGRESS = 'in-progress'\n");
  });

  it('quotes what stands further down, itself included, and generic types with their arguments', () => {
    const text = types('classic', FindNodes);

    expect(member(text, 'children')).toBe("Optional[List['Node']] = None");
    expect(member(text, 'leaves')).toBe("Optional[List['Leaf']] = None");
    expect(member(text, 'by_id')).toBe("Optional[Dict[str, 'Node']] = None");
    expect(member(text, 'around')).toBe("Optional[List['Branch[Leaf]']] = None");
  });

  it('quotes on pages, as published ones do, a class only within itself', () => {
    const text = page('classic', Node);

    expect(member(text, 'children')).toBe("Optional[List['Node']] = None");
    expect(member(text, 'leaves')).toBe('Optional[List[Leaf]] = None');
    expect(member(page('classic', dtos.GetBook), 'markers')).toBe('Optional[List[Marker]] = None');
    expect(page('classic', dtos.QueryBooks)).toContain(
      '\nclass QueryDb(Generic[T], QueryBase, IReturn[QueryResponse[T]]):\n    @staticmethod\n    def response_type(): return QueryResponse[T]\n',
    );
  });

  it('has interfaces, undecorated, before what implements them', () => {
    const text = types('classic', dtos.GetBook);

    expect(text).toContain('\n\n\nclass IHasTitle:\n    title: Optional[str] = None\n\n\n@dataclass_json(');
    expect(text.indexOf('class IHasLongTitle(IHasTitle):')).toBeLessThan(
      text.indexOf('class Book(BookBase, IHasLongTitle):'),
    );
  });

  it('leaves out types that the package has on /types, and prints them on pages', () => {
    expect(types('modern', dtos.QueryBooks)).not.toMatch(/^class Query(?:Base|Db|Response)\b/m);
    expect(page('modern', dtos.QueryBooks)).toMatch(/^class QueryDb\(Generic\[T\], QueryBase, IReturn\[/m);
  });

  it('takes decorators, imports, a version and an answer status from the query', () => {
    const query =
      'DataClass=frozen()&DataClassJson=json()&DefaultImports=os,a.b:C/D&AddImplicitVersion=3&AddResponseStatus=True';
    const text = typesOf('python', 'modern', [dtos.GetBook], { query });

    expect(text).toContain(
      "from enum import Enum, IntEnum\nimport os\nfrom a.b import C, D\nObject = TypeVar('Object')",
    );
    expect(text).toContain('\n@json()\n@frozen()\nclass GetBook(');
    expect(classText(text, 'GetBook')).toMatch(/\n {4}version: int = 3$/);
    expect(member(classText(text, 'GetBookResponse'), 'response_status')).toBe('Optional[ResponseStatus] = None');
  });
});
