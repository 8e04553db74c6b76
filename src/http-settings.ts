import { trustedProxies } from './engine';
import { type Environment, flag, integer, list } from './environment';

/** What the environment says of HTTP: who is believed, who may call from where, and how much. */
export interface HttpSettings {
  /** Addresses and CIDR ranges whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Other origins whose pages may call, with cookies; empty: none, and no CORS header is sent. */
  readonly corsOrigins: readonly string[];
  /** Largest request body in bytes of operations that declare none of their own. */
  readonly maxBodyBytes: number;
  /** Most elements of an auto-batch, for operations that declare no limit of their own. */
  readonly maxBatchItems: number;
  /** Most connections of this process at once. */
  readonly maxConnections: number;
  readonly rateLimits: {
    /** Requests a minute of a user or an API key. */
    readonly perCaller: number;
    /** Requests a minute of all anonymous callers of one address. */
    readonly perAddress: number;
    /** Whether callers on this machine are counted. */
    readonly countsLoopback: boolean;
  };
  /** Bookings that anonymous callers of one address make in an hour. */
  readonly anonymousBookingsPerHour: number;
}

const mebibyte = 1024 * 1024;

/** Errors: Error that names the variable, its value and what is allowed. */
export function readHttpSettings(env: Environment): HttpSettings {
  return {
    trustedProxies: readProxies(env),
    corsOrigins: readOrigins(env),
    maxBodyBytes: integer(env, 'BODY_LIMIT', mebibyte, 1024, 64 * mebibyte),
    maxBatchItems: integer(env, 'MAX_BATCH', 1_000, 1, 10_000),
    maxConnections: integer(env, 'MAX_CONNECTIONS', 10_000, 1, 1_000_000),
    rateLimits: {
      perCaller: integer(env, 'RATE_LIMIT_USER', 1_200, 1, 1_000_000),
      perAddress: integer(env, 'RATE_LIMIT_ADDRESS', 300, 1, 1_000_000),
      countsLoopback: flag(env, 'RATE_LIMIT_LOOPBACK'),
    },
    anonymousBookingsPerHour: integer(env, 'ANONYMOUS_BOOKINGS_PER_HOUR', 20, 1, 10_000),
  };
}

function readProxies(env: Environment): string[] {
  const entries = list(env, 'TRUST_PROXY');
  try {
    trustedProxies(entries);
  } catch (error) {
    throw new Error(`TRUST_PROXY is refused: ${(error as Error).message}`);
  }
  return entries;
}

function readOrigins(env: Environment): string[] {
  const origins = list(env, 'CORS_ORIGINS');
  const bad = origins.find((origin) => !/^https?:\/\//.test(origin) || !isOrigin(origin));
  if (bad !== undefined) {
    throw new Error(`CORS_ORIGINS must be a list of origins such as https://app.example; it holds '${bad}'.`);
  }
  return origins;
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
