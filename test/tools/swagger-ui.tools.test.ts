import { type Browser, chromium, type Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/start-app';

/** What the page does in a browser: with its own files alone, under its own policy. */
describe('Swagger UI in Chromium', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  const requested: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    app = await startApp();
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    });
    page = await browser.newPage();
    page.on('request', (request) => requested.push(request.url()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    await page.goto(`${app.url}/swagger-ui`);
    await page.waitForSelector('.opblock');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it('OA-01 shows every operation of the document', async () => {
    const document = (await (await fetch(`${app.url}/openapi.json`)).json()) as { paths: Record<string, object> };
    const wanted = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((verb) => `${verb.toUpperCase()} ${path}`),
    );
    const shown = await page.$$eval('.opblock', (blocks) =>
      blocks.map((block) => {
        const verb = block.querySelector('.opblock-summary-method')?.textContent ?? '';
        const path = block.querySelector('.opblock-summary-path')?.getAttribute('data-path') ?? '';
        return `${verb} ${path}`;
      }),
    );

    expect(page.url()).toBe(`${app.url}/swagger-ui/`);
    expect(wanted.length).toBeGreaterThan(100);
    expect(shown.sort()).toEqual(wanted.sort());
  }, 120_000);

  it('OA-03 has a lock on operations that need authentication, and offers all ways of it', async () => {
    const locked = (path: string) =>
      page.$$eval(`.opblock:has([data-path="${path}"]) .authorization__btn`, (all) => all.length);

    expect(await locked('/customers/{CustomerId}')).toBeGreaterThan(0);
    expect(await locked('/auth')).toBe(0);

    await page.click('.btn.authorize');
    await page.waitForSelector('.auth-container');
    const ways = await page.$$eval('.auth-container h4', (all) => all.map((heading) => heading.textContent ?? ''));
    await page.click('.close-modal');

    expect(ways.map((text) => text.split(/\s/)[0])).toEqual(['bearer', 'session', 'apiKey', 'basic']);
  }, 120_000);

  it('tries GET /auth out and shows the 401 envelope', async () => {
    const block = page.locator('.opblock-get', { has: page.locator('[data-path="/auth"]') });
    await block.locator('.opblock-summary-control').click();
    await block.getByRole('button', { name: 'Try it out' }).click();
    await block.getByRole('button', { name: 'Execute', exact: true }).click();
    const answer = block.locator('.live-responses-table');
    await answer.waitFor();
    const text = (await answer.innerText()).replace(/\s+/g, ' ');

    expect(text).toContain('401');
    expect(text).toContain('"responseStatus": {');
    expect(text).toContain('"errorCode": "Unauthorized"');
    expect(text).toContain('"message": "Not Authenticated"');
    expect(requested.filter((url) => new URL(url).pathname === '/auth')).toEqual([`${app.url}/auth?meta=%7B%7D`]);
  }, 120_000);

  it('shows the example of a body', async () => {
    const block = page.locator('.opblock-put', { has: page.locator('[data-path="/customers/{CustomerId}"]') });
    await block.locator('.opblock-summary-control').click();
    const example = block.locator(
      '.opblock-section-request-body .highlight-code, .opblock-section-request-body textarea',
    );
    await example.first().waitFor();

    expect(await example.first().innerText()).toContain('"InvoiceCity"');
  }, 120_000);

  it('shows the members of a schema', async () => {
    const model = page.locator('section.models .json-schema-2020-12', { hasText: 'AddCustomField' }).first();
    const before = await model.innerText();
    await model.getByRole('button').first().click();

    expect(before).not.toContain('Value');
    expect(await model.innerText()).toContain('Value');
  }, 120_000);

  it('has asked nobody but its own host, and broken no rule of its policy', () => {
    // A refused operation is told by the browser as an error of its own.
    const real = complaints.filter((text) => !/status of 401/.test(text));

    expect(requested.length).toBeGreaterThan(5);
    expect(requested.filter((url) => !url.startsWith(`${app.url}/`) && !url.startsWith('data:'))).toEqual([]);
    expect(real).toEqual([]);
  });

  it('runs no script but its own files', async () => {
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.head.append(script);
      return (window as { wasRun?: boolean }).wasRun;
    });

    expect(ran).toBeUndefined();
    expect(complaints.at(-1)).toContain('script-src');
  });
});
