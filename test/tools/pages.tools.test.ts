import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type AxeResults, source as axeSource } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { AppHost } from '../../src/engine';
import { nativeTypesOf } from '../../src/engine/native-types/native-types';
import { get } from '../engine/pages/page-host';
import { startPages } from '../pages/page-host';
import { launchChromium } from './chromium';

const index = '/metadata';
const tables = '/json/metadata?op=UpdateCustomer';
const code = '/jsv/metadata?op=CreateResourceTimeException&lang=csharp';
const unknown = '/json/metadata?op=Missing';

const wide = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

/** The metadata pages of the whole product in a real browser. */
describe('metadata pages in Chromium', () => {
  let host: AppHost;
  let browser: Browser;
  let url: string;
  const contexts: BrowserContext[] = [];
  /** What pages complain of: scripts that fail, and what their policy forbids. */
  const problems: string[] = [];

  beforeAll(async () => {
    [host, browser] = await Promise.all([startPages(), launchChromium()]);
    url = host.url ?? '';
  }, 120_000);
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(problems.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stopListening();
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: wide, ...options });
    contexts.push(context);
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      // An error's page is itself a resource that failed to load.
      if (message.type() === 'error' && !message.text().includes('404 (Not Found)')) problems.push(message.text());
    });
    await page.goto(url + path);
    return page;
  }

  const search = (page: Page) => page.getByRole('searchbox', { name: 'Search operations' });
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());
  const shownRows = (page: Page) => page.locator('main th[data-tags]:visible').allInnerTexts();

  describe.each([
    ['index', index],
    ['operation', tables],
    ['operation with code', code],
    ['unknown operation', unknown],
  ])('%s', (_name, path) => {
    it.each([
      ['wide', 'light', wide],
      ['wide', 'dark', wide],
      ['phone', 'light', phone],
      ['phone', 'dark', phone],
    ] as const)(
      'breaks no rule of axe, %s and %s, and does not scroll sideways',
      async (_screen, colorScheme, viewport) => {
        const page = await open(path, { viewport, colorScheme });
        await page.evaluate(axeSource);
        const results = (await page.evaluate('axe.run()')) as AxeResults;
        const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

        expect(results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
        expect(results.passes.length).toBeGreaterThan(15);
        expect(overhang).toBeLessThanOrEqual(0);
      },
      60_000,
    );
  });

  it('sees a broken rule of axe, and what the policy forbids: the checks above can fail', async () => {
    const page = await open(index);
    await page.evaluate(() => {
      document.querySelector('main')?.insertAdjacentHTML('beforeend', '<img src="data:,"><p style="color:red">x</p>');
    });
    await page.evaluate(axeSource);
    const { violations } = (await page.evaluate('axe.run()')) as AxeResults;

    expect(violations.map(({ id }) => id)).toContain('image-alt');
    expect(problems.splice(0).join()).toContain('Content Security Policy');
  }, 60_000);

  it('breaks no rule of axe with the list of operations open on a phone', async () => {
    const page = await open(tables, { viewport: phone });
    await page.getByRole('button', { name: 'All operations' }).click();
    await page.evaluate(axeSource);
    const { violations } = (await page.evaluate('axe.run()')) as AxeResults;

    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await page.getByRole('navigation', { name: 'Operations' }).isVisible()).toBe(true);
  }, 60_000);

  it.each([index, tables, code, unknown])(
    'asks this host for its own files and nobody for anything else: %s',
    async (path) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      const requested: string[] = [];
      page.on('request', (request) => requested.push(request.url()));
      await page.goto(url + path, { waitUntil: 'networkidle' });

      const own = requested.filter((address) => !address.startsWith('data:')).map((address) => new URL(address));
      expect(own.map(({ origin }) => origin)).toEqual(own.map(() => url));
      expect(own.map(({ pathname }) => pathname.replace(/-[0-9a-f]+\./, '.')).sort()).toEqual(
        [
          path.split('?')[0],
          '/metadata/assets/page.css',
          '/metadata/assets/page.js',
          '/metadata/assets/theme.js',
        ].sort(),
      );
    },
  );

  it('weighs less than 100 KB with all its files, whichever page of the product it is', async () => {
    const texts = nativeTypesOf({ operations: host.operations });
    const operations = texts.model().operations.map(({ request }) => request.name);
    const biggest = operations.sort((a, b) => texts.page('csharp', b).length - texts.page('csharp', a).length)[0];
    const paths = [
      index,
      tables,
      code,
      ...['csharp', 'java', 'dart'].map((lang) => `/xml/metadata?op=${biggest}&lang=${lang}`),
    ];
    const weights = await Promise.all(paths.map((path) => compressedSize(url, path)));

    expect(operations.length).toBeGreaterThan(40);
    for (const weight of weights) expect(weight).toBeLessThan(100_000);
    expect(Math.min(...weights)).toBeGreaterThan(5_000);
  }, 60_000);

  describe('without JavaScript', () => {
    const options = { javaScriptEnabled: false };

    it('leads from the index to an operation, its code and back', async () => {
      const page = await open(index, options);
      await page.getByRole('row', { name: 'UpdateCustomer' }).getByRole('link', { name: 'JSV', exact: true }).click();
      expect(await page.getByRole('table').first().isVisible()).toBe(true);
      await page.getByRole('navigation', { name: 'Language' }).getByRole('link', { name: 'Dart' }).click();
      expect(await page.locator('code.language-dart').innerText()).toContain('class UpdateCustomer');
      await page.getByRole('navigation', { name: 'Format' }).getByRole('link', { name: 'XML' }).click();
      expect(page.url()).toContain('/xml/metadata?op=UpdateCustomer&lang=dart');
      await page.getByRole('link', { name: '<back to all web services' }).click();

      expect(await page.getByRole('heading', { level: 2 }).innerText()).toBe('Operations');
    });

    it('shows the list of operations on every width, and nothing that would do nothing', async () => {
      for (const viewport of [wide, phone]) {
        const page = await open(tables, { ...options, viewport });
        const list = page.getByRole('navigation', { name: 'Operations' });

        expect(await list.getByRole('link', { name: 'CreateBooking', exact: true }).isVisible()).toBe(true);
        expect(await page.getByRole('button').count()).toBe(0);
        expect(await search(page).count()).toBe(0);
      }
    });
  });

  describe('from the keyboard', () => {
    it('skips to the content first', async () => {
      const page = await open(tables);
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('Skip to content');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');

      expect(await focused(page)).toBe('<back to all web services');
    });

    it('reaches logo, formats, theme, languages, code and the list in the order of the page', async () => {
      const page = await open(code);
      const seen: string[] = [];
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab');
        seen.push(
          await page.evaluate(
            () => document.activeElement?.ariaLabel || document.activeElement?.textContent?.trim() || '',
          ),
        );
      }
      const order = [
        'Skip to content',
        'Skip to operations',
        'JSON',
        'Theme: system',
        '<back to all web services',
        'Metadata',
        'F#',
        'Copy',
        'Code, csharp',
        'Search operations',
      ];
      const places = order.map((name) => seen.indexOf(name));

      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((a, b) => a - b));
    });

    it('searches: slash, words, arrows, Enter', async () => {
      const page = await open(tables);
      await page.keyboard.press('/');
      await page.keyboard.type('custom field');
      expect(await page.locator('#operations').getByRole('status').innerText()).toMatch(/^\d+ of \d+ operations$/);
      expect(await page.locator('#operations li:visible').allInnerTexts()).toContain('CreateCustomField');
      expect(await page.locator('#operations li:visible').allInnerTexts()).not.toContain('UpdateCustomer');
      await page.keyboard.press('ArrowDown');
      const first = await focused(page);
      await page.keyboard.press('Enter');
      await page.waitForURL((address) => address.search.includes(`op=${first}`));

      expect(await page.getByRole('heading', { level: 2 }).innerText()).toBe(first);
    });

    it('finds by capitals, says when nothing matches, and forgets with Escape', async () => {
      const page = await open(tables);
      await page.keyboard.press('/');
      await page.keyboard.type('crte');
      expect(await page.locator('#operations li:visible').allInnerTexts()).toEqual(['CreateResourceTimeException']);
      await page.keyboard.type('zzz');
      expect(await page.locator('#operations').getByRole('status').innerText()).toBe('No operation matches.');
      await page.keyboard.press('Escape');

      expect(await search(page).inputValue()).toBe('');
      expect(await page.locator('#operations li:visible').count()).toBeGreaterThan(40);
    });

    it('opens the list on a phone, and closes it with Escape where it was', async () => {
      const page = await open(tables, { viewport: phone });
      await page.keyboard.press('/');
      expect(await search(page).evaluate((input) => input === document.activeElement)).toBe(true);
      expect(await page.locator('main').evaluate((main) => (main as HTMLElement).inert)).toBe(true);
      await page.keyboard.press('Escape');

      expect(await search(page).isVisible()).toBe(false);
      expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('All operations');
    });
  });

  describe('the index', () => {
    it('filters rows by their name, and hides tables without any', async () => {
      const page = await open(index);
      await search(page).fill('BatchRegister');

      expect(await shownRows(page)).toEqual([
        'BatchRegisterAccounts',
        'BatchRegisterAccountsAsync',
        'BatchRegisterCustomers',
        'BatchRegisterCustomersAsync',
      ]);
      expect(await page.getByRole('heading', { level: 3, name: 'BokaMera.API.Host' }).isVisible()).toBe(false);
      expect(await page.getByRole('heading', { level: 3, name: 'Tax Filing Service' }).isVisible()).toBe(true);
    });

    it('has a bar of all tags, sorted; the chosen one is in the address, for bookmarks and the back button', async () => {
      const page = await open(`${index}#tag=Bookings`);
      const rows = await page
        .locator('main th[data-tags]')
        .evaluateAll((cells) => cells.map((cell) => cell.dataset.tags));
      const tags = [...new Set(rows.flatMap((text) => text?.split(',').filter(Boolean) ?? []))];
      const bar = page.getByRole('navigation', { name: 'Tags' });
      const chosen = await shownRows(page);

      expect(chosen).toHaveLength(rows.filter((text) => text?.split(',').includes('Bookings')).length);
      expect((await bar.getByRole('link').allInnerTexts()).slice(1)).toEqual(tags.sort((a, b) => a.localeCompare(b)));
      await bar.getByRole('link', { name: 'Resources' }).click();
      expect(new URL(page.url()).hash).toBe('#tag=Resources');
      expect(await shownRows(page)).not.toEqual(chosen);
      await page.goBack();
      expect(await shownRows(page)).toEqual(chosen);
      await bar.getByRole('link', { name: 'All' }).click();
      expect(await shownRows(page)).toHaveLength(rows.length);
    });

    it('opens an operation by a click on its name', async () => {
      const page = await open(index);
      const head = page.getByRole('rowheader', { name: 'UpdateCustomer' });
      await head.scrollIntoViewIfNeeded();
      const name = await head.boundingBox();
      await page.mouse.click((name?.x ?? 0) + 50, (name?.y ?? 0) + 15);
      await page.waitForURL((address) => address.search !== '');

      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(tables);
    });
  });

  describe('code', () => {
    it('is copied exactly, and so are samples', async () => {
      const page = await open(code, { permissions: ['clipboard-read', 'clipboard-write'] });
      const blocks = page.locator('.code');
      const copied: string[] = [];
      for (const block of await blocks.all()) {
        await block.getByRole('button', { name: 'Copy' }).click();
        await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
        copied.push(await page.evaluate(() => navigator.clipboard.readText()));
      }

      expect(copied).toHaveLength(3);
      expect(copied[0]).toBe(
        nativeTypesOf({ operations: host.operations }).page('csharp', 'CreateResourceTimeException'),
      );
      expect(copied[1]).toMatch(/^POST \/timeexceptions HTTP\/1\.1 \nHost: /);
      expect(copied[2]).toMatch(/^HTTP\/1\.1 200 OK\nContent-Type: text\/jsv\nContent-Length: length\n\n\{\n\t/);
    });

    it('is copied where the browser has no clipboard for scripts, as on plain HTTP', async () => {
      const page = await open(code, { permissions: ['clipboard-read', 'clipboard-write'] });
      const clipboard = await page.evaluateHandle(() => navigator.clipboard);
      await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
      await page.getByRole('button', { name: 'Copy' }).first().click();
      await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();

      expect(await clipboard.evaluate((kept) => kept.readText())).toBe(
        await page.locator('.code pre').first().textContent(),
      );
    });

    it('has colours that differ by theme', async () => {
      const colours = async (colorScheme: 'light' | 'dark') => {
        const page = await open(code, { colorScheme });
        return page
          .locator('.hljs-keyword')
          .first()
          .evaluate((word) => getComputedStyle(word).color);
      };

      expect(await colours('light')).not.toBe(await colours('dark'));
    });
  });

  it('follows the system until a theme is chosen, and keeps the choice without a flash on the next page', async () => {
    const page = await open(index, { colorScheme: 'dark' });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await ground();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Theme: system' }).click();
    expect(await ground()).toBe(light);
    await page.goto(url + tables, { waitUntil: 'commit' });
    await page.locator('h1').waitFor();
    expect(await ground()).toBe(light);
    await page.getByRole('button', { name: 'Theme: light' }).click();
    await page.getByRole('button', { name: 'Theme: dark' }).click();

    expect(light).not.toBe(dark);
    expect(await ground()).toBe(dark);
    expect(await page.getByRole('button', { name: 'Theme: system' }).isVisible()).toBe(true);
  });

  describe('keeps the place', () => {
    const top = (page: Page, selector: string) =>
      page.locator(selector).evaluate((element) => Math.round(element.getBoundingClientRect().top));

    it('where the top of the code is read: the page does not move', async () => {
      const page = await open(code);
      await page.evaluate(() => scrollTo(0, 500));
      await page.getByRole('navigation', { name: 'Language' }).getByRole('link', { name: 'Kotlin' }).click();
      await page.waitForURL((address) => address.search.endsWith('lang=kotlin'));

      expect(await page.evaluate(() => scrollY)).toBe(500);
    });

    it('where samples are read: they stay, however long the other code is', async () => {
      const page = await open(code);
      const samples = 'main > h3:not([id])';
      await page.locator(samples).evaluate((heading) => scrollTo(0, heading.getBoundingClientRect().top - 200));
      const before = await top(page, samples);
      await page.getByRole('navigation', { name: 'Language' }).getByRole('link', { name: 'Dart' }).click();
      await page.waitForURL((address) => address.search.endsWith('lang=dart'));
      expect(await top(page, samples)).toBe(before);
      await page.getByRole('navigation', { name: 'Format' }).getByRole('link', { name: 'XML' }).click();
      await page.waitForURL((address) => address.pathname.startsWith('/xml/'));

      expect(await top(page, samples)).toBe(before);
    });
  });

  it('keeps header, list and languages in sight while the page scrolls', async () => {
    const page = await open(code);
    await page.evaluate(() => scrollTo(0, 3000));

    for (const part of ['body > header', '#operations', '.languages']) {
      const box = await page.locator(part).boundingBox();
      expect([part, (box?.y ?? -1) >= 0 && (box?.y ?? 800) < 200]).toEqual([part, true]);
    }
  });

  /** The published pages' own comparison, asked to compare what people see instead of what is sent. */
  it('D43 shows the same segments as the five published pages', async () => {
    const seen = createServer(async (request, response) => {
      const page = await open('/metadata');
      const address = `http://${request.headers.host}${request.url}`;
      await page.route(address, async (route) => {
        const reply = await get(url, request.url ?? '', { host: request.headers.host });
        await route.fulfill({ status: reply.status, contentType: 'text/html; charset=utf-8', body: reply.text });
      });
      await page.route('**/metadata/assets/*', async (route) => {
        const asset = await page.request.get(url + new URL(route.request().url()).pathname);
        await route.fulfill({ response: asset });
      });
      await page.goto(address);
      const text = await page.evaluate(() => document.body.innerText);
      response.end(
        `<title>${await page.title()}</title><pre>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`,
      );
    }).listen(0, '127.0.0.1');
    await once(seen, 'listening');
    const compare = join(__dirname, '../pages/published/compare.mjs');
    const base = `http://127.0.0.1:${(seen.address() as AddressInfo).port}`;
    const { stdout } = await promisify(execFile)(process.execPath, [compare, base]).catch(
      (failed: { stdout: string }) => failed,
    );
    seen.close();

    expect(stdout.trim()).toBe('42 passed, 0 failed');
  }, 120_000);
});

/** Bytes of a page and all that it loads, each compressed as well as gzip can. */
async function compressedSize(url: string, path: string): Promise<number> {
  const { text } = await get(url, path);
  const assets = [...text.matchAll(/(?:href|src)="([^"]*\/assets\/[^"]+)"/g)].map(
    ([, href = '']) => new URL(href, url + path),
  );
  const files = await Promise.all(assets.map(({ pathname }) => get(url, pathname)));
  return [text, ...files.map((file) => file.text)].reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
}
