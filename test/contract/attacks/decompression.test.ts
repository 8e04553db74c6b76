import { once } from 'node:events';
import type { Transform } from 'node:stream';
import { constants, createBrotliCompress, createDeflate, createGzip, gzipSync } from 'node:zlib';
import { type BodyForm, contentTypes } from '../../fuzz/encode-body';
import { signIn } from '../../fuzz/known-values';
import { printFigure } from './attacker';
import { type ChildServer, startChildServer } from './child-server';

/** 300 MiB in some hundred KiB, to every reader of the product, in a process whose memory is watched. */
let server: ChildServer;
let authorization = '';
const bombs = new Map<string, Buffer>();

beforeAll(async () => {
  server = await startChildServer();
  authorization = (await signIn(server.url)).authorization.get('admin@missive.test') ?? '';
  bombs.set('gzip', await bombOf(createGzip({ level: 1 })));
  bombs.set('deflate', await bombOf(createDeflate({ level: 1 })));
  bombs.set('br', await bombOf(createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })));
  // A first one, after which whatever is loaded once has been.
  for (const encoding of bombs.keys()) await send('json', encoding, bombs.get(encoding) as Buffer);
}, 60_000);
afterAll(() => server?.kill());

async function bombOf(packer: Transform): Promise<Buffer> {
  const mebibyte = Buffer.alloc(1024 * 1024, ' ');
  const chunks: Buffer[] = [];
  packer.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = once(packer, 'end');
  for (let count = 0; count < 300; count += 1) if (!packer.write(mebibyte)) await once(packer, 'drain');
  packer.end();
  await ended;
  return Buffer.concat(chunks);
}

async function send(form: BodyForm, encoding: string, body: Buffer): Promise<[status: number, text: string]> {
  const isForm = form === 'form' || form === 'multipart';
  const path = isForm ? '/api/UpdateCustomer' : `/${form}/reply/UpdateCustomer?format=json`;
  const response = await fetch(`${server.url}${path}`, {
    method: 'PUT',
    headers: { authorization, 'content-type': contentTypes[form], 'content-encoding': encoding },
    body: body as unknown as BodyInit,
  });
  return [response.status, await response.text()];
}

describe.each(Object.keys(contentTypes) as BodyForm[])('a body of %s', (form) => {
  it.each(['gzip', 'deflate', 'br'])(
    'reliability 3.2 #5 is refused with 413 when it is a bomb in %s',
    async (encoding) => {
      const before = (await server.report()).rssMiB;

      const [status, text] = await send(form, encoding, bombs.get(encoding) as Buffer);

      const growth = (await server.report()).rssMiB - before;
      printFigure(`bomb in ${encoding} as ${form}: memory +${growth} MiB`);
      expect([status, text]).toEqual([413, expect.stringContaining('PayloadTooLarge')]);
      expect(growth).toBeLessThan(32);
    },
  );

  it('reliability 3.2 #5 is not unpacked twice', async () => {
    const twice = gzipSync(bombs.get('gzip') as Buffer);

    const [stated] = await send(form, 'gzip, gzip', twice);
    const [unstated] = await send(form, 'gzip', twice);

    expect([stated, [400, 413].includes(unstated)]).toEqual([415, true]);
  });
});

it('reliability 3.2 #5 leaves the process as large as it was, and alive', async () => {
  const before = (await server.report()).rssMiB;
  for (let round = 0; round < 20; round++) await send('json', 'gzip', bombs.get('gzip') as Buffer);

  const growth = (await server.report()).rssMiB - before;
  printFigure(`20 bombs, one after another: memory +${growth} MiB`);
  expect(growth).toBeLessThan(32);
});
