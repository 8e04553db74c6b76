import { randomInt } from 'node:crypto';
import { beginRun, endRun } from '../support/test-run';
import { type FuzzFigures, failureText, runFuzz } from './run-fuzz';

/**
 * `npm run fuzz`: 20,000 requests, or as many as `FUZZ` says, of a new seed or of `FUZZ_SEED`; `FUZZ_ONLY` sends one of them.
 * On the embedded database, or on `DATABASE_URL`.
 */
async function main(): Promise<void> {
  const seed = number('FUZZ_SEED') ?? randomInt(2 ** 31);
  const requests = number('FUZZ') ?? 20_000;
  print(`FUZZ_SEED=${seed}, ${requests} requests`);
  await beginRun();
  try {
    const onProgress = (sent: number) => void (sent % 10_000 === 0 && print(`${sent} sent`));
    const figures = await runFuzz({ seed, requests, only: number('FUZZ_ONLY'), onProgress });
    printFigures(figures);
    for (const failure of figures.failures) print(`\n${failureText(seed, failure)}`);
    if (figures.failures.length > 0 || figures.pollution.length > 0) process.exitCode = 1;
  } finally {
    await endRun();
  }
}

function number(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new Error(`${name} must be a whole number; it is '${text}'.`);
  return Number(text);
}

function printFigures(figures: FuzzFigures): void {
  const { requests, seconds, statuses, plans, bound, served, answered, pollution, loopDelayMs, rssMiB, failures } =
    figures;
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([key, value]) => `${key} ${value}`)
      .join(', ');
  const share = (part: number) => `${((100 * part) / requests).toFixed(1)} %`;
  print(
    [
      `${requests} requests in ${seconds.toFixed(1)} s, ${Math.round(requests / seconds)} a second`,
      `statuses   ${list(statuses)}`,
      `cases      ${list(plans)}`,
      `bound      ${bound}, ${share(bound)} (30 % wanted)`,
      `served     ${served}, ${share(served)} (15 % wanted)`,
      `answered   ${answeredText(answered)}`,
      `prototypes ${pollution.length === 0 ? 'clean' : `polluted: ${pollution.join(', ')}`}`,
      `loop delay p99 ${loopDelayMs.p99} ms, most ${loopDelayMs.max} ms; memory ${rssMiB} MiB`,
      `faults     ${failures.length}`,
    ].join('\n'),
  );
}

/** Which operations have answered without an error seldom or never. */
function answeredText(answered: FuzzFigures['answered']): string {
  const names = Object.entries(answered).sort(([, a], [, b]) => a - b);
  const rare = names.slice(0, 8).map(([name, times]) => `${name} ${times}`);
  return `${names.filter(([, times]) => times > 0).length} of ${names.length} operations; least: ${rare.join(', ')}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : JSON.stringify(error)}\n`);
  process.exit(1);
});
