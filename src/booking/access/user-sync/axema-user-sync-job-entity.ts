import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { AxemaUserSyncStatus } from '../../../../dtos/booking/axema';
import { CompanyEntity } from '../../../data';

/**
 * One sync of users from VAKA.
 *
 * Counters are null until the first page is written; then `usersFound` = created + updated + unchanged + skipped, in
 * every state that can be read.
 */
@Entity('axema_user_sync_job')
@ForeignKey(() => CompanyEntity, ['companyId'], ['id'], { name: 'fk_axema_user_sync_job_company' })
@Unique('uq_axema_user_sync_job_company_id', ['companyId', 'id'])
@Check('ck_axema_user_sync_job_status', 'status between 0 and 3')
// Partial: TypeORM cannot tell its condition from the database's own spelling of it.
@Index('uq_axema_user_sync_job_running', { synchronize: false })
@Index('ix_axema_user_sync_job_company', ['companyId', 'createdAt'])
export class AxemaUserSyncJobEntity {
  @PrimaryGeneratedColumn('uuid', { name: 'id', primaryKeyConstraintName: 'pk_axema_user_sync_job' })
  id!: string;

  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;

  @Column({ name: 'status', type: 'smallint', default: 0 })
  status!: AxemaUserSyncStatus;

  @Column({ name: 'users_found', type: 'integer', nullable: true })
  usersFound!: number | null;

  @Column({ name: 'users_created', type: 'integer', nullable: true })
  usersCreated!: number | null;

  @Column({ name: 'users_updated', type: 'integer', nullable: true })
  usersUpdated!: number | null;

  @Column({ name: 'users_unchanged', type: 'integer', nullable: true })
  usersUnchanged!: number | null;

  @Column({ name: 'users_skipped', type: 'integer', nullable: true })
  usersSkipped!: number | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage!: string | null;

  /** Id of the last person that was written. What a next attempt must not repeat stands in `axema_user_sync_person`. */
  @Column({ name: 'cursor', type: 'text', nullable: true })
  cursor!: string | null;

  /** New at every claim: an attempt that holds an older one may write nothing more. */
  @Column({ name: 'attempt_token', type: 'uuid', nullable: true })
  attemptToken!: string | null;

  @Column({ name: 'attempts', type: 'integer', default: 0 })
  attempts!: number;

  /** The durable job that does this sync. */
  @Column({ name: 'queue_job_id', type: 'text', nullable: true })
  queueJobId!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
