import { join } from 'node:path';
import { batchBody } from '../contract/bodies';
import type { Load, LoadMessage, LoadRequest } from '../load/load';
import { type Peer, pathOf, peers } from '../peers';
import type { Figure } from './goals';
import { PeerProcess } from './peer-process';
import { Child } from './processes';
import { median } from './statistics';
import { operationWorkloads } from './workloads';

export interface Times {
  readonly rounds: number;
  readonly seconds: number;
}

/** Answers per second of two processes ÷ those of one. The load generator and the peers share all cores. */
export async function processScale({ rounds, seconds }: Times): Promise<Figure[]> {
  const ours = peers.find(({ name }) => name === 'ours-front');
  if (!ours) throw new Error("There is no peer 'ours-front'.");
  const ratios = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    const [one, two] = [await rates(ours, 1, seconds), await rates(ours, 2, seconds)];
    for (const [name, rate] of one) ratios.set(name, [...(ratios.get(name) ?? []), (two.get(name) ?? 0) / rate]);
  }
  return [...ratios].map(([name, list]) => ({
    what: `${name}, requests per second: 2 processes ÷ 1`,
    value: median(list),
    goal: 1.2,
    floor: 1.05,
  }));
}

async function rates(peer: Peer, count: number, seconds: number): Promise<Map<string, number>> {
  const load = new Child(join(__dirname, '../load/client.ts'));
  const running: PeerProcess[] = [];
  try {
    for (let n = 0; n < count; n++) running.push(await PeerProcess.start(peer, {}));
    const found = new Map<string, number>();
    for (const { name, connections, warmUp } of operationWorkloads.filter(({ name }) => name !== 'UpdateCustomer')) {
      const requests = requestsOf(peer, name);
      const order: Load = { ports: running.map(({ port }) => port), requests, connections, seconds };
      await measure(load, { ...order, seconds: 0.5, atLeast: warmUp * count });
      found.set(name, await measure(load, order));
    }
    return found;
  } finally {
    await Promise.all([load, ...running].map((child) => child.stop()));
  }
}

function requestsOf(peer: Peer, name: string): LoadRequest[] {
  const [operation, body] =
    name === 'Echo' ? (['Echo', { Name: 'World' }] as const) : (['BatchRegisterCustomers', batchBody(100)] as const);
  return [{ method: 'POST', path: pathOf(peer, operation), body: JSON.stringify(body), status: 200 }];
}

async function measure(load: Child, order: Load): Promise<number> {
  const answer = await load.ask<LoadMessage>(order);
  if ('error' in answer) throw new Error(answer.error);
  return answer.measured.answers / answer.measured.seconds;
}
