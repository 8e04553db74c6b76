import { parse as parseCsv } from 'csv-parse/sync';
import { XMLValidator } from 'fast-xml-parser';
import { Unpackr } from 'msgpackr';
import { readJsv } from '../../src/engine/formats/jsv-reader';
import type { HttpCase } from './fuzz-case';
import type { RawCase } from './raw-faults';
import type { Reply, Silence } from './send';

const unpackr = new Unpackr({ mapsAsObjects: false });
const parsers: readonly (readonly [type: RegExp, parse: (body: Buffer) => unknown])[] = [
  [/^application\/json; charset=utf-8$/, (body) => JSON.parse(body.toString())],
  [
    /^text\/jsonl$/,
    (body) =>
      body
        .toString()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown),
  ],
  [/^application\/jsv$/, (body) => readJsv(body.toString(), Number.POSITIVE_INFINITY)],
  [/^text\/csv$/, (body) => parseCsv(body, { relax_column_count: false })],
  [/^application\/xml$/, parseXml],
  [/^application\/x-msgpack$/, (body) => unpackr.unpack(body) as unknown],
  [/^text\/html/, parseHtml],
];

function parseXml(body: Buffer): void {
  const result = XMLValidator.validate(body.toString());
  if (result !== true) throw new SyntaxError(`${result.err.code}: ${result.err.msg}`);
}

function parseHtml(body: Buffer): void {
  if (!/^<!doctype html>/i.test(body.toString())) throw new SyntaxError('the page does not begin as one.');
}

/** What may never come out of the server, whatever goes in. */
const secrets =
  /node_modules|\bat \S+ \(|\.[jt]s:\d+|SQLSTATE|QueryFailedError|syntax error at|violates |relation "|\$argon2/;

/** Why the answer to a case is a fault of the server, or `undefined`. */
export function fault(fuzz: HttpCase, reply: Reply | Silence): string | undefined {
  if (!('what' in reply)) return isDump(fuzz, reply) || isOtherText(fuzz, reply) ? undefined : replyFault(reply);
  // Node refuses a head of more than 16 KiB before it has read all of it: 431, or no more than a closed connection.
  return reply.what === 'reset' && headLength(fuzz) > 15_000 ? undefined : `${reply.what}: ${reply.detail}`;
}

/** What `?debug` makes of JSV: a text for people (http-contract 4.7). */
function isDump({ target }: HttpCase, { status, headers, body }: Reply): boolean {
  if (!/debug/i.test(target) || headers['content-type'] !== 'text/plain; charset=utf-8' || status >= 500) return false;
  return status < 400 || hasCode(body);
}

/** Generated code and its refusals are texts; an event stream is no message. */
function isOtherText({ plan, target }: HttpCase, { status, headers }: Reply): boolean {
  if (plan !== 'other' || status >= 500) return false;
  const type = String(headers['content-type']);
  return type === 'text/event-stream' || (target.startsWith('/types') && type.startsWith('text/plain'));
}

function hasCode(body: Buffer): boolean {
  return /error_?code/i.test(body.toString('latin1'));
}

function headLength({ target, headers }: HttpCase): number {
  return Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length + 4, target.length);
}

function replyFault(reply: Reply): string | undefined {
  const { status, body, headers, verb } = reply;
  if (status >= 500) return `status ${status}: ${shown(body)}`;
  if (status === 302) return redirectFault(headers.location);
  if (status < 200 || (status >= 300 && status < 400 && status !== 304)) return `status ${status}`;
  if (verb === 'HEAD' || status === 204 || status === 304)
    return body.length === 0 ? undefined : `${status} with a body`;
  if (isByParser(reply)) return undefined;
  const type = String(headers['content-type'] ?? '');
  if (status >= 400) return errorFault(body, type);
  return bodyFault(body, type)?.fault;
}

/** A redirect may only lead to this host, whatever the caller named: browsers take `//x` and `/\\x` for another one. */
function redirectFault(location: string | string[] | undefined): string | undefined {
  const isOwn = typeof location === 'string' && /^(?:\.{0,2}\/(?![/\\])|#|\?)/.test(location);
  return isOwn ? undefined : `a redirect to ${location}`;
}

/** Refusals of node's own parser, which come before any of our code: bare status lines. */
function isByParser({ status, headers, body }: Reply): boolean {
  if (body.length > 0) return false;
  return status === 417 || ([400, 408, 413, 431].includes(status) && headers.connection === 'close');
}

function errorFault(body: Buffer, type: string): string | undefined {
  const text = body.toString();
  const leak = secrets.exec(text);
  if (leak) return `the answer tells ${leak[0]}: ${shown(body)}`;
  if (body.length > mostErrorBytes(type)) return `an error of ${body.length} bytes`;
  const parsed = bodyFault(body, type);
  if (parsed?.fault !== undefined) return parsed.fault;
  if (/^application\/json/.test(type)) return envelopeFault(parsed?.value, body);
  return type === 'text/html' || hasCode(body) ? undefined : `no error code: ${shown(body)}`;
}

/** Reliability 3.2 #22. Pages link to the same address in each format, and an address may have 16 KiB. */
function mostErrorBytes(type: string): number {
  return type === 'text/html' ? 160 * 1024 : 64 * 1024;
}

function bodyFault(body: Buffer, type: string): { value?: unknown; fault?: string } | undefined {
  const parse = parsers.find(([pattern]) => pattern.test(type))?.[1];
  if (!parse) return { fault: `content type '${type}'` };
  // Nothing in a format without brackets is an empty list.
  if (body.length === 0) return /csv|jsonl/.test(type) ? undefined : { fault: `an empty body of ${type}` };
  try {
    return { value: parse(body) };
  } catch (error) {
    return { fault: `no ${type}: ${(error as Error).message}: ${shown(body)}` };
  }
}

/** A ResponseStatus with a code, and a field name in each of its errors; names in whatever case was asked for. */
function envelopeFault(value: unknown, body: Buffer): string | undefined {
  const status = member(value, 'responsestatus');
  if (typeof member(status, 'errorcode') !== 'string' || member(status, 'errorcode') === '')
    return `no error code: ${shown(body)}`;
  if (typeof member(status, 'message') !== 'string') return `no message: ${shown(body)}`;
  const errors = member(status, 'errors') ?? [];
  if (!Array.isArray(errors)) return `errors is no list: ${shown(body)}`;
  return errors.every((error) => typeof member(error, 'fieldname') === 'string')
    ? undefined
    : `an error without a field name: ${shown(body)}`;
}

function member(value: unknown, name: string): unknown {
  if (value === null || typeof value !== 'object') return undefined;
  return Object.entries(value).find(([key]) => key.toLowerCase().replaceAll('_', '') === name)?.[1];
}

function shown(body: Buffer): string {
  return JSON.stringify(body.toString().slice(0, 400));
}

/** Why what a raw connection brought is a fault. No answer at all is none: the server may hang up. */
export function rawFault({ mostAnswers, isCutOff }: RawCase, replies: readonly Reply[] | Silence): string | undefined {
  if ('what' in replies) return `${replies.what}: ${replies.detail}`;
  if (replies.length > mostAnswers) return `${replies.length} answers where ${mostAnswers} would be most`;
  if (isCutOff) return undefined;
  for (const reply of replies) {
    if (reply.status === 0) return `no HTTP: ${shown(reply.body)}`;
    const wrong = reply.status === 100 ? undefined : replyFault(reply);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
