import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks until the answer is true; for what happens in the background, on the database's own time.
 *
 * Errors: when it has not become true within `withinMs` (default 15 s), naming `what`.
 */
export async function eventually(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  withinMs = 15_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}.`);
    await delay(20);
  }
}
