import './measure/packages';

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mainFigures } from './main-figures';
import { report } from './measure/goals';
import { runMain } from './measure/main';
import { markdownTable } from './measure/markdown';
import { Ratios } from './measure/ratios';
import { type Round, runRound } from './measure/round';
import { median, spread } from './measure/statistics';
import { expressOnly, mixed, operationWorkloads, type Workload } from './measure/workloads';
import { type Peer, peers, raw, rawAgain, sameExpressApp } from './peers';

/**
 * `npm run bench`: servers against raw node:http, as ratios.
 *
 * Every peer is a process of its own, started anew for each round and checked before it is measured; rounds run through
 * the peers forwards and backwards in turn.
 */
const { values: options } = parseArgs({
  options: {
    /** Process starts; figures are medians over them. */
    rounds: { type: 'string', default: '3' },
    /** Seconds that each peer is measured for, per operation and round. */
    sec: { type: 'string', default: '2' },
    /** Names, separated by commas. Default: all. */
    peers: { type: 'string' },
    /** Operations, separated by commas. Default: all, with what else stands beside goals. */
    ops: { type: 'string' },
    /** Where the figures go as JSON. */
    json: { type: 'string' },
    /** Fail when a figure is on the wrong side of its CI floor. */
    floors: { type: 'boolean', default: false },
  },
});

function positive(name: 'rounds' | 'sec'): number {
  const value = Number(options[name]);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0; got '${options[name]}'.`);
  return value;
}

function chosenPeers(): readonly Peer[] {
  const names = options.peers?.split(',').map((name) => name.trim());
  const unknown = names?.find((name) => !peers.some((peer) => peer.name === name));
  if (unknown !== undefined) {
    throw new Error(`--peers: there is no '${unknown}'; allowed are ${peers.map(({ name }) => name).join(', ')}.`);
  }
  return peers.filter(({ name }) => name !== raw.name && (names?.includes(name) ?? true));
}

function chosenWorkloads(): readonly Workload[] {
  const names = options.ops?.split(',').map((name) => name.trim());
  if (!names) return [...operationWorkloads, mixed, expressOnly];
  const unknown = names.find((name) => !operationWorkloads.some((workload) => workload.name === name));
  if (unknown !== undefined) {
    throw new Error(
      `--ops: there is no '${unknown}'; allowed are ${operationWorkloads.map(({ name }) => name).join(', ')}.`,
    );
  }
  return operationWorkloads.filter(({ name }) => names.includes(name));
}

async function measureAll(chosen: readonly Peer[], workloads: readonly Workload[]): Promise<Round[]> {
  const hasExpress = workloads.includes(expressOnly) && chosen.some((peer) => peer.hasExpressRoutes);
  const all = [raw, ...chosen, ...(hasExpress ? [sameExpressApp] : []), rawAgain];
  const rounds: Round[] = [];
  const count = Math.ceil(positive('rounds'));
  for (let n = 0; n < count; n++) {
    process.stderr.write(`round ${n + 1} of ${count}\n`);
    rounds.push(await runRound({ peers: all, workloads, seconds: positive('sec'), isReversed: n % 2 === 1 }));
  }
  return rounds;
}

function mainTable(ratios: Ratios, shown: readonly Peer[], ops: readonly string[]): string {
  const head = ['peer'];
  for (const name of ops) head.push(`${name}: CPU`, 'req/s', 'p99 ÷ raw');
  const rows = shown.map(({ name: peer }) => {
    const cells = ops.flatMap((name) => [
      spread(ratios.cpu(peer, name)),
      spread(ratios.rps(peer, name)),
      spread(ratios.p99(peer, name)),
    ]);
    const memory = (['idle', 'after', 'peak'] as const).map((key) => ratios.memory(peer, key).toFixed(1));
    return [peer, ...cells, memory.join(' / ')];
  });
  return markdownTable([...head, 'RSS ÷ raw: idle / after / peak'], rows);
}

/** `cpu` and `rps` are ratios to raw (more is better), `p99` is in milliseconds, `rss` after the load in MiB. */
function jsonRows(ratios: Ratios, shown: readonly Peer[], ops: readonly string[]): object[] {
  return ops.flatMap((op) =>
    shown.map(({ name: peer }) => ({
      op,
      peer,
      cpu: median(ratios.cpu(peer, op)),
      rps: median(ratios.rps(peer, op)),
      p99: ratios.p99Ms(peer, op),
      rss: ratios.memoryBytes(peer, 'after') / 1024 / 1024,
    })),
  );
}

runMain(async () => {
  const chosen = chosenPeers();
  const workloads = chosenWorkloads();
  const ratios = new Ratios(await measureAll(chosen, workloads));
  const ops = operationWorkloads.filter((workload) => workloads.includes(workload)).map(({ name }) => name);
  process.stdout.write('Ratios to raw node:http, more is better but for p99 and memory; median (range) of rounds.\n\n');
  process.stdout.write(`${mainTable(ratios, [raw, ...chosen, rawAgain], ops)}\n`);
  if (options.json)
    writeFileSync(options.json, `${JSON.stringify(jsonRows(ratios, [raw, ...chosen], ops), null, 2)}\n`);
  report(mainFigures(ratios), options.floors);
});
