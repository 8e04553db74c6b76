import { join } from 'node:path';
import type { OperationName } from '../contract/fields';

/** A server to measure, in a process of its own. */
export interface Peer {
  readonly name: string;
  readonly file: string;
  /** Where an operation stands. Default: `/json/reply/{operation}`. */
  readonly pathOf?: (operation: OperationName) => string;
  /** Takes the answer out of what the peer puts around it. */
  readonly unwrap?: (answer: unknown) => unknown;
  /** Checks no rules: bad bodies are not refused. */
  readonly isUnchecked?: boolean;
  /** Serves the routes of `express-routes.ts` beside the operations. */
  readonly hasExpressRoutes?: boolean;
  /** Serves these routes only. */
  readonly hasExpressAlone?: boolean;
}

const own = (name: string): Peer => ({ name, file: join(__dirname, `${name}.ts`) });
/** Needs the packages of `bench/package.json`. */
const other = (name: string): Peer => ({ name, file: join(__dirname, 'packages', `${name}.ts`) });

export const raw: Peer = { ...own('raw'), isUnchecked: true };
/** The same once more: how far it is from `raw` is the noise, and both together are what ratios refer to. */
export const rawAgain: Peer = { ...raw, name: 'raw-again' };

export const peers: readonly Peer[] = [
  raw,
  own('express-naive'),
  other('nest-express'),
  other('nest-fastify'),
  other('fastify-schema'),
  other('hono-zod'),
  {
    ...other('trpc'),
    pathOf: (operation) => `/${operation}`,
    unwrap: (answer) => (answer as { result: { data: unknown } }).result.data,
  },
  { ...own('ours-front'), hasExpressRoutes: true },
  own('ours-middleware'),
  own('ours-api'),
];

/** The Express app of `ours-front` on Express's own listen(). */
export const sameExpressApp: Peer = { ...own('same-express-app'), isUnchecked: true, hasExpressAlone: true };

export const pathOf = ({ pathOf = (name) => `/json/reply/${name}` }: Peer, operation: OperationName): string =>
  pathOf(operation);
