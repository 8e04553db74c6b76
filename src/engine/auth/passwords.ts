import { hash, verify } from '@node-rs/argon2';

// OWASP's minimum for argon2id: 19 MiB, 2 passes, 1 lane. The library's default algorithm is argon2id.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** argon2id hash in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let unknownUser: Promise<string> | undefined;

/**
 * Whether the password is the one that was hashed. Without a hash (unknown user) as much time is spent and the answer is
 * false, so that a caller cannot tell which user names exist.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  unknownUser ??= hashPassword('no user has this password');
  const isRight = await verify(passwordHash ?? (await unknownUser), password);
  return isRight && passwordHash !== undefined;
}
