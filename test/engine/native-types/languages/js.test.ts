import { createContext, runInContext } from 'node:vm';
import * as dtos from '../dtos';
import { pageOf, typesOf } from '../support';

type Exports = Record<string, new (init?: object) => Record<string, unknown>>;

/** What the text exports, run as a CommonJS module. */
function run(text: string): Exports {
  const exports = {};
  runInContext(text, createContext({ exports }));
  return exports as Exports;
}

describe('js', () => {
  const text = typesOf('js', 'classic', [dtos.GetBook, dtos.DeleteBook, dtos.QueryBooks, dtos.ImportBooks]);

  it('begins with "use strict", the helper for inheritance and the exports', () => {
    const lines = text.split('\n');

    expect(lines[0]).toBe('"use strict";');
    expect(lines[1]).toBe('var __extends = (this && this.__extends) || (function () {');
    expect(text).toMatch(/\nexports\.__esModule = true;\nexports\.\w+ = (?:exports\.\w+ = )+void 0;\n/);
  });

  it('writes a class as a function that is called at once', () => {
    expect(text).toContain(
      [
        'var Book = /** @class */ (function (_super) {',
        '    __extends(Book, _super);',
        '    function Book(init) {',
        '        var _this = _super.call(this, init) || this;',
        '        Object.assign(_this, init);',
        '        return _this;',
        '    }',
        '    return Book;',
        '}(BookBase));',
        'exports.Book = Book;',
      ].join('\n'),
    );
  });

  it('writes enums with semicolons', () => {
    expect(text).toContain(
      'var Colour;\n(function (Colour) {\n    Colour["Red"] = "Red";\n    Colour["Green"] = "Green";\n})(Colour || (Colour = {}));\n',
    );
    expect(text).toContain('    Step[Step["First"] = 1] = "First";\n');
  });

  it('has neither comments of documentation nor interfaces nor declarations of members', () => {
    expect(text).not.toMatch(/@type|@param|interface|IGet|parentKey/);
  });

  it('runs, and its classes do what the client asks of them', () => {
    const { GetBook, GetBookResponse, DeleteBook, Book, BookBase } = run(text);
    if (!GetBook || !GetBookResponse || !DeleteBook || !Book || !BookBase) throw new Error('A class is missing.');
    const request = new GetBook({ id: 3 });
    const call = (name: string) => (request[name] as () => unknown)();

    expect(request).toMatchObject({ id: 3 });
    expect([call('getTypeName'), call('getMethod')]).toEqual(['GetBook', 'GET']);
    expect(call('createResponse')).toBeInstanceOf(GetBookResponse);
    expect((new DeleteBook().createResponse as () => unknown)()).toBeUndefined();
    expect(new Book({ title: 'x' })).toBeInstanceOf(BookBase);
  });

  it('runs as the code of a page, without the members of requests', () => {
    const page = pageOf('js', 'modern', [dtos.GetBook]);

    expect(page).not.toContain('getTypeName');
    expect(Object.keys(run(page))).toContain('GetBook');
  });
});
