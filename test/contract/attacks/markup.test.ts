import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { languages } from '../../../src/engine/native-types/languages';
import { optionKeys } from '../../../src/engine/native-types/option-keys';
import { codeOnly } from '../../engine/native-types/break-out/code-only';
import { lexicons } from '../../engine/native-types/break-out/lexicons';
import { Attacker } from './attacker';

/** Texts of callers in pages, generated code and answers for people. */
let attacker: Attacker;
beforeAll(async () => {
  attacker = await Attacker.open();
});
afterAll(() => attacker?.close());

const scripts = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '</script><script>alert(1)//',
  '</title><script>alert(1)</script>',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '\u2028<script>',
  '<!--<script>',
] as const;
const asHtml = { accept: 'text/html' };

/** Tags and attributes that run something; nothing in a page of the product does so by an attribute. */
const running = /<script>alert|<img src=x|<svg\/onload|<script>\u2028|<!--<script>|(?:href|src)="javascript:/i;

async function page(path: string): Promise<{ status: number; html: string; policy: string }> {
  const hit = await attacker.send({ verb: 'GET', path, headers: asHtml, user: 'admin@missive.test' });
  expect([path, hit.headers.get('content-type')]).toEqual([path, expect.stringMatching(/^text\/html/)]);
  expect(hit.headers.get('x-content-type-options')).toBe('nosniff');
  return { status: hit.status, html: hit.text, policy: hit.headers.get('content-security-policy') ?? '' };
}

describe.each(scripts)('the text %s', (script) => {
  const encoded = encodeURIComponent(script);

  it.each([
    `/json/metadata?op=${encoded}`,
    `/json/metadata?op=UpdateCustomer&lang=${encoded}`,
    `/json/metadata?op=UpdateCustomer&lang=typescript&BaseUrl=${encoded}`,
    `/json/metadata?op=UpdateCustomer&profile=${encoded}`,
    `/metadata?${encoded}=${encoded}`,
    `/api/CustomerQuery.html?Search=${encoded}`,
    `/api/CustomerQuery.html?take=${encoded}`,
    `/api/CustomerQuery.html?CustomerId=${encoded}`,
    `/api/CustomerQuery.html?${encoded}=${encoded}`,
    `/customers?Search=${encoded}`,
    `/customers/${encoded}`,
    `/api/${encoded}.html`,
    `/nowhere/${encoded}.html`,
    `/api/CustomerQuery.html?jsconfig=${encoded}`,
  ])('reliability 3.2 #24 stays a text at %s', async (path) => {
    const hit = await attacker.send({ verb: 'GET', path, headers: asHtml, user: 'admin@missive.test' });

    expect(hit.status).toBeLessThan(500);
    const isPage = (hit.headers.get('content-type') ?? '').startsWith('text/html');
    expect(isPage && running.test(hit.text)).toBe(false);
    expect(hit.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('reliability 3.2 #24 stays a text where it was stored', async () => {
    const created = await attacker.send({
      path: '/api/CreateCustomer',
      user: 'admin@missive.test',
      body: { Firstname: script, Lastname: script, Phone: '+46701740605' },
    });
    const { Id } = JSON.parse(created.text) as { Id: string };

    const { html } = await page(`/api/CustomerQuery.html?CustomerId=${Id}`);

    expect(html).not.toMatch(running);
    expect(html.toLowerCase()).toContain(script.includes('<') ? '&lt;' : 'alert(1)');
  });
});

describe('the policy of pages', () => {
  it.each([
    '/metadata',
    '/json/metadata?op=UpdateCustomer',
    '/json/metadata?op=Nope',
    '/api/CustomerQuery.html',
    '/swagger-ui/',
  ])('reliability 3.2 #24 lets %s run nothing that stands in it', async (path) => {
    const { policy } = await page(path);
    const scriptSources = /(?:^|;)\s*script-src ([^;]*)/.exec(policy)?.[1] ?? /default-src ([^;]*)/.exec(policy)?.[1];

    expect(scriptSources).toMatch(/^(?:'none'|'self'|'sha256-[\w+/=]+'| )+$/);
    expect(policy).toMatch(/default-src '(?:none|self)'/);
    expect(policy).not.toContain('unsafe-eval');
  });
});

const endings = [
  '*/',
  '*/ class Evil {} /*',
  '\n',
  '\r\nclass Evil',
  '</script>',
  "'''",
  '"""',
  '-->',
  '*)',
  '#}',
  '\u2028',
];

it.each(languages.map(({ key }) => key))(
  'reliability 3.2 #24 /types/%s holds no option that ends a comment, and has a type that nobody guesses',
  async (language) => {
    for (const option of Object.keys(optionKeys)) {
      for (const ending of endings) {
        const path = `/types/${language}?${option}=${encodeURIComponent(`x${ending}PWNED`)}`;
        const hit = await attacker.send({ verb: 'GET', path });

        expect([path, [200, 400].includes(hit.status)]).toEqual([path, true]);
        expect(hit.headers.get('content-type')).toMatch(/^text\/(?:plain|javascript); charset=utf-8$/);
        expect(hit.headers.get('x-content-type-options')).toBe('nosniff');
        // A refusal is no code, and tells people what is wrong.
        const code = hit.status === 200 ? codeOnly(hit.text, lexicons[language] ?? { strings: [] }) : '';
        expect([path, code]).toEqual([path, expect.not.stringContaining('PWNED')]);
      }
    }
  },
  120_000,
);

it.each(['<script>', 'a"b', "a'b", 'x*/', 'evil.example/path', 'a b', 'x\u00e5'])(
  'reliability 3.2 #24 echoes no Host that is none: %s',
  async (host) => {
    const asked = request(`${attacker.app.url}/types/typescript`, {
      headers: { Host: Buffer.from(host).toString('latin1') },
    });
    asked.end();
    const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      asked.on('response', resolve);
      asked.on('error', reject);
    });

    expect([response.statusCode, await text(response)]).toEqual([400, expect.not.stringContaining('export class')]);
  },
);
