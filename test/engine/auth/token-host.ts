import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { Dto, Prop, Returns, Route, ValidateIsAdmin, ValidateIsAuthenticated, ValidateRequest } from '../../../dtos';
import { ApiKeyRepository, CompanyRepository, RevokedTokenRepository } from '../../../src/data';
import { Handles, Service, systemClock } from '../../../src/engine';
import { apiKeyStore, revokedTokenStore } from '../../../src/stores';
import { type AuthHost, type AuthHostOptions, startAuthHost } from './auth-host';

export const secret = Buffer.from('a secret of tests with enough bytes in it');
export const company = '11111111-1111-4111-8111-111111111111';

@Dto()
export class Shown {
  @Prop('bool') isAuthenticated?: boolean;
  @Prop('string') userId?: string;
  @Prop('string') userName?: string;
  @Prop('string') displayName?: string;
  @Prop('string') email?: string;
  @Prop('string') companyId?: string;
  @Prop('List<string>') roles?: string[];
  @Prop('List<string>') permissions?: string[];
  @Prop('string') provider?: string;
  constructor(init?: Partial<Shown>) {
    Object.assign(this, init);
  }
}

/** Whom a token names, for those who have one. */
@Route('/known')
@ValidateIsAuthenticated()
@Returns('Shown')
@Dto({ implements: ['IHasBearerToken', 'IHasRefreshToken'] })
export class Known {
  @Prop('string') name?: string;
  @Prop('string') bearerToken?: string;
  @Prop('string') refreshToken?: string;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;
  constructor(init?: Partial<Known>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'Known';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new Shown();
  }
}

/** The same for everybody. */
@Returns('Shown')
@Dto()
export class Anybody {}

@ValidateIsAdmin()
@Returns('Shown')
@Dto()
export class AdminOnly {}

/** A member that happens to be called as credentials are. */
@ValidateIsAuthenticated()
@Returns('Shown')
@Dto()
export class Unrelated {
  @Prop('string') bearerToken?: string;
}

@ValidateRequest('ApiKey')
@Returns('Shown')
@Dto()
export class Keyed {}

@ValidateRequest('ApiKey(`till`)')
@Returns('Shown')
@Dto()
export class Till {}

@ValidateRequest('AuthSecret')
@Returns('Shown')
@Dto({ implements: ['IHasAuthSecret'] })
export class Secret {
  @Prop('string') authSecret?: string;
}

@ValidateRequest('HasClaim(`email`, `anna@missive.test`)')
@Returns('Shown')
@Dto()
export class OnlyAnna {}

@ValidateRequest('HasClaim(`perm`, `CanSell`)')
@Returns('Shown')
@Dto()
export class Selling {}

@ValidateRequest('HasClaim(`role`, `Lead`)')
@Returns('Shown')
@Dto()
export class Leading {}

export class TokenTestServices extends Service {
  @Handles(Known, 'ANY')
  known(): Shown {
    return this.shown();
  }
  @Handles(Anybody, 'ANY')
  anybody(): Shown {
    return this.shown();
  }
  @Handles(AdminOnly, 'ANY')
  adminOnly(): Shown {
    return this.shown();
  }
  @Handles(Unrelated, 'ANY')
  unrelated(): Shown {
    return this.shown();
  }
  @Handles(Keyed, 'ANY')
  keyed(): Shown {
    return this.shown();
  }
  @Handles(Till, 'ANY')
  till(): Shown {
    return this.shown();
  }
  @Handles(Secret, 'ANY')
  secret(): Shown {
    return this.shown();
  }

  @Handles(OnlyAnna, 'ANY')
  onlyAnna(): Shown {
    return this.shown();
  }
  @Handles(Selling, 'ANY')
  selling(): Shown {
    return this.shown();
  }
  @Handles(Leading, 'ANY')
  leading(): Shown {
    return this.shown();
  }

  private shown(): Shown {
    const { authProvider: provider, roles, permissions, ...rest } = this.session;
    const { isAuthenticated, userId, userName, displayName, email, companyId } = rest;
    const lists = { roles: [...roles], permissions: [...permissions] };
    return new Shown({ isAuthenticated, userId, userName, displayName, email, companyId, provider, ...lists });
  }
}

/** A host on which tokens, API keys and whatever else `auth` names are taken; one company is there. */
export async function startTokenHost(options: AuthHostOptions): Promise<AuthHost> {
  const { auth, services = [], ...rest } = options;
  const host = await startAuthHost({ ...rest, services: [...services, TokenTestServices] }, (database) => {
    const { manager } = database.dataSource;
    const revoked = revokedTokenStore(new RevokedTokenRepository(manager), systemClock);
    const signed = auth?.tokens?.key ? {} : { secret };
    const tokens = { ...signed, revoked, ...auth?.tokens };
    return { apiKeys: apiKeyStore(new ApiKeyRepository(manager)), ...auth, tokens };
  });
  const companies = new CompanyRepository(host.database.dataSource.manager);
  if (!(await companies.find(company))) await companies.add({ id: company, name: 'A' });
  return host;
}

export function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

export interface Claims extends JWTPayload {
  readonly roles?: readonly string[];
  readonly perms?: readonly string[];
}

/** A token as the host signs them, unless `header` or `key` say otherwise. `exp` and `iat` in seconds. */
export function signedToken(
  claims: Claims,
  header: { alg?: string; typ?: string; kid?: string } = {},
  key: Uint8Array | KeyObject = secret,
): Promise<string> {
  return new SignJWT({ iss: 'ssjwt', sub: 'user-1', ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header })
    .sign(key);
}

/** Seconds since 1970. */
export const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Keys are slow to make: one pair of a kind for all tests of a file. */
const pairs = new Map<string, { privateKey: string; publicKey: string }>();

export function keyPair(kind: 'rsa' | 'ec', name = ''): { privateKey: string; publicKey: string } {
  const known = pairs.get(kind + name);
  if (known) return known;
  const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;
  const privateKeyEncoding = { type: 'pkcs8', format: 'pem' } as const;
  const pair =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding, privateKeyEncoding })
      : generateKeyPairSync('ec', { namedCurve: 'prime256v1', publicKeyEncoding, privateKeyEncoding });
  pairs.set(kind + name, pair);
  return pair;
}
