import { Dto, Prop, Returns, Route, Tag } from './annotations';
import type { IReturn, ResponseStatus } from './common';

const ns = 'ServiceStack';

/** What a sign-in answers (http-contract 6.1). */
@Dto({ ns, builtIn: true })
export class AuthenticateResponse {
  @Prop('string') userId?: string;
  @Prop('string') sessionId?: string;
  @Prop('string') userName?: string;
  @Prop('string') displayName?: string;
  @Prop('string') referrerUrl?: string;
  /** Send it as `Authorization: Bearer …`. */
  @Prop('string') bearerToken?: string;
  @Prop('string') refreshToken?: string;
  @Prop('DateTime?') refreshTokenExpiry?: string;
  @Prop('string') profileUrl?: string;
  @Prop('List<string>') roles?: string[];
  @Prop('List<string>') permissions?: string[];
  @Prop('string') authProvider?: string;
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;

  constructor(init?: Partial<AuthenticateResponse>) {
    Object.assign(this, init);
  }
}

/** Signs in; without provider and user name it answers who is signed in. */
@Tag('auth')
@Route('/auth', 'GET,POST')
@Route('/auth/{provider}', 'GET,POST')
@Returns('AuthenticateResponse')
@Dto({ ns, builtIn: true, implements: ['IPost'] })
export class Authenticate implements IReturn<AuthenticateResponse> {
  @Prop('string', { name: 'provider' }) provider?: string;
  @Prop('string') userName?: string;
  @Prop('string') password?: string;
  @Prop('bool?') rememberMe?: boolean;
  @Prop('string') accessToken?: string;
  @Prop('string') accessTokenSecret?: string;
  @Prop('string') returnUrl?: string;
  @Prop('string') errorView?: string;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;

  constructor(init?: Partial<Authenticate>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'Authenticate';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): AuthenticateResponse {
    return new AuthenticateResponse();
  }
}
