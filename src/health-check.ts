import { integer, oneOf } from './environment';

/**
 * The container's health check: asks `/healthz` of the process next to it. Exit 0: it answers, or it only does jobs and listens
 * nowhere.
 */
async function main(): Promise<void> {
  if (oneOf(process.env, 'ROLE', ['all', 'web', 'worker']) === 'worker') return;
  const url = `http://127.0.0.1:${integer(process.env, 'PORT', 5000, 1, 65_535)}/healthz`;
  const { status } = await fetch(url, { signal: AbortSignal.timeout(3_000) });
  if (status !== 200) throw new Error(`${url} answers ${status}.`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
