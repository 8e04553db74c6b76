import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import { isHostAndPort, type RequestOrigin, setOrigin } from '../../core/request-origin';

/** Whether an address belongs to a proxy that is believed. */
export type IsTrusted = (address: string | undefined) => boolean;

/**
 * Reads a list of addresses and CIDR ranges, such as `10.0.0.0/8` and `::1`. An IPv4 address inside an IPv6 one is that
 * address.
 *
 * Errors: Error that names the entry at fault.
 */
export function trustedProxies(entries: readonly string[]): IsTrusted {
  const ranges = entries.map(rangeOf);
  if (ranges.length === 0) return () => false;
  return (address) => {
    if (address === undefined || !ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
  };
}

function rangeOf(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const [address = '', bits, ...rest] = entry.split('/');
  // ipaddr.js also reads `1` and `0x7f.1`, which nobody means.
  const isWritten = address.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address);
  if (rest.length === 0 && isWritten && ipaddr.isValid(address)) {
    const parsed = ipaddr.parse(address);
    const most = parsed.kind() === 'ipv4' ? 32 : 128;
    if (bits === undefined) return [parsed, most];
    if (/^\d{1,3}$/.test(bits) && Number(bits) <= most) return [parsed, Number(bits)];
  }
  throw new Error(`A trusted proxy is an IP address or a CIDR range such as 10.0.0.0/8; got '${entry}'.`);
}

/**
 * Notes who sent a request that came through trusted proxies: `X-Forwarded-For` or `X-Real-IP`, `X-Forwarded-Proto` and
 * `X-Forwarded-Host`. From anybody else these headers say nothing (decisions D39).
 */
export function believeProxy(request: IncomingMessage, isTrusted: IsTrusted): void {
  const { remoteAddress } = request.socket;
  if (!isTrusted(remoteAddress)) return;
  setOrigin(request, forwardedOrigin(request, isTrusted));
}

function forwardedOrigin({ headers, socket }: IncomingMessage, isTrusted: IsTrusted): RequestOrigin {
  const chain = listOf(headers['x-forwarded-for'] ?? headers['x-real-ip']);
  const { address, hops } = callerIn(chain, socket.remoteAddress, isTrusted);
  // Each proxy adds an entry at the end or replaces the list: the one that counts was written by the first trusted one.
  const entry = (list: readonly string[]) => list[Math.max(0, list.length - hops)];
  const scheme = entry(listOf(headers['x-forwarded-proto']))?.toLowerCase();
  const host = entry(listOf(headers['x-forwarded-host']));
  return {
    remoteAddress: address,
    isSecure: scheme === undefined ? 'encrypted' in socket : scheme === 'https' || scheme === 'wss',
    host: host !== undefined && isHostAndPort(host) ? host : (headers.host ?? ''),
  };
}

/** From the nearest on: what a trusted proxy says of who came to it is believed, until that is no trusted proxy itself. */
function callerIn(
  chain: readonly string[],
  nearest: string | undefined,
  isTrusted: IsTrusted,
): { address: string | undefined; hops: number } {
  let address = nearest;
  let hops = 1;
  for (const [index, text] of chain.toReversed().entries()) {
    const next = addressIn(text);
    if (next === undefined) break;
    address = next;
    hops = index + 1;
    if (!isTrusted(next)) break;
  }
  return { address, hops };
}

/** `1.2.3.4`, `1.2.3.4:5678`, `[::1]:5678` or `::1`; `undefined` for what is none, such as `unknown`. */
function addressIn(text: string): string | undefined {
  const inner = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text)?.[1] ?? text;
  return ipaddr.isValid(inner) && /[.:]/.test(inner) ? inner : undefined;
}

function listOf(value: string | string[] | undefined): string[] {
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  return text === ''
    ? []
    : text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
}
