import {
  type ApiKeyRepository,
  isUniqueViolation,
  type RevokedTokenRepository,
  type SessionRepository,
  type UserEntity,
  type UserRepository,
} from './data';
import {
  type ApiKeyStore,
  type Clock,
  type RegistrationStore,
  type RevokedTokenStore,
  type RoleStore,
  Session,
  type SessionStore,
  type UserAccount,
  type UserStore,
} from './engine';

const nobody = '00000000-0000-0000-0000-000000000000';

/** The engine's view of users, on the data layer. */
export function userStore(users: UserRepository): UserStore & RegistrationStore & RoleStore {
  return {
    findByUserName: async (userName) => toAccount(await users.findByUserName(userName)),
    findById: async (id) => toAccount(await users.find(id)),
    recordFailedSignIn: (userId, rule, now) => users.lockAfterFailures(userId ?? nobody, rule, now),
    recordSignIn: (userId) => users.recordSignIn(userId),
    isEmailTaken: (email) => users.isEmailTaken(email),
    async add(account) {
      try {
        return toAccount(await users.find(await users.add(account)));
      } catch (error) {
        if (isUniqueViolation(error, 'uq_app_user_user_name')) return undefined;
        throw error;
      }
    },
    assign: async (id, { roles, permissions }) => toAccount(await users.assign(id, roles, permissions)),
    unassign: async (id, { roles, permissions }) => toAccount(await users.unassign(id, roles, permissions)),
  };
}

/** The engine's view of sessions, on the data layer. */
export function sessionStore(sessions: SessionRepository): SessionStore {
  return {
    add: (session) => sessions.add(session),
    async find(idHash, now) {
      const found = await sessions.find(idHash, now);
      const user = toAccount(found?.user ?? null);
      return found && user ? { user, authProvider: found.authProvider } : undefined;
    },
    remove: (idHash) => sessions.remove(idHash),
    removeOfUser: (userId) => sessions.removeOfUser(userId),
    removeExpired: (now) => sessions.removeExpired(now),
  };
}

/** The engine's view of API keys, on the data layer. */
export function apiKeyStore(keys: ApiKeyRepository): ApiKeyStore {
  return {
    async findBySecret(secret) {
      const key = await keys.findBySecret(secret);
      if (!key) return undefined;
      return {
        id: key.id,
        companyId: key.companyId,
        isActive: key.active,
        expiresAt: key.expiresAt ?? undefined,
        allowedIpAddresses: key.allowedIpAddresses,
        scopes: key.roles,
        operations: key.operations,
      };
    },
  };
}

/**
 * What the sender of a message that has waited may do by now: roles that were taken away, locks and revoked keys count at
 * once, as for everybody who calls. Whom a token of another issuer names is known from that alone, and keeps what it said.
 */
export function senderNow(of: { users: UserRepository; apiKeys: ApiKeyRepository; clock: Clock }) {
  const { users, apiKeys, clock } = of;
  return async (session: Session): Promise<Session | undefined> => {
    const { userId, apiKeyId, companyId } = session;
    const now = clock.now();
    if (apiKeyId !== undefined && companyId !== undefined) {
      const key = await apiKeys.find(companyId, apiKeyId);
      if (!key?.active || (key.expiresAt !== null && key.expiresAt <= now)) return undefined;
      if (userId === undefined) return new Session({ ...session, roles: key.roles, apiKeyScopes: key.roles });
    }
    if (userId === undefined) return session;
    const user = isUuid.test(userId) ? toAccount(await users.find(userId)) : undefined;
    if (!user) return session.authProvider === 'jwt' ? session : undefined;
    if (user.isLocked || (user.lockedUntil !== undefined && user.lockedUntil > now)) return undefined;
    const { roles, permissions } = user;
    return new Session({ ...session, companyId: user.companyId, roles, permissions });
  };
}
const isUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const forgetEveryMs = 3_600_000;

/** The engine's view of revoked tokens, on the data layer; forgets those that have ended by now from time to time. */
export function revokedTokenStore(revoked: RevokedTokenRepository, clock: Clock): RevokedTokenStore {
  let forgotAt = 0;
  return {
    isRevoked: (tokenId) => revoked.isRevoked(tokenId),
    async revoke(tokenId, expiresAt) {
      await revoked.revoke(tokenId, expiresAt);
      const now = clock.now();
      if (now.getTime() - forgotAt < forgetEveryMs) return;
      forgotAt = now.getTime();
      await revoked.removeExpired(now);
    },
  };
}

function toAccount(user: UserEntity | null): UserAccount | undefined {
  if (!user) return undefined;
  return {
    id: user.id,
    userName: user.userName,
    displayName: user.displayName ?? undefined,
    email: user.email ?? undefined,
    companyId: user.companyId ?? undefined,
    passwordHash: user.passwordHash ?? undefined,
    roles: user.roles,
    permissions: user.permissions,
    isLocked: user.lockedAt !== null,
    lockedUntil: user.lockedUntil ?? undefined,
  };
}
