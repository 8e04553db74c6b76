import type { Figure } from './measure/goals';
import type { Ratios } from './measure/ratios';
import { median } from './measure/statistics';
import { expressOnly, mixed } from './measure/workloads';
import { sameExpressApp } from './peers';

interface Goal {
  readonly op: string;
  readonly peer: string;
  /** Absent: raw. */
  readonly other?: string;
  readonly goal: number;
  readonly floor: number;
}

const front = 'ours-front';
const middleware = 'ours-middleware';
const echo = 'Echo';
const update = 'UpdateCustomer';
const batch = 'BatchRegisterCustomers';

/** CPU of the other ÷ CPU of ours, per request. */
const cpuGoals: readonly Goal[] = [
  { op: echo, peer: front, goal: 0.8, floor: 0.6 },
  { op: echo, peer: front, other: 'nest-express', goal: 5, floor: 3.5 },
  { op: echo, peer: front, other: 'nest-fastify', goal: 1.3, floor: 1 },
  { op: echo, peer: front, other: 'express-naive', goal: 5, floor: 3.5 },
  { op: update, peer: front, goal: 0.78, floor: 0.6 },
  { op: update, peer: front, other: 'nest-express', goal: 8, floor: 5 },
  { op: update, peer: front, other: 'express-naive', goal: 6.5, floor: 4.5 },
  { op: update, peer: front, other: 'fastify-schema', goal: 0.9, floor: 0.75 },
  { op: batch, peer: front, goal: 0.8, floor: 0.65 },
  { op: batch, peer: front, other: 'nest-express', goal: 12, floor: 8 },
  { op: batch, peer: front, other: 'express-naive', goal: 10, floor: 7 },
  { op: batch, peer: front, other: 'fastify-schema', goal: 1.3, floor: 1 },
  { op: echo, peer: middleware, goal: 0.7, floor: 0.5 },
  { op: update, peer: middleware, goal: 0.7, floor: 0.55 },
  { op: batch, peer: middleware, goal: 0.8, floor: 0.65 },
];

/** What the main table comes to beside its goals, as far as it was measured. */
export function mainFigures(ratios: Ratios): Figure[] {
  return [...cpuFigures(ratios), ...expressFigures(ratios), ...otherFigures(ratios)];
}

function cpuFigures(ratios: Ratios): Figure[] {
  return cpuGoals
    .filter(({ op, peer, other }) => ratios.has(peer, op) && (other === undefined || ratios.has(other, op)))
    .map(({ op, peer, other, goal, floor }) => ({
      what: `${op}, CPU: ${peer} ÷ ${other ?? 'raw'}`,
      value: median(ratios.cpu(peer, op, other)),
      goal,
      floor,
    }));
}

/** With an Express app behind it, which gets some of the requests, or all. */
function expressFigures(ratios: Ratios): Figure[] {
  if (!ratios.has(front, mixed.name) || !ratios.has(front, echo)) return [];
  return [
    {
      what: `90 % ${echo}, 10 % Express, CPU: ${front} ÷ raw's ${echo}`,
      value: median(ratios.cpu(front, mixed.name, undefined, echo)),
      goal: 0.72,
      floor: 0.55,
    },
    {
      what: `Express route, CPU: ${front} ÷ the same app on app.listen()`,
      value: median(ratios.cpu(front, expressOnly.name, sameExpressApp.name)),
      ...expressGain(),
    },
  ];
}

function otherFigures(ratios: Ratios): Figure[] {
  if (!ratios.has(front, echo)) return [];
  const isAtMost = true;
  const nest = 'nest-express';
  const figures: Figure[] = [
    { what: `${echo}, p99: ${front} ÷ raw`, value: median(ratios.p99(front, echo)), goal: 2, floor: 4, isAtMost },
    { what: `idle memory: ${front} ÷ raw`, value: ratios.memory(front, 'idle'), goal: 1.8, floor: 2.2, isAtMost },
  ];
  if (!ratios.has(nest, echo)) return figures;
  const value = ratios.memory(front, 'after', nest);
  return [...figures, { what: `memory after load: ${front} ÷ ${nest}`, value, goal: 1, floor: 1.3, isAtMost }];
}

/** Changing an object's prototype became cheaper in Node 24, so that there is less to win. */
function expressGain(): { goal: number; floor: number } {
  return Number(process.versions.node.split('.')[0]) >= 24 ? { goal: 1.15, floor: 1 } : { goal: 3, floor: 2 };
}
