import { Authenticate, AuthenticateResponse } from '../../../dtos/auth';
import { ResponseError } from '../../../dtos/common';
import type { Clock } from '../core/clock';
import type { Feature, HostBuilder } from '../core/feature';
import { HttpError } from '../core/http-error';
import { Handles, Service } from '../core/service';
import { notAuthenticated } from './authorize';
import { verifyPassword } from './passwords';
import { ApiKeyProvider } from './providers/api-key-provider';
import { JwtProvider } from './providers/jwt-provider';
import { type TokenSettings, Tokens } from './tokens';
import type { ApiKeyStore, UserStore } from './user-store';

export interface AuthSettings {
  readonly users: UserStore;
  readonly apiKeys: ApiKeyStore;
  readonly tokens: TokenSettings;
  readonly clock: Clock;
}

/** Sign-in with user name and password, bearer tokens and API keys. */
export class AuthFeature implements Feature {
  readonly name = 'auth';
  private readonly tokens: Tokens;

  constructor(private readonly settings: AuthSettings) {
    this.tokens = new Tokens(settings.tokens, settings.clock);
  }

  register(host: HostBuilder): void {
    host.authProvider(new JwtProvider(this.tokens));
    host.authProvider(new ApiKeyProvider(this.settings.apiKeys, this.settings.clock));
    host.service(AuthenticateService, () => new AuthenticateService(this.settings.users, this.tokens));
  }
}

export class AuthenticateService extends Service {
  constructor(
    private readonly users: UserStore,
    private readonly tokens: Tokens,
  ) {
    super();
  }

  /** Who is signed in. Errors: 401 for nobody. */
  @Handles(Authenticate)
  get(request: Authenticate): AuthenticateResponse {
    if (request.provider !== undefined) {
      throw new HttpError(405, 'NotSupportedException', 'GET Authenticate requests are disabled; sign in with POST.');
    }
    return this.currentUser();
  }

  /** Signs in. Errors: 400 without user name or password, 401 when they don't match, 404 for an unknown provider. */
  @Handles(Authenticate)
  async post(request: Authenticate): Promise<AuthenticateResponse> {
    if (request.provider === undefined && request.userName === undefined) return this.currentUser();
    const provider = request.provider ?? 'credentials';
    if (provider !== 'credentials' && provider !== 'login') {
      throw HttpError.notFound(`No configuration was added for OAuth provider '${provider.slice(0, 50)}'`);
    }
    const { userName, password } = required(request);
    const user = await this.users.findByUserName(userName);
    const isRight = await verifyPassword(user?.passwordHash, password);
    if (!user || !isRight) throw HttpError.unauthorized('Invalid Username or Password');
    if (user.isLocked) throw new HttpError(401, 'AuthenticationException', 'This account has been locked');
    return new AuthenticateResponse({
      userId: user.id,
      userName: user.userName,
      displayName: user.displayName,
      bearerToken: await this.tokens.issue(user),
      roles: [...user.roles],
      permissions: [...user.permissions],
      authProvider: 'credentials',
    });
  }

  private currentUser(): AuthenticateResponse {
    const { session } = this;
    if (!session.isAuthenticated) throw notAuthenticated();
    return new AuthenticateResponse({
      userId: session.userId,
      userName: session.userName,
      displayName: session.displayName,
      roles: [...session.roles],
      permissions: [...session.permissions],
      authProvider: session.authProvider,
    });
  }
}

function required({ userName, password }: Authenticate): { userName: string; password: string } {
  const missing = [
    ...(userName?.trim() ? [] : [notEmpty('userName', 'User Name')]),
    ...(password ? [] : [notEmpty('password', 'Password')]),
  ];
  if (!userName || !password || missing.length > 0) throw HttpError.validation(missing);
  return { userName, password };
}

function notEmpty(fieldName: string, words: string): ResponseError {
  return new ResponseError({ errorCode: 'NotEmpty', fieldName, message: `'${words}' must not be empty.` });
}
