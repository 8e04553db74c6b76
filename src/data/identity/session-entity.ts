import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserEntity } from './user-entity';

/** A user who is signed in somewhere. */
@Entity('user_session')
@ForeignKey(() => UserEntity, ['userId'], ['id'], { name: 'fk_user_session_user', onDelete: 'CASCADE' })
@Index('ix_user_session_user', ['userId'])
@Index('ix_user_session_expires_at', ['expiresAt'])
export class SessionEntity {
  /** SHA-256 of the id, which nobody but the client knows. */
  @PrimaryColumn({ name: 'id_hash', type: 'bytea', primaryKeyConstraintName: 'pk_user_session' })
  idHash!: Buffer;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  /** How the user signed in: `credentials`, `basic`. */
  @Column({ name: 'auth_provider', type: 'text' })
  authProvider!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
