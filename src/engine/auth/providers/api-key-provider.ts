import type { AuthProvider } from '../../core/auth-provider';
import type { Clock } from '../../core/clock';
import { HttpError } from '../../core/http-error';
import type { RequestContext } from '../../core/request-context';
import { Session } from '../../core/session';
import type { ApiKeyRecord, ApiKeyStore } from '../api-key-store';
import { isInNetworks } from '../ip-networks';
import { isCompactToken } from '../tokens/compact-token';
import { bearerOf } from '../tokens/token-sources';

export interface ApiKeyOptions {
  /** Lower case. Default: `x-api-key`. */
  readonly headerName?: string;
  /** How keys begin; other bearer values are then none. The header takes keys of any form. Default: none. */
  readonly prefix?: string;
}

const longestKey = 512;

/**
 * `x-api-key: <secret>` or `Authorization: Bearer <secret>`: a caller of the key's company with the roles in its scopes.
 * Beside a bearer token the user decides, and both must be of one company (decisions D33).
 */
export class ApiKeyProvider implements AuthProvider {
  readonly name = 'apikey';
  readonly priority = 20;

  constructor(
    private readonly keys: ApiKeyStore,
    private readonly clock: Clock,
    private readonly options: ApiKeyOptions = {},
  ) {}

  /**
   * Errors: 401 `Invalid API Key` for keys that are unknown, inactive, expired, for other operations or from a foreign
   *         address; 403 for two companies.
   */
  async authenticate(context: RequestContext, found: Session | undefined): Promise<Session | undefined> {
    if (found?.holdsAuthSecret) return undefined;
    const sent = this.sentKey(context);
    if (!sent) return undefined;
    const key = sent.secret.length <= longestKey ? await this.keys.findBySecret(sent.secret) : undefined;
    if (!key && !sent.isSurelyKey) return undefined;
    if (!key || !this.isUsable(key, context)) throw invalidApiKey();
    const ofKey = { apiKeyId: key.id, apiKeyScopes: key.scopes };
    if (!found) {
      const { companyId, scopes: roles } = key;
      return new Session({ isAuthenticated: true, companyId, roles, authProvider: this.name, ...ofKey });
    }
    if (key.companyId !== undefined && found.companyId !== key.companyId) {
      throw HttpError.forbidden('The API key and the user belong to different companies.');
    }
    return new Session({ ...found, ...ofKey });
  }

  private sentKey(context: RequestContext): { secret: string; isSurelyKey: boolean } | undefined {
    const { headerName = 'x-api-key', prefix } = this.options;
    const header = context.headers[headerName];
    if (typeof header === 'string' && header !== '') return { secret: header, isSurelyKey: true };
    const bearer = bearerOf(context);
    if (bearer === undefined) return undefined;
    if (prefix !== undefined) return bearer.startsWith(prefix) ? { secret: bearer, isSurelyKey: true } : undefined;
    return isCompactToken(bearer) ? undefined : { secret: bearer, isSurelyKey: false };
  }

  private isUsable(key: ApiKeyRecord, { remoteAddress, operation }: RequestContext): boolean {
    const { isActive, expiresAt, allowedIpAddresses, operations } = key;
    if (!isActive || (expiresAt !== undefined && expiresAt <= this.clock.now())) return false;
    if (operations.length > 0 && !(operation && operations.includes(operation.name))) return false;
    return allowedIpAddresses.length === 0 || isInNetworks(remoteAddress, allowedIpAddresses);
  }
}

/** One answer for all that may be wrong with a key: a stranger learns nothing of which exist. */
export function invalidApiKey(): HttpError {
  return HttpError.unauthorized('Invalid API Key');
}
