import fc from 'fast-check';
import { boundaryOf, type MultipartForm, readForm } from '../../../src/engine/host/body/multipart';

const boundary = 'x-y';
const limits = { maxFiles: 10, maxFields: 10 };

/** A part as clients write it; `headers` in full, `content` behind the blank line. */
const part = (headers: string, content: string | Buffer = ''): Buffer =>
  Buffer.concat([Buffer.from(`--${boundary}\r\n${headers}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')]);
const end = Buffer.from(`--${boundary}--\r\n`);
const read = (...parts: (Buffer | string)[]): MultipartForm =>
  readForm(Buffer.concat(parts.map((item) => Buffer.from(item))), boundary, limits);
const form = (...parts: Buffer[]): MultipartForm => read(...parts, end);
const field = (name: string, value: string): Buffer => part(`Content-Disposition: form-data; name="${name}"`, value);
const file = (disposition: string, content: string | Buffer = 'content'): MultipartForm =>
  form(part(`Content-Disposition: form-data; name="f"; ${disposition}\r\nContent-Type: text/plain`, content));

describe('multipart forms', () => {
  it('BND-33 gives fields and files in order of arrival, equal names as often as they came', () => {
    const { fields, files } = form(
      field('a', '1'),
      part('Content-Disposition: form-data; name="one"; filename="1.txt"\r\nContent-Type: text/plain', 'first'),
      field('b', ''),
      field('a', '2'),
      part('content-disposition: FORM-DATA; filename=2.bin; name=two', Buffer.from([0, 13, 10, 255])),
    );

    expect(fields).toEqual([
      ['a', '1'],
      ['b', ''],
      ['a', '2'],
    ]);
    expect(files).toEqual([
      { name: 'one', fileName: '1.txt', contentType: 'text/plain', contentLength: 5, bytes: Buffer.from('first') },
      {
        name: 'two',
        fileName: '2.bin',
        contentType: 'application/octet-stream',
        contentLength: 4,
        bytes: Buffer.from([0, 13, 10, 255]),
      },
    ]);
  });

  it('3.7: reads fields that are labelled as text', () => {
    const labelled = 'content-disposition: form-data; name="tags"\r\ncontent-type: text/plain; charset=utf-8';

    const { fields } = form(part(`${labelled}\r\ncontent-transfer-encoding: binary`, '["å",1]'));

    expect(fields).toEqual([['tags', '["å",1]']]);
  });

  it('3.7: keeps files of no length, and drops file inputs that were left empty', () => {
    const type = 'Content-Type: application/octet-stream';
    const { files } = form(
      part(`Content-Disposition: form-data; name="a"; filename="empty.txt"\r\n${type}`),
      part(`Content-Disposition: form-data; name="b"; filename=""\r\n${type}`),
      part(`Content-Disposition: form-data; name="c"\r\n${type}`, 'bytes without a name'),
    );

    expect(files.map(({ name, fileName, contentLength }) => [name, fileName, contentLength])).toEqual([
      ['a', 'empty.txt', 0],
      ['c', '', 20],
    ]);
  });

  it.each([
    ['filename="x.txt"', 'x.txt'],
    ['filename=x.txt', 'x.txt'],
    ['filename="../../etc/passwd"', 'passwd'],
    ['filename="C:\\Temp\\x.txt"', 'x.txt'],
    ['filename="a\\"b.txt"', 'a"b.txt'],
    ['filename="a%22b%0D%0Ac.txt"', 'a"bc.txt'],
    ['filename="50%.txt"', '50%.txt'],
    ['filename="räka.txt"', 'räka.txt'],
    ['filename="鮨.txt"', '鮨.txt'],
    [`filename="=?utf-8?B?csOka2E=?="; filename*=utf-8''r%C3%A4ka.txt`, 'räka.txt'],
    [`filename*=UTF-8'sv'r%C3%A4ka.txt`, 'räka.txt'],
    [`filename*=iso-8859-1''r%E4ka.txt`, 'räka.txt'],
    [`filename="plain.txt"; filename*=utf-8''%FF`, 'plain.txt'],
    [`filename="plain.txt"; filename*=koi8-r''%C1`, 'plain.txt'],
    [`filename*=utf-8''..%2F..%2Fpasswd%00`, 'passwd'],
    ['filename=".."', ''],
    ['filename="first.txt"; filename="second.txt"', 'first.txt'],
  ])('BND-33 reads %s as %j', (disposition, fileName) => {
    expect(file(disposition).files[0]?.fileName).toBe(fileName);
  });

  it('BND-33 reads file names of old clients in Latin-1', () => {
    const headers = Buffer.from('Content-Disposition: form-data; name="f"; filename="räka.txt"\r\n\r\n', 'latin1');

    const { files } = read(`--${boundary}\r\n`, headers, 'x\r\n', end);

    expect(files[0]?.fileName).toBe('räka.txt');
  });

  it('does not take a line that begins like the boundary for one', () => {
    const content = `--${boundary}z\r\n--${boundary}-\r\n--${boundary}\t-\r\n\r\n--`;

    expect(form(field('a', content)).fields).toEqual([['a', content]]);
  });

  it('ignores what stands before the first boundary and behind the last', () => {
    expect(read('preamble\r\n', field('a', '1'), end, 'epilogue').fields).toEqual([['a', '1']]);
    expect(read(end).fields).toEqual([]);
  });

  it.each(['fields', 'files'] as const)('3.7: refuses more %s than allowed', (kind) => {
    const one = kind === 'fields' ? field('a', '1') : part('Content-Disposition: form-data; name="f"; filename="a"');

    expect(form(...Array<Buffer>(10).fill(one))[kind]).toHaveLength(10);
    expect(() => form(...Array<Buffer>(11).fill(one))).toThrow(
      expect.objectContaining({ status: 400, message: `The form has more than 10 ${kind}.` }),
    );
    expect(() => form(...Array<Buffer>(100).fill(one))).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe('a part that holds the request as JSON', () => {
  const json = 'Content-Type: application/json';

  it.each([
    ['as a field', 'name="request"'],
    ['as a Blob', 'name="request"; filename="blob"'],
  ])('3.7: is given apart from the fields: %s', (_, disposition) => {
    const {
      fields,
      files,
      json: value,
    } = form(
      part(`Content-Disposition: form-data; ${disposition}\r\n${json}`, '{"name":"A","tags":["b"]}'),
      field('name', 'C'),
    );

    expect(value).toEqual({ name: 'A', tags: ['b'] });
    expect(fields).toEqual([['name', 'C']]);
    expect(files).toEqual([]);
  });

  it('3.7: is an ordinary part under another name, type or file name', () => {
    const {
      fields,
      files,
      json: value,
    } = form(
      part(`Content-Disposition: form-data; name="other"\r\n${json}`, '{}'),
      field('request', '{}'),
      part(`Content-Disposition: form-data; name="request"; filename="data.json"\r\n${json}`, '{}'),
    );

    expect(value).toBeUndefined();
    expect(fields.map(([name]) => name)).toEqual(['other', 'request']);
    expect(files.map(({ fileName }) => fileName)).toEqual(['data.json']);
  });

  it('3.7: is refused when it is no JSON, and when it comes twice', () => {
    const request = (text: string) => part(`Content-Disposition: form-data; name="request"\r\n${json}`, text);

    expect(() => form(request('{"a":'))).toThrow(expect.objectContaining({ status: 400 }));
    expect(() => form(request('{}'), request('{}'))).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe('broken forms', () => {
  const good = field('a', '1');

  it.each<[string, (Buffer | string)[]]>([
    ['nothing', []],
    ['no boundary at all', ['a=1']],
    ['no last boundary', [good]],
    ['a last boundary that is cut off', [good, `--${boundary}-`]],
    ['content that is cut off', [good.subarray(0, good.length - 3)]],
    ['headers that are cut off', [`--${boundary}\r\nContent-Disp`]],
    ['a part without headers', [`--${boundary}\r\n\r\n1\r\n`, end]],
    ['a part without a blank line', [`--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n`, end]],
    ['a part without a name', [part('Content-Disposition: form-data', '1'), end]],
    ['a part of another disposition', [part('Content-Disposition: attachment; name="a"', '1'), end]],
    ['a part without a disposition', [part('Content-Type: text/plain', '1'), end]],
    [
      'a disposition twice',
      [part('Content-Disposition: form-data; name=a\r\ncontent-disposition: form-data; name=b'), end],
    ],
    ['a disposition without end', [part('Content-Disposition: form-data; name="a'), end]],
    ['a header line without a colon', [part('Content-Disposition: form-data; name="a"\r\nnonsense'), end]],
    ['a NUL in a header', [part('Content-Disposition: form-data; name="a\0b"'), end]],
    ['bare line feeds', [`--${boundary}\nContent-Disposition: form-data; name="a"\n\n1\n--${boundary}--\n`]],
    ['more than 16 KiB of headers', [part(`Content-Disposition: form-data; name="${'a'.repeat(17_000)}"`), end]],
    ['a field that is no UTF-8', [part('Content-Disposition: form-data; name="a"', Buffer.from([0xff])), end]],
  ])('BND-33 are refused with 400: %s', (_, parts) => {
    expect(() => read(...parts)).toThrow(expect.objectContaining({ status: 400, errorCode: 'SerializationException' }));
  });

  it.each(['Content-Type: text/plain; charset=utf-7', 'Content-Transfer-Encoding: base64'])(
    'BND-33 are refused with 415: %s',
    (header) => {
      expect(() => form(part(`Content-Disposition: form-data; name="a"\r\n${header}`, 'x'))).toThrow(
        expect.objectContaining({ status: 415, errorCode: 'UnsupportedMediaType' }),
      );
    },
  );

  it.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['multipart/form-data; charset=utf-8; boundary="a b:c"', 'a b:c'],
    [`multipart/form-data; BOUNDARY=${'a'.repeat(70)}`, 'a'.repeat(70)],
  ])('%s names its boundary', (contentType, expected) => {
    expect(boundaryOf(contentType)).toBe(expected);
  });

  it.each([
    undefined,
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=""',
    'multipart/form-data; boundary="ends "',
    'multipart/form-data; boundary="å"',
    `multipart/form-data; boundary=${'a'.repeat(71)}`,
  ])('%s names no boundary: 400', (contentType) => {
    expect(() => boundaryOf(contentType)).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe('any form', () => {
  const texts = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed());
  // Without control characters, which are refused, and what forms have no agreed way to write: percent and backslash.
  const names = fc
    .string({ minLength: 1, unit: 'binary' })
    .map((text) => text.toWellFormed().replace(/(?![\r\n])\p{Cc}|[%\\]/gu, '_'));
  const values = fc.oneof(
    texts,
    fc.record({ fileName: fc.stringMatching(/^[\wåäö鮨 "'();=%.-]{1,20}$/), bytes: fc.uint8Array() }),
    // What looks like a boundary, in the middle of content.
    fc.constantFrom('\r\n--', '--', '\r\n------formdata-undici-0', '\r\n\r\n'),
  );

  it('BND-33 is read as another implementation writes it, in every byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, values), { maxLength: 8 }), async (entries) => {
        const written = new FormData();
        for (const [name, value] of entries) {
          if (typeof value === 'string') written.append(name, value);
          else written.append(name, new Blob([value.bytes], { type: 'image/png' }), value.fileName);
        }
        const response = new Response(written);
        const body = Buffer.from(await response.arrayBuffer());

        const { fields, files } = readForm(body, boundaryOf(response.headers.get('content-type') ?? ''), limits);

        const expectedFields = [...written].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
        // Line ends are normalised by who writes a form.
        const normal = (text: string) => text.replace(/\r\n|\r|\n/g, '\r\n');
        expect(fields).toEqual(expectedFields.map(([name, value]) => [normal(name), normal(value)]));
        // An empty file whose name says nothing is what browsers send for an input that nobody has filled.
        const sent = entries
          .flatMap(([name, value]) => (typeof value === 'string' ? [] : [{ name, ...value }]))
          .filter(({ fileName, bytes }) => kept(fileName) !== '' || bytes.length > 0);
        expect(files.map(({ name, fileName, bytes }) => ({ name, fileName, bytes: new Uint8Array(bytes) }))).toEqual(
          sent.map(({ name, fileName, bytes }) => ({ name: normal(name), fileName: kept(fileName), bytes })),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('BND-33 that is damaged in one place is read or refused, and nothing else', () => {
    const body = Buffer.concat([
      field('a', '1'),
      part('Content-Disposition: form-data; name="f"; filename="x"', 'y'),
      end,
    ]);
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 0, max: 255 }), fc.boolean(), (at, byte, isCut) => {
        const damaged = isCut ? body.subarray(0, at) : Buffer.from(body);
        if (!isCut) damaged[at] = byte;

        const outcome = outcomeOf(() => readForm(damaged, boundary, limits));

        expect(['read', 'HttpError 400', 'HttpError 415']).toContain(outcome);
      }),
      { numRuns: 2000 },
    );
  });
});

/** What is left of a file name: dots that are a path are not. */
function kept(fileName: string): string {
  return fileName === '.' || fileName === '..' ? '' : fileName;
}

function outcomeOf(work: () => unknown): string {
  try {
    work();
    return 'read';
  } catch (error) {
    return `${(error as Error).name} ${(error as { status?: number }).status}`;
  }
}
