import { access, constants } from 'node:fs/promises';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian and Ubuntu have the browser; another one by `CHROMIUM_PATH`. */
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** The machine's Chromium, without windows. Errors: Error when it is absent. */
export async function launchChromium(): Promise<Browser> {
  await access(executablePath, constants.X_OK).catch((cause: unknown) => {
    throw new Error(`${executablePath} cannot be run: install chromium, or say in CHROMIUM_PATH where it is.`, {
      cause,
    });
  });
  // A sandbox of its own is not to be had for root, as which machines of builds run.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
