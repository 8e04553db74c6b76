import type { Clock } from '../../core/clock';

/** Where revoked tokens are remembered, by their `jti`, for all processes of the host; implemented by the data layer. */
export interface RevokedTokenStore {
  isRevoked(tokenId: string): Promise<boolean>;
  /** `expiresAt`: from then on the token is no good anyway and may be forgotten. Revoking twice is no error. */
  revoke(tokenId: string, expiresAt: Date): Promise<void>;
}

interface Known {
  readonly isRevoked: boolean;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Default for `recheckMs`: one question in 5 s per token costs nothing measurable; so late may other processes notice. */
const defaultRecheckMs = 5_000;
const mostKnown = 10_000;

/**
 * Answers from memory what the store has said of a token within the last moments.
 *
 * This process knows at once what it has revoked itself; what others revoke it knows after `recheckMs` at the latest.
 */
export class Revocations {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly store: RevokedTokenStore,
    private readonly clock: Clock,
    private readonly recheckMs = defaultRecheckMs,
  ) {}

  async isRevoked(tokenId: string): Promise<boolean> {
    const now = this.clock.now().getTime();
    const known = this.known.get(tokenId);
    if (known && known.until > now) return known.isRevoked;
    const isRevoked = await this.store.isRevoked(tokenId);
    // `revoke` may have come while the store was asked.
    const meanwhile = this.known.get(tokenId);
    if (meanwhile?.isRevoked) return true;
    this.remember(tokenId, { isRevoked, until: now + this.recheckMs });
    return isRevoked;
  }

  async revoke(tokenId: string, expiresAt: Date): Promise<void> {
    await this.store.revoke(tokenId, expiresAt);
    this.remember(tokenId, { isRevoked: true, until: expiresAt.getTime() });
  }

  /** The oldest gives way: it is asked for again when it comes again. */
  private remember(tokenId: string, known: Known): void {
    this.known.delete(tokenId);
    this.known.set(tokenId, known);
    if (this.known.size <= mostKnown) return;
    for (const oldest of this.known.keys()) {
      this.known.delete(oldest);
      return;
    }
  }
}
