import { createHash, randomUUID } from 'node:crypto';

const guid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** A secret of 122 random bits. A Guid, because the wire type of `ApiKey` is one and typed clients parse it. */
export function newApiKeySecret(): string {
  return randomUUID();
}

/**
 * SHA-256 of a key's secret, as stored and looked up.
 *
 * A Guid counts as the same with or without hyphens and in any case (domain 0.1); other secrets are taken literally.
 */
export function hashApiKeySecret(secret: string): Buffer {
  const canonical = guid.test(secret) ? secret.replaceAll('-', '').toLowerCase() : secret;
  return createHash('sha256').update(canonical, 'utf8').digest();
}
