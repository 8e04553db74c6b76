import './measure/packages';

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LoadMessage } from './load/load';
import { byFile, type Cost, type CpuProfile, costsOf } from './measure/cpu-profile';
import { runMain } from './measure/main';
import { markdownTable } from './measure/markdown';
import { PeerProcess } from './measure/peer-process';
import { Child, loadCore, peerCore } from './measure/processes';
import { operationWorkloads } from './measure/workloads';
import { peers } from './peers';

/** `npm run bench:profile -- --peer ours-front --op Echo --sec 5 --top 40`: where a peer's time goes under load. */
const { values: options } = parseArgs({
  options: {
    peer: { type: 'string', default: 'ours-front' },
    op: { type: 'string', default: 'Echo' },
    sec: { type: 'string', default: '5' },
    top: { type: 'string', default: '40' },
  },
});

async function profileOf(folder: string): Promise<CpuProfile> {
  const peer = peers.find(({ name }) => name === options.peer);
  const workload = operationWorkloads.find(({ name }) => name === options.op);
  const requests = peer && workload?.requestsFor(peer);
  if (!peer || !workload || !requests)
    throw new Error(`There is no peer '${options.peer}' with the operation '${options.op}'.`);
  const load = new Child(join(__dirname, 'load/client.ts'), { core: loadCore });
  const nodeArgs = ['--cpu-prof', '--cpu-prof-interval', '400', `--cpu-prof-dir=${folder}`];
  const running = await PeerProcess.start(peer, { core: peerCore, nodeArgs });
  try {
    const { connections } = workload;
    const seconds = Number(options.sec);
    const answer = await load.ask<LoadMessage>({ ports: [running.port], requests, connections, seconds });
    if ('error' in answer) throw new Error(answer.error);
  } finally {
    await running.stop();
    await load.stop();
  }
  const [file] = readdirSync(folder);
  if (file === undefined) throw new Error('Node has written no profile.');
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
}

function print(title: string, costs: readonly Cost[], key: 'self' | 'total'): void {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const top = [...costs].sort((a, b) => b[key] - a[key]).slice(0, Number(options.top));
  const rows = top.map(({ name, self, total }) => [name, percent(self), percent(total)]);
  process.stdout.write(`\n${title}\n\n${markdownTable(['', 'self', 'total'], rows)}\n`);
}

runMain(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'missive-profile-'));
  try {
    const profile = await profileOf(folder);
    print('By file, self time', costsOf(profile, byFile), 'self');
    print('By function, self time', costsOf(profile), 'self');
    print('By function, with what it calls', costsOf(profile), 'total');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
