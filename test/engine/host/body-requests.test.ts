import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib';
import { JsonServiceClient } from '@servicestack/client';
import { Dto, Prop, Returns, Route } from '../../../dtos';
import { AppHost, Handles, HttpResult, Service } from '../../../src/engine';
import { csvFormat } from '../../../src/engine/formats/csv-format';
import { jsonFormat } from '../../../src/engine/formats/json-format';
import { jsonlFormat } from '../../../src/engine/formats/jsonl-format';
import { jsvFormat } from '../../../src/engine/formats/jsv-format';
import { msgpackFormat } from '../../../src/engine/formats/msgpack-format';
import { xmlFormat } from '../../../src/engine/formats/xml-format';

@Dto()
class UploadedPart {
  @Prop('string') name!: string;
  @Prop('string') fileName!: string;
  @Prop('string') contentType!: string;
  @Prop('long') contentLength!: number;
  @Prop('string') text!: string;
  constructor(init?: Partial<UploadedPart>) {
    Object.assign(this, init);
  }
}

@Dto()
class UploadResponse {
  @Prop('int?') id?: number;
  @Prop('string') name?: string;
  @Prop('List<string>') tags?: string[];
  @Prop('List<UploadedPart>') files!: UploadedPart[];
  constructor(init?: Partial<UploadResponse>) {
    Object.assign(this, init);
  }
}

@Route('/uploads', 'POST')
@Returns('UploadResponse')
@Dto()
class Upload {
  @Prop('int?') id?: number;
  @Prop('string') name?: string;
  @Prop('List<string>') tags?: string[];
  constructor(init?: Partial<Upload>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'Upload';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): UploadResponse {
    return new UploadResponse();
  }
}

@Returns('string')
@Dto({ implements: ['IRequiresRequestStream'] })
class SendRaw {
  @Prop('int') id?: number;
  @Prop('string') name?: string;
  constructor(init?: Partial<SendRaw>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'SendRaw';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): string {
    return '';
  }
}

@Returns('byte[]')
@Dto()
class GetBytes {
  @Prop('string') text?: string;
  constructor(init?: Partial<GetBytes>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'GetBytes';
  }
  getMethod(): string {
    return 'GET';
  }
  createResponse(): Uint8Array {
    return new Uint8Array(0);
  }
}

class UploadService extends Service {
  @Handles(Upload)
  any({ id, name, tags }: Upload): UploadResponse {
    const files = this.context.files.map(
      ({ bytes, ...file }) => new UploadedPart({ ...file, text: bytes.toString('utf8', 0, 20) }),
    );
    return new UploadResponse({ id, name, tags, files });
  }

  @Handles(SendRaw, 'ANY')
  raw({ id, name }: SendRaw): string {
    return `${id} ${name}: ${this.context.rawBody?.toString()}`;
  }

  @Handles(GetBytes, 'GET')
  bytes({ text }: GetBytes): HttpResult {
    return new HttpResult({ response: Buffer.from(text ?? ''), contentType: 'image/png' });
  }
}

const limit = 256 * 1024;
const formats = [jsonFormat, jsvFormat, csvFormat, jsonlFormat, xmlFormat, msgpackFormat];
const host = new AppHost({ services: [UploadService], limits: { maxBodyBytes: limit }, formats });
beforeAll(() => host.listen(0));
afterAll(() => host.close());
const client = () => new JsonServiceClient(host.url);

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly json: () => UploadResponse & { responseStatus?: { errorCode: string } };
}

async function post(path: string, body: RequestInit['body'], headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(`${host.url}${path}`, { method: 'POST', body, headers });
  const text = await response.text();
  return { status: response.status, text, json: () => JSON.parse(text) };
}

function formOf(entries: Record<string, string | Blob>, fileName?: string): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(entries)) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, fileName ?? 'blob');
  }
  return form;
}

/** A form as it goes over the wire. */
async function written(form: FormData): Promise<{ body: Buffer; type: string }> {
  const response = new Response(form);
  return { body: Buffer.from(await response.arrayBuffer()), type: response.headers.get('content-type') ?? '' };
}

describe('multipart requests', () => {
  it.each(['/api/Upload', '/json/reply/Upload', '/uploads'])(
    'BND-33 bind fields and expose files at %s',
    async (path) => {
      const form = formOf(
        { name: 'A', tags: '[a,b]', id: '7', upload: new Blob(['bytes'], { type: 'text/csv' }) },
        'ü.csv',
      );

      const reply = await post(path, form);

      expect(reply.status).toBe(200);
      expect(reply.json()).toEqual({
        id: 7,
        name: 'A',
        tags: ['a', 'b'],
        files: [{ name: 'upload', fileName: 'ü.csv', contentType: 'text/csv', contentLength: 5, text: 'bytes' }],
      });
    },
  );

  it('BND-33 refuse a field that does not bind, by its name as sent', async () => {
    const reply = await post('/api/Upload', formOf({ ID: 'abc' }));

    expect(reply.status).toBe(400);
    expect(reply.text).toContain("'abc' is an Invalid value for 'ID'");
  });

  it('BND-34 bind query and form, the form winning', async () => {
    const reply = await post('/api/Upload?name=Q&id=1', formOf({ name: 'F' }));

    expect(reply.json()).toMatchObject({ id: 1, name: 'F' });
  });

  it('3.7: take a JSON part named request, which fields overwrite', async () => {
    const json = new Blob([JSON.stringify({ name: 'J', id: 3, tags: ['x'] })], { type: 'application/json' });

    const reply = await post('/api/Upload', formOf({ request: json, name: 'F' }));

    expect(reply.json()).toMatchObject({ id: 3, name: 'F', tags: ['x'], files: [] });
  });

  it('D5: refuse poisoned names in fields and in the JSON part', async () => {
    const json = new Blob(['{"tags":[],"__proto__":{"a":1}}'], { type: 'application/json' });

    expect((await post('/api/Upload', formOf({ __proto__x: '', constructor: '1' }))).status).toBe(400);
    expect((await post('/api/Upload', formOf({ request: json }))).status).toBe(400);
  });

  it('CLI-08 apiForm binds fields and files, and uploads with members in the query', async () => {
    const form = formOf({ name: 'F', upload: new Blob(['a,b']) }, 'x.csv');

    const api = await client().apiForm(new Upload({ id: 5, name: 'Q' }), form);

    expect(api.error).toBeUndefined();
    expect(api.response).toMatchObject({ id: 5, name: 'F', files: [{ name: 'upload', fileName: 'x.csv' }] });
  });

  it('answer 413 for a form beyond the limit, and 400 for one that is cut off', async () => {
    const large = await post('/api/Upload', formOf({ upload: new Blob([new Uint8Array(limit)]) }));
    const { body, type } = await written(formOf({ name: 'A' }));
    const cut = await post('/api/Upload', new Uint8Array(body.subarray(0, -10)), { 'content-type': type });

    expect([large.status, large.json().responseStatus?.errorCode]).toEqual([413, 'PayloadTooLarge']);
    expect([cut.status, cut.json().responseStatus?.errorCode]).toEqual([400, 'SerializationException']);
  });

  it('answer 400 for a content type without a boundary', async () => {
    const reply = await post('/api/Upload', 'x', { 'content-type': 'multipart/form-data' });

    expect(reply.status).toBe(400);
  });

  it('answer 400 for more than 1,000 fields', async () => {
    const form = new FormData();
    for (let index = 0; index <= 1000; index += 1) form.append('tags', 'x');

    expect((await post('/api/Upload', form)).status).toBe(400);
  });
});

describe('compressed requests', () => {
  const json = JSON.stringify({ name: 'packed', tags: ['a'] });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('BND-35 are decoded from %s: JSON, urlencoded and multipart', async (encoding, pack) => {
    const { body, type } = await written(formOf({ name: 'packed' }));
    const send = (bytes: Buffer | string, contentType: string) =>
      post('/api/Upload', new Uint8Array(pack(bytes)), { 'content-encoding': encoding, 'content-type': contentType });

    const replies = [
      await send(json, 'application/json'),
      await send('name=packed', 'application/x-www-form-urlencoded'),
      await send(body, type),
    ];

    expect(replies.map((reply) => reply.json().name)).toEqual(['packed', 'packed', 'packed']);
  });

  it.each(['gzip', 'deflate', 'br'])('BND-35 refuse %s that is none with 400', async (encoding) => {
    const reply = await post('/api/Upload', json, { 'content-encoding': encoding });

    expect(reply.status).toBe(400);
  });

  it('BND-35 refuse nested and unknown encodings with 415', async () => {
    const twice = new Uint8Array(gzipSync(gzipSync(json)));

    expect((await post('/api/Upload', twice, { 'content-encoding': 'gzip, gzip' })).status).toBe(415);
    expect((await post('/api/Upload', twice, { 'content-encoding': 'zstd' })).status).toBe(415);
    expect((await post('/api/Upload', twice, { 'content-encoding': 'gzip' })).status).toBe(400);
  });

  it.each([
    '/api/Upload',
    '/api/Upload.csv',
    '/api/Upload.xml',
    '/api/Upload.jsonl',
    '/x-msgpack/reply/Upload',
    '/jsv/reply/Upload',
    '/api/Upload[]',
    '/api/SendRaw',
    'multipart',
  ])('reliability 3.2 #5: answer 413 to 300 MiB of zeros in gzip at %s, in little memory', async (path) => {
    const bomb = await zeros(300);
    const isForm = path === 'multipart';
    const headers = {
      'content-encoding': 'gzip',
      'content-type': isForm ? 'multipart/form-data; boundary=x' : 'application/json',
    };
    const before = process.memoryUsage().rss;

    const reply = await post(isForm ? '/api/Upload' : path, new Uint8Array(bomb), headers);

    expect([413, 405]).toContain(reply.status);
    expect(reply.status === 405).toBe(/NotImplementedException/.test(reply.text));
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024);
  });
});

describe('raw bodies', () => {
  it('BND-36 reach an operation that wants them untouched, while query members bind', async () => {
    const reply = await post('/api/SendRaw?id=1&name=name', '{"foo" : "bar"}', { 'content-type': 'application/json' });

    expect(reply.text).toBe('1 name: {"foo" : "bar"}');
  });

  it('CLI-07 postBody delivers the raw body and the DTO in the query', async () => {
    const text = await client().postBody(new SendRaw({ id: 1, name: 'n' }), 'raw');
    const object = await client().postBody(new SendRaw({ id: 2, name: 'm' }), { foo: 'bar' });

    expect(text).toBe('1 n: raw');
    expect(object).toBe('2 m: {"foo":"bar"}');
  });

  it('CLI-09 IReturn<string> receives raw text', async () => {
    expect(await client().post(new SendRaw({ id: 3 }))).toBe('undefined undefined: {"id":3}');
  });

  it('CLI-10 IReturn<Uint8Array> receives bytes for a content type that is not JSON', async () => {
    const bytes = await client().get(new GetBytes({ text: 'åäö' }));

    expect(Buffer.from(bytes).toString()).toBe('åäö');
  });
});

describe('reliability 3.2 #20 body framing', () => {
  const body = '{"name":"A"}';
  const start = 'POST /api/Upload HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const smuggled = 'GET /api/Upload?name=smuggled HTTP/1.1\r\nHost: x\r\n\r\n';

  /** What the server sends until it closes. */
  async function exchange(...pieces: string[]): Promise<string> {
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    for (const piece of pieces) socket.write(piece, 'latin1');
    socket.end();
    await once(socket, 'close');
    return received;
  }

  const statuses = (received: string): string[] =>
    [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = '']) => status);

  it('answers a request that is as it should be', async () => {
    const received = await exchange(`${start}Content-Length: ${body.length}\r\n\r\n${body}`);

    expect(statuses(received)).toEqual(['200']);
    expect(received).toContain('"name":"A"');
  });

  it.each([
    [
      'a length and chunks',
      `${start}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      ['400'],
    ],
    ['two lengths', `${start}Content-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`, ['400']],
    ['a length that is no number', `${start}Content-Length: +12\r\n\r\n${body}${smuggled}`, ['400']],
    [
      'chunks whose size is none',
      `${start}Transfer-Encoding: chunked\r\n\r\nzz\r\n${body}\r\n0\r\n\r\n${smuggled}`,
      ['400'],
    ],
    ['chunks without an end', `${start}Transfer-Encoding: chunked\r\n\r\n5\r\n{"nam\r\n`, ['400']],
    [
      'an encoding that hides chunks',
      `${start}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`,
      ['400'],
    ],
    ['an expectation that nobody meets', `${start}Expect: 200-maybe\r\nContent-Length: 12\r\n\r\n${body}`, ['417']],
    ['100 kB of headers', `${start}X-Long: ${'x'.repeat(100_000)}\r\n\r\n`, ['431']],
    ['a bare line feed in a header', `${start}X-A: b\nContent-Length: 12\r\n\r\n${body}`, ['400']],
    ['a bare carriage return in a header', `${start}X-A: b\rContent-Length: 12\r\n\r\n${body}`, ['400']],
  ])('answers %s once and closes: never two requests', async (_, request, expected) => {
    const received = await exchange(request);

    expect(received).not.toContain('smuggled');
    expect(statuses(received)).toEqual(expected);
  });

  it('waits for a body that the client wants to be asked for', async () => {
    const received = await exchange(`${start}Expect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`, body);

    expect(statuses(received)).toEqual(['100', '200']);
  });

  it('does not take what follows a refused body for a request', async () => {
    const received = await exchange(
      `${start}Content-Length: ${limit + 10}\r\n\r\n${'x'.repeat(limit + 10)}${smuggled}`,
    );

    expect(statuses(received)).toEqual(['413']);
  });
});

async function zeros(mebibytes: number): Promise<Buffer> {
  const packer = createGzip({ level: 1 });
  const chunks: Buffer[] = [];
  packer.on('data', (chunk: Buffer) => chunks.push(chunk));
  const mebibyte = Buffer.alloc(1024 * 1024);
  for (let count = 0; count < mebibytes; count += 1) if (!packer.write(mebibyte)) await once(packer, 'drain');
  packer.end();
  await once(packer, 'end');
  return Buffer.concat(chunks);
}
