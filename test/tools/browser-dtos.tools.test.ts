import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import type { Browser, Page } from 'playwright-core';
import { demoPassword } from '../../src/demo-data';
import { startApp, type TestApp } from '../support/start-app';
import { launchChromium } from './chromium';

/**
 * A page in a real browser that takes its DTOs from the host it calls. One origin serves both: the page's own Express app
 * with the host mounted in it, as a site with an interface of its own does, so that no CORS is involved.
 */
describe('the generated mjs in Chromium', () => {
  let app: TestApp;
  let server: Server;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  const requested: string[] = [];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchChromium()]);
    const client = join(require.resolve('@servicestack/client'), '../servicestack-client.mjs');
    server = express()
      .get('/page', (_request, response) => response.sendFile(join(__dirname, 'browser-dtos.html')))
      .get('/client.mjs', (_request, response) => response.sendFile(client))
      .use(app.host.middleware())
      .listen(0, '127.0.0.1');
    await once(server, 'listening');
    page = await browser.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => requested.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/page`);
    await page.getByLabel('User').fill('admin@missive.test');
    await page.getByLabel('Password').fill(demoPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
    await app?.close();
  });

  const status = () => page.getByRole('status');
  const save = (label: string, value: string) => {
    const answered = page.waitForResponse((response) => response.request().method() === 'PUT');
    return page
      .getByLabel(label)
      .fill(value)
      .then(() => page.getByRole('button', { name: 'Save' }).click())
      .then(() => answered);
  };

  it('calls UpdateCustomer, and the page shows the answer', async () => {
    const response = await save('First name', 'Nora');

    await status().filter({ hasText: /\S/ }).waitFor();
    expect([response.status(), await status().textContent()]).toEqual([200, 'Saved Nora']);
    expect(await page.getByLabel('Email').getAttribute('aria-invalid')).toBe('false');
    expect(requested).toEqual(expect.arrayContaining(['GET /types/mjs', 'PUT /api/UpdateCustomer']));
    expect(problems).toEqual([]);
  });

  it('shows the error of a field at its input, and takes it away with the next success', async () => {
    const response = await save('Email', 'no address');

    const error = page.locator('#Email-error');
    await error.filter({ hasText: /\S/ }).waitFor();
    expect(response.status()).toBe(400);
    expect(await error.textContent()).toMatch(/email/i);
    expect(await page.getByLabel('Email').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('#Firstname-error').textContent()).toBe('');
    expect(await page.getByLabel('First name').getAttribute('aria-invalid')).toBe('false');

    await save('Email', 'nora@example.test');

    await status().filter({ hasText: 'Saved' }).waitFor();
    expect(await error.textContent()).toBe('');
    expect(problems).toEqual([]);
  });
});
