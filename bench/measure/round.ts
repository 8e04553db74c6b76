import { join } from 'node:path';
import { operations } from '../contract/fields';
import type { Load, LoadMessage, Measured } from '../load/load';
import type { Peer } from '../peers';
import { PeerProcess } from './peer-process';
import { Child, loadCore } from './processes';
import type { Workload } from './workloads';

export interface Sample {
  /** User and system time of all threads, in microseconds per request. */
  readonly cpuUs: number;
  readonly rps: number;
  readonly p99Ms: number;
}
/** Resident memory in bytes. */
export interface Memory {
  readonly idle: number;
  readonly after: number;
  readonly peak: number;
}
/** Figures of one round: workload → peer → figures. */
export interface Round {
  readonly samples: ReadonlyMap<string, ReadonlyMap<string, Sample>>;
  readonly memory: ReadonlyMap<string, Memory>;
}
export interface RoundOptions {
  readonly peers: readonly Peer[];
  readonly workloads: readonly Workload[];
  readonly seconds: number;
  /** Peers are measured in the opposite order. */
  readonly isReversed: boolean;
}

/** Starts fresh processes, checks what they answer, measures each workload on one after the other, and stops them. */
export async function runRound({ peers, workloads, seconds, isReversed }: RoundOptions): Promise<Round> {
  const load = new Child(join(__dirname, '../load/client.ts'), { core: loadCore });
  const running: PeerProcess[] = [];
  try {
    for (const peer of peers) running.push(await PeerProcess.start(peer));
    const idle = await memoryOf(running);
    for (const peer of running) await checkAll(peer);
    const samples = new Map<string, Map<string, Sample>>();
    for (const workload of workloads) {
      const serving = running.filter(({ peer }) => workload.requestsFor(peer));
      for (const peer of serving) await measure(load, peer, workload, 0.5, workload.warmUp);
      const ofWorkload = new Map<string, Sample>();
      for (const peer of isReversed ? serving.reverse() : serving) {
        ofWorkload.set(peer.peer.name, await measure(load, peer, workload, seconds));
      }
      samples.set(workload.name, ofWorkload);
    }
    return { samples, memory: await memoryAfter(running, idle) };
  } finally {
    await Promise.all([load, ...running].map((child) => child.stop()));
  }
}

async function checkAll(peer: PeerProcess): Promise<void> {
  if (peer.peer.hasExpressAlone) return;
  for (const operation of operations) await peer.check(operation);
}

async function measure(
  load: Child,
  peer: PeerProcess,
  workload: Workload,
  seconds: number,
  atLeast = 0,
): Promise<Sample> {
  const { connections, share } = workload;
  const requests = workload.requestsFor(peer.peer) ?? [];
  const before = await peer.usage();
  const order: Load = { ports: [peer.port], requests, connections, seconds: seconds * share, atLeast };
  const answer = await load.ask<LoadMessage>(order);
  if ('error' in answer) throw new Error(`${workload.name} on ${peer.peer.name}: ${answer.error}`);
  const after = await peer.usage();
  return sampleOf(answer.measured, after.cpuUs - before.cpuUs);
}

function sampleOf({ answers, seconds, p99Ms }: Measured, cpuUs: number): Sample {
  return { cpuUs: cpuUs / answers, rps: answers / seconds, p99Ms };
}

async function memoryOf(running: readonly PeerProcess[]): Promise<Map<string, number>> {
  const memory = new Map<string, number>();
  for (const peer of running) memory.set(peer.peer.name, (await peer.usage()).rss);
  return memory;
}

async function memoryAfter(running: readonly PeerProcess[], idle: ReadonlyMap<string, number>) {
  const memory = new Map<string, Memory>();
  for (const process of running) {
    const { name } = process.peer;
    const { rss, peakRss } = await process.usage();
    memory.set(name, { idle: idle.get(name) ?? Number.NaN, after: rss, peak: peakRss });
  }
  return memory;
}
