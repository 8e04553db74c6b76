import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A token that ended before its time. Tokens themselves are stored nowhere. */
@Entity('revoked_token')
@Index('ix_revoked_token_expires_at', ['expiresAt'])
export class RevokedTokenEntity {
  /** The token's `jti`. */
  @PrimaryColumn({ name: 'token_id', type: 'text', primaryKeyConstraintName: 'pk_revoked_token' })
  tokenId!: string;

  /** When the token would have ended by itself, and this row is no longer needed. */
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
