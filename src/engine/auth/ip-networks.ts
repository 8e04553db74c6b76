import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Whether an address is one of a list of addresses and networks (`192.0.2.0/24`, `2001:db8::/32`); an IPv4 address counts
 * as itself however it is written (`::ffff:192.0.2.1`). What is none of the two matches nothing.
 */
export function isInNetworks(address: string | undefined, networks: readonly string[]): boolean {
  const plain = address?.replace(/%.*$/, '');
  if (plain === undefined || !ipaddr.isValid(plain)) return false;
  const own = ipaddr.process(plain);
  return networks.some((network) => isIn(own, network));
}

function isIn(address: Address, network: string): boolean {
  const [base, bits] = rangeOf(network) ?? [];
  if (base === undefined || bits === undefined || base.kind() !== address.kind()) return false;
  return address.match(base, bits);
}

function rangeOf(network: string): [Address, number] | undefined {
  if (!network.includes('/')) {
    if (!ipaddr.isValid(network)) return undefined;
    const address = ipaddr.process(network);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  }
  if (!ipaddr.isValidCIDR(network)) return undefined;
  const [base, bits] = ipaddr.parseCIDR(network);
  const mapped = base instanceof ipaddr.IPv6 && base.isIPv4MappedAddress() && bits >= 96;
  // `::ffff:192.0.2.0/120` means the IPv4 network.
  return mapped ? [base.toIPv4Address(), bits - 96] : [base, bits];
}
