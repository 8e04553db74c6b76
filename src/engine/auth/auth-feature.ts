import type { Clock } from '../core/clock';
import type { Feature, HostBuilder } from '../core/feature';
import type { HostContext } from '../core/host-context';
import type { ApiKeyStore } from './api-key-store';
import { AuthenticateService } from './authenticate-service';
import { PasswordCheck, type PasswordCheckOptions } from './password-check';
import { type ApiKeyOptions, ApiKeyProvider } from './providers/api-key-provider';
import { AuthSecretProvider } from './providers/auth-secret-provider';
import { BasicProvider } from './providers/basic-provider';
import { CredentialsProvider } from './providers/credentials-provider';
import { SessionProvider } from './providers/session-provider';
import { RegisterService } from './registration/register-service';
import type { RegistrationStore, RoleStore } from './registration/registration-store';
import { RoleService } from './registration/role-service';
import { ExpiredSessions } from './sessions/expired-sessions';
import { type SessionSettings, Sessions } from './sessions/sessions';
import type { SignInProvider, SignInStep } from './sign-in';
import { SignInFlow } from './sign-in-flow';
import { type TokenAuthSettings, TokenParts } from './token-parts';
import type { UserStore } from './user-store';

export interface AuthSettings extends Omit<PasswordCheckOptions, 'users' | 'clock'> {
  readonly users: UserStore;
  readonly clock: Clock;
  /** Sessions that the server keeps, known by cookies. Default: none. */
  readonly sessions?: SessionSettings;
  /** Bearer tokens. Default: none. */
  readonly tokens?: TokenAuthSettings;
  /** Default: API keys are nothing to this host. */
  readonly apiKeys?: ApiKeyStore;
  readonly apiKey?: ApiKeyOptions;
  /** Passes every guard (http-contract 6.9). Default: none. */
  readonly authSecret?: string;
  /** `Authorization: Basic` signs in. Default: false, each such call costs a hash. */
  readonly basic?: boolean;
  /** Takes `Register`, from anybody. Default: nobody registers by himself. */
  readonly registration?: RegistrationStore;
  /** Takes `AssignRoles` and `UnAssignRoles`, from `Admin`, who may so give any role of any feature. Default: they are not hosted. */
  readonly roles?: RoleStore;
  /** Other ways to prove who one is, behind the host's own. Default: none. */
  readonly signInProviders?: readonly SignInProvider[];
  /** What else happens at sign-in and sign-out, after sessions and tokens. Default: nothing. */
  readonly signInSteps?: readonly SignInStep[];
  /** Where a page is told why a sign-in failed: `/login#f=…` or `/login?f=…`. Default: `fragment`, which no server logs. */
  readonly failureIn?: 'fragment' | 'query';
  /** Path of a page where people sign in: `/login`. Others that they may not see yet lead there. Default: none. */
  readonly loginPage?: string;
}

/** Who calls: user name and password, sessions, bearer tokens, API keys, each as far as the settings name it. */
export class AuthFeature implements Feature {
  readonly name = 'auth';
  private readonly passwords: PasswordCheck;
  private readonly sessions?: Sessions;
  private readonly tokens?: TokenParts;
  private readonly flow: SignInFlow;
  private readonly basic?: BasicProvider;
  private expired?: ExpiredSessions;

  /** Errors: Error for keys that are missing or too short, and for an empty secret. */
  constructor(private readonly settings: AuthSettings) {
    const { users, clock, sessions, tokens } = settings;
    this.passwords = new PasswordCheck(settings);
    this.sessions = sessions && new Sessions(sessions, clock);
    this.tokens = tokens && new TokenParts(tokens, users, clock);
    this.basic = settings.basic
      ? new BasicProvider({
          passwords: this.passwords,
          signIn: (user, context) => this.flow.completeFor(user, 'basic', context),
        })
      : undefined;
    this.flow = new SignInFlow(this.providers(), this.steps());
  }

  register(host: HostBuilder): void {
    const { sessions, basic, flow } = this;
    for (const { name } of flow.providers) host.challenge(`${name} realm="/auth/${name}"`);
    if (this.settings.loginPage !== undefined) host.loginPage(this.settings.loginPage);
    if (sessions) host.authProvider(new SessionProvider(sessions));
    if (basic) host.authProvider(basic);
    this.tokens?.register(host, { endSession: sessions && ((context) => sessions.signedOut(context)) });
    this.registerKeys(host);
    this.registerServices(host);
    if (!sessions) return;
    host.preRequestFilter((context) => {
      if (context.host.profile === 'classic') sessions.ensureIds(context);
    });
  }

  async start({ log }: HostContext): Promise<void> {
    const { sessions, clock } = this.settings;
    if (!sessions) return;
    this.expired = new ExpiredSessions(sessions.store, clock, log);
    this.expired.start();
  }

  async stop(): Promise<void> {
    await this.expired?.stop();
  }

  private registerKeys(host: HostBuilder): void {
    const { apiKeys, apiKey, authSecret, clock } = this.settings;
    if (apiKeys) host.authProvider(new ApiKeyProvider(apiKeys, clock, apiKey));
    if (authSecret !== undefined) host.authProvider(new AuthSecretProvider(authSecret));
  }

  private registerServices(host: HostBuilder): void {
    const { users, registration: registrations, roles, failureIn = 'fragment' } = this.settings;
    const { flow, sessions, passwords } = this;
    host.service(AuthenticateService, () => new AuthenticateService({ flow, sessions, failureIn }));
    if (registrations) {
      host.service(RegisterService, () => new RegisterService({ users, registrations, passwords, flow }));
    }
    if (roles) host.service(RoleService, () => new RoleService({ users, roles, flow }));
  }

  private providers(): SignInProvider[] {
    const basic = this.basic ? [this.basic] : [];
    return [new CredentialsProvider(this.passwords), ...basic, ...(this.settings.signInProviders ?? [])];
  }

  private steps(): SignInStep[] {
    const { sessions, tokens } = this;
    // Who gets token cookies gets no session beside them (http-contract 6.4).
    const ofSessions = tokens?.useTokenCookie ? sessions?.replaced : sessions;
    return [ofSessions, tokens?.signIn, ...(this.settings.signInSteps ?? [])].filter((step) => step !== undefined);
  }
}
