import type { Operation } from '../core/operation';
import type { ServiceMetadata } from '../metadata/service-metadata';

/** What a URL addresses (http-contract 2). */
export interface Address {
  /** Absent: a pre-defined address that names no operation of this host. */
  readonly operation?: Operation;
  readonly isBatch: boolean;
  /** Property name → text of route variables; absent at pre-defined addresses. */
  readonly path?: Readonly<Record<string, string>>;
}

const reply = /^\/json\/(?:reply|oneway)\/([^/]+)\/?$/i;
const api = /^\/api\/(?:.*\/)?([^/]+)\/?$/i;
const unknown: Address = { isBatch: false };

/**
 * Finds what a verb and a path address: `/api/{Type}`, then user-defined routes, then `/json/reply|oneway/{Type}`.
 * `undefined`: not ours, Express may have it.
 */
export function resolveAddress(metadata: ServiceMetadata, verb: string, path: string): Address | undefined {
  // OPTIONS never runs an operation at /api/* (http-contract 2.1).
  const isApi = path.length > 5 && path.slice(0, 5).toLowerCase() === '/api/';
  if (isApi) return verb === 'OPTIONS' ? undefined : predefined(metadata, api.exec(path)?.[1]);
  const route = metadata.findRoute(verb, path);
  if (route) return { operation: route.operation, isBatch: false, path: route.variables };
  const match = reply.exec(path);
  return match ? predefined(metadata, match[1]) : undefined;
}

function predefined(metadata: ServiceMetadata, segment = ''): Address {
  const isBatch = segment.endsWith('[]');
  const operation = metadata.find(isBatch ? segment.slice(0, -2) : segment);
  return operation ? { operation, isBatch } : unknown;
}

/** The decoded path of a request target; `undefined` for broken percent-encoding and NUL. */
export function pathOf(url: string): string | undefined {
  const end = url.indexOf('?');
  const raw = end < 0 ? url : url.slice(0, end);
  if (!raw.includes('%')) return raw;
  try {
    const path = decodeURIComponent(raw);
    return path.includes('\0') ? undefined : path;
  } catch {
    // decodeURIComponent throws URIError only, and says nothing more than this.
    return undefined;
  }
}

export function queryOf(url: string): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start + 1);
}
