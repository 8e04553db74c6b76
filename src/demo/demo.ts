import pino from 'pino';
import { entities, migrations } from '../app-data';
import { startMissive } from '../app-host';
import { type Database, openDatabase } from '../data';
import { demoPassword } from '../demo-data';
import type { Log } from '../engine';
import { newSecrets, readSettings, type Settings } from '../settings';
import { Printer } from './print';
import { runDemo } from './run-demo';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `npm run demo`: a server on a free port, driven by the typed client of other ServiceStack projects.
 *
 * Runs on a database in memory that is gone afterwards, or on DATABASE_URL, where it can run again and again.
 * Exit code 0: every answer was the expected one.
 */
async function main(env: Environment): Promise<void> {
  const settings = demoSettings(env);
  const printer = new Printer(process.stdout);
  // On stderr, so that it does not get between the lines of the demo.
  const log = pino({ level: settings.logLevel }, pino.destination(2));
  const database = settings.databaseUrl === undefined ? await openDatabase({ entities, migrations, log }) : undefined;
  try {
    const differences = await driveServer(settings, { database, log }, printer);
    process.exitCode = differences.length === 0 ? 0 : 1;
  } finally {
    await database?.close();
  }
}

async function driveServer(
  settings: Settings,
  options: { database?: Database; log: Log },
  printer: Printer,
): Promise<readonly string[]> {
  const app = await startMissive(settings, options);
  try {
    const { url = '' } = app;
    printer.title('missive demo', `${url} · ${settings.databaseUrl ? 'DATABASE_URL' : 'database in memory'}`);
    return await runDemo({ url, password: demoPassword, printer, suffix: Date.now().toString(36) });
  } finally {
    await app.close();
  }
}

/** A server that only this machine sees, with demo data; messages go nowhere but to the log. */
function demoSettings(env: Environment): Settings {
  const own = { HOST: '127.0.0.1', PORT: '0', DEMO: '1', ROLE: 'all', LOG_LEVEL: env.LOG_LEVEL ?? 'silent' };
  if (env.DATABASE_URL) return readSettings({ ...env, ...own, SMTP_URL: undefined, SMS_GATEWAY_URL: undefined });
  const { jwtSecret, secretKeys } = newSecrets();
  return readSettings({ ...own, JWT_SECRET: jwtSecret, SECRET_KEYS: secretKeys });
}

main(process.env).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
