import { Authenticate, AuthenticateLogout, AuthenticateResponse } from '../../../dtos/auth';
import { HttpError } from '../core/http-error';
import { HttpResult } from '../core/http-result';
import { Handles, Service } from '../core/service';
import { notAuthenticated } from './authorize';
import { toldRoles } from './known-roles';
import { referrerTarget, returnTarget, withFailure } from './return-target';
import type { Sessions } from './sessions/sessions';
import type { SignInProvider } from './sign-in';
import { answerFor, type SignInFlow } from './sign-in-flow';

export interface AuthenticateParts {
  readonly flow: SignInFlow;
  readonly sessions?: Sessions;
  /** Where a page is told why a sign-in failed. */
  readonly failureIn: 'fragment' | 'query';
}

/** `/auth`: signs in, signs out, says who is signed in (http-contract 6.2). Pages are redirected, programs answered. */
export class AuthenticateService extends Service {
  constructor(private readonly parts: AuthenticateParts) {
    super();
  }

  /** Who is signed in; or signs out. Errors: 401 for nobody, 405 for a provider. */
  @Handles(Authenticate)
  get(request: Authenticate): Promise<unknown> | AuthenticateResponse {
    if (isLogout(request)) return this.signOut(request.returnUrl);
    if (request.provider === undefined && request.userName === undefined) return this.currentUser();
    throw new HttpError(
      405,
      'NotSupportedException',
      'GET Authenticate requests are disabled: addresses with passwords are written to logs. Sign in with POST.',
    );
  }

  /** Errors: 400 for what is missing and for other hosts' pages, 401 for what is wrong, 404 for an unknown provider. */
  @Handles(Authenticate)
  async post(request: Authenticate): Promise<unknown> {
    if (isLogout(request)) return this.signOut(request.returnUrl);
    if (request.provider === undefined && request.userName === undefined) return this.currentUser();
    const target = returnTarget(request.returnUrl, this.context);
    const provider = this.providerOf(request);
    try {
      const answer = await this.signIn(provider, request);
      answer.referrerUrl = target;
      return target !== undefined && this.isForPage ? HttpResult.redirect(target) : answer;
    } catch (error) {
      return this.failureOnPage(error);
    }
  }

  @Handles(AuthenticateLogout, 'GET')
  @Handles(AuthenticateLogout, 'POST')
  logout({ returnUrl }: AuthenticateLogout): Promise<unknown> {
    return this.signOut(returnUrl);
  }

  private async signIn(provider: SignInProvider, request: Authenticate): Promise<AuthenticateResponse> {
    const { flow, sessions } = this.parts;
    const user = await provider.signIn(request, this.context);
    const isPermanent = request.rememberMe ?? sessions?.idsOf(this.context).isPermanent ?? false;
    const answer = answerFor(user, provider.name, this.context);
    await flow.complete({ user, answer, context: this.context, request, isPermanent });
    return answer;
  }

  private async signOut(returnUrl: string | undefined): Promise<unknown> {
    const target = returnTarget(returnUrl, this.context);
    await this.parts.flow.signOut(this.context);
    return target !== undefined && this.isForPage ? HttpResult.redirect(target) : new AuthenticateResponse();
  }

  private providerOf({ provider }: Authenticate): SignInProvider {
    const { flow } = this.parts;
    const found = provider === undefined ? flow.providers[0] : flow.provider(provider);
    if (found) return found;
    throw HttpError.notFound(`No configuration was added for OAuth provider '${(provider ?? '').slice(0, 50)}'`);
  }

  private currentUser(): AuthenticateResponse {
    const { session } = this;
    if (!session.isAuthenticated) throw notAuthenticated({ challenge: this.context.host.challenge });
    return new AuthenticateResponse({
      userId: session.userId,
      sessionId: this.parts.sessions?.currentId(this.context),
      userName: session.userName,
      displayName: session.displayName,
      roles: toldRoles(session, this.context.host.operations),
      permissions: [...session.permissions],
      authProvider: session.authProvider,
    });
  }

  /** Back to the page with the form, and the reason behind its address; programs get the error. */
  private failureOnPage(error: unknown): HttpResult {
    const page = this.isForPage ? referrerTarget(this.context) : undefined;
    if (page === undefined || !(error instanceof HttpError) || error.status >= 500) throw error;
    return HttpResult.redirect(withFailure(page, error.message, this.parts.failureIn));
  }

  private get isForPage(): boolean {
    return this.context.responseFormat === 'html';
  }
}

function isLogout({ provider }: Authenticate): boolean {
  return provider?.toLowerCase() === 'logout';
}
