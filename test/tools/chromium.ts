import { access, constants } from 'node:fs/promises';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian and Ubuntu have the browser; another one by `CHROMIUM`. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** The machine's Chromium, without windows. Errors: Error when it is absent. */
export async function launchChromium(): Promise<Browser> {
  await access(executablePath, constants.X_OK).catch((cause: unknown) => {
    throw new Error(`${executablePath} cannot be run: install chromium, or say in CHROMIUM where it is.`, { cause });
  });
  // A sandbox of its own is not to be had for root, as which machines of builds run.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
