import type { TypesProfile } from '../../../../src/engine/metadata/metadata-config';
import { findLanguage } from '../../../../src/engine/native-types/languages';
import { nativeTypesOf } from '../../../../src/engine/native-types/native-types';
import * as dtos from '../dtos';
import { productOperations } from '../product';
import { nativeTypesFor, pageOf, typesOf } from '../support';
import { Hostile, structural } from './structural-dtos';

/** How a declaration looks, from which its name and the text up to its end are taken. */
const declarations = {
  go: /^type (\w+)(?:\[[^\n]*?\])? [^\n]*$/gm,
  rust: /^pub (?:struct|enum) (\w+)/gm,
  ruby: /^(?:class|module) (\w+)/gm,
  zig: /^pub (?:const|fn) (\w+)/gm,
} as const;
type Key = keyof typeof declarations;
const keys = Object.keys(declarations) as Key[];
const profiles: readonly TypesProfile[] = ['classic', 'modern'];
const each = keys.flatMap((key) => profiles.map((profile) => [key, profile] as const));

/** Each of a member's declarations with the name that it has on the wire. */
const wireNames: Readonly<Record<Key, RegExp>> = {
  go: / {4}\w+ +[^\n`]+ `json:"(\w+)(,omitempty)?"`$/gm,
  rust: /#\[serde\(rename = "\w+"(?:, alias = "(\w+)")?\)\]/gm,
  ruby: /^ {12}\w+: \{ name: '(\w+)', type: '[^']+', required: (?:true|false) \},$/gm,
  zig: /^ {4}(?:@")?(\w+)"?: [^\n]+ = [^\n]+,$/gm,
};

function bodyOf(text: string, key: Key, name: string): string {
  const found = [...text.matchAll(declarations[key])].find((match) => match[1] === name);
  if (!found) throw new Error(`${key} does not declare ${name}.`);
  const rest = text.slice(found.index);
  const end = /\n(?:\}|end|\};|\) \w+)\n/.exec(rest);
  return rest.slice(0, end ? end.index + end[0].length : undefined);
}

describe.each(each)('%s %s', (key, profile) => {
  it('OT-13 declares every type of the product once', async () => {
    const operations = await productOperations();
    const text = nativeTypesOf({ operations }).types(key, `profile=${profile}`);
    const typescript = nativeTypesOf({ operations }).types('typescript', `profile=${profile}`);
    const declared = [...text.matchAll(declarations[key])].map((match) => match[1]);
    const wanted = [...typescript.matchAll(/^export (?:class|enum|interface) (\w+)/gm)].map((match) => match[1] ?? '');
    // Rust and Ruby have one class for both cases; markers of the library are TypeScript's only.
    const expected = wanted.filter(
      (name) => !/^I(?:Return|ReturnVoid|Post|Get|Put|Delete|Patch)$/.test(name) && !/(?:Pascal|Camel)$/.test(name),
    );

    expect(new Set(declared).size).toBe(declared.length);
    expect(expected.length).toBeGreaterThan(100);
    expect(expected.filter((name) => !declared.includes(name))).toEqual([]);
  });

  it('OT-13 has every member of every request under its name on the wire', async () => {
    const operations = await productOperations();
    const text = nativeTypesOf({ operations }).types(key, `profile=${profile}`);
    let compared = 0;
    for (const { name, request } of operations.filter((one) => new RegExp(`^\\S.* ${one.name}\\b`, 'm').test(text))) {
      const body = bodyOf(text, key, name);
      const members = [...body.matchAll(wireNames[key])].map(
        (match) => match[1]?.toLowerCase() ?? match[0].toLowerCase(),
      );
      const missing = request.ownProperties.filter(
        (property) =>
          !members.some(
            (member) => member === property.name.toLowerCase() || member.includes(`"${property.name.toLowerCase()}"`),
          ) &&
          // Rust has a base's member in the base alone.
          !(key === 'rust' && request.base?.properties.some((inherited) => inherited.name === property.name)),
      );

      expect([name, missing.map((property) => property.name)]).toEqual([name, []]);
      compared += request.ownProperties.length;
    }
    expect(compared).toBeGreaterThan(200);
  });

  it('has no options, no request members and no routes on a page', () => {
    const text = pageOf(key, profile, [dtos.GetBook]);

    expect(text).not.toMatch(/Options:|CreateResponse|HttpMethod|IRequest|IReturn|response_type|ss_name|Route|route/);
    expect(text).toMatch(/GetBookResponse[\s\S]* GetBook\b/);
  });

  it('OT-14 keeps descriptions in their lines, line breaks removed there and escaped in attributes', () => {
    const text = typesOf(key, profile, [Hostile, dtos.DescribeCard]);
    const comment = key === 'ruby' ? '#' : '//';
    const lines = text.split('\n').filter((line) => /=end|system\(|__END__|go:build|coding: utf/.test(line));

    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines.filter((line) => !line.trimStart().startsWith(comment))).toEqual([]);
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202e\u2066\ufeff]/u);
    expect(text).toContain('of two lines with a tab');
    expect(text).toContain('text\\nof two lines');
  });

  it('OT-15 tells types apart that differ in arity only', () => {
    const text = typesOf(key, profile, [dtos.PageOfBooks, dtos.GetPair]);

    expect([...text.matchAll(declarations[key])].map((match) => match[1])).toEqual(
      expect.arrayContaining(['Page', 'Page_2']),
    );
  });
});

const both = (key: Key, requests: Parameters<typeof pageOf>[2], query?: string) =>
  profiles.map((profile) => typesOf(key, profile, requests, { query })) as [classic: string, modern: string];

describe('languages with a structural conformance', () => {
  it.each(keys)('%s is served as text, and has no tab (decisions D39)', (key) => {
    expect(findLanguage(key)).toMatchObject({ key });
    expect(findLanguage(key)?.contentType).toBeUndefined();
    expect(findLanguage(key)?.tab).toBeUndefined();
  });

  it.each([
    [
      'go',
      '/* Options:\nDate: ',
      '\n//MakePropertiesOptional: False\n',
      '\nGlobalNamespace: acme\n',
      '\n*/\n\npackage acme\n',
    ],
    [
      'rust',
      '/* Options:\nDate: ',
      '\n//MakePropertiesOptional: False\n',
      '\nGlobalNamespace: acme\n',
      '\n*/\n\n#![allow(',
    ],
    [
      'ruby',
      '# frozen_string_literal: true\n# encoding: utf-8\n\n# Options:\n=begin\nDate: ',
      '\n#MakePartial: True\n',
      '\nIncludeTypes: GetTitle\n',
      "\n=end\n\nrequire 'json'\n",
    ],
    [
      'zig',
      '/// Options:\n/// Date: ',
      '\n/// ///MakePropertiesOptional: False\n',
      '\n/// GlobalNamespace: acme\n',
      '\n\nconst std = @import("std");\n',
    ],
  ])('HD-01 the header of %s', (key, open, unset, set, after) => {
    const text = nativeTypesFor([dtos.GetTitle]).types(key, 'GlobalNamespace=acme&IncludeTypes=GetTitle');

    expect(text.startsWith(open)).toBe(true);
    expect(text).toContain(unset);
    expect(text).toContain(set);
    expect(text).toContain(after);
  });

  it('go: structs with pointers, embedded bases, tags and the methods of requests', () => {
    const [classic, modern] = both('go', [dtos.GetBook, dtos.ImportBooks, dtos.DeleteBook, dtos.GetLibrary]);

    expect(classic).toMatch(/^package dtos\n\nimport \(\n {4}"time"\n\)\n\n/);
    expect(bodyOf(modern, 'go', 'Book')).toMatch(/^type Book struct \{\n {4}BookBase\n {4}Id +int +`json:"id"`\n/);
    expect(bodyOf(modern, 'go', 'Book')).toMatch(/ {4}Pages +\*int +`json:"pages,omitempty"`\n/);
    expect(bodyOf(modern, 'go', 'Book')).toMatch(/ {4}Printed +time\.Time +`json:"printed"`\n/);
    expect(bodyOf(modern, 'go', 'Book')).toMatch(/ {4}Counts +\[\]map\[string\]int +`json:"counts,omitempty"`\n/);
    expect(bodyOf(modern, 'go', 'Shelf')).toMatch(/ {4}Labels +\[\]string +`json:"labels"`\n/);
    expect(modern).toContain(
      '\nfunc (GetBook) CreateResponse() (r GetBookResponse) { return }\nfunc (GetBook) HttpMethod() string { return "GET" }\n',
    );
    expect(modern).toContain('\nfunc (ImportBooks) CreateResponse() (r []Book) { return }\n');
    expect(modern).toContain('\nfunc (DeleteBook) CreateResponseVoid() {}\n');
    expect(modern).toContain(
      '\ntype Colour string\n\nconst (\n    ColourRed   Colour = "Red"\n    ColourGreen Colour = "Green"\n)\n',
    );
    expect(modern).toContain(
      '\ntype Rights int\n\nconst (\n    RightsRead  Rights = 1\n    RightsWrite Rights = 2\n)\n',
    );
    expect(modern).toContain('\ntype Library []Book\n');
  });

  it('go: imports time only where something uses it', () => {
    expect(typesOf('go', 'modern', [dtos.GetTitle])).toMatch(/^package dtos\n\ntype GetTitle struct/);
  });

  it('rust: serde attributes, options, bases, enums and the traits of requests', () => {
    const [, modern] = both('rust', [dtos.GetBook, dtos.ImportBooks, dtos.DeleteBook, dtos.GetLibrary]);

    expect(bodyOf(modern, 'rust', 'Book')).toContain('    #[serde(flatten)]\n    pub base: BookBase,\n');
    expect(bodyOf(modern, 'rust', 'Book')).toContain(
      '    #[serde(rename = "isSold")]\n    #[serde(default, skip_serializing_if = "Option::is_none")]\n    pub is_sold: Option<bool>,\n',
    );
    expect(bodyOf(modern, 'rust', 'Book')).toContain('    #[serde(rename = "id")]\n    pub id: i32,\n');
    expect(modern).toContain(
      '\n#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Default)]\n#[serde(default)]\npub struct Book {\n',
    );
    expect(modern).toContain(
      'pub enum Wire {\n    #[default]\n    #[serde(rename = "in-progress")]\n    InProgress,\n',
    );
    expect(modern).toContain('    const NAME: &\'static str = "GetBook";\n    const VERB: &\'static str = "GET";\n');
    expect(modern).toContain('impl IReturn for ImportBooks { type Response = Vec<Book>; }\n');
    expect(modern).toContain('impl IReturnVoid for DeleteBook {}\n');
    expect(modern).toContain('#[serde(transparent)]\npub struct Library(pub Vec<Book>);\n');
    expect(modern).toContain('// Route("/books/{Id}", "GET")\n');
  });

  it('rust: writes camelCase and also reads what a PascalCase feature writes', () => {
    const text = typesOf('rust', 'modern', [dtos.GetTitle], { textCase: 'PascalCase' });

    expect(text).toContain('    #[serde(rename = "id", alias = "Id")]\n    pub id: i32,\n');
  });

  it('ruby: classes with accessors, a table of properties and the methods of requests', () => {
    const [, modern] = both('ruby', [dtos.GetBook, dtos.ImportBooks, dtos.DeleteBook, dtos.GetCover]);

    expect(modern).toMatch(/^require 'bigdecimal'\nrequire 'date'\nrequire 'json'\nrequire 'servicestack'\n/);
    expect(modern).toContain('\nclass Book < BookBase\n    include ServiceStack::DTO\n    include IHasLongTitle\n');
    expect(modern).toContain('    # @return [TrueClass, nil]\n    attr_accessor :is_sold\n');
    expect(modern).toContain("            is_sold: { name: 'isSold', type: 'TrueClass', required: false },\n");
    expect(modern).toContain('    def self.properties\n        super.merge({\n');
    expect(modern).toContain(
      "    def response_type() = GetBookResponse\n    def get_type_name() = 'GetBook'\n    def get_method() = 'GET'\n",
    );
    expect(modern).toContain('    def response_type() = [Book]\n');
    expect(modern).toContain('    def response_type() = nil\n');
    expect(modern).toContain("\nmodule Colour\n    Red = 'Red'\n    Green = 'Green'\nend\n");
    expect(modern).toContain('\n# @route("/book")\n# @api(Description: "Gets a book")\n');
  });

  it('zig: fields with defaults, those of bases first, and the declarations of requests', () => {
    const [, modern] = both('zig', [dtos.GetBook, dtos.ImportBooks, dtos.DeleteBook, dtos.QueryBooks, dtos.GetLibrary]);

    expect(bodyOf(modern, 'zig', 'Book')).toMatch(
      /^pub const Book = struct \{\n {4}\/\/\/ What the book is called\n {4}\/\/ @ApiMember[^\n]+\n {4}title: \[\]const u8 = "",\n\n? {4}id: i32 = 0,\n/,
    );
    expect(bodyOf(modern, 'zig', 'Book')).toContain('    colour: Colour = .Red,\n    step: ?Step = null,\n');
    expect(bodyOf(modern, 'zig', 'Book')).toContain('    wire: Wire = .@"in-progress",\n');
    expect(bodyOf(modern, 'zig', 'GetBook')).toContain(
      '    pub const ss_name = "GetBook";\n    pub const ss_verb = "GET";\n    pub const ss_response = GetBookResponse;\n',
    );
    expect(bodyOf(modern, 'zig', 'DeleteBook')).toContain('    pub const ss_response = void;\n');
    expect(bodyOf(modern, 'zig', 'ImportBooks').match(/ title:/g)).toHaveLength(1);
    expect(bodyOf(modern, 'zig', 'QueryBooks')).toMatch(/ skip: \?i32 = null,[\s\S]* titleContains: /);
    expect(modern).toContain('\npub const Step = enum(i32) {\n    First = 1,\n    Second = 2,\n};\n');
    expect(modern).toContain('\npub fn QueryResponse(comptime T: type) type {\n    return struct {\n');
    expect(modern).toContain('\n    _ = T;\n    return struct {\n');
    expect(modern).toContain('    items: []Book = &.{},\n');
  });

  it('zig: replaces the parameters of generic bases', () => {
    const text = typesOf('zig', 'modern', structural);

    expect(bodyOf(text, 'zig', 'OddBox')).toMatch(
      /content: \?Odd = null,\n {4}size: i32 = 0,\n[^}]* odd: Odd = \.Self,\n/,
    );
  });

  it.each([
    ['go', 'Parent   *Tree ', 'Children []Tree ', 'Twig     *Twig '],
    [
      'rust',
      'pub parent: Option<std::boxed::Box<Tree>>,',
      'pub children: Option<Vec<Tree>>,',
      'pub twig: Option<std::boxed::Box<Twig>>,',
    ],
    ['zig', 'parent: ?*Tree = null,', 'children: ?[]Tree = null,', 'twig: ?*Twig = null,'],
  ] as const)('%s: points to what a value would hold of its own type', (key, ...fields) => {
    const body = bodyOf(typesOf(key, 'modern', structural), key, 'Tree');

    for (const field of fields) expect(body).toContain(field);
  });

  it('call members by other names where a language has them for itself', () => {
    const text = (key: Key) => typesOf(key, 'modern', structural);

    expect(text('go')).toMatch(/ {4}HttpMethod_ +\*string +`json:"httpMethod,omitempty"`/);
    expect(bodyOf(text('go'), 'go', 'PutWords')).toMatch(/^type PutWords struct \{\n {4}Words\n/);
    expect(text('rust')).toContain('pub r#type: Option<String>,');
    expect(text('rust')).toContain('pub self_: Option<String>,');
    expect(text('ruby')).toContain("class_: { name: 'class', ");
    expect(text('ruby')).toContain('attr_accessor :get_method_\n');
    expect(text('zig')).toContain('    @"fn": ?[]const u8 = null,\n');
    expect(text('zig')).toContain('    @"a `b` \\"c\\" \\\\ d\\n": ?[]const u8 = null,\n');
  });

  it('add a version and a response status where the options say so', () => {
    const query = 'AddImplicitVersion=3&AddResponseStatus=True';
    const text = (key: Key) => typesOf(key, 'modern', [dtos.QueryBooks, dtos.GetBook], { query });

    expect(bodyOf(text('go'), 'go', 'GetBook')).toMatch(
      / {4}\/\/ Version to send: 3\n {4}Version int `json:"version"`\n/,
    );
    expect(bodyOf(text('rust'), 'rust', 'GetBookResponse')).toContain('pub response_status: Option<ResponseStatus>,');
    expect(text('ruby')).toContain("version: { name: 'version', type: 'Integer', required: true, default: 3 },");
    expect(bodyOf(text('zig'), 'zig', 'GetBook')).toContain('    version: i32 = 3,\n');
  });
});
