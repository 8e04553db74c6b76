import type { AuthProvider } from '../../core/auth-provider';
import type { Clock } from '../../core/clock';
import { HttpError } from '../../core/http-error';
import type { RequestContext } from '../../core/request-context';
import { Session } from '../../core/session';
import type { ApiKeyRecord, ApiKeyStore } from '../user-store';

/**
 * `x-api-key: <secret>`: a caller of the key's company with the roles in its scopes. Beside a bearer token the user
 * decides, and both must be of one company (decisions D33).
 */
export class ApiKeyProvider implements AuthProvider {
  readonly name = 'apikey';
  readonly priority = 20;

  constructor(
    private readonly keys: ApiKeyStore,
    private readonly clock: Clock,
  ) {}

  /** Errors: 401 `Invalid API Key` for unknown, inactive, expired keys and foreign addresses; 403 for two companies. */
  async authenticate(context: RequestContext, found: Session | undefined): Promise<Session | undefined> {
    const secret = context.headers['x-api-key'];
    if (secret === undefined || secret === '') return undefined;
    const key = typeof secret === 'string' && secret.length <= 512 ? await this.keys.findBySecret(secret) : undefined;
    if (!key || !this.isUsable(key, context.remoteAddress)) throw HttpError.unauthorized('Invalid API Key');
    if (!found) {
      return new Session({
        isAuthenticated: true,
        companyId: key.companyId,
        roles: key.roles,
        authProvider: this.name,
        apiKeyId: key.id,
      });
    }
    if (found.companyId !== key.companyId)
      throw HttpError.forbidden('The API key and the user belong to different companies.');
    return new Session({ ...found, apiKeyId: key.id });
  }

  private isUsable(key: ApiKeyRecord, remoteAddress: string | undefined): boolean {
    const isExpired = key.expiresAt !== undefined && key.expiresAt <= this.clock.now();
    const address = remoteAddress?.replace(/^::ffff:/, '');
    const isAllowedHere =
      key.allowedIpAddresses.length === 0 || (address !== undefined && key.allowedIpAddresses.includes(address));
    return key.isActive && !isExpired && isAllowedHere;
  }
}
