import { type AddressPolicy, isPermittedByOperator, type Target } from './address-policy';

/** Where a VAKA system answers. */
export interface AxemaEndpoint extends Target {
  readonly isHttps: boolean;
  /** Stands before every path; without a slash at its end. */
  readonly basePath: string;
}

/** Why an `ApiEndpoint` is refused: a sentence for its owner. */
export class EndpointRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EndpointRefused';
  }
}

const scheme = /^[a-z][a-z0-9+.-]*:\/\//i;
/** RFC 3986, section 3.1, without the slashes: `gopher:x`; a port after a host name does not look like this. */
const opaqueScheme = /^[a-z][a-z0-9+.-]*:(?!\d+$)/i;

/**
 * Reads the `ApiEndpoint` and `ApiPort` of a setting: a host name, an IP address or an http(s) URL without port.
 *
 * Host names come out in canonical form: `0x7f.1` is 127.0.0.1 here as it is for the resolver. Without a scheme it is
 * https; http only where the operator permits the host, since the password travels in every request.
 * Errors: EndpointRefused. Addresses behind names are checked when they are resolved, not here.
 */
export function parseEndpoint(text: string, port: number, policy: AddressPolicy): AxemaEndpoint {
  const url = toUrl(text.trim());
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new EndpointRefused('ApiEndpoint must be a host name or an https URL.');
  }
  // Checked by the text too: an empty user, query or fragment leaves no trace in the parsed URL.
  if (url.username || url.password || /[@?#\\]/.test(text)) {
    throw new EndpointRefused('ApiEndpoint must not hold a user name, a query or a fragment.');
  }
  if (url.port) throw new EndpointRefused('ApiEndpoint must not hold a port; give it as ApiPort.');

  const target = { host: canonicalHost(url.hostname), port };
  const isHttps = url.protocol === 'https:';
  if (!isHttps && !isPermittedByOperator(target, policy)) {
    throw new EndpointRefused('ApiEndpoint must use https.');
  }
  return { ...target, isHttps, basePath: url.pathname.replace(/\/+$/, '') };
}

function toUrl(text: string): URL {
  const isBareIpv6 = /^[0-9a-f:]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text);
  if (!scheme.test(text) && !isBareIpv6 && opaqueScheme.test(text)) {
    throw new EndpointRefused('ApiEndpoint must be a host name or an https URL.');
  }
  const full = scheme.test(text) ? text : `https://${isBareIpv6 ? `[${text}]` : text}`;
  // `new URL` forgives blanks and line breaks inside; an entered host never has them.
  if (text === '' || /\s/.test(text) || !URL.canParse(full)) {
    throw new EndpointRefused('ApiEndpoint must be a host name or an https URL.');
  }
  return new URL(full);
}

function canonicalHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}
