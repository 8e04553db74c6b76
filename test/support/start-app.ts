import { JsonServiceClient } from '@servicestack/client';
import { Authenticate } from '../../dtos';
import { type Missive, type StartOptions, startMissive } from '../../src/app-host';
import { demoPassword } from '../../src/demo-data';
import { newSecrets, readSettings, type Settings } from '../../src/settings';
import { openTestDatabase, type TestDatabase } from './database';

export const companyA = '11111111-1111-4111-8111-111111111111';
export const companyB = '22222222-2222-4222-8222-222222222222';

export type DemoUser =
  | 'super@missive.test'
  | 'admin@missive.test'
  | 'reader@missive.test'
  | 'admin-b@missive.test'
  | 'customer@missive.test'
  | 'tax@missive.test'
  | 'tax-reader@missive.test';

/** The whole product on a database of its own with the demo data, listening on a free port of this machine. */
export interface TestApp extends Missive {
  readonly url: string;
  readonly database: TestDatabase;
  /** The unmodified typed client of nobody. */
  client(): JsonServiceClient;
  /** The typed client of a demo user, signed in. */
  clientFor(userName: DemoUser): Promise<JsonServiceClient>;
}

export interface TestAppOptions extends Omit<StartOptions, 'database'> {
  readonly settings?: Partial<Settings>;
  /** An open database, for tests that restart the application on it. It stays open. */
  readonly database?: TestDatabase;
}

/** Promises, so that clients that are asked for at once share one sign-in: more than ten at once would be refused. */
const tokens = new Map<string, Promise<string>>();
const secrets = newSecrets();

export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await openTestDatabase());
  try {
    const settings = { ...testSettings(), ...options.settings };
    const app = await startMissive(settings, { ...options, database });
    return extend(app, database, options.database === undefined);
  } catch (error) {
    if (!options.database) await database.close();
    throw error;
  }
}

/** Settings of tests: a free port, no log, demo data, and keys that all applications of one test file share. */
export function testSettings(): Settings {
  const settings = readSettings({
    PORT: '0',
    LOG_LEVEL: 'silent',
    DEMO: '1',
    // The test's own work blocks the loop that the product runs on, and other tests have the cores.
    MAX_LOOP_DELAY_MS: '60000',
    JWT_SECRET: secrets.jwtSecret,
    SECRET_KEYS: secrets.secretKeys,
  });
  return { ...settings, databaseUrl: undefined };
}

function extend(app: Missive, database: TestDatabase, ownsDatabase: boolean): TestApp {
  const { url } = app;
  if (url === undefined) throw new Error('The application does not listen.');
  const client = () => new JsonServiceClient(url);
  return {
    ...app,
    url,
    database,
    client,
    clientFor: async (userName) => {
      const signedIn = client();
      // Tokens outlive the application: they are signed with the keys of this test file, and users keep their ids per database.
      const key = `${database.url ?? ''}${url}${userName}`;
      const token = tokens.get(key) ?? signIn(client(), userName);
      tokens.set(key, token);
      signedIn.bearerToken = await token;
      return signedIn;
    },
    close: async () => {
      await app.close();
      if (ownsDatabase) await database.close();
    },
  };
}

async function signIn(client: JsonServiceClient, userName: string): Promise<string> {
  const { bearerToken } = await client.post(
    new Authenticate({ provider: 'credentials', userName, password: demoPassword }),
  );
  if (bearerToken === undefined) throw new Error(`${userName} got no token.`);
  return bearerToken;
}
