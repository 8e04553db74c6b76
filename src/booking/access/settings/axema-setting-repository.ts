import type { EntityManager } from 'typeorm';
import type { SecretBox } from '../../../data';
import type { AxemaConnection } from '../axema/axema-client';
import { AxemaSettingEntity } from './axema-setting-entity';
import { axemaSystemId } from './code-lock-systems';

export interface AxemaSettingValues {
  readonly apiEndpoint: string;
  readonly apiPort: number;
  readonly username: string;
  readonly password: string;
}

/** Answers questions about how companies' VAKA systems are reached. The only place that opens their passwords. */
export class AxemaSettingRepository {
  constructor(
    private readonly db: EntityManager,
    private readonly secrets: SecretBox,
  ) {}

  in(tx: EntityManager): AxemaSettingRepository {
    return new AxemaSettingRepository(tx, this.secrets);
  }

  find(companyId: string): Promise<AxemaSettingEntity | null> {
    return this.db.findOneBy(AxemaSettingEntity, { companyId });
  }

  /** Whether the company is connected with VAKA and its code lock is switched on. */
  async isActive(companyId: string): Promise<boolean> {
    const rows = (await this.db.query(
      `select 1 from axema_setting setting join code_lock_setting lock using (company_id)
        where setting.company_id = $1 and lock.active and lock.code_lock_systems_id = $2`,
      [companyId, axemaSystemId],
    )) as unknown[];
    return rows.length > 0;
  }

  /** `undefined` when there is no active setting. Errors: when the password was sealed with a key that is gone. */
  async activeConnection(companyId: string): Promise<AxemaConnection | undefined> {
    if (!(await this.isActive(companyId))) return undefined;
    const setting = await this.db.findOneOrFail(AxemaSettingEntity, {
      where: { companyId },
      select: { companyId: true, apiEndpoint: true, apiPort: true, username: true, passwordSealed: true },
    });
    return {
      companyId,
      endpoint: setting.apiEndpoint,
      port: setting.apiPort,
      username: setting.username,
      password: this.secrets.open(setting.passwordSealed ?? '', secretContext(companyId)),
    };
  }

  /** False when the company has a setting already. Errors: a violation of `fk_axema_setting_company`. */
  async add(companyId: string, values: AxemaSettingValues, now: Date): Promise<boolean> {
    const rows = (await this.db.query(
      `insert into axema_setting
         (company_id, api_endpoint, api_port, username, password_sealed, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $6) on conflict (company_id) do nothing returning company_id`,
      [companyId, values.apiEndpoint, values.apiPort, values.username, this.seal(companyId, values.password), now],
    )) as unknown[];
    return rows.length > 0;
  }

  /** Writes what is not `undefined`. */
  async update(companyId: string, changes: Partial<AxemaSettingValues>, now: Date): Promise<void> {
    const { password, ...others } = changes;
    await this.db.update(
      AxemaSettingEntity,
      { companyId },
      {
        ...others,
        ...(password === undefined ? {} : { passwordSealed: this.seal(companyId, password) }),
        updatedAt: now,
      },
    );
  }

  /**
   * Seals anew what was sealed with an older key, of all companies, and answers how many there were; afterwards the older
   * keys are not needed any more. A password that is changed meanwhile stays as it is then.
   *
   * Errors: when a password was sealed with a key that is gone; those before it have been sealed anew.
   */
  async resealStale(): Promise<number> {
    const rows = (await this.db.query(
      'select company_id as "companyId", password_sealed as "sealed" from axema_setting order by company_id',
    )) as { companyId: string; sealed: string }[];
    const stale = rows.filter(({ sealed }) => this.secrets.isStale(sealed));
    for (const { companyId, sealed } of stale) {
      const fresh = this.seal(companyId, this.secrets.open(sealed, secretContext(companyId)));
      await this.db.query(
        'update axema_setting set password_sealed = $3 where company_id = $1 and password_sealed = $2',
        [companyId, sealed, fresh],
      );
    }
    return stale.length;
  }

  private seal(companyId: string, password: string): string {
    return this.secrets.seal(password, secretContext(companyId));
  }
}

/** Bound to the company: a sealed password that is copied to another company's row does not open there. */
function secretContext(companyId: string): string {
  return `axema-setting:${companyId}`;
}
