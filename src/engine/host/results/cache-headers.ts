import type { IncomingHttpHeaders } from 'node:http';
import type { HttpResultInit } from '../../core/http-result';
import { type AnswerHeaders, headerOf } from './headers';

// Of `public` and `private` the careful one counts.
const directives = [
  ['private', 'public'],
  ['must-revalidate'],
  ['no-cache'],
  ['no-store'],
  ['no-transform'],
  ['proxy-revalidate'],
] as const;

/** Seconds for which an answer with a validator is fresh when the Service says nothing (http-contract 7.3). */
const defaultMaxAge = 600;

/**
 * `Cache-Control` in the order of http-contract 7.3, however the Service listed the directives; `undefined`: no header.
 * `hasDefault`: the answer has a validator, and is one that caches keep.
 */
export function cacheControl(init: HttpResultInit, hasDefault: boolean): string | undefined {
  const asked = init.cacheControl ?? [];
  // `max-age` beats `Expires` in every cache, so the default must not stand beside an `Expires` that was meant.
  const maxAge = init.maxAgeSeconds ?? (hasDefault && !init.expires ? defaultMaxAge : undefined);
  const items = directives.flatMap((group) => group.filter((name) => asked.includes(name)).slice(0, 1));
  const all = [...(maxAge === undefined ? [] : [`max-age=${Math.max(0, Math.trunc(maxAge))}`]), ...items];
  return all.length === 0 ? undefined : all.join(', ');
}

/** `"v1"`, or `W/"v1"`. A value that came with its quotes keeps them. */
export function eTagText(eTag: string, isWeak: boolean): string {
  const quoted = /^(?:W\/)?".*"$/.test(eTag) ? eTag : `"${eTag}"`;
  return isWeak && !quoted.startsWith('W/') ? `W/${quoted}` : quoted;
}

/**
 * Whether the caller's copy is still right (RFC 9110, section 13.1): `If-None-Match` where both sides have an ETag, weak
 * and strong ones being equal; else `If-Modified-Since`, in whole seconds.
 */
export function isNotModified(request: IncomingHttpHeaders, answer: AnswerHeaders): boolean {
  const eTag = headerOf(answer, 'ETag');
  const known = request['if-none-match'];
  if (eTag !== undefined && known !== undefined) return matchesAny(known, eTag);
  const modified = headerOf(answer, 'Last-Modified');
  const since = request['if-modified-since'];
  if (modified === undefined || since === undefined) return false;
  return httpDate(modified) <= httpDate(since);
}

/** Whether a `Range` still fits (RFC 9110, section 13.1.5): no `If-Range`, or one that is exactly this version. */
export function isSameVersion(ifRange: string | undefined, answer: AnswerHeaders): boolean {
  if (ifRange === undefined) return true;
  if (/^(?:W\/)?"/.test(ifRange)) return !ifRange.startsWith('W/') && ifRange === headerOf(answer, 'ETag');
  const modified = headerOf(answer, 'Last-Modified');
  return modified !== undefined && httpDate(modified) === httpDate(ifRange);
}

/** Milliseconds, or NaN, which equals nothing, for what is no HTTP date. */
function httpDate(text: string): number {
  return text.endsWith('GMT') ? Date.parse(text) : Number.NaN;
}

function matchesAny(list: string, eTag: string): boolean {
  const bare = (tag: string): string =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
  return list.trim() === '*' || list.split(',').some((tag) => bare(tag) === bare(eTag));
}
