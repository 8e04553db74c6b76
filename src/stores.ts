import {
  type ApiKeyRepository,
  isUniqueViolation,
  type RevokedTokenRepository,
  type SessionRepository,
  type UserEntity,
  type UserRepository,
} from './data';
import type {
  ApiKeyStore,
  Clock,
  RegistrationStore,
  RevokedTokenStore,
  RoleStore,
  SessionStore,
  UserAccount,
  UserStore,
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
