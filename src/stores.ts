import type { ApiKeyRepository, UserRepository } from './data';
import type { ApiKeyStore, UserStore } from './engine';

/** The engine's view of users, on the data layer. */
export function userStore(users: UserRepository): UserStore {
  return {
    async findByUserName(userName) {
      const user = await users.findByUserName(userName);
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
      };
    },
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
        roles: key.roles,
      };
    },
  };
}
