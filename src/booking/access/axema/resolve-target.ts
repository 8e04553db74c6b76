import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type AddressPolicy, isAllowedAddress, isPermittedByOperator, type Target } from './address-policy';
import { AxemaError } from './axema-client';
import { EndpointRefused } from './axema-endpoint';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}
/** All addresses of a host name. Injected, so that tests answer for names that do not exist. */
export type Resolver = (host: string) => Promise<readonly ResolvedAddress[]>;

export const systemResolver: Resolver = (host) => lookup(host, { all: true });

/**
 * The addresses that connections to a target use, each of them checked.
 *
 * A name with one address that is not allowed is refused as a whole: which of them a connection takes is not ours to
 * choose.
 * Errors: EndpointRefused; AxemaError `unreachable` or `timeout` when the name does not resolve.
 */
export async function resolveTarget(
  target: Target,
  policy: AddressPolicy,
  options: { resolve: Resolver; timeoutMs: number },
): Promise<readonly ResolvedAddress[]> {
  const addresses = await addressesOf(target.host, options);
  const isPermitted = isPermittedByOperator(target, policy);
  if (addresses.some(({ address }) => !isAllowedAddress(address, isPermitted))) {
    throw new EndpointRefused('ApiEndpoint must be a public host; this one leads to an address that is not allowed.');
  }
  return addresses;
}

async function addressesOf(
  host: string,
  { resolve, timeoutMs }: { resolve: Resolver; timeoutMs: number },
): Promise<readonly ResolvedAddress[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];

  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AxemaError('timeout', 'The name of the Axema system was not resolved in time.')),
      timeoutMs,
    );
  });
  try {
    const addresses = await Promise.race([resolve(host), late]);
    if (addresses.length === 0) throw new Error('no address');
    return addresses;
  } catch (error) {
    if (error instanceof AxemaError) throw error;
    throw new AxemaError('unreachable', 'The name of the Axema system cannot be resolved.');
  } finally {
    clearTimeout(timer);
  }
}
