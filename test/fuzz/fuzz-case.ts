import { type AddressForm, addressFor, verbFor } from './addresses';
import { damaged } from './damage';
import { type BodyForm, contentTypes, encodeBody, jsonText, percent, queryText } from './encode-body';
import { abusiveHeaders } from './header-abuse';
import { mutated } from './mutate-value';
import { oddText, oddValue } from './odd-values';
import type { OperationFact } from './operation-facts';
import { otherTarget } from './other-addresses';
import { Random } from './random';
import { type RawCase, rawCase } from './raw-faults';
import type { Tree } from './tree';
import type { Target } from './valid-requests';

/** One request of the fuzzer, as it goes out. */
export interface HttpCase {
  readonly kind: 'http';
  /** What was done to a valid request. */
  readonly plan: Plan;
  readonly verb: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly identity: string;
}
export type FuzzCase = HttpCase | RawCase;
type Plan = 'valid' | 'mutated' | 'damaged' | 'abused' | 'other';

/** Who may call: nobody, the users of the demo with their tokens, and callers with tokens that are none. */
export interface Identities {
  readonly names: readonly string[];
  readonly authorization: ReadonlyMap<string, string>;
}

/** The case of an index; the same seed and index make the same case, given the same targets. */
export function fuzzCase(seed: number, index: number, targets: readonly Target[], identities: Identities): FuzzCase {
  const random = new Random(seed, index);
  if (random.chance(0.03)) return rawCase(random);
  const plan = random.weighted<Plan>([
    [34, 'valid'],
    [40, 'mutated'],
    [14, 'damaged'],
    [10, 'abused'],
    [2, 'other'],
  ]);
  if (plan === 'other') return otherCase(random, identities);
  return httpCase(plan, random, random.pick(targets), identities);
}

function otherCase(random: Random, { names, authorization }: Identities): HttpCase {
  const identity = random.pick(names);
  const token = authorization.get(identity);
  const headers = {
    ...(random.chance(0.2) ? abusiveHeaders(random) : {}),
    ...(token === undefined ? {} : { authorization: token }),
  };
  const body = random.chance(0.1) ? Buffer.from(jsonText(oddValue(random))) : undefined;
  return { kind: 'http', plan: 'other', ...otherTarget(random), headers, body, identity };
}

function httpCase(plan: Plan, random: Random, { fact, pool }: Target, identities: Identities): HttpCase {
  const address = addressFor(fact, verbFor(fact, random), random);
  const message = (): Tree => {
    const valid = random.pick(pool);
    return plan === 'mutated' ? mutated(valid, random, 1 + random.below(3)) : valid;
  };
  const { path, rest } = withVariables(address.path, message(), random);
  const isInBody = address.isBatch || sendsBody(address.verb, random);
  const content = isInBody ? bodyContent(plan, random, { fact, address, rest, message }) : queryContent(rest, random);
  const extra = isInBody && random.chance(0.1) ? [queryText(random.pick(pool))] : [];
  const identity = identityFor(fact.textCase, random, identities);
  const authorization = identities.authorization.get(identity);
  return {
    kind: 'http',
    plan,
    verb: address.verb,
    target: targetOf(plan, random, path, { query: [...address.query, ...content.query, ...extra], isInBody }),
    headers: {
      ...address.headers,
      ...(authorization === undefined ? {} : { authorization }),
      ...content.headers,
      ...(plan === 'abused' ? abusiveHeaders(random) : {}),
    },
    body: content.body,
    identity,
  };
}

/** Where the members of a message go. */
interface Content {
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

interface Parts {
  readonly fact: OperationFact;
  readonly address: AddressForm;
  readonly rest: Tree;
  /** Another message of the operation. */
  readonly message: () => Tree;
}

function bodyContent(plan: Plan, random: Random, { fact, address, rest, message }: Parts): Content {
  const form = bodyForm(address.format, address.isBatch, random);
  const batch = () => Array.from({ length: batchSize(random) }, (_, at) => (at === 0 ? rest : message()));
  const body = encodeBody(form, fact.name, address.isBatch ? batch() : rest);
  const headers: Record<string, string> = random.chance(0.95) ? { 'content-type': contentTypes[form] } : {};
  if (plan !== 'damaged') return { query: [], headers, body };
  const broken = damaged(body, random, contentTypes[form]);
  return { query: [], headers: { ...headers, ...broken.headers }, body: broken.body };
}

function queryContent(rest: Tree, random: Random): Content {
  // The typed client says JSON of every request.
  const headers: Record<string, string> = random.chance(0.5) ? { 'content-type': 'application/json' } : {};
  return { query: [queryText(rest)], headers };
}

function targetOf(
  plan: Plan,
  random: Random,
  path: string,
  { query, isInBody }: { query: readonly string[]; isInBody: boolean },
): string {
  const text = query.filter((part) => part !== '').join('&');
  const isDamaged = plan === 'abused' ? random.chance(0.5) : plan === 'damaged' && !isInBody;
  const asked = isDamaged ? brokenQuery(text, random) : text;
  const place = plan === 'abused' && random.chance(0.3) ? brokenPath(path, random) : path;
  return asked === '' ? place : `${place}?${asked}`;
}

/** The own administrator as often as all others: what a request does shows only where it is let in. */
function identityFor(textCase: string, random: Random, { names }: Identities): string {
  const own = textCase === 'PascalCase' ? 'admin@missive.test' : 'tax@missive.test';
  return random.chance(0.5) ? own : random.pick(names);
}

function sendsBody(verb: string, random: Random): boolean {
  return /^(?:POST|PUT|PATCH)$/.test(verb) ? random.chance(0.9) : random.chance(0.1);
}

function bodyForm(format: string, isBatch: boolean, random: Random): BodyForm {
  if (!isBatch && random.chance(0.12)) return random.pick(['form', 'multipart']);
  const own = Object.hasOwn(contentTypes, format) ? (format as BodyForm) : 'json';
  return random.chance(0.9) ? own : random.pick(['json', 'jsv', 'csv', 'jsonl', 'xml', 'x-msgpack']);
}

function batchSize(random: Random): number {
  return random.weighted([
    [10, 0],
    [40, 1],
    [40, 2],
    [8, 5],
    [2, 30],
  ]);
}

/** Puts members into the variables of a route; they leave the message, now and then not. */
function withVariables(path: string, tree: Tree, random: Random): { path: string; rest: Tree } {
  const rest = { ...tree };
  const filled = path.replace(/\{\*?(\w+)[^}]*\}/g, (_match, name: string) => {
    const key = Object.keys(rest).find((other) => other.toLowerCase() === name.toLowerCase());
    const value = key === undefined ? random.pick(['1', '0', 'x', 'credentials']) : rest[key];
    if (key !== undefined && random.chance(0.9)) delete rest[key];
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return percent(text === '' ? oddText(random) : text.slice(0, 3_000));
  });
  return { path: filled, rest };
}

const brokenPieces = [
  '%',
  '%zz',
  '%ff',
  '%c0%80',
  '%00',
  '%ed%a0%80',
  '%u0041',
  '+',
  '&&',
  '=',
  '&=',
  '==',
  '[',
  '[]=1',
  '[__proto__]=1',
  '__proto__[x]=1',
  '__proto__=1',
  'constructor=1',
  '#',
  '?',
  ';',
  '\u00ff',
  '%5B%5D=',
  '%20=%20',
];

function brokenQuery(query: string, random: Random): string {
  const at = random.below(query.length + 1);
  return random.weighted<() => string>([
    [40, () => `${query.slice(0, at)}${random.pick(brokenPieces)}${query.slice(at)}`],
    [20, () => `${query}&${query}`],
    [10, () => `${query}&${query.replaceAll('=', '=x')}`],
    [10, () => `${query}&${'a=1&'.repeat(random.pick([900, 1_001, 3_000]))}`],
    [10, () => `${query}&x=${'y'.repeat(random.pick([4_000, 15_000, 20_000, 100_000]))}`],
    [10, () => query.replaceAll('%20', '+')],
  ])();
}

const pathPieces = [
  '%',
  '%00',
  '%ff',
  '%2f',
  '%2e%2e%2f',
  '/..',
  '/../..',
  '//',
  '/.',
  '\\',
  '%5c',
  ';a=b',
  '%0d%0a',
  '+',
  '.json',
  '.zip',
  '.',
  '[]',
  '[][]',
  '%5B%5D%5B%5D',
  '{}',
  '*',
  '\u00ff',
  '%F0%9F%98%80',
  `/${'a'.repeat(3_000)}`,
  '/a'.repeat(500),
];

function brokenPath(path: string, random: Random): string {
  const at = 1 + random.below(path.length);
  return `${path.slice(0, at)}${random.pick(pathPieces)}${path.slice(at)}`;
}
