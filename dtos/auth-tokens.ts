import { Dto, Prop, Returns, Route, Tag, ValidateIsAuthenticated } from './annotations';
import type { IPost, IReturn, ResponseStatus } from './common';

const ns = 'ServiceStack';

/** A new access token; empty where it came in a cookie. */
@Dto({ ns, builtIn: true })
export class GetAccessTokenResponse {
  /** Send it as `Authorization: Bearer …`. */
  @Prop('string') accessToken?: string;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;

  constructor(init?: Partial<GetAccessTokenResponse>) {
    Object.assign(this, init);
  }
}

/** Renews an access token that has expired. */
@Tag('auth')
@Route('/access-token')
@Returns('GetAccessTokenResponse')
@Dto({ ns, builtIn: true, implements: ['IPost'] })
export class GetAccessToken implements IReturn<GetAccessTokenResponse>, IPost {
  /** Default: the cookie `ss-reftok`; the answer then sets the cookie `ss-tok`. */
  @Prop('string') refreshToken?: string;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;

  constructor(init?: Partial<GetAccessToken>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'GetAccessToken';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): GetAccessTokenResponse {
    return new GetAccessTokenResponse();
  }
}

/** Beside it the answer sets the cookie `ss-tok`. */
@Dto({ ns, builtIn: true })
export class ConvertSessionToTokenResponse {
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;
  @Prop('string') accessToken?: string;
  @Prop('string') refreshToken?: string;
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;

  constructor(init?: Partial<ConvertSessionToTokenResponse>) {
    Object.assign(this, init);
  }
}

/** Turns the session of whoever is signed in into an access token. */
@Tag('auth')
@Route('/session-to-token')
@ValidateIsAuthenticated()
@Returns('ConvertSessionToTokenResponse')
@Dto({ ns, builtIn: true, implements: ['IPost'] })
export class ConvertSessionToToken implements IReturn<ConvertSessionToTokenResponse>, IPost {
  /** Keep the session beside the token. */
  @Prop('bool') preserveSession?: boolean;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;

  constructor(init?: Partial<ConvertSessionToToken>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'ConvertSessionToToken';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): ConvertSessionToTokenResponse {
    return new ConvertSessionToTokenResponse();
  }
}
