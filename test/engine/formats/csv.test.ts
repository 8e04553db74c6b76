import fc from 'fast-check';
import { ErrorResponse, QueryResponse, ResponseError, ResponseStatus } from '../../../dtos/common';
import { csvFormat } from '../../../src/engine/formats/csv-format';
import { applyJsConfig, parseJsConfig } from '../../../src/engine/formats/jsconfig';
import { classicStyle, systemStyle, systemStyleIn } from '../../../src/engine/formats/wire-style';
import { AllTypes, Inner, Letters, Mood, Size } from '../../support/all-types';
import { trickyText } from '../../support/arbitrary-dto';
import { Aliased, Contract, Item, ItemTable, Names, StoreItems } from './format-dtos';
import { bindAs, readAs, writeAs } from './format-tools';

const csv = (type: string, value: unknown, options = {}) => writeAs(csvFormat, type, value, options);
const withConfig = (text: string) => ({ style: applyJsConfig(systemStyle, parseJsConfig(text)).style });
const itemHeader = 'Id,Name,Price,IsSold,At,Size,Tags\r\n';

describe('what is tabulated', () => {
  it('FMT-32 writes a header of declared names, ends every line with CRLF, the last one too', () => {
    const items = [new Item({ id: 1, name: 'a' }), new Item({ id: 2, name: 'b' })];

    expect(csv('List<Item>', items)).toBe(`${itemHeader}1,a,,,,,\r\n2,b,,,,,\r\n`);
    expect(csv('Aliased', new Aliased({ number: 1, URL: 'u', secret: 'no' }))).toBe('the_number,URL\r\n1,u\r\n');
    expect(csv('AllTypes', new AllTypes()).split(',')[14]).toBe('ClientIPAddress');
  });

  it('FMT-32 keeps the declared names whatever case is asked for', () => {
    for (const config of ['eccn', 'elun', 'tc:sc']) {
      expect(csv('List<Inner>', [new Inner({ id: 1 })], withConfig(config))).toBe('Id,Name,Tags,Inners\r\n1,,,\r\n');
    }
  });

  it('FMT-34 tabulates the rows of a QueryResponse, in either case', () => {
    const page = new QueryResponse({ offset: 5, total: 9, results: [new Item({ id: 1 })], meta: { a: 'b' } });

    expect(csv('QueryResponse<Item>', page)).toBe(`${itemHeader}1,,,,,,\r\n`);
    expect(csv('QueryResponse<Item>', page, { style: systemStyleIn('PascalCase') })).toBe(`${itemHeader}1,,,,,,\r\n`);
  });

  it('FMT-34 tabulates the first list of a DTO that is marked so', () => {
    expect(csv('ItemTable', new ItemTable({ count: 1, title: 't', items: [new Item({ id: 7 })] }))).toBe(
      `${itemHeader}7,,,,,,\r\n`,
    );
    expect(csv('Names', new Names({ names: ['a', 'b,c'] }))).toBe('a,"b,c"\r\n');
  });

  it('FMT-34 makes one row of the object of a data contract without a list', () => {
    expect(csv('Contract', new Contract({ id: 1, inner: new Inner({ id: 2, name: 'n' }) }))).toBe(
      'Id,Name,Tags,Inners\r\n2,n,,\r\n',
    );
  });

  it('FMT-34 writes an ordinary DTO as one row of its own members', () => {
    const store = new StoreItems({ store: 's', items: [new Item({ id: 1, name: 'x' }), new Item({ id: 2 })] });

    expect(csv('StoreItems', store)).toBe('Store,Items\r\ns,"[{id:1,name:x},{id:2}]"\r\n');
  });

  it('FMT-35 writes the header of an empty list, and nothing where no type tells it', () => {
    expect(csv('List<Item>', [])).toBe(itemHeader);
    expect(csv('QueryResponse<Item>', new QueryResponse({ results: [] }))).toBe(itemHeader);
    expect(csv('List<object>', [])).toBe('');
  });

  it('writes dictionaries: one as a row of its own, a list of them with all their keys, sorted', () => {
    expect(csv('Dictionary<string,string>', { b: '1', a: '2' })).toBe('a,b\r\n2,1\r\n');
    expect(csv('List<Dictionary<string,string>>', [{ b: '1' }, { a: '2', b: '3' }])).toBe('a,b\r\n,1\r\n2,3\r\n');
  });

  it('writes rows that no type describes by the keys of the first', () => {
    expect(
      csv('List<object>', [
        { z: 1, a: true },
        { a: false, q: 2 },
      ]),
    ).toBe('z,a\r\n1,True\r\n,False\r\n');
    expect(writeAs(csvFormat, undefined, [new Inner({ id: 1 })])).toBe('Id,Name,Tags,Inners\r\n1,,,\r\n');
  });

  it('writes a list of scalars as a single row without header', () => {
    expect(csv('List<string>', ['a', '', 'b,c'])).toBe('a,,"b,c"\r\n');
    expect(csv('List<int>', [1, 2])).toBe('1,2\r\n');
    expect(csv('List<FormatSize>', [Size.Small, Size.Large])).toBe('Small,Large\r\n');
    expect(csv('List<string>', [])).toBe('');
  });

  it('writes an error as one header row and one row that holds the status as JSV', () => {
    const responseStatus = new ResponseStatus({
      errorCode: 'NotEmpty',
      message: 'is empty, sorry',
      errors: [new ResponseError({ errorCode: 'NotEmpty', fieldName: 'Name', message: 'm' })],
    });

    expect(csv('ErrorResponse', new ErrorResponse({ responseStatus }), { status: 400 })).toBe(
      'ResponseStatus\r\n"{errorCode:NotEmpty,message:""is empty, sorry"",errors:[{errorCode:NotEmpty,fieldName:Name,message:m}]}"\r\n',
    );
  });

  it('does not lose the error of an answer whose rows are tabulated', () => {
    const failed = { offset: 0, total: 0, responseStatus: new ResponseStatus({ errorCode: 'X', message: 'm' }) };

    expect(csv('QueryResponse<Item>', failed, { status: 500 })).toBe(
      'Offset,Total,Results,Meta,ResponseStatus\r\n0,0,,,"{errorCode:X,message:m}"\r\n',
    );
  });
});

describe('the cells', () => {
  it.each<[text: string, written: string]>([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['a\rb', '"a\rb"'],
    ['a\nb', '"a\nb"'],
    ['a\r\nb', '"a\r\nb"'],
    ['[x', '"[x"'],
    ['{x', '"{x"'],
    ['x[{', 'x[{'],
    [' a ', ' a '],
    ['=1+1', '=1+1'],
    ['å;😀', 'å;😀'],
  ])('FMT-33 writes the text %j as %s', (text, written) => {
    expect(csv('List<Inner>', [new Inner({ name: text })])).toBe(`Id,Name,Tags,Inners\r\n,${written},,\r\n`);
  });

  it('FMT-36 writes nested objects, lists and dictionaries as JSV text', () => {
    const value = new Inner({ id: 1, tags: ['x'], inners: [new Inner({ name: 'a,b' })] });

    expect(csv('Inner', value)).toBe('Id,Name,Tags,Inners\r\n1,,"[x]","[{name:""a,b""}]"\r\n');
  });

  it('writes booleans, numbers, dates, time spans, Guids and enums as JSV does', () => {
    const value = new AllTypes({
      id: -1,
      ratio: 1.5,
      amount: '3.0',
      isOn: true,
      guid: 'ea762009-b66c-410b-9bf5-ce21ad519249',
      at: '2001-01-01T00:00:00Z',
      nullableAt: '2001-01-01T12:00:00.500Z',
      span: 'PT1H',
      bytes: 'AQID',
      size: Size.Large,
      mood: Mood.Glad,
      letters: Letters.A | Letters.B,
      map: { a: 'x' },
      timesByName: { a: '2001-01-01T12:00:00Z' },
    });
    const [, row = ''] = csv('AllTypes', value).split('\r\n');

    expect(row.split(',').filter((cell) => cell !== '')).toEqual([
      '-1',
      '1.5',
      '3.0',
      'True',
      'ea762009-b66c-410b-9bf5-ce21ad519249',
      '2001-01-01',
      '2001-01-01T12:00:00.5Z',
      'PT1H',
      'AQID',
      'Large',
      'Glad',
      '3',
      '"{a:x}"',
      '"{a:2001-01-01T12:00:00Z}"',
    ]);
  });

  it('writes values that nobody has set in the classic profile', () => {
    expect(csv('List<Item>', [new Item({ name: 'x' })], { style: classicStyle })).toBe(
      `${itemHeader}0,x,0,False,0001-01-01,0,\r\n`,
    );
  });

  it('FMT-22 drops the columns that hold nothing in any row under edv; enums stay unless ide:false', () => {
    const items = [new Item({ id: 0, name: 'a', isSold: false, size: 0 as Size }), new Item({ id: 0, price: '2' })];

    expect(csv('List<Item>', items, withConfig('edv'))).toBe('Name,Price,Size\r\na,,0\r\n,2,\r\n');
    expect(csv('List<Item>', items, withConfig('edv,ide:false'))).toBe('Name,Price\r\na,\r\n,2\r\n');
    expect(csv('List<Item>', [], withConfig('edv'))).toBe(itemHeader);
  });

  it('FMT-24 writes Unix time where it is asked for, and nothing else of the date handlers', () => {
    const items = [new Item({ at: '2001-01-01T00:00:00Z' })];

    expect(csv('List<Item>', items, withConfig('dh:utm'))).toBe(`${itemHeader},,,,978307200000,,\r\n`);
    expect(csv('List<Item>', items, withConfig('dh:ut'))).toBe(`${itemHeader},,,,978307200,,\r\n`);
    expect(csv('List<Item>', items, withConfig('dh:iso8601'))).toBe(`${itemHeader},,,,2001-01-01,,\r\n`);
  });
});

describe('CSV for people (reliability 3.2 #10)', () => {
  const cellOf = (name: string, isForPeople: boolean) => {
    const text = csv('List<Inner>', [new Inner({ name })], { isForPeople });
    return readAs(csvFormat, Names, text.replace('Id,Name,Tags,Inners\r\n', ''));
  };

  it.each(['=cmd|/c calc!A0', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '\0=1', '\uff1d1', '=1,"2"\r\n=3'])(
    'puts a quote before %j, and nothing before it for programs',
    (name) => {
      const [, shown] = (cellOf(name, true) as { names: string[] }).names;

      expect(shown?.charAt(0)).toBe("'");
      expect(shown?.replace(/'(?=[=+\-@\t\r\0\uff1d])/g, '')).toBe(name);
      expect(cellOf(name, false)).toEqual({ names: ['', name, '', ''] });
    },
  );

  it.each(['a;=1+1;b', 'a\n=1', 'a\r\n@x', 'a\t-1'])(
    'puts one before what %j becomes where semicolons separate columns',
    (name) => {
      const [, shown] = (cellOf(name, true) as { names: string[] }).names;

      expect(shown).toBe(name.replace(/(?=[=@-]\w)/, "'"));
    },
  );

  it.each(['plain', 'a=b', 'a-b', '1', "it's", '', 'a@b.se', 'a; b'])('leaves %j as it is', (name) => {
    expect(cellOf(name, true)).toEqual(cellOf(name, false));
  });

  it('leaves numbers that are typed as numbers', () => {
    const items = [new Item({ id: -1, price: '-3.50', name: '-1' })];

    expect(csv('List<Item>', items, { isForPeople: true })).toBe(`${itemHeader}-1,'-1,-3.50,,,,\r\n`);
    expect(csv('List<int>', [-1], { isForPeople: true })).toBe('-1\r\n');
    expect(csv('List<string>', ['-1'], { isForPeople: true })).toBe("'-1\r\n");
    expect(csv('Dictionary<string,string>', { '=k': '=v' }, { isForPeople: true })).toBe("'=k\r\n'=v\r\n");
  });

  it('loses nothing for programs, whatever the text', () => {
    fc.assert(
      fc.property(trickyText, trickyText, (name, tag) => {
        const text = csv('List<Inner>', [new Inner({ id: 1, name, tags: [tag] })]);

        expect(readAs(csvFormat, Inner, text)).toEqual({
          Id: '1',
          Name: name === '' ? null : name,
          Tags: [tag],
          Inners: null,
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('the headers of CSV answers', () => {
  const headersOf = (operationName: string) => csvFormat.headers?.({ style: systemStyle, operationName });

  it('FMT-37 names the file after the operation', () => {
    expect(headersOf('QueryItems')).toEqual({ 'Content-Disposition': 'attachment;filename="QueryItems.csv"' });
  });

  it('FMT-37 names it again, encoded, when it is not ASCII', () => {
    expect(headersOf("Sök'(1)")).toEqual({
      'Content-Disposition': `attachment;filename="S_k'(1).csv"; filename*=UTF-8''S%C3%B6k%27%281%29.csv`,
    });
  });

  it('lets no name break out of the header', () => {
    expect(headersOf('a"b\\c\r\nX: y')).toEqual({ 'Content-Disposition': 'attachment;filename="a_b_c__X: y.csv"' });
  });

  it('FMT-02 names its content type without charset', () => {
    expect(csvFormat).toMatchObject({ key: 'csv', contentType: 'text/csv', header: 'text/csv', accepts: ['text/csv'] });
  });
});

describe('reading CSV', () => {
  it('BND-37 fills a flat message from its only row', () => {
    const item = bindAs(csvFormat, Item, 'Id,Name,IsSold,At,Size\r\n7,"a,""b""\r\nc",True,2001-01-01,large\r\n');

    expect({ ...item }).toMatchObject({ id: 7, name: 'a,"b"\r\nc', isSold: true, at: '2001-01-01T00:00:00Z', size: 2 });
  });

  it('BND-05 finds the names of the header in any letter case, by declared name or alias', () => {
    expect(bindAs(csvFormat, Inner, 'ID, name ,TAGS\n1,x,"[a,b]"')).toMatchObject({
      id: 1,
      name: 'x',
      tags: ['a', 'b'],
    });
    expect(bindAs(csvFormat, Aliased, 'THE_NUMBER,url\n1,u')).toMatchObject({ number: 1, URL: 'u' });
    expect(bindAs(csvFormat, AllTypes, 'clientipaddress\n::1')).toMatchObject({ clientIPAddress: '::1' });
  });

  it.each<[name: string, body: string]>([
    ['CRLF', 'Id,Name\r\n1,a\r\n2,b\r\n'],
    ['LF', 'Id,Name\n1,a\n2,b\n'],
    ['no line end at the end', 'Id,Name\n1,a\n2,b'],
    ['empty lines', 'Id,Name\n1,a\n\n2,b\n\n'],
    ['a byte order mark', '\ufeffId,Name\n1,a\n2,b'],
    ['quotes all over', '"Id","Name"\n"1","a"\n"2","b"'],
  ])('reads rows with %s', (_name, body) => {
    expect(readAs(csvFormat, Item, body, true)).toEqual([
      { Id: '1', Name: 'a' },
      { Id: '2', Name: 'b' },
    ]);
  });

  it('BND-37 reads the rows into the list of a message that is written as a table', () => {
    expect(bindAs(csvFormat, ItemTable, 'Id,Name\n1,a\n2,b\n').items).toMatchObject([
      { id: 1, name: 'a' },
      { id: 2, name: 'b' },
    ]);
    expect(bindAs(csvFormat, ItemTable, 'Id,Name\n').items).toEqual([]);
    expect(bindAs(csvFormat, Names, 'a,"b,c"\r\n').names).toEqual(['a', 'b,c']);
  });

  it('BND-37 reads the rows into the list of an ordinary message when the header names the items', () => {
    expect(bindAs(csvFormat, StoreItems, 'Id,Name\n1,a\n2,b\n').items).toMatchObject([{ id: 1 }, { id: 2 }]);
    expect(bindAs(csvFormat, StoreItems, 'Id,Name\n1,a\n').items).toMatchObject([{ id: 1 }]);
    expect({ ...bindAs(csvFormat, StoreItems, 'Store,Items\ns,"[{id:1}]"\n') }).toMatchObject({
      store: 's',
      items: [{ id: 1 }],
    });
  });

  it('takes empty cells for absent members', () => {
    expect({ ...bindAs(csvFormat, Item, 'Id,Name,At\n,,\n') }).toMatchObject({
      id: undefined,
      name: undefined,
      at: undefined,
    });
    expect(bindAs(csvFormat, Inner, 'Name\n\n')).toEqual(new Inner());
  });

  it('BND-10 BND-11 BND-12 BND-13 reads nested cells as JSV', () => {
    const header = 'Tags,Inner,Map,Inners';
    const row = '"[""a,b"",c]","{Name:x,Tags:[]}","{a:1}","[{id:1},{id:2}]"';

    expect(bindAs(csvFormat, AllTypes, `${header}\n${row}`)).toMatchObject({
      tags: ['a,b', 'c'],
      inner: { name: 'x', tags: [] },
      map: { a: '1' },
      inners: [{ id: 1 }, { id: 2 }],
    });
    expect(bindAs(csvFormat, Inner, 'Tags\n"a,b"').tags).toEqual(['a', 'b']);
  });

  it('BND-14 keeps the text of string members as it stands in the cell', () => {
    expect(bindAs(csvFormat, Inner, 'Name\n"""A"""').name).toBe('"A"');
    expect(bindAs(csvFormat, Inner, 'Name\n"{a:1}"').name).toBe('{a:1}');
    expect(bindAs(csvFormat, Inner, 'Name,Id\n =1 ,2').name).toBe(' =1 ');
  });

  it('reads untyped cells as structures where they are such', () => {
    expect(bindAs(csvFormat, AllTypes, 'Anything\n"{a:[1]}"').anything).toEqual({ a: ['1'] });
    expect(bindAs(csvFormat, AllTypes, 'Anything\n{a').anything).toBe('{a');
  });

  it('ignores columns that no member has', () => {
    expect(bindAs(csvFormat, Inner, 'Id,Other,\n1,x,y')).toEqual(new Inner({ id: 1 }));
  });

  it('reads a body without rows as an empty message', () => {
    expect(readAs(csvFormat, Inner, '')).toEqual({});
    expect(readAs(csvFormat, Inner, 'Id,Name\n')).toEqual({});
    expect(readAs(csvFormat, Inner, '', true)).toEqual([]);
  });

  it.each<[body: string, message: string]>([
    ['Id,Name\n1,"a', 'the body is no CSV: a quoted cell has no closing quote in line 2.'],
    ['Id,Name\n1,"a"b\n', 'the body is no CSV: a closing quote is followed by more text in line 2.'],
    ['Id,Name\n1,a"b\n', 'the body is no CSV: a quote stands inside a cell that is not quoted in line 2.'],
    ['Id,Name\n1\n', 'row 2 of the CSV has 1 cells, its header 2.'],
    ['Id,Name\n1,2,3\n', 'row 2 of the CSV has 3 cells, its header 2.'],
    ['Id,Tags\n1,"[a"\n', "tags in row 2 of the CSV is no JSV: ']' is expected at character 3."],
    ['Id,Price\n1,2\n2,3\n', 'the body has 2 rows; Item is read from one.'],
  ])('refuses %j with a SyntaxError that says where', (body, message) => {
    expect(() => readAs(csvFormat, Item, body)).toThrow(SyntaxError);
    expect(() => readAs(csvFormat, Item, body)).toThrow(message);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('leaves the column %s for the binder to refuse (D5)', (name) => {
    for (const body of [`${name}\nx\n`, `Id,${name}\n1,\n`, `Inners\n"[{${name}:1}]"\n`]) {
      expect(() => bindAs(csvFormat, Inner, body)).toThrow(`'${name}' is not allowed as a member name.`);
    }
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it('lets the binder refuse cells that are nested too deep, and texts with NUL', () => {
    const deep = `${'[{inners:'.repeat(5_000)}[]${'}]'.repeat(5_000)}`;

    expect(() => bindAs(csvFormat, Inner, `Inners\n"${deep}"\n`)).toThrow('nested deeper than 32 levels');
    expect(() => bindAs(csvFormat, Inner, 'Name\na\0\n')).toThrow('NUL');
  });
});
