import ipaddr from 'ipaddr.js';

/** What the operator permits beyond public addresses over https. */
export interface AddressPolicy {
  /** Every host may be private or on this machine, and may be called without TLS. For development and tests. */
  readonly allowPrivateHosts: boolean;
  /** Hosts, as `host` or `host:port`, that may be private or on this machine, and called without TLS. */
  readonly allowedHosts: readonly string[];
}

/** The part of an address that decides about it. */
export interface Target {
  /** Host name or IP literal in canonical form, without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Ranges of networks that an operator may permit. Whatever is neither here nor public is never called. */
const permittable = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

/**
 * Addresses at which clouds hand out credentials to whoever asks, outside the link-local ranges.
 * Source: the documents of AWS (IPv6), Alibaba, Azure and Oracle on instance metadata.
 */
const metadataAddresses = new Set(['fd00:ec2::254', '100.100.100.200', '168.63.129.16', '192.0.0.192']);

/** Whether the operator permits a target to be private and without TLS. */
export function isPermittedByOperator(target: Target, policy: AddressPolicy): boolean {
  if (policy.allowPrivateHosts) return true;
  const host = target.host.toLowerCase();
  return policy.allowedHosts.some((entry) => {
    const allowed = entry.trim().toLowerCase();
    return allowed === host || allowed === `${host}:${target.port}` || allowed === `[${host}]:${target.port}`;
  });
}

/**
 * Whether a connection may be made to an IP address (reliability.md 3.2 #11).
 *
 * Link-local and metadata addresses never; private and loopback ones when the operator permits the target; public ones
 * always. An IPv4 address inside an IPv6 one counts as the IPv4 address.
 */
export function isAllowedAddress(address: string, isPermitted: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (metadataAddresses.has(parsed.toString())) return false;
  const range = parsed.range();
  return range === 'unicast' || (isPermitted && permittable.has(range));
}
