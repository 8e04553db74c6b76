import './measure/packages';

import { request } from 'node:http';
import { parseArgs } from 'node:util';
import { batchBody } from './contract/bodies';
import { type Figure, report } from './measure/goals';
import { runMain } from './measure/main';
import { markdownTable } from './measure/markdown';
import { PeerProcess } from './measure/peer-process';
import { median } from './measure/statistics';
import { type Peer, pathOf, peers } from './peers';

/** `npm run bench:memory`: what one body of 50 MB costs a server in memory, CPU, and time in which it does nothing else. */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    /** Size of the body in MB. */
    mb: { type: 'string', default: '50' },
    peers: { type: 'string', default: 'raw,express-naive,fastify-schema,ours-front' },
    floors: { type: 'boolean', default: false },
  },
});

interface Cost {
  /** Peak above the idle process ÷ size of the body. */
  readonly memory: number;
  readonly cpuMs: number;
  readonly blockMs: number;
}

function bodyOf(bytes: number): { body: Buffer; customers: number } {
  const one = JSON.stringify(batchBody(100)).length / 100;
  const customers = Math.round(bytes / one);
  return { body: Buffer.from(JSON.stringify(batchBody(customers))), customers };
}

/** Posts the body and counts the items of the answer without keeping it. Errors: Error for another status than 200. */
function post(peer: PeerProcess, body: Buffer): Promise<number> {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length, Accept: 'application/json' };
  const path = pathOf(peer.peer, 'BatchRegisterCustomers');
  return new Promise((resolve, reject) => {
    const call = request({ port: peer.port, host: '127.0.0.1', method: 'POST', path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) return resolve((JSON.parse(text) as unknown[]).length);
        reject(new Error(`${peer.peer.name} answers ${response.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

async function costOf(peer: Peer, body: Buffer, customers: number): Promise<Cost> {
  const running = await PeerProcess.start(peer, { env: { BENCH_BLOCKS: '1' } });
  try {
    await running.check('BatchRegisterCustomers');
    const before = await running.usage();
    const answered = await post(running, body);
    if (answered !== customers) throw new Error(`${peer.name} answers ${answered} items for ${customers} customers.`);
    const { cpuUs, peakRss, longestBlockMs } = await running.usage();
    return {
      memory: (peakRss - before.rss) / body.length,
      cpuMs: (cpuUs - before.cpuUs) / 1000,
      blockMs: longestBlockMs,
    };
  } finally {
    await running.stop();
  }
}

function figuresOf(costs: readonly Cost[]): Figure[] {
  const isAtMost = true;
  const memory = median(costs.map((cost) => cost.memory));
  const block = median(costs.map((cost) => cost.blockMs));
  return [
    {
      what: `${options.mb} MB batch, memory above idle ÷ body: ours-front, list handler`,
      value: memory,
      goal: 2,
      floor: 3,
      isAtMost,
    },
    {
      what: 'longest block of the event loop, ms: ours-front',
      value: block,
      goal: 50,
      floor: 150,
      isAtMost,
      digits: 0,
    },
  ];
}

runMain(async () => {
  const { body, customers } = bodyOf(Number(options.mb) * 1e6);
  const chosen = peers.filter(({ name }) => options.peers.split(',').includes(name));
  const costs = new Map<string, Cost[]>(chosen.map(({ name }) => [name, []]));
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const peer of chosen) costs.get(peer.name)?.push(await costOf(peer, body, customers));
  }
  const rows = [...costs].map(([name, list]) => [
    name,
    median(list.map(({ memory }) => memory)).toFixed(1),
    median(list.map(({ cpuMs }) => cpuMs)).toFixed(0),
    median(list.map(({ blockMs }) => blockMs)).toFixed(0),
  ]);
  const head = ['peer', 'memory above idle ÷ body', 'CPU ms', 'longest block ms'];
  process.stdout.write(`One body of ${(body.length / 1e6).toFixed(1)} MB, ${customers} customers.\n\n`);
  process.stdout.write(`${markdownTable(head, rows)}\n`);
  report(figuresOf(costs.get('ours-front') ?? []), options.floors);
});
