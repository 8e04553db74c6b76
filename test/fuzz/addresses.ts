import { conditionQuery } from './conditions';
import type { OperationFact } from './operation-facts';
import type { Random } from './random';

/** One way to address an operation. */
export interface AddressForm {
  readonly verb: string;
  /** Path; variables of a route still stand in braces. */
  readonly path: string;
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Key of the format that a body there is read in. */
  readonly format: string;
  readonly isBatch: boolean;
}

const formats = ['json', 'jsv', 'csv', 'xml', 'jsonl', 'x-msgpack', 'html'];
const strangeFormats = ['zip', 'other', 'JSON', 'json.view', '__proto__', 'constructor', '', '..', 'toString'];
const strangeNames = [
  'constructor',
  '__proto__',
  'toString',
  'Account',
  'ResponseStatus',
  'QueryResponse`1',
  'UpdateCustomer[][]',
  'Updatе​Customer',
  'Nope',
  '',
  '.',
  '..',
  '[]',
];
export const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const strangeVerbs = ['PURGE', 'PROPFIND', 'SEARCH', 'TRACE', 'LINK', 'M-SEARCH', 'QUERY'];

/** Mostly a verb that the operation answers. */
export function verbFor({ verbs: own }: OperationFact, random: Random): string {
  const answered = own.filter((verb) => verb !== 'ANY');
  return random.weighted<() => string>([
    [86, () => random.pick(answered.length > 0 ? answered : verbs)],
    [12, () => random.pick(verbs)],
    [2, () => random.pick(strangeVerbs)],
  ])();
}

/** Every form of http-contract 2, in the weights in which clients use them, and some that are none. */
export function addressFor(fact: OperationFact, verb: string, random: Random): AddressForm {
  const name = nameOf(fact, random);
  const plain = { verb, query: [], headers: {}, format: 'json', isBatch: false };
  const format = random.chance(0.95) ? random.pick(formats) : random.pick(strangeFormats);
  const routes = fact.routes.filter((route) => route.verbs.length === 0 || route.verbs.includes(verb));
  const route = () => (routes.length > 0 ? random.pick(routes).path : `/api/${name}`);
  const form = random.weighted<() => AddressForm>([
    [14, () => ({ ...plain, path: `/api/${name}` })],
    [10, () => ({ ...plain, path: `/api/${name}.${format}`, format })],
    [18, () => ({ ...plain, path: route(), headers: accept(random) })],
    [6, () => ({ ...plain, path: `${route()}.${format}` })],
    [10, () => ({ ...plain, path: `/${format}/reply/${name}`, format })],
    [5, () => ({ ...plain, path: `/${format}/oneway/${name}`, format })],
    [4, () => ({ ...plain, path: `/JSON/Reply/${name}` })],
    [3, () => ({ ...plain, path: `/api/some/thing/${name}` })],
    [8, () => ({ ...plain, path: `/api/${name}[]`, isBatch: true })],
    [3, () => ({ ...plain, path: `/api/${name}%5B%5D`, isBatch: true })],
    [3, () => ({ ...plain, path: `/${format}/reply/${name}[]`, format, isBatch: true })],
    [2, () => ({ ...plain, path: `/${format}/oneway/${name}%5b%5D`, format, isBatch: true })],
    [2, () => ({ ...plain, path: `/api/${name}[].${format}`, format, isBatch: true })],
    [4, () => overridden({ ...plain, path: random.chance(0.5) ? `/api/${name}` : route() }, random)],
    [
      1,
      () => ({
        ...plain,
        path: random.pick([
          '/',
          '/api',
          '/api/',
          '/json',
          '/json/reply',
          '/json/reply/',
          '/metadata',
          '/x/y',
          '*',
          '/..',
        ]),
      }),
    ],
  ])();
  return dressed(form, random);
}

function nameOf({ name }: OperationFact, random: Random): string {
  return random.weighted<() => string>([
    [80, () => name],
    [10, () => name.toLowerCase()],
    [3, () => name.toUpperCase()],
    [3, () => name.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)],
    [2, () => encodeURIComponent(random.pick(strangeNames))],
  ])();
}

/** The verb in a header or in the query of another one. */
function overridden(form: AddressForm, random: Random): AddressForm {
  const sent = random.chance(0.8) ? 'POST' : random.pick(verbs);
  const wanted = random.chance(0.9)
    ? form.verb
    : random.pick(['', 'x', 'GET POST', 'CONNECT', '__proto__', 'A'.repeat(500)]);
  return random.chance(0.6)
    ? { ...form, verb: sent, headers: { ...form.headers, 'x-http-method-override': wanted } }
    : { ...form, verb: sent, query: [`X-Http-Method-Override=${encodeURIComponent(wanted)}`] };
}

function dressed(form: AddressForm, random: Random): AddressForm {
  const path = random.weighted<() => string>([
    [90, () => form.path],
    [4, () => `${form.path}/`],
    [3, () => form.path.replaceAll('/', '//')],
    [3, () => (form.path.includes('{') ? form.path : form.path.toLowerCase())],
  ])();
  const query = random.weighted<() => string[]>([
    [78, () => []],
    [8, () => [`format=${random.pick([...formats, ...strangeFormats])}`]],
    [6, () => [`jsconfig=${random.pick(jsConfigs)}`]],
    [2, () => [`callback=${random.pick(['cb', 'a.b[0]', '<script>', ''])}`]],
    [2, () => ['debug=1']],
    [2, () => ['skip=1&take=2&include=Total']],
    [6, () => conditionQuery(random)],
  ])();
  return { ...form, path, query: [...form.query, ...query] };
}

const jsConfigs = [
  'edv',
  'epcn',
  'eccn:false',
  'elun',
  'tc:snakecase',
  'dh:iso8601,inv',
  'dh:utm',
  'dh:rfc1123',
  'tsh:sf,teai',
  'i',
  'pp,edv,ide',
  'nope',
  ':',
  ',,,',
  'toe:false',
  '__proto__:true',
  'inv,invid',
];

const acceptLines = [
  '*/*',
  'application/json',
  'text/csv',
  'application/xml',
  'application/jsv',
  'text/jsonl',
  'text/html',
  'application/x-msgpack',
  'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'image/png',
  'application/json;q=0',
  ';;;',
  '',
  ','.repeat(500),
];

function accept(random: Random): Record<string, string> {
  return random.chance(0.7) ? { accept: random.pick(acceptLines) } : {};
}
