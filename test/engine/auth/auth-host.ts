import { SessionRepository, UserRepository } from '../../../src/data';
import { AuthFeature, type AuthSettings, hashPassword } from '../../../src/engine';
import { sessionStore, userStore } from '../../../src/stores';
import { type Reference, type ReferenceOptions, type Reply, startReference } from '../../contract/http/reference-host';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { MovingClock } from '../../support/moving-clock';
import { AuthTestServices } from './auth-services';

export const password = 'a good password';
let passwordHash: Promise<string> | undefined;

export interface NewTestUser {
  readonly userName: string;
  readonly email?: string;
  readonly displayName?: string;
  readonly roles?: readonly string[];
  readonly permissions?: readonly string[];
}

export interface AuthHost extends Reference {
  readonly database: TestDatabase;
  readonly users: UserRepository;
  readonly clock: MovingClock;
  /** Somebody with `password`; answers the id. */
  addUser(user: NewTestUser): Promise<string>;
  /** Signs in by `POST /auth/credentials` and answers with all that came. */
  signIn(userName: string, more?: object, headers?: Record<string, string>): Promise<Reply>;
}

export interface AuthHostOptions extends Omit<ReferenceOptions, 'clock'> {
  readonly auth?: Partial<AuthSettings>;
  readonly database?: TestDatabase;
}

/** The reference host with sign-in on a real database; `open` for stores that the settings need. */
export async function startAuthHost(
  options: AuthHostOptions,
  open?: (database: TestDatabase) => Partial<AuthSettings>,
): Promise<AuthHost> {
  const { auth, database = await openTestDatabase(), ...reference } = options;
  const clock = new MovingClock();
  const { manager } = database.dataSource;
  const users = new UserRepository(manager);
  const feature = new AuthFeature({
    users: userStore(users),
    sessions: { store: sessionStore(new SessionRepository(manager)) },
    clock,
    ...open?.(database),
    ...auth,
  });
  const { services = [], features = [] } = reference;
  const host = await startReference({
    ...reference,
    clock,
    services: [...services, AuthTestServices],
    features: [feature, ...features],
  });
  passwordHash ??= hashPassword(password);
  const hash = await passwordHash;
  // Routes of `classic` hosts answer pages to whoever asks for nothing.
  const call: Reference['call'] = (verb, path, body, headers = {}) =>
    host.call(verb, path, body, { accept: 'application/json', ...headers });
  return {
    ...host,
    call,
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    database,
    users,
    clock,
    addUser: (user) => users.add({ ...user, passwordHash: hash }),
    signIn: (userName, more = {}, headers = {}) =>
      call('POST', '/auth/credentials', { userName, password, ...more }, headers),
    close: async () => {
      await host.close();
      if (!options.database) await database.close();
    },
  };
}

/** What an answer sets, by name: the value, and the attributes in lower case. */
export function cookiesOf({ headers }: Reply): Map<string, { value: string; attributes: string[] }> {
  const lines = headers['set-cookie'] ?? [];
  return new Map(
    lines.map((line) => {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const equals = pair.indexOf('=');
      const rest = attributes.map((attribute) => attribute.toLowerCase());
      return [pair.slice(0, equals), { value: pair.slice(equals + 1), attributes: rest }] as const;
    }),
  );
}

/** The `Cookie` header of a browser that has got these answers, in order. */
export function jar(...replies: readonly Reply[]): { cookie: string } {
  const kept = new Map<string, string>();
  for (const reply of replies) for (const [name, { value }] of cookiesOf(reply)) kept.set(name, value);
  return { cookie: [...kept].map(([name, value]) => `${name}=${value}`).join('; ') };
}

export function basic(userName: string, secret: string): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${userName}:${secret}`).toString('base64')}` };
}
