import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type JWTPayload, SignJWT } from 'jose';

/** What the provider does with questions for its keys. */
export type Behaviour =
  | 'good'
  /** Never answers. */
  | 'silent'
  /** Sends headers and some bytes, then nothing. */
  | 'stuck'
  /** Hangs up. */
  | 'hung up'
  | 'error 500'
  | 'no JSON'
  | 'a list'
  | 'no keys'
  /** Megabytes of blanks. */
  | 'huge'
  /** More keys than anybody has. */
  | 'many keys'
  /** To an address that would answer well. */
  | 'redirect'
  | 'keys that are none';

export interface ProviderKey {
  readonly kid: string;
  readonly alg: 'RS256' | 'ES256';
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Keys are slow to make: all providers of a test file begin with the same. */
let firstKey: ProviderKey | undefined;

/**
 * A stand-in of an OpenID provider: an HTTP server with discovery, a set of public keys that can be rotated, and every way
 * of answering badly. It signs what a test asks it to sign.
 */
export class OpenIdProvider {
  behaviour: Behaviour = 'good';
  /** Paths that were asked for. */
  readonly asked: string[] = [];
  /** What discovery says of itself, where it is to be something else. */
  discovery: Record<string, unknown> = {};
  /** Keys that are published, the first signs. */
  keys: ProviderKey[] = [];
  private readonly open = new Set<ServerResponse>();
  private readonly server = createServer((request, response) => this.answer(request, response));

  static async start(): Promise<OpenIdProvider> {
    const provider = new OpenIdProvider();
    await new Promise<void>((resolve) => provider.server.listen(0, '127.0.0.1', resolve));
    firstKey ??= newProviderKey('RS256');
    provider.keys = [firstKey];
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/realm`;
  }
  get jwksUrl(): string {
    return `${this.issuer}/keys`;
  }

  async token(claims: JWTPayload, header: Record<string, unknown> = {}, key = this.keys[0]): Promise<string> {
    if (!key) throw new Error('The provider has no key.');
    return new SignJWT({ iss: this.issuer, aud: 'missive', sub: 'user-of-provider', ...claims })
      .setProtectedHeader({ alg: key.alg, typ: 'JWT', kid: key.kid, ...header })
      .sign(key.privateKey);
  }

  async close(): Promise<void> {
    for (const response of this.open) response.destroy();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private answer({ url = '' }: IncomingMessage, response: ServerResponse): void {
    this.asked.push(url);
    this.open.add(response);
    response.on('close', () => this.open.delete(response));
    if (url.endsWith('/good-keys')) this.json(response, { keys: this.keys.map(toJwk) });
    else if (url.endsWith('/.well-known/openid-configuration')) {
      this.json(response, { issuer: this.issuer, jwks_uri: this.jwksUrl, ...this.discovery });
    } else behaviours[this.behaviour](response, this);
  }

  json(response: ServerResponse, value: unknown): void {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(value));
  }
}

const behaviours: Readonly<Record<Behaviour, (response: ServerResponse, provider: OpenIdProvider) => void>> = {
  good: (response, provider) => provider.json(response, { keys: provider.keys.map(toJwk) }),
  silent: () => undefined,
  stuck: (response) => void response.write('{"keys":['),
  'hung up': (response) => void response.destroy(),
  'error 500': (response) => void response.writeHead(500).end('{"error":"broken"}'),
  'no JSON': (response) => void response.end('<html>Sign in</html>'),
  'a list': (response, provider) => provider.json(response, provider.keys.map(toJwk)),
  'no keys': (response, provider) => provider.json(response, { error: 'none' }),
  huge: (response) => writeForEver(response),
  'many keys': (response, { keys, json }) =>
    json(response, { keys: Array.from({ length: 101 }, () => keys.map(toJwk)[0]) }),
  redirect: (response, { issuer }) => void response.writeHead(302, { Location: `${issuer}/good-keys` }).end(),
  'keys that are none': (response, { keys, json }) => {
    const kid = keys[0]?.kid;
    const broken = [
      { kty: 'RSA', kid, alg: 'RS256', n: 'AQAB', e: 'AQAB' },
      { kty: 'oct', kid, alg: 'HS256', k: 'c2VjcmV0' },
      { kty: 'EC', kid, alg: 'ES256', crv: 'P-256', x: 'AA', y: 'AA' },
      null,
      'text',
    ];
    json(response, { keys: broken });
  },
};

function writeForEver(response: ServerResponse): void {
  const blanks = Buffer.alloc(64 * 1024, ' ');
  const more = (): void => {
    while (!response.destroyed && response.write(blanks));
  };
  response.on('drain', more);
  more();
}

export function newProviderKey(
  alg: ProviderKey['alg'],
  kid = `${alg}-${Math.random().toString(36).slice(2)}`,
): ProviderKey {
  const pair =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return { kid, alg, ...pair };
}

function toJwk({ kid, alg, publicKey }: ProviderKey): object {
  return { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}
