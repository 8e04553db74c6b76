import * as dtos from '../dtos';
import { nativeTypesFor, pageOf, typesOf } from '../support';
import { GetKinds, GetMore } from './php-dtos';

type Profile = 'classic' | 'modern';
const page = (profile: Profile, ...requests: Parameters<typeof pageOf>[2]) => pageOf('php', profile, requests);
const types = (profile: Profile, ...requests: Parameters<typeof pageOf>[2]) => typesOf('php', profile, requests);

/** A class from its statement to its closing brace. */
function classText(text: string, name: string): string {
  const start = text.search(new RegExp(`^class ${name}\\b`, 'm'));
  if (start < 0) throw new Error(`There is no class ${name}.`);
  return text.slice(start, text.indexOf('\n}', start) + 2);
}

/** The doc comment and the declaration of a member of a class. */
function member(text: string, owner: string, name: string): string | undefined {
  const found = new RegExp(`/\\*\\* @var (.*) \\*/\n {8}(public .*\\$${name}=.*)$`, 'm').exec(classText(text, owner));
  return found ? `${found[1]} ${found[2]}` : undefined;
}

/** The lines of a class that read and write a member. */
function conversions(text: string, owner: string, name: string): string[] {
  return classText(text, owner)
    .split('\n')
    .filter((line) => line.includes(`isset($o['${name}'])`) || line.includes(`isset($this->${name})`))
    .map((line) => line.replace(/^.*?\) /, ''));
}

describe('php', () => {
  it('OT-11 starts with its namespace, also on the page', () => {
    const start = [
      '<?php namespace dtos;',
      '',
      'use DateTime;',
      'use Exception;',
      'use DateInterval;',
      'use JsonSerializable;',
      'use ServiceStack\\{IReturn,IReturnVoid,IGet,IPost,IPut,IDelete,IPatch,IMeta,IHasSessionId,IHasBearerToken,IHasVersion};',
      'use ServiceStack\\{ICrud,ICreateDb,IUpdateDb,IPatchDb,IDeleteDb,ISaveDb,AuditBase,QueryDb,QueryDb2,QueryData,QueryData2,QueryResponse};',
      'use ServiceStack\\{ResponseStatus,ResponseError,EmptyResponse,IdResponse,ArrayList,KeyValuePair2,StringResponse,StringsResponse,Tuple2,Tuple3,ByteArray};',
      'use ServiceStack\\{JsonConverters,Returns,TypeContext};',
      '',
      '',
    ].join('\n');

    expect(page('classic', dtos.GetTitle).startsWith(start)).toBe(true);
    expect(types('modern', dtos.GetTitle).startsWith(start)).toBe(true);
  });

  it('has the header below the <?php line', () => {
    const text = nativeTypesFor([dtos.GetTitle]).types('php', 'GlobalNamespace=Acme.Dtos');

    expect(text).toMatch(/^<\?php namespace Acme\\Dtos;\n\/\* Options:\nDate: /);
    expect(text).toContain('\nGlobalNamespace: Acme.Dtos\n//MakePropertiesOptional: False\n');
    expect(text).toContain('\n*/\n\nuse DateTime;\n');
  });

  it('OT-25 plain ints are 0, plain bools nullable, and the last parameter has no comma', () => {
    expect(classText(page('classic', dtos.GetTitle), 'GetTitle')).toContain(
      '    public function __construct(\n        /** @var int */\n        public int $id=0\n    ) {\n    }\n',
    );
    expect(member(page('classic', dtos.DeleteBook), 'DeleteBook', 'id')).toBe('int public int $id=0,');
    expect(member(types('modern', GetKinds), 'Kinds', 'active')).toBe('bool|null public ?bool $active=null,');
  });

  it('OT-26 has inherited parameters first without public, and hands them and the map to its base', () => {
    expect(classText(types('classic', dtos.ImportBooks), 'ImportBooks')).toBe(
      [
        'class ImportBooks extends BookBase implements IReturn, JsonSerializable',
        '{',
        '    /**',
        '     * @param string $title',
        '     */',
        '    public function __construct(',
        "        string $title='',",
        '        /** @var array<Book>|null */',
        '        public ?array $books=null',
        '    ) {',
        '        parent::__construct($title);',
        '    }',
        '',
        '    /** @throws Exception */',
        '    public function fromMap($o): void {',
        '        parent::fromMap($o);',
        "        if (isset($o['books'])) $this->books = JsonConverters::fromArray('Book', $o['books']);",
        "        if (isset($o['title'])) $this->title = $o['title'];",
        '    }',
        '',
        '    /** @throws Exception */',
        '    public function jsonSerialize(): mixed',
        '    {',
        '        $o = parent::jsonSerialize();',
        '        if (!is_array($o)) $o = [];',
        "        if (isset($this->books)) $o['books'] = JsonConverters::toArray('Book', $this->books);",
        "        if (isset($this->title)) $o['title'] = $this->title;",
        '        return empty($o) ? new class(){} : $o;',
        '    }',
        "    public function getTypeName(): string { return 'ImportBooks'; }",
        "    public function getMethod(): string { return 'POST'; }",
        '    public function createResponse(): mixed { return []; }',
        '}',
      ].join('\n'),
    );
  });

  it('calls fromMap of no base that has none, and of one of the package', () => {
    const text = types('classic', GetMore, dtos.QueryMarkers, dtos.QueryBooks);

    expect(classText(text, 'Something')).not.toContain('parent::fromMap');
    expect(classText(text, 'More')).toContain('parent::fromMap($o);');
    expect(classText(text, 'QueryBooks')).toContain('parent::fromMap($o);');
    expect(classText(text, 'QueryMarkers')).not.toMatch(/__construct|fromMap/);
  });

  it('OT-26 prints on pages what is published, not what PHP needs beside it', () => {
    expect(classText(page('classic', GetMore), 'Something')).toBe(
      [
        'class Something extends Nothing implements JsonSerializable',
        '{',
        '    public function __construct(',
        '        /** @var int */',
        '        public int $id=0',
        '    ) {',
        '    }',
        '',
        '    /** @throws Exception */',
        '    public function fromMap($o): void {',
        '        parent::fromMap($o);',
        "        if (isset($o['id'])) $this->id = $o['id'];",
        '    }',
        '',
        '    /** @throws Exception */',
        '    public function jsonSerialize(): mixed',
        '    {',
        '        $o = parent::jsonSerialize();',
        "        if (isset($this->id)) $o['id'] = $this->id;",
        '        return empty($o) ? new class(){} : $o;',
        '    }',
        '}',
      ].join('\n'),
    );
  });

  it.each([
    ['classic', 'int?', 'pages', 'int|null public ?int $pages=null,'],
    ['classic', 'Guid', 'key', "string public string $key='',"],
    ['classic', 'Guid?', 'parentKey', 'string|null public ?string $parentKey=null,'],
    ['classic', 'string', 'subtitle', 'string|null public ?string $subtitle=null,'],
    ['modern', 'DateTime', 'printed', 'DateTime public DateTime $printed=new DateTime(),'],
    ['modern', 'TimeSpan', 'readingTime', 'DateInterval|null public ?DateInterval $readingTime=null,'],
    ['modern', 'decimal', 'price', 'float public float $price=0.0,'],
    ['modern', 'byte[]', 'preview', 'ByteArray|null public ?ByteArray $preview=null,'],
    ['modern', 'int[]', 'sizes', 'int[]|null public ?array $sizes=null,'],
    ['modern', 'List<string>', 'tags', 'array<string>|null public ?array $tags=null,'],
    ['modern', 'a dictionary', 'meta', 'array<string,string>|null public ?array $meta=null,'],
    ['modern', 'an enum', 'colour', 'Colour|null public ?Colour $colour=null,'],
  ] as const)('%s declares %s %s: %s', (profile, _type, name, declared) => {
    expect(member(types(profile, dtos.GetBook), 'Book', name)).toBe(declared);
  });

  it('takes requirement by the profile: stated in classic, with value types in modern', () => {
    const [classic = '', modern = ''] = (['classic', 'modern'] as const).map((profile) => types(profile, dtos.GetBook));

    expect(member(classic, 'Shelf', 'name')).toBe("string public string $name='',");
    expect(member(classic, 'Shelf', 'note')).toBe('string|null public ?string $note=null,');
    expect(member(classic, 'Shelf', 'room')).toBe('int|null public ?int $room=null,');
    expect(member(modern, 'Shelf', 'room')).toBe('int|null public ?int $room=null,');
    expect(member(modern, 'Shelf', 'colour')).toBe('string|null public ?string $colour=null,');
    expect(
      member(typesOf('php', 'modern', [dtos.GetBook], { query: 'MakePropertiesOptional=True' }), 'Book', 'id'),
    ).toBe('int|null public ?int $id=null,');
  });

  it.each([
    ['at', "JsonConverters::from('DateTime', $o['at'])", "JsonConverters::to('DateTime', $this->at)"],
    ['span', "JsonConverters::from('TimeSpan', $o['span'])", "JsonConverters::to('TimeSpan', $this->span)"],
    ['quote', "JsonConverters::from('Quote', $o['quote'])", "JsonConverters::to('Quote', $this->quote)"],
    ['plainQuote', "JsonConverters::from('Quote', $o['plainQuote'])", "JsonConverters::to('Quote', $this->plainQuote)"],
    ['active', "$o['active']", '$this->active'],
    ['days', "JsonConverters::fromArray('DateTime', $o['days'])", "JsonConverters::toArray('DateTime', $this->days)"],
    [
      'pair',
      "JsonConverters::from(JsonConverters::context('Pair',genericArgs:['int','Kinds']), $o['pair'])",
      "JsonConverters::to(JsonConverters::context('Pair',genericArgs:['int','Kinds']), $this->pair)",
    ],
    [
      'counts',
      "JsonConverters::from(JsonConverters::context('Dictionary',genericArgs:['string','int']), $o['counts'])",
      "JsonConverters::to(JsonConverters::context('Dictionary',genericArgs:['string','int']), $this->counts)",
    ],
  ])('reads and writes %s as %s', (name, read, written) => {
    expect(conversions(types('classic', GetKinds), 'Kinds', name)).toEqual([
      `$this->${name} = ${read};`,
      `$o['${name}'] = ${written};`,
    ]);
  });

  it('reads plain spans and bytes by their PHP types, strings of all kinds as they are', () => {
    const text = types('classic', dtos.GetBook);

    expect(conversions(text, 'Book', 'readingTime')[0]).toContain("from('DateInterval', ");
    expect(conversions(text, 'Book', 'preview')[0]).toContain("from('ByteArray', ");
    expect(conversions(text, 'Book', 'key')).toEqual(["$this->key = $o['key'];", "$o['key'] = $this->key;"]);
    expect(conversions(text, 'Book', 'sizes')[0]).toContain("fromArray('int', ");
  });

  it('writes enums by text, by number where values are stated, and quotes what they are on the wire', () => {
    const text = types('classic', dtos.GetBook, GetKinds);

    expect(text).toContain("\n\nenum Colour : string\n{\n    case Red = 'Red';\n    case Green = 'Green';\n}\n");
    expect(text).toContain('\n\nenum Step : int\n{\n    case First = 1;\n    case Second = 2;\n}\n');
    expect(text).toContain("    case Single = 'a\\'b\\\\c';\n");
  });

  it('OT-14 keeps texts of authors within their comments, where PHP ends too', () => {
    const text = types('classic', GetKinds);

    expect(text).toContain('/** @description Ends  the ?> comment */\n');
    expect(text).toContain('// @Api(Description="Ends */ the ? > comment")\n');
    expect(text).toContain('        // @ApiMember(Description="Ends */ the ? > comment\\nand the line")\n');
  });

  it('describes a class, its routes and what it returns before it; the page has no members of requests', () => {
    expect(types('classic', dtos.GetBook)).toContain(
      [
        '',
        '/** @description Gets a book */',
        '// @Route("/books/{Id}", "GET")',
        '// @Route("/book")',
        '// @Api(Description="Gets a book")',
        '// @ApiResponse(Description="No such \\"book\\"", StatusCode=404)',
        '// @ValidateRequest(Validator="HasRole(`Member`)")',
        "#[Returns('GetBookResponse')]",
        'class GetBook implements IReturn, IGet, JsonSerializable',
        '{',
        '    public function __construct(',
        '        /** @description Which one */',
        '        // @ApiMember(DataType="integer", Description="Which one", IsRequired=true, ParameterType="path")',
        '        /** @var int */',
        '        public int $id=0',
        '    ) {',
      ].join('\n'),
    );
    expect(page('classic', dtos.GetBook)).not.toMatch(/#\[|createResponse|getTypeName|@Route|IReturn,? J/);
  });

  it.each([
    [dtos.DeleteBook, 'public function createResponse(): void {}'],
    [dtos.GetTitle, "public function createResponse(): mixed { return ''; }"],
    [dtos.GetCover, 'public function createResponse(): mixed { return new ByteArray(); }'],
    [dtos.CountBooks, 'public function createResponse(): mixed { return []; }'],
    [dtos.QueryMarkers, 'public function createResponse(): mixed { return new QueryResponse(); }'],
  ])('%p makes its empty answer: %s', (request, line) => {
    expect(types('modern', request)).toContain(`    ${line}\n}`);
  });

  it('has what PHP cannot declare in doc comments: parameters of types, members of interfaces', () => {
    expect(types('modern', dtos.PageOfBooks)).toContain(
      '\n\n/**\n * @template T\n */\nclass Page implements JsonSerializable\n',
    );
    expect(member(types('modern', dtos.PageOfBooks), 'Page', 'first')).toBe('T|null public mixed $first=null');
    expect(types('classic', dtos.GetBook)).toContain(
      '\n\n/**\n * @property string|null $subtitle\n */\ninterface IHasLongTitle extends IHasTitle\n{\n}\n',
    );
  });

  it('separates a parameter from one that has comments of attributes by an empty line', () => {
    expect(classText(types('classic', dtos.DescribeCard), 'LibraryCard')).toContain(
      [
        '        // @DataMember(Name="no", Order=2, IsRequired=true)',
        '        /** @var int */',
        '        public int $no=0,',
        '',
        '        // @DataMember',
        '        // @StringLength(50)',
        '        /** @var string|null */',
        '        public ?string $holder=null',
      ].join('\n'),
    );
    expect(types('classic', dtos.DescribeCard)).toContain(
      '// @DataContract(Name="Card", Namespace="urn:cards")\nclass',
    );
  });

  it('OT-15 tells types that differ in arity only by a number', () => {
    const text = types('modern', dtos.PageOfBooks, dtos.GetPair);

    expect(text).toContain('\nclass Page implements');
    expect(text).toContain('\nclass Page_2 implements');
  });

  it('leaves out on /types what the package has, and adds a version and an answer status as the query says', () => {
    const text = typesOf('php', 'modern', [dtos.GetBook, dtos.QueryBooks], {
      query: 'AddImplicitVersion=3&AddResponseStatus=True&DefaultImports=Acme.Tools',
    });

    expect(text).not.toMatch(/^class Query(?:Base|Db|Response)\b/m);
    expect(text).toContain('\nuse Acme\\Tools;\n');
    expect(member(text, 'GetBook', 'version')).toBe('int public int $version=3');
    expect(member(text, 'GetBookResponse', 'responseStatus')).toBe(
      'ResponseStatus|null public ?ResponseStatus $responseStatus=null',
    );
  });
});
