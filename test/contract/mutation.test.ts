import { Client } from 'pg';
import { AxemaUserSyncRepository } from '../../src/booking/access/user-sync/axema-user-sync-repository';
import { inTransaction, SessionRepository } from '../../src/data';
import { JobState, type RequestContext } from '../../src/engine';
import { ApiKeyProvider } from '../../src/engine/auth/providers/api-key-provider';
import { Revocations } from '../../src/engine/auth/tokens/revocations';
import type { VerifyOptions } from '../../src/engine/auth/tokens/verify-token';
import type { Operation } from '../../src/engine/core/operation';
import type { Session } from '../../src/engine/core/session';
import { Dispatcher } from '../../src/engine/host/dispatcher';
import { companyA, companyB, startApp, type TestApp } from '../support/start-app';
import { bookingIdentities, type Identity, registrationIdentities } from './authorization/identities';
import { runMatrix } from './authorization/matrix';
import { Sender } from './authorization/send';

type Authorize = typeof import('../../src/engine/auth/authorize').authorize;
type Replaced = 'authorize' | 'verifyToken' | 'checkCrossSite' | 'resolveCompany' | 'effectiveVerb';

/** What stands in for a function of the product while a mutation is on; by the function's name. */
const mockReplaced: Partial<Record<Replaced, (original: never, ...args: never[]) => unknown>> = {};

/** The module with one function that first asks whether something stands in for it. */
function mockFunction(path: string, name: Replaced): object {
  const actual = jest.requireActual<Record<string, (...args: unknown[]) => unknown>>(path);
  const original = actual[name] as (...args: unknown[]) => unknown;
  const replaceable = (...args: unknown[]): unknown => {
    const replacement = mockReplaced[name] as ((...args: unknown[]) => unknown) | undefined;
    return replacement ? replacement(original, ...args) : original(...args);
  };
  return { ...actual, [name]: replaceable };
}
jest.mock('../../src/engine/auth/authorize', () => mockFunction('../../src/engine/auth/authorize', 'authorize'));
jest.mock('../../src/engine/auth/tokens/verify-token', () =>
  mockFunction('../../src/engine/auth/tokens/verify-token', 'verifyToken'),
);
jest.mock('../../src/engine/host/security/cross-site', () =>
  mockFunction('../../src/engine/host/security/cross-site', 'checkCrossSite'),
);
jest.mock('../../src/booking/company-scope', () => mockFunction('../../src/booking/company-scope', 'resolveCompany'));
jest.mock('../../src/engine/host/verb-override', () =>
  mockFunction('../../src/engine/host/verb-override', 'effectiveVerb'),
);

let app: TestApp;
let sender: Sender;
let identities: readonly Identity[];

/** What statements are sent instead, while a mutation says so. */
let rewritten: ((argument: unknown) => unknown) | undefined;
const { query } = Client.prototype as unknown as { query: (...args: unknown[]) => unknown };

beforeAll(async () => {
  // Before the pool connects: its clients keep the method that they find.
  Client.prototype.query = function rewriting(this: Client, ...args: unknown[]): unknown {
    return query.apply(this, rewritten ? args.map(rewritten) : args);
  } as unknown as Client['query'];
  app = await startApp({ settings: { role: 'web' } });
  sender = new Sender(app.url);
  const booking = await bookingIdentities(app);
  const registration = await registrationIdentities(app);
  identities = [...booking, ...registration.filter(({ name }) => !booking.some((known) => known.name === name))];
}, 60_000);
afterAll(async () => {
  sender?.close();
  await app?.close();
  Client.prototype.query = query as unknown as Client['query'];
});

/** Something that keeps callers where they belong, switched off in here and nowhere else. */
interface Mutation {
  readonly name: string;
  /** Answers how to undo it. */
  readonly apply: () => () => void;
  /** Errors: when something is not as it should be. */
  readonly probe: () => Promise<void>;
}

function replace(name: Replaced, by: (original: never, ...args: never[]) => unknown): Mutation['apply'] {
  return () => {
    mockReplaced[name] = by;
    return () => delete mockReplaced[name];
  };
}

/** `by` gets the method as it was, and `this` and the arguments of the call. */
function replaceMethod<T extends object>(
  type: { readonly prototype: T },
  name: string,
  by: (original: (...args: never[]) => unknown, args: never[], self: T) => unknown,
): Mutation['apply'] {
  return () => {
    const methods = type.prototype as Record<string, (...args: never[]) => unknown>;
    const original = methods[name] as (...args: never[]) => unknown;
    methods[name] = function replaced(this: T, ...args: never[]): unknown {
      return by(original.bind(this) as (...args: never[]) => unknown, args, this);
    };
    return () => {
      methods[name] = original;
    };
  };
}

/** The matrix of one operation, as these callers. */
function matrixOf(operationName: string, ...callers: readonly string[]): Mutation['probe'] {
  return async () => {
    const operations = app.host.operations.filter(({ name }) => name === operationName);
    const chosen = identities.filter(({ name }) => callers.includes(name));
    if (operations.length !== 1 || chosen.length !== callers.length) throw new TypeError('The probe names nobody.');
    const { differences } = await runMatrix(app, operations, chosen);
    expect(differences).toEqual([]);
  };
}

function skipsGuardWhere(isThere: (path: string) => boolean): Mutation['apply'] {
  return replaceMethod(Dispatcher, 'admit', (original, args) => {
    const [{ path }] = args as unknown as [RequestContext];
    return isThere(path) ? Promise.resolve(undefined) : original(...args);
  });
}

const withOperation = (change: (operation: Operation) => Operation): Mutation['apply'] =>
  replace('authorize', ((original: Authorize, operation: Operation, ...rest: [Session, object, string?]) =>
    original(change(operation), ...rest)) as never);

const mutations: readonly Mutation[] = [
  {
    name: 'the guard',
    apply: replace('authorize', () => undefined),
    probe: matrixOf('RevokeApiKey', 'anonymous', 'customer self'),
  },
  {
    name: 'the guard of batch elements',
    apply: skipsGuardWhere((path) => path.endsWith('[]')),
    probe: matrixOf('RevokeApiKey', 'customer self'),
  },
  {
    name: 'the guard of one-way messages',
    apply: skipsGuardWhere((path) => path.includes('/oneway/')),
    probe: matrixOf('RevokeApiKey', 'customer self'),
  },
  {
    name: 'the guard of calls inside the process',
    apply: skipsGuardWhere((path) => !path.includes('/')),
    probe: matrixOf('RevokeApiKey', 'customer self'),
  },
  {
    name: 'the super role of a family, for the other one',
    apply: withOperation((operation) => ({
      ...operation,
      presentation: { ...operation.presentation, superRole: 'Admin' },
    })),
    probe: matrixOf('RevokeApiKey', 'Admin of the other family'),
  },
  {
    name: 'all permissions, where one is enough',
    apply: withOperation((operation) => ({
      ...operation,
      guards: operation.guards.map((guard) =>
        guard.kind === 'allPermissions' ? { ...guard, kind: 'anyPermission' } : guard,
      ),
    })),
    probe: matrixOf('AddProductSubscription', 'role and one permission'),
  },
  {
    name: 'the override of verbs, from GET too',
    apply: replace(
      'effectiveVerb',
      ((
        original: (request: unknown, url: string) => string,
        request: { headers: Record<string, string | undefined> },
        url: string,
      ) => request.headers['x-http-method-override'] ?? original(request, url)) as never,
    ),
    // Its empty message breaks no rule, so that it would be done.
    probe: matrixOf('CreateApiKey', 'admin own company'),
  },
  {
    name: 'the signature of tokens',
    apply: replace('verifyToken', ((_original: unknown, token: string) => claimsOf(token)) as never),
    probe: matrixOf('RevokeApiKey', 'forged token'),
  },
  {
    name: 'the end of tokens',
    apply: replace('verifyToken', ((
      original: (token: string, key: unknown, options: VerifyOptions) => unknown,
      token: string,
      key: unknown,
      options: VerifyOptions,
    ) => original(token, key, { ...options, currentDate: new Date(0) })) as never),
    probe: matrixOf('RevokeApiKey', 'expired token'),
  },
  {
    name: 'the revocation of tokens',
    apply: replaceMethod(Revocations, 'isRevoked', () => Promise.resolve(false)),
    probe: matrixOf('RevokeApiKey', 'revoked token'),
  },
  {
    name: 'the limits of API keys',
    apply: replaceMethod(ApiKeyProvider, 'isUsable', () => true),
    probe: matrixOf('RevokeApiKey', 'revoked key', 'expired key', 'key for other operations'),
  },
  {
    name: 'the end of sessions',
    apply: replaceMethod(SessionRepository, 'find', (original, [idHash]) =>
      original(idHash as never, new Date(0) as never),
    ),
    probe: matrixOf('RevokeApiKey', 'expired session'),
  },
  {
    name: 'the check of other sites',
    apply: replace('checkCrossSite', () => undefined),
    probe: matrixOf('RevokeApiKey', 'admin own company, cookie, other site'),
  },
  {
    name: 'the company of the call',
    apply: replace('resolveCompany', ((
      original: (context: RequestContext, request: object) => void,
      context: RequestContext,
      request: { CompanyId?: string },
    ) => {
      const session = { ...context.session, companyId: request.CompanyId ?? context.session.companyId };
      original({ session, items: context.items } as unknown as RequestContext, request);
    }) as never),
    probe: async () => expect(await statusOf('GET', '/api/CustomerQuery', { CompanyId: companyB })).toBe(403),
  },
  {
    name: 'the company in statements',
    apply: () => {
      rewritten = withoutCompany;
      return () => {
        rewritten = undefined;
      };
    },
    probe: foreignCustomerIsUnknown,
  },
  {
    name: 'the fencing of job states',
    apply: replaceMethod(JobState, 'advance', (original, [db, id, , changes]) => unfenced(original, db, id, changes)),
    probe: overtakenAttemptsAreFenced,
  },
];

describe('what keeps callers where they belong', () => {
  let noticed = 0;

  afterAll(() => {
    process.stdout.write(`mutations: ${noticed} of ${mutations.length} noticed\n`);
  });

  it.each(mutations)(
    'is missed when it is gone: $name',
    async ({ apply, probe }) => {
      await probe();

      const undo = apply();
      const outcome = await probe().then(
        () => 'nobody noticed',
        (error: unknown) => error,
      );
      undo();

      // A probe that breaks by itself has noticed nothing.
      expect(outcome).toHaveProperty('matcherResult.pass', false);
      noticed += 1;
    },
    60_000,
  );
});

async function statusOf(method: string, path: string, message: object): Promise<number> {
  const admin = identities.find(({ name }) => name === 'admin own company');
  const headers = { 'content-type': 'application/json', ...admin?.headers };
  return sender.status({ method, path, headers, body: JSON.stringify(message) }, {});
}

/** reliability 3.1, API1: to change, to read, to delete. */
async function foreignCustomerIsUnknown(): Promise<void> {
  const { rows } = await app.database.pool.query<{ id: string }>('select id from customer where company_id = $1', [
    companyB,
  ]);
  const Id = rows[0]?.id;
  const statuses = [
    await statusOf('GET', '/api/CustomerQuery', { CustomerId: Id }),
    await statusOf('PUT', '/api/UpdateCustomer', { Id, Lastname: 'Mallory' }),
    await statusOf('POST', '/api/CreateCustomerComment', { CustomerId: Id, Comments: 'x' }),
  ];
  expect(statuses).toEqual([404, 404, 404]);
}

async function overtakenAttemptsAreFenced(): Promise<void> {
  const { dataSource } = app.database;
  const now = new Date();
  const outcome = await inTransaction(dataSource, async (tx) => {
    const syncs = new AxemaUserSyncRepository(tx);
    const job = await syncs.add(companyA, now);
    const first = job && (await syncs.claim(companyA, job.id, now));
    const second = job && (await syncs.claim(companyA, job.id, now));
    if (!first || !second) throw new TypeError('There is no sync to claim.');
    const outcome = await syncs.beat(first, now).then(
      () => 'written',
      (error: Error) => error.name,
    );
    await syncs.complete(second, first.counts, now);
    return outcome;
  });
  expect(outcome).toBe('FencedError');
}

/** As if the token were in no condition. */
async function unfenced(original: (...args: never[]) => unknown, ...[db, id, changes]: never[]): Promise<void> {
  const { query } = db as { query(sql: string, values: unknown[]): Promise<unknown> };
  const loose = {
    query: (sql: string, values: unknown[]) =>
      query.call(db, sql.replace(/ and \w+ = \$2 /, ' and ($2::uuid is not null) '), values),
  };
  await original(loose as never, id as never, '00000000-0000-0000-0000-000000000000' as never, changes as never);
}

/** Every condition on a company, of TypeORM's and of statements written by hand, is true. */
function withoutCompany(argument: unknown): unknown {
  if (typeof argument === 'string') {
    return argument.replace(/(?:"?\w+"?\.)?"?company_id"? = (\$\d+)/g, '($1::uuid is not null)');
  }
  if (typeof argument !== 'object' || argument === null || !('text' in argument)) return argument;
  // Prepared under its name with another text already.
  return { ...argument, name: undefined, text: withoutCompany(argument.text) };
}

function claimsOf(token: string): object {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as object;
}
