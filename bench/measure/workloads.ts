import { goodBody } from '../contract/bodies';
import { type OperationName, operations } from '../contract/fields';
import type { LoadRequest } from '../load/load';
import { type Peer, pathOf } from '../peers';

/** What is sent to a peer while it is measured. */
export interface Workload {
  readonly name: string;
  readonly connections: number;
  /** How long it is run for, as a multiple of the seconds that were asked for. */
  readonly share: number;
  /** Answers after which a peer's code is compiled by V8 as well as it gets. */
  readonly warmUp: number;
  /** Absent: the peer does not serve it. */
  requestsFor(peer: Peer): readonly LoadRequest[] | undefined;
}

const isBatch = (operation: OperationName) => operation === 'BatchRegisterCustomers';

function callOf(peer: Peer, operation: OperationName): LoadRequest {
  return { method: 'POST', path: pathOf(peer, operation), body: JSON.stringify(goodBody(operation)), status: 200 };
}

export function operationWorkload(operation: OperationName): Workload {
  return {
    name: operation,
    connections: isBatch(operation) ? 4 : 32,
    share: isBatch(operation) ? 1.5 : 1,
    warmUp: isBatch(operation) ? 30 : 9000,
    requestsFor: (peer) => (peer.hasExpressAlone ? undefined : [callOf(peer, operation)]),
  };
}

const expressRoute: LoadRequest = { method: 'POST', path: '/plain/echo', body: '{"Name":"World"}', status: 200 };
const nothing: LoadRequest = { method: 'GET', path: '/nothing', status: 404 };

/** 90 % Echo, 5 % an Express route, 5 % of what nobody has. */
export const mixed: Workload = {
  name: 'Mixed',
  connections: 32,
  share: 1,
  warmUp: 4000,
  requestsFor: (peer) =>
    peer.hasExpressRoutes
      ? Array.from({ length: 20 }, (_, n) => (n === 5 ? expressRoute : n === 15 ? nothing : callOf(peer, 'Echo')))
      : undefined,
};

/** A JSON route of the Express app. */
export const expressOnly: Workload = {
  name: 'ExpressRoute',
  connections: 32,
  share: 1,
  warmUp: 4000,
  requestsFor: (peer) => (peer.hasExpressRoutes || peer.hasExpressAlone ? [expressRoute] : undefined),
};

export const operationWorkloads: readonly Workload[] = operations.map(operationWorkload);
