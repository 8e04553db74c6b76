import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CompanyEntity } from '../../../data';

/** Says from which VAKA person an access key came that a sync created; only such keys does a sync remove. */
@Entity('axema_access_key')
@ForeignKey(() => CompanyEntity, ['companyId'], ['id'], { name: 'fk_axema_access_key_company' })
@ForeignKey('user_access_key', ['accessKeyId'], ['id'], { name: 'fk_axema_access_key_key', onDelete: 'CASCADE' })
@Index('ix_axema_access_key_person', ['companyId', 'personId'])
export class AxemaAccessKeyEntity {
  @PrimaryColumn({ name: 'access_key_id', type: 'uuid', primaryKeyConstraintName: 'pk_axema_access_key' })
  accessKeyId!: string;

  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;

  @Column({ name: 'person_id', type: 'text' })
  personId!: string;
}
