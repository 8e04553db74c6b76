import { createHmac, randomUUID } from 'node:crypto';
import { Authenticate, AuthenticateLogout } from '../../../dtos';
import { ApiKeyRepository, type NewUser, UserRepository } from '../../../src/data';
import { demoPassword } from '../../../src/demo-data';
import { hashPassword, Session } from '../../../src/engine';
import { companyA, type TestApp, testSettings } from '../../support/start-app';
import type { Caller } from './declared-access';
import { Sender } from './send';

/** Somebody who calls, and how they prove who they are. */
export interface Identity {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly caller: Caller;
  /** Tries the main address forms only: another identity has the same rights and tries all. */
  readonly isVariant?: true;
  /** For calls that come in by no request; absent: there is no such caller inside the process. */
  readonly session?: Session;
  /** Signs in again, where a call has ended what `headers` stand for. */
  readonly renew?: () => Promise<void>;
}

const write = 'bookingsupplier-administrator-write';
const read = 'bookingsupplier-administrator-read';
const all = ['CanAccess', 'CanAdd', 'CanEdit', 'CanDelete'];
const nobody: Caller = { credential: 'none', roles: [], permissions: [] };
const isVariant = true as const;
const refused: Caller = { ...nobody, credential: 'bad' };

interface Person {
  readonly name: string;
  readonly userName: string;
  readonly roles?: readonly string[];
  readonly permissions?: readonly string[];
  /** Absent: there is such a user in the demo data. */
  readonly add?: Pick<NewUser, 'companyId'>;
}

/** reliability 4.3, and who of the other family tries. */
const bookingPeople: readonly Person[] = [
  { name: 'customer self', userName: 'customer@missive.test' },
  { name: 'customer other', userName: 'other@missive.test', add: { companyId: companyA } },
  { name: 'admin other company', userName: 'admin-b@missive.test', roles: [write] },
  { name: 'admin own company', userName: 'admin@missive.test', roles: [write] },
  { name: 'superadmin', userName: 'super@missive.test', roles: ['superadmin'] },
  { name: 'reader', userName: 'reader@missive.test', roles: [read] },
  { name: 'Admin of the other family', userName: 'tax@missive.test', roles: ['Admin'], permissions: all },
];
const registrationPeople: readonly Person[] = [
  { name: 'no role', userName: 'nothing@missive.test', add: {} },
  { name: 'role only', userName: 'role@missive.test', roles: ['Admin'], add: {} },
  { name: 'permission only', userName: 'permission@missive.test', permissions: all, add: {} },
  { name: 'one permission only', userName: 'tax-reader@missive.test', permissions: ['CanAccess'] },
  {
    name: 'role and one permission',
    userName: 'half@missive.test',
    roles: ['Admin'],
    permissions: ['CanAccess'],
    add: {},
  },
  { name: 'both', userName: 'tax@missive.test', roles: ['Admin'], permissions: all },
  { name: 'superadmin of the other family', userName: 'super@missive.test', roles: ['superadmin'] },
];

export function bookingIdentities(app: TestApp): Promise<Identity[]> {
  return identitiesOf(app, { people: bookingPeople, main: 'admin@missive.test', keyRoles: [write] });
}
export function registrationIdentities(app: TestApp): Promise<Identity[]> {
  return identitiesOf(app, { people: registrationPeople, main: 'tax@missive.test', keyRoles: ['Admin'] });
}

interface Cast {
  readonly people: readonly Person[];
  /** Who proves it in every way that there is. */
  readonly main: string;
  readonly keyRoles: readonly string[];
}

async function identitiesOf(app: TestApp, { people, main, keyRoles }: Cast): Promise<Identity[]> {
  await addPeople(app, people);
  const person = people.find(({ userName }) => userName === main);
  if (!person) throw new Error(`${main} is not among the people.`);
  const token = await signIn(app, main);
  const known: Identity[] = [];
  for (const one of people) known.push(await byToken(app, one));
  return [
    { name: 'anonymous', headers: {}, caller: nobody, session: new Session() },
    { name: 'expired token', headers: bearer(expired(token)), caller: refused },
    // A token that this host has not signed is no token to it (AUTH-21).
    { name: 'forged token', headers: bearer(forged(token)), caller: nobody, isVariant },
    ...known,
    { name: 'revoked token', headers: bearer(await signedOut(app, main)), caller: refused },
    ...(await bySession(app, person)),
    ...(await byKey(app, keyRoles)),
  ];
}

async function addPeople(app: TestApp, people: readonly Person[]): Promise<void> {
  const users = new UserRepository(app.database.dataSource.manager);
  const passwordHash = await hashPassword(demoPassword);
  for (const { userName, roles, permissions, add } of people) {
    if (add) await users.add({ userName, roles, permissions, passwordHash, ...add });
  }
}

async function byToken(app: TestApp, person: Person): Promise<Identity> {
  const user = await new UserRepository(app.database.dataSource.manager).findByUserName(person.userName);
  if (!user) throw new Error(`There is no user ${person.userName}.`);
  const { id: userId, userName, companyId, roles, permissions } = user;
  const token = await signIn(app, person.userName);
  const headers = bearer(token);
  return {
    name: person.name,
    headers,
    caller: callerOf(person),
    renew: async () => void Object.assign(headers, bearer(resigned(token, { jti: randomUUID() }))),
    session: new Session({
      isAuthenticated: true,
      userId,
      userName,
      companyId: companyId ?? undefined,
      roles,
      permissions,
    }),
  };
}

/** By cookie, from a page of this host and from one of another, by header, and with a session that is over. */
async function bySession(app: TestApp, person: Person): Promise<Identity[]> {
  const { id, renew } = await openSession(app, person.userName);
  const over = await openSession(app, person.userName);
  await app.database.pool.query("update user_session set expires_at = now() - interval '1 s' where id_hash = $1", [
    over.idHash,
  ]);
  const cookie = { cookie: `ss-id=${id}; ss-opt=temp` };
  const caller = callerOf(person);
  return [
    { name: `${person.name}, cookie`, headers: { ...cookie, origin: app.url }, caller, isVariant, renew },
    {
      name: `${person.name}, cookie, other site`,
      headers: { ...cookie, origin: 'https://evil.example' },
      caller: { ...caller, isCrossSite: true },
      isVariant,
      renew,
    },
    { name: `${person.name}, session header`, headers: { 'x-ss-id': id }, caller, isVariant, renew },
    { name: 'expired session', headers: { cookie: `ss-id=${over.id}` }, caller: nobody, isVariant },
  ];
}

const prefix = 'ak-';

async function byKey(app: TestApp, roles: readonly string[]): Promise<Identity[]> {
  const keys = new ApiKeyRepository(app.database.dataSource.manager);
  const good = await keys.create(companyA, { roles, prefix });
  const revoked = await keys.create(companyA, { roles, prefix });
  await keys.revoke(companyA, revoked.key.id);
  const old = await keys.create(companyA, { roles, prefix, expiresAt: new Date('2020-01-01T00:00:00Z') });
  const elsewhere = await keys.create(companyA, { roles, prefix, operations: ['NothingOfThisHost'] });
  const caller: Caller = { credential: 'good', roles, permissions: [], isKey: true };
  const key = (secret: string) => ({ 'x-api-key': secret });
  return [
    { name: 'API key', headers: key(good.secret), caller, isVariant },
    { name: 'API key as bearer', headers: bearer(good.secret), caller, isVariant },
    { name: 'revoked key', headers: key(revoked.secret), caller: refused },
    { name: 'expired key', headers: key(old.secret), caller: refused, isVariant },
    { name: 'key for other operations', headers: key(elsewhere.secret), caller: refused, isVariant },
    { name: 'unknown key', headers: key(`ak-${randomUUID()}`), caller: refused, isVariant },
  ];
}

async function openSession(app: TestApp, userName: string) {
  const sender = new Sender(app.url);
  const body = JSON.stringify({ userName, password: demoPassword });
  const headers = { 'content-type': 'application/json' };
  const answer = await sender.answer({ method: 'POST', path: '/auth/credentials', headers, body });
  sender.close();
  const { sessionId } = JSON.parse(answer.body) as { sessionId?: string };
  const { rows } = await app.database.pool.query('select * from user_session order by created_at desc limit 1');
  const [row] = rows as {
    id_hash: Buffer;
    user_id: string;
    auth_provider: string;
    created_at: Date;
    expires_at: Date;
  }[];
  if (sessionId === undefined || !row) throw new Error(`${userName} got no session.`);
  const values = [row.id_hash, row.user_id, row.auth_provider, row.created_at, row.expires_at];
  const renew = async (): Promise<void> => {
    await app.database.pool.query(
      `insert into user_session (id_hash, user_id, auth_provider, created_at, expires_at) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      values,
    );
  };
  return { id: sessionId, idHash: row.id_hash, renew };
}

async function signIn(app: TestApp, userName: string): Promise<string> {
  const request = new Authenticate({ provider: 'credentials', userName, password: demoPassword });
  const { bearerToken } = await app.client().post(request);
  if (bearerToken === undefined) throw new Error(`${userName} got no token.`);
  return bearerToken;
}

/** A token whose user has signed out since. */
async function signedOut(app: TestApp, userName: string): Promise<string> {
  const token = await signIn(app, userName);
  const client = app.client();
  client.bearerToken = token;
  await client.post(new AuthenticateLogout());
  return token;
}

function callerOf({ roles = [], permissions = [] }: Person): Caller {
  return { credential: 'good', roles, permissions };
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

/** The same token, over since 2001. */
function expired(token: string): string {
  return resigned(token, { iat: 978_307_200, exp: 978_310_800 });
}

/** The token with other claims and a good signature. */
function resigned(token: string, changes: object): string {
  const [header = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object;
  const changed = Buffer.from(JSON.stringify({ ...claims, ...changes })).toString('base64url');
  return signed(`${header}.${changed}`, testSettings().jwtSecret);
}

/** The same claims, with somebody else's signature. */
function forged(token: string): string {
  const [header = '', payload = ''] = token.split('.');
  return signed(`${header}.${payload}`, 'k'.repeat(48));
}

function signed(text: string, secret: string | Uint8Array): string {
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
