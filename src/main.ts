import { startMissive } from './app-host';
import { createLog } from './log';
import { readSettings } from './settings';
import { Shutdown } from './shutdown';

/** Settings → application → listen → stop on a signal. */
async function main(): Promise<void> {
  const settings = readSettings();
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const shutdown = new Shutdown({ ...settings.operations, say, exit: process.exit });
  // Before anything else: the kernel does not deliver signals to process 1 of a container that it does not ask for.
  process.on('SIGTERM', shutdown.onSignal);
  process.on('SIGINT', shutdown.onSignal);
  const app = await startMissive(settings);
  shutdown.watch(app);
  if (settings.isProduction) createLog(settings.logLevel).info({ url: app.url, role: settings.role }, 'started');
  else announce(app.url, settings.loadDemoData);
}

function announce(url: string | undefined, hasDemoData: boolean): void {
  if (url === undefined) return void process.stdout.write('missive does background jobs.\n');
  const lines = [
    `missive listens on ${url}`,
    `  messages   ${url}/api/{Type}   ${url}/json/reply/{Type}`,
    ...(hasDemoData ? [`  demo       sign in at ${url}/auth/credentials as admin@missive.test, password demo`] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function fail(error: unknown): void {
  process.stderr.write(
    `${error instanceof Error ? (process.env.LOG_LEVEL === 'debug' ? error.stack : error.message) : String(error)}\n`,
  );
  process.exit(1);
}

main().catch(fail);
