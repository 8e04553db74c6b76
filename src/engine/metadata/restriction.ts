import ipaddr from 'ipaddr.js';
import type { CallerNetwork, Restriction } from '../core/restriction';
import type { DtoType } from '../core/type-model';

type Kind = Exclude<keyof Restriction, 'isHidden'>;
/** What a word allows of its kind; `undefined`: everything of that kind. */
type Meaning = readonly [kind: Kind, values: readonly string[] | undefined];

const allNetworks = ['Localhost', 'LocalSubnet', 'External'];
const formatWords = ['soap11', 'soap12', 'xml', 'json', 'jsv', 'protobuf', 'csv', 'html', 'wire', 'msgpack'] as const;
const verbWords = ['get', 'head', 'post', 'put', 'delete', 'patch', 'options', 'other'] as const;

const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['localhost', ['networks', ['Localhost']]],
  ['localsubnet', ['networks', ['LocalSubnet']]],
  ['external', ['networks', ['External']]],
  ['internalnetworkaccess', ['networks', ['Localhost', 'LocalSubnet']]],
  ['anynetworkaccesstype', ['networks', allNetworks]],
  // In process nobody asks; named alone, it leaves nobody else.
  ['inprocess', ['networks', []]],
  ...formatWords.map((word): [string, Meaning] => [word, ['formats', [word]]]),
  ['formatother', ['formats', ['formatother']]],
  ['anyformat', ['formats', undefined]],
  ...verbWords.map((verb): [string, Meaning] => [`http${verb}`, ['verbs', [verb.toUpperCase()]]]),
  ['anyhttpmethod', ['verbs', undefined]],
  ['reply', ['styles', ['reply']]],
  ['oneway', ['styles', ['oneway']]],
  ['anycallstyle', ['styles', undefined]],
  ['secure', ['security', ['secure']]],
  ['insecure', ['security', ['insecure']]],
  ['anysecuritymode', ['security', undefined]],
  ['http', ['endpoints', ['http']]],
  ...['messagequeue', 'tcp', 'grpc', 'endpointother'].map((word): [string, Meaning] => [
    word,
    ['endpoints', ['other']],
  ]),
  ['anyendpoint', ['endpoints', undefined]],
]);

/**
 * Reads words such as `Localhost, Json`: each kind restricts only if one of it is named.
 *
 * Errors: Error naming a word that means nothing.
 */
export function readRestriction(text: string): Restriction {
  const words = text.split(/[\s,|]+/).filter(Boolean);
  const found = new Map<Kind, Set<string>>();
  const open = new Set<Kind>();
  for (const word of words) {
    const meaning = meanings.get(word.toLowerCase());
    if (!meaning && !/^(?:any|none)$/i.test(word)) throw meaningless(word);
    const [kind, values] = meaning ?? [];
    if (kind === undefined) continue;
    if (!values) open.add(kind);
    found.set(kind, new Set([...(found.get(kind) ?? []), ...(values ?? [])]));
  }
  const closed = [...found].filter(([kind]) => !open.has(kind));
  return { ...Object.fromEntries(closed), isHidden: words.some((word) => word.toLowerCase() === 'none') };
}

function meaningless(word: string): Error {
  return new Error(
    `'${word}' restricts nothing; known are None, Any, Localhost, LocalSubnet, InternalNetworkAccess, External, InProcess, ` +
      'Secure, verbs such as HttpGet and formats such as Json.',
  );
}

/** Who may call: `AccessTo`; absent: everybody. Errors: as `readRestriction`, naming the DTO. */
export function accessOf(request: DtoType): Restriction | undefined {
  return restrictionBy(request, 'accessTo');
}

/** Who sees it: `VisibilityTo`, or else `AccessTo`: what nobody may call is not shown either. Errors: as `accessOf`. */
export function visibilityOf(request: DtoType): Restriction {
  return restrictionBy(request, 'visibilityTo') ?? accessOf(request) ?? { isHidden: false };
}

function restrictionBy(request: DtoType, key: 'accessTo' | 'visibilityTo'): Restriction | undefined {
  const text = request.attributes.find(({ name }) => name === 'Restrict')?.args[key];
  if (typeof text !== 'string') return undefined;
  try {
    return readRestriction(text);
  } catch (error) {
    throw new Error(`@Restrict on ${request.name} (${request.declaredIn}): ${(error as Error).message}`);
  }
}

/** Whether a caller of this network is among those that are allowed. */
export function includesNetwork({ isHidden, networks }: Restriction, network: CallerNetwork): boolean {
  return !isHidden && (!networks || networks.has(network));
}

/** Whether a format, by its key, is among those that are allowed. */
export function includesFormat({ formats }: Restriction, key: string): boolean {
  if (!formats) return true;
  const name = key.toLowerCase().replace(/^x-/, '');
  return formats.has(formatWords.some((word) => word === name) ? name : 'formatother');
}

/** The network that an address belongs to; calls in process have none and are this machine's own. */
export function networkOf(address: string | undefined): CallerNetwork {
  if (address === undefined) return 'Localhost';
  if (!ipaddr.isValid(address)) return 'External';
  const range = ipaddr.process(address).range();
  if (range === 'loopback') return 'Localhost';
  return ['private', 'linkLocal', 'uniqueLocal'].includes(range) ? 'LocalSubnet' : 'External';
}
