import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CompanyEntity } from '../../../data';

/** How a company's VAKA system is reached. */
@Entity('axema_setting')
@ForeignKey(() => CompanyEntity, ['companyId'], ['id'], { name: 'fk_axema_setting_company' })
@Check('ck_axema_setting_port', 'api_port between 1 and 65535')
export class AxemaSettingEntity {
  @PrimaryColumn({ name: 'company_id', type: 'uuid', primaryKeyConstraintName: 'pk_axema_setting' })
  companyId!: string;

  /** As entered: a host name, or a URL without port. */
  @Column({ name: 'api_endpoint', type: 'text' })
  apiEndpoint!: string;

  @Column({ name: 'api_port', type: 'integer' })
  apiPort!: number;

  @Column({ name: 'username', type: 'text' })
  username!: string;

  /** Sealed for this company's setting: the text opens in no other row. Never selected unless named. */
  @Column({ name: 'password_sealed', type: 'text', select: false })
  passwordSealed?: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
