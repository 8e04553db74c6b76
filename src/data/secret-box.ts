import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const version = 'v1';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const keyIdPattern = /^[A-Za-z0-9_-]{1,32}$/;

/**
 * Seals secrets that have to be read again, such as the password of a code lock's server, with AES-256-GCM.
 *
 * Shape:    `v1.<key id>.<base64url of nonce, ciphertext and tag>`.
 * Keys:     the first one seals, all of them open: put a new key first, keep the old one until everything is sealed anew.
 * Context:  says whose secret it is, such as `axema-setting:<company id>`. It is authenticated, not stored: a sealed
 *           text that was moved to another row or column does not open there.
 * Errors:   a plain Error without the text or the key, when a text was altered, moved or sealed with an unknown key.
 */
export class SecretBox {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly currentId: string;

  /** `keys`: key id → 32 bytes, the current one first. */
  constructor(keys: ReadonlyMap<string, Buffer>) {
    for (const [id, key] of keys) {
      if (!keyIdPattern.test(id)) throw new Error(`A key id is 1 to 32 of A-Z a-z 0-9 _ -; got '${id}'.`);
      if (key.length !== keyBytes) throw new Error(`Key '${id}' must have ${keyBytes} bytes; it has ${key.length}.`);
    }
    const [currentId] = keys.keys();
    if (currentId === undefined) throw new Error('A secret box needs at least one key.');
    this.keys = new Map(keys);
    this.currentId = currentId;
  }

  /** Reads keys from a setting: `<key id>:<base64 of 32 bytes>`, comma separated, the current one first. */
  static parse(setting: string): SecretBox {
    const keys = new Map<string, Buffer>();
    for (const part of setting.split(',')) {
      const [id, text, ...rest] = part.trim().split(':');
      if (text === undefined || rest.length > 0) throw new Error('A key is written <key id>:<base64 of 32 bytes>.');
      if (keys.has(id)) throw new Error(`Key id '${id}' stands twice.`);
      keys.set(id, Buffer.from(text, 'base64'));
    }
    return new SecretBox(keys);
  }

  seal(text: string, context: string): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.key(this.currentId), nonce, { authTagLength: tagBytes });
    cipher.setAAD(boundTo(this.currentId, context));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${version}.${this.currentId}.${sealed.toString('base64url')}`;
  }

  open(sealed: string, context: string): string {
    const [textVersion, keyId, body, ...rest] = sealed.split('.');
    const bytes = Buffer.from(body ?? '', 'base64url');
    if (textVersion !== version || rest.length > 0 || bytes.length < nonceBytes + tagBytes) {
      throw new Error('A sealed secret is not in the form that this version writes.');
    }
    const decipher = createDecipheriv(algorithm, this.key(keyId), bytes.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(boundTo(keyId, context));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    try {
      return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
    } catch (error) {
      throw new Error('A sealed secret does not open: it was altered, or belongs to something else.', { cause: error });
    }
  }

  /** Whether a text was sealed with an older key and should be sealed anew. */
  isStale(sealed: string): boolean {
    return !sealed.startsWith(`${version}.${this.currentId}.`);
  }

  private key(id: string): Buffer {
    const key = this.keys.get(id);
    if (!key) throw new Error(`A secret is sealed with key '${id}', which is not among the keys of this process.`);
    return key;
  }
}

function boundTo(keyId: string, context: string): Buffer {
  return Buffer.from(`${version}.${keyId}.${context}`, 'utf8');
}
