import type { IncomingHttpHeaders } from 'node:http';
import { RE2JS } from 're2js';

/** What match rules ask about a request. */
export interface RouteRequest {
  readonly verb: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress?: string;
  readonly isSecure: boolean;
  /** Absent: nobody has asked yet who calls. */
  readonly isAuthenticated?: boolean;
}

/** `pending`: it depends on who calls, which is not known yet. */
export type RuleAnswer = boolean | 'pending';
/** `segments`: of the path that the route is matched with, a format's extension cut off. */
export type RouteRule = (request: RouteRequest, segments: readonly string[]) => RuleAnswer;

const mobile = compilePattern(
  '(?i)mobile|iphone|ipod|ipad|android|blackberry|iemobile|kindle|silk-accelerated|webos|fennec|opera mini|windows phone',
);

const named: Readonly<Record<string, RouteRule>> = {
  AcceptsHtml: ({ headers }) => /text\/html/i.test(headers.accept ?? ''),
  IsAuthenticated: ({ isAuthenticated }) => isAuthenticated ?? 'pending',
  IsMobile: ({ headers }) => finds(mobile, headers['user-agent']),
  '**/{int}': (_request, segments) => isInt(segments.at(-1)),
  '{int}/**': (_request, segments) => isInt(segments[0]),
  'path/{int}/**': (_request, segments) => isInt(segments[1]),
  '**/{int}/path': (_request, segments) => isInt(segments.at(-2)),
};

/** Properties of the request that a rule may ask about, in lower case; any other name is that of a header. */
const properties: Readonly<Record<string, (request: RouteRequest) => string | undefined>> = {
  verb: ({ verb }) => verb,
  httpmethod: ({ verb }) => verb,
  pathinfo: ({ path }) => path,
  useragent: ({ headers }) => headers['user-agent'],
  contenttype: ({ headers }) => headers['content-type'],
  remoteip: ({ remoteAddress }) => remoteAddress,
  userhostaddress: ({ remoteAddress }) => remoteAddress,
  issecureconnection: ({ isSecure }) => String(isSecure),
};

/**
 * Reads the match rule of a route (http-contract 2.3): a named rule, `Field=value` or `Field =~ pattern`, where Field is a
 * property of the request or a header.
 *
 * Patterns are RE2's, which are matched in linear time: what they are matched with comes from anybody.
 * Errors: Error that says what is wrong, for the start to name the DTO.
 */
export function compileRouteRule(text: string): RouteRule {
  if (Object.hasOwn(named, text)) return named[text] as RouteRule;
  const [, field, operator, wanted] = /^\s*([\w-]+)\s*(=~|=)\s*(.*?)\s*$/.exec(text) ?? [];
  if (field === undefined || wanted === undefined || wanted === '') {
    const names = Object.keys(named).join(', ');
    throw new Error(`has the match rule '${text}'; known are ${names}, Field=value and Field =~ pattern`);
  }
  const fieldOf = fieldReader(field.toLowerCase());
  if (operator === '=') return (request) => fieldOf(request) === wanted;
  const pattern = compilePattern(wanted);
  return (request) => finds(pattern, fieldOf(request));
}

function fieldReader(field: string): (request: RouteRequest) => string | undefined {
  if (Object.hasOwn(properties, field)) return properties[field] as (request: RouteRequest) => string | undefined;
  return ({ headers }) => {
    const value = headers[field];
    return Array.isArray(value) ? value.join(', ') : value;
  };
}

function compilePattern(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new Error(`has the match pattern '${pattern}', which is none of RE2's: ${(error as Error).message}`);
  }
}

/** Longest value that a pattern is matched with: headers may be 16 KiB, none that routes ask about is. */
const longestValue = 2000;

function finds(pattern: RE2JS, value: string | undefined): boolean {
  return value !== undefined && value.length <= longestValue && pattern.matcher(value).find();
}

function isInt(segment = ''): boolean {
  return /^[+-]?\d{1,10}$/.test(segment) && Math.abs(Number(segment)) <= 2 ** 31 - 1;
}
