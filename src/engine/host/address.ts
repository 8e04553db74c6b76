import type { Operation } from '../core/operation';
import type { WireSettings } from '../core/wire-settings';
import type { ContentFormat } from '../formats/content-format';
import type { ContentTypes } from '../formats/content-types';
import type { RouteRequest } from '../metadata/route-rule';
import type { ServiceMetadata } from '../metadata/service-metadata';

/** What a URL addresses (http-contract 2). */
export interface Address {
  readonly kind: 'api' | 'reply' | 'route' | 'index' | 'unreadable';
  /** Absent: a pre-defined address that names no operation of this host. */
  readonly operation?: Operation;
  readonly isBatch: boolean;
  readonly isOneWay: boolean;
  /** Property name → text of route variables; absent at pre-defined addresses. */
  readonly path?: Readonly<Record<string, string>>;
  /** The format that the extension or the path says; absent: to be negotiated. */
  readonly format?: ContentFormat;
  /** No route takes the request's own verb: only a form field may still name one that a route takes. */
  readonly needsOtherVerb?: boolean;
  /** The route counts only for some callers: to be resolved again once it is known who calls. */
  readonly isPending?: boolean;
}

export interface AddressParts {
  readonly metadata: ServiceMetadata;
  readonly contentTypes: ContentTypes;
  readonly settings: WireSettings;
}

const classicForm = /^\/([^/]+)\/(reply|oneway)\/([^/]+)\/?$/i;

/**
 * Finds what a verb and a path address: `/api/{Type}`, then user-defined routes, then `/{format}/reply|oneway/{Type}`.
 * `undefined`: not ours, Express may have it, and then the fallback route.
 */
export function resolveAddress(parts: AddressParts, request: RouteRequest): Address | undefined {
  const { verb, path } = request;
  // OPTIONS never runs an operation at /api/* (http-contract 2.1).
  if (isBelowApi(path)) return verb === 'OPTIONS' ? undefined : apiAddress(parts, path);
  return routeAddress(parts, verb, request) ?? classicAddress(parts, path);
}

/** The fallback route, which takes what nothing else does (ADR-30). */
export function resolveFallback({ metadata }: AddressParts, request: RouteRequest): Address | undefined {
  const { verb, path } = request;
  const found = isBelowApi(path) ? undefined : metadata.findFallback(verb, path, request);
  if (!found) return undefined;
  const { operation, variables, isPending } = found;
  return { kind: 'route', operation, path: variables, isBatch: false, isOneWay: false, isPending };
}

/** A route of whichever verb, for a form that may name its verb in a field (http-contract 2.5). */
export function resolveForm(parts: AddressParts, request: RouteRequest): Address | undefined {
  const found = isBelowApi(request.path) ? undefined : routeAddress(parts, undefined, request);
  return found && { ...found, needsOtherVerb: true };
}

function isBelowApi(path: string): boolean {
  return /^\/api(?:\/|$)/i.test(path);
}

/** `/api/x/Hello[].csv`: the last segment counts; its first dot begins the extension. */
function apiAddress(parts: AddressParts, path: string): Address {
  const segment = path.replace(/\/$/, '').split('/').pop() ?? '';
  if (segment.toLowerCase() === 'api' && path.split('/').filter(Boolean).length === 1) {
    return { kind: 'index', isBatch: false, isOneWay: false };
  }
  const dot = segment.indexOf('.');
  const name = dot < 0 ? segment : segment.slice(0, dot);
  const format = dot < 0 ? parts.contentTypes.json : parts.contentTypes.find(segment.slice(dot + 1));
  // An extension that is no format names an operation that does not exist.
  return named('api', format ? parts.metadata : undefined, name, { format, isOneWay: false });
}

function classicAddress(parts: AddressParts, path: string): Address | undefined {
  const match = classicForm.exec(path);
  const format = match && parts.contentTypes.find(match[1] ?? '');
  if (!match || !format) return undefined;
  return named('reply', parts.metadata, match[3] ?? '', { format, isOneWay: match[2]?.toLowerCase() === 'oneway' });
}

function named(
  kind: 'api' | 'reply',
  metadata: ServiceMetadata | undefined,
  segment: string,
  rest: { format: ContentFormat | undefined; isOneWay: boolean },
): Address {
  const isBatch = segment.endsWith('[]');
  const operation = metadata?.find(isBatch ? segment.slice(0, -2) : segment);
  return { kind, operation, isBatch, ...rest };
}

function routeAddress(
  { metadata, contentTypes, settings }: AddressParts,
  verb: string | undefined,
  request: RouteRequest,
): Address | undefined {
  const { path } = request;
  const dot = settings.allowRouteExtensions ? path.lastIndexOf('.') : -1;
  const extension = dot < path.lastIndexOf('/') ? undefined : contentTypes.find(path.slice(dot + 1));
  const found = extension && metadata.findRoute(verb, path.slice(0, dot), request);
  const rest = { kind: 'route', isBatch: false, isOneWay: false } as const;
  if (found && !found.isWildcard)
    return {
      ...rest,
      operation: found.operation,
      path: found.variables,
      format: extension,
      isPending: found.isPending,
    };
  // A wildcard binds the path as it came, extension included; the format is still what the extension says.
  const whole = metadata.findRoute(verb, path, request);
  return (
    whole && {
      ...rest,
      operation: whole.operation,
      path: whole.variables,
      format: whole.isWildcard ? extension : undefined,
      isPending: whole.isPending,
    }
  );
}

/** The decoded path of a request target, `+` being a blank; `undefined` for broken percent-encoding and NUL. */
export function pathOf(url: string): string | undefined {
  const end = url.indexOf('?');
  const raw = (end < 0 ? url : url.slice(0, end)).replaceAll('+', ' ');
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
