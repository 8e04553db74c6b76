import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, errors } from 'jose';

export interface EncryptionKeySettings {
  /** PKCS #8 in PEM form: RSA of at least 2048 bits. It decrypts; its public half encrypts. */
  readonly privateKey: string;
}

const keyAlgorithm = 'RSA-OAEP';
const contentAlgorithm = 'A128CBC-HS256';

/**
 * Wraps signed tokens so that only this host reads their claims (RFC 7516).
 *
 * What is inside is still signed: anybody who knows a public key can encrypt, so that encryption alone says nothing of who
 * has issued a token.
 */
export class TokenEncryption {
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;

  /** Errors: Error for a key that cannot be read, is too short or none of RSA. */
  constructor({ privateKey }: EncryptionKeySettings) {
    this.privateKey = createPrivateKey(privateKey);
    this.publicKey = createPublicKey(this.privateKey);
    const bits = this.privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
    if (this.privateKey.asymmetricKeyType !== 'rsa' || bits < 2048) {
      throw new Error(`Tokens are encrypted with an RSA key of at least 2048 bits; this one has ${bits}.`);
    }
  }

  encrypt(signed: string): Promise<string> {
    return new CompactEncrypt(Buffer.from(signed))
      .setProtectedHeader({ alg: keyAlgorithm, enc: contentAlgorithm, typ: 'JWT', cty: 'JWT' })
      .encrypt(this.publicKey);
  }

  /** The signed token inside; `undefined`: encrypted for somebody else, in another way, or damaged. */
  async decrypt(token: string): Promise<string | undefined> {
    try {
      const { plaintext } = await compactDecrypt(token, this.privateKey, {
        keyManagementAlgorithms: [keyAlgorithm],
        contentEncryptionAlgorithms: [contentAlgorithm],
      });
      return Buffer.from(plaintext).toString();
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}
