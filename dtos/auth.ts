import { Dto, Prop, Returns, Route, Tag, ValidateRequest } from './annotations';
import type { IPost, IReturn, ResponseStatus } from './common';

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
export class Authenticate implements IReturn<AuthenticateResponse>, IPost {
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

/** Signs out, whoever is signed in. */
@Tag('auth')
@Route('/auth/logout', 'GET,POST')
@Returns('AuthenticateResponse')
@Dto({ ns, builtIn: true, implements: ['IPost'] })
export class AuthenticateLogout implements IReturn<AuthenticateResponse>, IPost {
  @Prop('string') returnUrl?: string;

  constructor(init?: Partial<AuthenticateLogout>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'AuthenticateLogout';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): AuthenticateResponse {
    return new AuthenticateResponse();
  }
}

/** What a registration answers (http-contract 6.1). */
@Dto({ ns, builtIn: true })
export class RegisterResponse {
  @Prop('string') userId?: string;
  @Prop('string') sessionId?: string;
  @Prop('string') userName?: string;
  @Prop('string') referrerUrl?: string;
  @Prop('string') bearerToken?: string;
  @Prop('string') refreshToken?: string;
  @Prop('DateTime?') refreshTokenExpiry?: string;
  @Prop('List<string>') roles?: string[];
  @Prop('List<string>') permissions?: string[];
  @Prop('string') redirectUrl?: string;
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;

  constructor(init?: Partial<RegisterResponse>) {
    Object.assign(this, init);
  }
}

/** Makes a new user, who then can sign in. */
@Tag('auth')
@Route('/register', 'POST')
@Returns('RegisterResponse')
@Dto({ ns, builtIn: true, implements: ['IPost'] })
export class Register implements IReturn<RegisterResponse>, IPost {
  /** Default: the e-mail address. */
  @Prop('string') userName?: string;
  @Prop('string') firstName?: string;
  @Prop('string') lastName?: string;
  @Prop('string') displayName?: string;
  @Prop('string') email?: string;
  @Prop('string') password?: string;
  @Prop('string') confirmPassword?: string;
  /** Signs the new user in. */
  @Prop('bool?') autoLogin?: boolean;
  @Prop('string') errorView?: string;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;

  constructor(init?: Partial<Register>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'Register';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): RegisterResponse {
    return new RegisterResponse();
  }
}

/** All roles and permissions of the user after the change. */
@Dto({ ns, builtIn: true })
export class AssignRolesResponse {
  @Prop('List<string>') allRoles?: string[];
  @Prop('List<string>') allPermissions?: string[];
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;

  constructor(init?: Partial<AssignRolesResponse>) {
    Object.assign(this, init);
  }
}

/** Gives a user roles and permissions. */
@Tag('auth')
@Route('/assignroles', 'POST')
@ValidateRequest({ Validator: 'HasRole(`Admin`)', Message: 'Invalid Role' })
@Returns('AssignRolesResponse')
@Dto({ ns, builtIn: true, implements: ['IPost'] })
export class AssignRoles implements IReturn<AssignRolesResponse>, IPost {
  @Prop('string') userName?: string;
  @Prop('List<string>') permissions?: string[];
  @Prop('List<string>') roles?: string[];
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;

  constructor(init?: Partial<AssignRoles>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'AssignRoles';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): AssignRolesResponse {
    return new AssignRolesResponse();
  }
}

/** All roles and permissions of the user after the change. */
@Dto({ ns, builtIn: true })
export class UnAssignRolesResponse {
  @Prop('List<string>') allRoles?: string[];
  @Prop('List<string>') allPermissions?: string[];
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;

  constructor(init?: Partial<UnAssignRolesResponse>) {
    Object.assign(this, init);
  }
}

/** Takes roles and permissions from a user. */
@Tag('auth')
@Route('/unassignroles', 'POST')
@ValidateRequest({ Validator: 'HasRole(`Admin`)', Message: 'Invalid Role' })
@Returns('UnAssignRolesResponse')
@Dto({ ns, builtIn: true, implements: ['IPost'] })
export class UnAssignRoles implements IReturn<UnAssignRolesResponse>, IPost {
  @Prop('string') userName?: string;
  @Prop('List<string>') permissions?: string[];
  @Prop('List<string>') roles?: string[];
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;

  constructor(init?: Partial<UnAssignRoles>) {
    Object.assign(this, init);
  }
  getTypeName(): string {
    return 'UnAssignRoles';
  }
  getMethod(): string {
    return 'POST';
  }
  createResponse(): UnAssignRolesResponse {
    return new UnAssignRolesResponse();
  }
}
