import { Packr, Unpackr } from 'msgpackr';
import { DataMember, Dto, Prop, registerEnum } from '../../../dtos/annotations';
import { ErrorResponse, QueryResponse, ResponseStatus } from '../../../dtos/common';
import { BindContext } from '../../../src/engine/binding/bind-context';
import { binderOf } from '../../../src/engine/binding/dto-binder';
import { msgpackFormat } from '../../../src/engine/formats/msgpack-format';
import { classicStyle, systemStyle } from '../../../src/engine/formats/wire-style';
import { dtoTypeOf } from '../../../src/engine/metadata/type-reader';
import { cpuMs } from '../../support/cpu-time';
import { typeOf } from './format-tools';

enum Grade {
  Low = 1,
  High = 2,
}
registerEnum(Grade, { name: 'MsgpackGrade' });

@Dto({ name: 'MsgpackOrder' })
class Order {
  @Prop('int') id?: number;
  @Prop('long') total?: number;
  @Prop('string') clientIP?: string;
  @Prop('Guid') guid?: string;
  @Prop('DateTime') at?: string;
  @Prop('TimeSpan') span?: string;
  @Prop('double') ratio?: number;
  @Prop('decimal') amount?: string;
  @Prop('byte[]') bytes?: string;
  @Prop('MsgpackGrade') grade?: Grade;
  @Prop('List<MsgpackOrder>') parts?: Order[];
  @Prop('Dictionary<string,string>') meta?: Record<string, string | null>;
  @Prop('object') anything?: unknown;
  @Prop('int') @DataMember({ Name: 'the_alias' }) alias?: number;
  constructor(init?: object) {
    Object.assign(this, init);
  }
}

/** A reader of its own for what is written. */
const library = new Unpackr({ useRecords: false, int64AsType: 'bigint' });
const packr = new Packr({ useRecords: false });

function write(type: string | undefined, value: unknown, style = systemStyle): Buffer {
  return msgpackFormat.write(value, {
    type: type === undefined ? undefined : typeOf(type),
    style,
    operationName: 'Test',
  }) as Buffer;
}

function read(body: Buffer | readonly number[]): { value: unknown; checkText: boolean } {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  const result = msgpackFormat.read?.(bytes, { type: dtoTypeOf(Order), isBatch: false });
  return { value: result?.value, checkText: result?.checkText ?? false };
}

function bind(value: unknown): { dto: Order; errors: unknown[] } {
  const body = read(packr.pack(value));
  const context = new BindContext(body.checkText);
  const dto = binderOf(dtoTypeOf(Order)).bind(body.value as Record<string, unknown>, context, 1) as Order;
  return { dto, errors: context.errors.map((error) => error.message) };
}

describe('MessagePack answers', () => {
  it('FMT-02 have a content type without charset', () => {
    expect(msgpackFormat.key).toBe('x-msgpack');
    expect(msgpackFormat.header).toBe('application/x-msgpack');
  });

  it('http-contract 4.10: are maps keyed by declared names, without null members', () => {
    const order = new Order({
      id: 7,
      clientIP: 'a',
      guid: 'ea762009-b66c-410b-9bf5-ce21ad519249',
      at: '2001-01-01T00:00:00Z',
      span: 'PT1H',
      ratio: 1.5,
      amount: '3.0',
      bytes: 'AAEC',
      grade: Grade.High,
      parts: [new Order({ id: 8 })],
      meta: { k: 'v', n: null },
      alias: 1,
    });

    expect(library.unpack(write('MsgpackOrder', order))).toEqual({
      Id: 7,
      ClientIP: 'a',
      Guid: 'ea762009-b66c-410b-9bf5-ce21ad519249',
      At: '2001-01-01T00:00:00Z',
      Span: 'PT1H',
      Ratio: 1.5,
      Amount: '3.0',
      Bytes: 'AAEC',
      Grade: 'High',
      Parts: [{ Id: 8 }],
      Meta: { k: 'v' },
      the_alias: 1,
    });
  });

  it('write defaults, and the same dates and Guids, in the classic profile', () => {
    const order = new Order({ guid: 'ea762009-b66c-410b-9bf5-ce21ad519249', at: '2001-01-01T00:00:00Z' });

    expect(library.unpack(write('MsgpackOrder', order, classicStyle))).toMatchObject({
      Id: 0,
      Ratio: 0,
      Guid: 'ea762009-b66c-410b-9bf5-ce21ad519249',
      At: '2001-01-01T00:00:00Z',
    });
  });

  it('ERR-27 write errors and lists of rows', () => {
    const error = new ErrorResponse({ responseStatus: new ResponseStatus({ errorCode: 'NotFound', errors: [] }) });
    const page = new QueryResponse({ offset: 0, total: 1, results: [new Order({ id: 1 })] });

    expect(library.unpack(write('ErrorResponse', error))).toEqual({
      ResponseStatus: { ErrorCode: 'NotFound', Errors: [] },
    });
    expect(library.unpack(write('QueryResponse<MsgpackOrder>', page))).toEqual({
      Offset: 0,
      Total: 1,
      Results: [{ Id: 1 }],
    });
  });

  it.each([
    [0, [0x00]],
    [127, [0x7f]],
    [-1, [0xff]],
    [4_294_967_295, [0xce, 0xff, 0xff, 0xff, 0xff]],
    [4_294_967_296, [0xd3, 0, 0, 0, 1, 0, 0, 0, 0]],
    [-2_147_483_649, [0xd3, 0xff, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]],
    [9_007_199_254_740_991, [0xd3, 0x00, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
    [0.5, [0xcb, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0]],
    [true, [0xc3]],
    [null, [0xc0]],
    ['é', [0xa2, 0xc3, 0xa9]],
    ['\ud800', [0xa3, 0xef, 0xbf, 0xbd]],
    [[], [0x90]],
    [{}, [0x80]],
  ])('write %j in the plain format, whole numbers as integers of any size', (value, bytes) => {
    expect([...write(undefined, value)]).toEqual(bytes);
  });

  it('D5 write keys that are names of JavaScript as they are', () => {
    const value = JSON.parse('{"__proto__":1,"constructor":2,"toJSON":3}') as object;

    expect(read(write(undefined, value)).value).toEqual(
      Object.assign(Object.create(null) as object, Object.fromEntries(Object.entries(value))),
    );
    expect(write(undefined, value).toString('latin1')).toContain('__proto__');
  });
});

describe('MessagePack bodies', () => {
  it('BND-37 bind by declared and by wire names', () => {
    const { dto, errors } = bind({
      Id: 1,
      Total: 9_007_199_254_740_991n,
      clientip: 'x',
      Parts: [{ ID: 2 }],
      Meta: { a: 'b' },
    });

    expect(errors).toEqual([]);
    expect(dto).toMatchObject({
      id: 1,
      total: 9_007_199_254_740_991,
      clientIP: 'x',
      parts: [{ id: 2 }],
      meta: { a: 'b' },
    });
  });

  it('read dates as text and as timestamps, bytes as base64 text and as bin', () => {
    expect(bind({ at: '2001-01-01', bytes: 'AAEC' }).dto).toMatchObject({ at: '2001-01-01T00:00:00Z', bytes: 'AAEC' });
    expect(bind({ at: new Date('2001-01-01T00:00:00.250Z'), bytes: Buffer.from([0, 1, 2]) }).dto).toMatchObject({
      at: '2001-01-01T00:00:00.250Z',
      bytes: 'AAEC',
    });
  });

  it.each([
    ['4 bytes', [0xd6, 0xff, 0x3a, 0x4f, 0xc8, 0x80], '2001-01-01T00:00:00Z'],
    ['8 bytes', [0xd7, 0xff, 0x3b, 0x9a, 0xc9, 0xfc, 0x3a, 0x4f, 0xc8, 0x80], '2001-01-01T00:00:00.249Z'],
    ['12 bytes', [0xc7, 12, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], '1969-12-31T23:59:59Z'],
  ])('read a timestamp of %s', (_size, bytes, expected) => {
    expect(read(bytes).value).toBe(expected);
  });

  it.each([
    [[0x7f], 127],
    [[0xe0], -32],
    [[0xcc, 0xff], 255],
    [[0xcd, 0xff, 0xff], 65_535],
    [[0xce, 0xff, 0xff, 0xff, 0xff], 4_294_967_295],
    [[0xcf, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 9_007_199_254_740_991],
    [[0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], '18446744073709551615'],
    [[0xd0, 0x80], -128],
    [[0xd1, 0x80, 0], -32_768],
    [[0xd2, 0x80, 0, 0, 0], -2_147_483_648],
    [[0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0], '-9223372036854775808'],
    [[0xca, 0x3f, 0xc0, 0, 0], 1.5],
    [[0xcb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0], 1.5],
    [[0xc0], null],
    [[0xc2], false],
    [[0xd9, 1, 0x61], 'a'],
    [[0xda, 0, 1, 0x61], 'a'],
    [[0xdb, 0, 0, 0, 1, 0x61], 'a'],
    [[0xc5, 0, 1, 0xff], '/w=='],
    [[0xdc, 0, 1, 1], [1]],
    [[0xdd, 0, 0, 0, 1, 1], [1]],
  ])('read %j exactly', (bytes, expected) => {
    expect(read(bytes).value).toEqual(expected);
  });

  it('refuse an Int64 beyond what is exact, by the member', () => {
    expect(bind({ total: 2n ** 53n }).errors).toEqual([
      "'9007199254740992' is an Invalid value for 'total': a whole number from -9007199254740991 to 9007199254740991 is expected",
    ]);
  });

  it('tell the binder of NUL in texts', () => {
    expect(read([0xa1, 0x61]).checkText).toBe(false);
    expect(read([0xa1, 0x00]).checkText).toBe(true);
    expect(bind({ clientIP: 'a\0b' }).errors).toHaveLength(1);
  });

  it('read numbers as keys, and give objects without prototype', () => {
    const { value } = read([0x81, 0x05, 0x81, 0xa1, 0x61, 0x01]);

    expect(value).toEqual(
      Object.assign(Object.create(null) as object, { 5: Object.assign(Object.create(null) as object, { a: 1 }) }),
    );
    expect(Object.getPrototypeOf(value)).toBeNull();
  });

  it('D5 keep poisoned names for the binder to refuse', () => {
    const body = write(undefined, JSON.parse('{"meta":{"__proto__":"1"}}'));
    const context = new BindContext(false);

    expect(() => binderOf(dtoTypeOf(Order)).bind(read(body).value as Record<string, unknown>, context, 1)).toThrow(
      "'__proto__' is not allowed as a member name.",
    );
  });

  it.each([
    ['nothing', [], 'the body ends within a value, at byte 1'],
    ['two values', [0x01, 0x02], '1 bytes follow the value, at byte 2'],
    ['the unused token', [0xc1], 'token 0xc1 is not used by MessagePack, at byte 2'],
    ['a cut text', [0xa5, 0x61], 'the body ends within a value, at byte 2'],
    ['a cut number', [0xcf, 0x01], 'the body ends within a value, at byte 2'],
    ['broken UTF-8', [0xa1, 0xff], 'a text is no UTF-8, at byte 3'],
    ['half a surrogate pair', [0xa3, 0xed, 0xa0, 0x80], 'a text is no UTF-8, at byte 5'],
    ['a list as key', [0x81, 0x90, 0x01], 'a key is neither text nor a number, at byte 3'],
    [
      'a record of the library',
      [0xd4, 0x72, 0x40, 0x91, 0xa1, 0x61, 0x01],
      'extension type 114 is not read, only timestamps are, at byte 4',
    ],
    ['a regular expression', packrExtension(0x78), 'extension type 120 is not read, only timestamps are, at byte 5'],
    ['a timestamp of 2 bytes', [0xd5, 0xff, 0, 0], 'a timestamp of 2 bytes, at byte 5'],
    [
      'a timestamp with a second of nanoseconds',
      [0xd7, 0xff, 0xee, 0x6b, 0x28, 0, 0, 0, 0, 0],
      'a timestamp is out of range, at byte 11',
    ],
    [
      'a timestamp at the end of time',
      [0xc7, 12, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      'a timestamp is out of range, at byte 16',
    ],
  ])('BND-30 refuse %s', (_what, bytes, message) => {
    expect(() => read(bytes)).toThrow(new SyntaxError(`the body is no MessagePack: ${message}.`));
  });

  it('reliability 3.2 #4: read 32 levels, refuse 33', () => {
    const nested = (levels: number) => Buffer.concat([Buffer.alloc(levels - 1, 0x91), Buffer.from([0x90])]);

    expect(JSON.stringify(read(nested(32)).value)).toBe('[]'.padStart(33, '[').padEnd(64, ']'));
    expect(() => read(nested(33))).toThrow(new SyntaxError('the body is nested deeper than 32 levels.'));
  });

  it.each([
    ['a list of 4 billion items', Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff])],
    ['a map of 4 billion entries', Buffer.from([0xdf, 0xff, 0xff, 0xff, 0xff])],
    ['a text of 4 GB', Buffer.from([0xdb, 0xff, 0xff, 0xff, 0xff])],
    ['4 GB of bytes', Buffer.from([0xc6, 0xff, 0xff, 0xff, 0xff])],
    ['an extension of 4 GB', Buffer.from([0xc9, 0xff, 0xff, 0xff, 0xff, 0xff])],
    ['lists that announce more than follows, in each other', Buffer.alloc(300_000, Buffer.from([0xdc, 0xff, 0xff]))],
    ['1,000,000 lists in each other', Buffer.alloc(1_000_000, 0x91)],
    ['500,000 maps in each other', Buffer.alloc(1_000_000, Buffer.from([0x81, 0xa0]))],
    ['1,000,000 empty maps', Buffer.concat([Buffer.from([0xdd, 0, 0x0f, 0x42, 0x40]), Buffer.alloc(1_000_000, 0x80)])],
  ])('BND-40 refuse %s at once and in little memory', (_what, body) => {
    const before = process.memoryUsage().rss;
    const start = cpuMs();

    expect(() => read(body)).toThrow(SyntaxError);

    expect(cpuMs() - start).toBeLessThan(2000);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });
});

/** An extension of three bytes. */
function packrExtension(type: number): number[] {
  return [0xc7, 1, type, 0];
}
