import { startMissive } from './app-host';
import { readSettings } from './settings';

/** Settings → application → listen → stop on a signal. */
async function main(): Promise<void> {
  const settings = readSettings();
  const app = await startMissive(settings);
  announce(app.url, settings.loadDemoData);
  let isStopping = false;
  const stop = (signal: string) => {
    // A second signal means that whoever sent it will not wait.
    if (isStopping) process.exit(1);
    isStopping = true;
    process.stderr.write(`${signal}: stopping.\n`);
    app.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
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
