import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Measured, measure } from './load';

/**
 * `npm run bench`: echo on our own server against node:http with the same parse and stringify. Every peer is a process of
 * its own, restarted between rounds; rounds alternate, and only ratios of one run are printed.
 */
const peers = [
  { name: 'raw', path: '/' },
  { name: 'ours', path: '/api/Echo' },
] as const;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const seconds = Number(process.env.BENCH_SECONDS ?? 2);
const body = JSON.stringify({ text: 'hello' });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startPeer(name: string, port: number): Promise<ChildProcess> {
  const child = fork(join(__dirname, 'peers', `${name}.ts`), {
    env: { ...process.env, PORT: String(port) },
    execArgv: ['-r', join(__dirname, '../swc-register.cjs')],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`Peer ${name} ended with ${code} before it was ready.`)));
  });
  return child;
}

async function round(name: string, path: string): Promise<Measured> {
  const port = await freePort();
  const child = await startPeer(name, port);
  try {
    const url = `http://127.0.0.1:${port}${path}`;
    const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    if ((await answer.text()) !== body) throw new Error(`Peer ${name} answers wrongly.`);
    await measure({ url, body, connections: 32, seconds: 0.5 });
    return await measure({ url, body, connections: 32, seconds });
  } finally {
    child.removeAllListeners('exit');
    child.kill();
  }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function main(): Promise<void> {
  const ratios: { rps: number; p99: number }[] = [];
  for (let i = 0; i < rounds; i++) {
    const measured = new Map<string, Measured>();
    for (const { name, path } of i % 2 === 0 ? peers : [...peers].reverse())
      measured.set(name, await round(name, path));
    const [raw, ours] = [measured.get('raw'), measured.get('ours')];
    if (raw && ours) ratios.push({ rps: ours.rps / raw.rps, p99: ours.p99Ms / raw.p99Ms });
  }
  const [rps, p99] = [median(ratios.map((ratio) => ratio.rps)), median(ratios.map((ratio) => ratio.p99))];
  process.stdout.write(
    `echo, ours ÷ raw node:http, median of ${rounds} rounds: requests per second ${rps.toFixed(2)}, p99 ${p99.toFixed(2)}\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
