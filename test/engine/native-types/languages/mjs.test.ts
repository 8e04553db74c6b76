import * as dtos from '../dtos';
import { nativeTypesFor, pageOf, typesOf } from '../support';

type Profile = 'classic' | 'modern';
const page = (profile: Profile, ...requests: Parameters<typeof pageOf>[2]) => pageOf('mjs', profile, requests);
const types = (profile: Profile, ...requests: Parameters<typeof pageOf>[2]) => typesOf('mjs', profile, requests);

/** A class from its head to its closing brace. */
function classText(text: string, head: string): string {
  const start = text.indexOf(`\nexport class ${head} `);
  if (start < 0) throw new Error(`There is no class ${head}.`);
  return text.slice(start + 1, text.indexOf('\n}', start) + 2);
}

/** The comment and the declaration of a member that has no description. */
function member(text: string, name: string): string {
  const found = new RegExp(`^ {4}(/\\*\\*.*\\*/)\n {4}(${name}\\b.*)$`, 'm').exec(text);
  if (!found) throw new Error(`There is no member ${name}.`);
  return `${found[1]} ${found[2]}`;
}

describe('mjs', () => {
  it('MJ-01 begins with "use strict", after the header on /types', () => {
    expect(page('classic', dtos.GetBook).startsWith('"use strict";\n')).toBe(true);
    expect(types('classic', dtos.GetBook).startsWith('"use strict";\n')).toBe(true);
  });

  it('has no empty line anywhere', () => {
    expect(page('modern', dtos.GetBook).trimEnd()).not.toContain('\n\n');
    expect(types('modern', dtos.DescribeCard).trimEnd()).not.toContain('\n\n');
  });

  it('MJ-02 names the members of an enum in its type', () => {
    expect(page('classic', dtos.GetBook)).toContain(
      [
        "/** @typedef {'Red'|'Green'} */",
        'export var Colour;',
        '(function (Colour) {',
        '    Colour["Red"] = "Red"',
        '    Colour["Green"] = "Green"',
        '})(Colour || (Colour = {}));',
      ].join('\n'),
    );
    expect(page('classic', dtos.GetBook)).toContain("/** @typedef {'in-progress'|'Done'} */\nexport var Wire;");
  });

  it('MJ-03 lists own members, then those of the bases, duplicates included', () => {
    const text = classText(page('classic', dtos.ImportBooks), 'ImportBooks');

    expect(text.split('\n')[1]).toBe('    /** @param {{books?:Book[],title?:string,title?:string}} [init] */');
  });

  it('MJ-03 lists each member once where the host wants that (appendix B 4)', () => {
    const nativeTypes = nativeTypesFor([dtos.ImportBooks], { config: { repeatsInheritedKeys: false } });
    const once = nativeTypes.page('mjs', 'ImportBooks', { profile: 'classic' });

    expect(classText(once, 'ImportBooks').split('\n')[1]).toBe(
      '    /** @param {{books?:Book[],title?:string}} [init] */',
    );
    expect(once.replace('{{books?:Book[],title?:string}}', '{{books?:Book[],title?:string,title?:string}}')).toBe(
      page('classic', dtos.ImportBooks),
    );
  });

  it('MJ-04 has no @param where there is no member, own or inherited', () => {
    expect(classText(page('classic', dtos.GetBook), 'Marker')).toBe(
      'export class Marker {\n    constructor(init) { Object.assign(this, init) }\n}',
    );
    expect(classText(types('classic', dtos.QueryMarkers), 'QueryMarkers')).toContain('/** @param {{skip?:number,');
  });

  it('MJ-05 classic marks what is nullable by `?`', () => {
    const text = page('classic', dtos.GetBook);

    expect(member(text, 'subtitle')).toBe('/** @type {string} */ subtitle;');
    expect(member(text, 'isSold')).toBe('/** @type {?boolean} */ isSold;');
    expect(member(text, 'note')).toBe('/** @type {?string} */ note;');
    expect(member(page('modern', dtos.GetBook), 'subtitle')).toBe('/** @type {?string} */ subtitle;');
  });

  it('MJ-06 describes a member in three lines', () => {
    expect(page('classic', dtos.GetBook)).toContain(
      '    /**\n     * @type {number}\n     * @description Which one */\n    id;\n',
    );
  });

  it('describes no classes and prints no attributes', () => {
    expect(page('classic', dtos.GetBook)).not.toMatch(/Gets a book|@Api|@Route/);
  });

  it('MJ-07 has no interfaces, and bases without arguments', () => {
    const text = types('classic', dtos.GetBook, dtos.QueryBooks);

    expect(text).not.toMatch(/IHasTitle|IGet|IReturn|interface|implements/);
    expect(text).toContain('\nexport class QueryBooks extends QueryDb {\n');
    expect(text).toContain('\n/** @typedef T {any} */\nexport class QueryDb extends QueryBase {\n');
  });

  it('MJ-08 classic initialises nothing, modern required collections', () => {
    expect(page('classic', dtos.GetBook)).not.toMatch(/^ {4}\w+ = /m);
    expect(member(page('modern', dtos.GetBook), 'labels')).toBe('/** @type {string[]} */ labels = [];');
    expect(page('modern', dtos.GetBook)).toContain(
      '    /** @type {{ [index:string]: number; }} */\n    counts = {};\n',
    );
  });

  it('MJ-09 writes object as {Object}', () => {
    expect(member(page('classic', dtos.GetBook), 'extra')).toBe('/** @type {Object} */ extra;');
  });

  it('MJ-10 writes enums with values as numbers', () => {
    expect(page('classic', dtos.GetBook)).toContain(
      [
        '/** @typedef {number} */',
        'export var Step;',
        '(function (Step) {',
        '    Step[Step["First"] = 1] = "First"',
        '    Step[Step["Second"] = 2] = "Second"',
        '})(Step || (Step = {}));',
      ].join('\n'),
    );
  });

  it('MJ-11 keeps the line breaks of a description, and lets no text end its comment', () => {
    expect(page('classic', dtos.DescribeCard)).toContain(
      '     * @description A "quoted" \\ text\nof two lines with a tab\t, a  and \n */\n    text;\n',
    );
  });

  it('writes the constructor on one line, of derived classes with super', () => {
    const text = page('classic', dtos.GetBook);

    expect(classText(text, 'BookBase')).toContain('    constructor(init) { Object.assign(this, init) }\n');
    expect(classText(text, 'Book')).toContain('    constructor(init) { super(init); Object.assign(this, init) }\n');
  });

  it.each([
    [
      dtos.GetBook,
      [
        "getTypeName() { return 'GetBook' }",
        "getMethod() { return 'GET' }",
        'createResponse() { return new GetBookResponse() }',
      ],
    ],
    [
      dtos.ImportBooks,
      ["getTypeName() { return 'ImportBooks' }", "getMethod() { return 'POST' }", 'createResponse() { return [] }'],
    ],
    [
      dtos.DeleteBook,
      ["getTypeName() { return 'DeleteBook' }", "getMethod() { return 'DELETE' }", 'createResponse() { }'],
    ],
    [
      dtos.GetTitle,
      ["getTypeName() { return 'GetTitle' }", "getMethod() { return 'POST' }", "createResponse() { return '' }"],
    ],
    [
      dtos.CountBooks,
      ["getTypeName() { return 'CountBooks' }", "getMethod() { return 'POST' }", 'createResponse() { return {} }'],
    ],
    [
      dtos.PageOfBooks,
      [
        "getTypeName() { return 'PageOfBooks' }",
        "getMethod() { return 'POST' }",
        'createResponse() { return new Page() }',
      ],
    ],
  ])('adds the members of requests to %p on /types, and not on the page', (request, lines) => {
    expect(classText(types('classic', request), request.name)).toMatch(
      new RegExp(`\n${lines.map((line) => `    ${line.replace(/[{}()[\]]/g, '\\$&')}`).join('\n')}\n}$`),
    );
    expect(page('classic', request)).not.toMatch(/getTypeName|createResponse/);
  });

  it('leaves out all JSDoc when AddDocAnnotations is off', () => {
    expect(typesOf('mjs', 'classic', [dtos.GetBook], { query: 'AddDocAnnotations=False' })).not.toContain('/**');
  });

  it('adds a version and an answer status as the query says', () => {
    const text = typesOf('mjs', 'classic', [dtos.GetBook], { query: 'AddImplicitVersion=3&AddResponseStatus=True' });

    expect(classText(text, 'GetBook')).toContain('/** @param {{id?:number,version?:number}} [init] */');
    expect(member(text, 'responseStatus')).toBe('/** @type {ResponseStatus} */ responseStatus;');
  });

  it('extends lists by Array', () => {
    expect(types('classic', dtos.GetLibrary)).toContain(
      '\nexport class Library extends Array {\n    constructor(init) { super(); Object.assign(this, init) }\n}\n',
    );
  });
});
