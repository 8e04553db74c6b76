import { isValid, isValidCIDR } from 'ipaddr.js';

/** The addresses and networks of a comma separated list, or the first entry that is neither. */
export function readIpAddresses(text: string | undefined): { addresses: string[] } | { invalid: string } {
  const addresses = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const invalid = addresses.find((address) => !isCompleteAddress(address) && !isValidCIDR(address));
  return invalid === undefined ? { addresses } : { invalid };
}

// ipaddr.js also takes `10` or `0x7f.1` for an IPv4 address; nobody means those.
function isCompleteAddress(text: string): boolean {
  return isValid(text) && (text.includes(':') || text.split('.').length === 4);
}
