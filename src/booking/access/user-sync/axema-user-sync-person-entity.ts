import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CompanyEntity } from '../../../data';
import { AxemaUserSyncJobEntity } from './axema-user-sync-job-entity';

const primaryKeyConstraintName = 'pk_axema_user_sync_person';

/**
 * A person that a running sync has accounted for.
 *
 * Ids rather than a position in the list, because VAKA's list moves under a reader: a person that slides onto the next
 * page, or is read again after a crash, counts once.
 */
@Entity('axema_user_sync_person')
@ForeignKey(() => CompanyEntity, ['companyId'], ['id'], { name: 'fk_axema_user_sync_person_company' })
@ForeignKey(() => AxemaUserSyncJobEntity, ['companyId', 'jobId'], ['companyId', 'id'], {
  name: 'fk_axema_user_sync_person_job',
  onDelete: 'CASCADE',
})
export class AxemaUserSyncPersonEntity {
  @PrimaryColumn({ name: 'company_id', type: 'uuid', primaryKeyConstraintName })
  companyId!: string;

  @PrimaryColumn({ name: 'job_id', type: 'uuid', primaryKeyConstraintName })
  jobId!: string;

  @PrimaryColumn({ name: 'person_id', type: 'text', primaryKeyConstraintName })
  personId!: string;
}
