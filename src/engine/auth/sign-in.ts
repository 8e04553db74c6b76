import type { Authenticate, AuthenticateResponse, Register, RegisterResponse } from '../../../dtos/auth';
import type { RequestContext } from '../core/request-context';
import type { UserAccount } from './user-store';

export type SignInAnswer = AuthenticateResponse | RegisterResponse;

/** A user whose password was right, or who has just registered, and what they will be told. */
export interface SignIn {
  readonly user: UserAccount;
  readonly answer: SignInAnswer;
  readonly context: RequestContext;
  readonly request: Authenticate | Register;
  /** The user wants to stay signed in when the browser closes (`rememberMe`). */
  readonly isPermanent: boolean;
}

/** What a way of staying signed in does about it: sessions, tokens. */
export interface SignInStep {
  /** After the password was right: fills its part of the answer, sets its cookies. Steps run in registration order. */
  signedIn?(signIn: SignIn): Promise<void>;
  /** Logout: takes back what it gave. */
  signedOut?(context: RequestContext): Promise<void>;
  /** What the user may do has changed: whatever was given before is worth nothing any more (reliability 3.2 #13). */
  rolesChanged?(user: UserAccount, context: RequestContext): Promise<void>;
}

/** One way to prove who one is, at `POST /auth/{name}`. Siblings: credentials, basic. */
export interface SignInProvider {
  /** As it stands in `provider`, and in `authProvider` of answers. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** The user that the request proves. Errors: HttpError 400 for what is missing, 401 for what is wrong. */
  signIn(request: Authenticate, context: RequestContext): Promise<UserAccount>;
}
