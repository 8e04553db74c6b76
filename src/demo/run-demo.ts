import { closeResource, syncAxemaUsers, updateCustomer } from './booking-calls';
import { DemoSession } from './demo-session';
import type { Printer } from './print';
import { registerAccounts, registerCustomers } from './tax-filing-calls';

export interface DemoOptions {
  /** Where the server with the demo data listens. */
  readonly url: string;
  readonly password: string;
  readonly printer: Printer;
  /** Part of every name that the demo makes up, so that it can run again on the same data. */
  readonly suffix: string;
}

/** Drives the five operations through the typed client. Answers what was not as expected; empty: all was. */
export async function runDemo({ url, password, printer, suffix }: DemoOptions): Promise<readonly string[]> {
  const startedAt = performance.now();
  const demo = new DemoSession(url, printer, password);
  const [admin, reader, tax, taxReader] = await Promise.all(
    ['admin', 'reader', 'tax', 'tax-reader'].map((name) => demo.signIn(`${name}@missive.test`)),
  );

  await demo.step('CreateAxemaUserSync', () => syncAxemaUsers(demo, admin, reader));
  await demo.step('UpdateCustomer', () => updateCustomer(demo, admin, suffix));
  await demo.step('CreateResourceTimeException', () => closeResource(demo, admin, suffix));
  await demo.step('BatchRegisterCustomers and BatchRegisterAccountsAsync', async () => {
    const customerId = await registerCustomers(demo, tax, suffix);
    await registerAccounts(demo, { tax, taxReader }, customerId, suffix);
  });

  printer.summary(demo.calls, demo.differences, (performance.now() - startedAt) / 1_000);
  return demo.differences;
}
