import ipaddr from 'ipaddr.js';

/**
 * What two addresses of one caller have in common.
 *
 * An IPv6 caller owns a whole /64 and changes addresses within it; an IPv4 address inside an IPv6 one is that address;
 * a client on this machine may come by either loopback address.
 */
export function addressKey(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  const known = keys.get(address);
  if (known !== undefined) return known;
  // Asked for with every request: reading an address costs more than all that is done with it.
  if (keys.size >= mostKeys) keys.clear();
  const key = readKey(address);
  keys.set(address, key);
  return key;
}

const keys = new Map<string, string>();
const mostKeys = 10_000;

function readKey(address: string): string {
  if (address.length > 64 || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'loopback') return 'loopback';
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
