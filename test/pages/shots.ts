import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../tools/chromium';
import { startPages } from './page-host';

/**
 * Pictures of the metadata pages, for people to look at: `npm run shots [FOLDER]`; default: `shots/`.
 *
 * Each page in each width and theme; whole pages, beside what a screen shows first.
 */
const pages = {
  index: '/metadata',
  tables: '/json/metadata?op=UpdateCustomer',
  code: '/jsv/metadata?op=CreateResourceTimeException&lang=csharp',
  error: '/json/metadata?op=Missing',
};
const screens = { wide: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };
const themes = ['light', 'dark'] as const;

async function main(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const [host, browser] = await Promise.all([startPages(), launchChromium()]);
  try {
    for (const [name, path] of Object.entries(pages)) await shoot(browser, `${host.url}${path}`, join(folder, name));
  } finally {
    await browser.close();
    await host.stopListening();
  }
}

async function shoot(browser: Browser, address: string, file: string): Promise<void> {
  for (const [screen, viewport] of Object.entries(screens)) {
    for (const colorScheme of themes) {
      const page = await browser.newPage({ viewport, colorScheme });
      await page.goto(address);
      await page.screenshot({ path: `${file}-${screen}-${colorScheme}.png` });
      await page.screenshot({ path: `${file}-${screen}-${colorScheme}-whole.png`, fullPage: true });
      await page.close();
    }
  }
}

main(resolve(process.argv[2] ?? 'shots')).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
