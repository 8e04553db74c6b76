import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Load, LoadMessage } from './load/load';
import { runMain } from './measure/main';
import { markdownTable } from './measure/markdown';
import { PeerProcess } from './measure/peer-process';
import { Child, loadCore, peerCore } from './measure/processes';
import { median } from './measure/statistics';

/** `npm run bench:routes`: what a host with many operations costs at start, in memory and per request. */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    sec: { type: 'string', default: '2' },
    counts: { type: 'string', default: '10,100,1000,5000' },
  },
});

interface Cost {
  readonly startMs: number;
  readonly startCpuMs: number;
  readonly rssMb: number;
  /** Microseconds of CPU per request, at routes and at pre-defined addresses. */
  readonly routeUs: number;
  readonly replyUs: number;
}

/** Operations to be called: spread evenly over all, so that none is at an end that would be found sooner. */
const someOf = (count: number) => Array.from({ length: 50 }, (_, n) => Math.floor(((n + 0.5) * count) / 50));

async function check(port: number, count: number): Promise<void> {
  for (const n of [0, count >> 1, count - 1]) {
    for (const path of [`/things${n}/7`, `/json/reply/ReadThing${n}?Id=7`]) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { Accept: 'application/json' } });
      const text = await response.text();
      if (text !== `{"Result":"thing ${n} 7"}`) throw new Error(`${path} answers ${response.status}: ${text}`);
    }
  }
}

async function cpuUs(load: Child, peer: PeerProcess, paths: readonly string[]): Promise<number> {
  const requests = paths.map((path) => ({ method: 'GET', path, status: 200 }));
  const order: Load = { ports: [peer.port], requests, connections: 32, seconds: 0.5, atLeast: 6000 };
  await load.ask<LoadMessage>(order);
  const before = await peer.usage();
  const answer = await load.ask<LoadMessage>({ ...order, seconds: Number(options.sec) });
  if ('error' in answer) throw new Error(answer.error);
  return ((await peer.usage()).cpuUs - before.cpuUs) / answer.measured.answers;
}

async function costOf(count: number): Promise<Cost> {
  const load = new Child(join(__dirname, 'load/client.ts'), { core: loadCore });
  const started = performance.now();
  const peer = { name: `${count} operations`, file: join(__dirname, 'peers/many-operations.ts') };
  const running = await PeerProcess.start(peer, { core: peerCore, env: { OPERATIONS: String(count) } });
  try {
    const startMs = performance.now() - started;
    const start = await running.usage();
    await check(running.port, count);
    const routeUs = await cpuUs(
      load,
      running,
      someOf(count).map((n) => `/things${n}/7`),
    );
    const replyUs = await cpuUs(
      load,
      running,
      someOf(count).map((n) => `/json/reply/ReadThing${n}?Id=7`),
    );
    return { startMs, startCpuMs: start.cpuUs / 1000, rssMb: start.rss / 1024 / 1024, routeUs, replyUs };
  } finally {
    await Promise.all([load, running].map((child) => child.stop()));
  }
}

runMain(async () => {
  const counts = options.counts.split(',').map(Number);
  const costs = new Map<number, Cost[]>(counts.map((count) => [count, []]));
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const count of counts) costs.get(count)?.push(await costOf(count));
  }
  const middle = (count: number, key: keyof Cost) => median((costs.get(count) ?? []).map((cost) => cost[key]));
  const base = counts[0] ?? 0;
  const rows = counts.map((count) => [
    String(count),
    middle(count, 'startMs').toFixed(0),
    middle(count, 'startCpuMs').toFixed(0),
    middle(count, 'rssMb').toFixed(0),
    (middle(count, 'routeUs') / middle(base, 'routeUs')).toFixed(2),
    (middle(count, 'replyUs') / middle(base, 'replyUs')).toFixed(2),
  ]);
  const head = ['operations', 'start ms', 'start CPU ms', 'RSS MiB'];
  for (const where of ['route', '/json/reply']) head.push(`CPU per request at ${where} ÷ ${base} operations`);
  process.stdout.write(`${markdownTable(head, rows)}\n`);
});
