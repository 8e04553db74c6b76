import type { EntityManager } from 'typeorm';
import { CodeLockSettingEntity } from './code-lock-setting-entity';
import { axemaSystemId } from './code-lock-systems';

export type CodeLockSettingChanges = Partial<Omit<CodeLockSettingEntity, 'companyId' | 'createdAt' | 'updatedAt'>>;

/** Answers questions about how companies' bookings open doors. */
export class CodeLockSettingRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): CodeLockSettingRepository {
    return new CodeLockSettingRepository(tx);
  }

  find(companyId: string): Promise<CodeLockSettingEntity | null> {
    return this.db.findOneBy(CodeLockSettingEntity, { companyId });
  }

  /** Writes what is not `undefined`; the first time with the table's defaults for the rest. */
  async save(companyId: string, changes: CodeLockSettingChanges, now: Date): Promise<CodeLockSettingEntity> {
    await this.addRow(companyId, now);
    await this.db.update(CodeLockSettingEntity, { companyId }, { ...changes, updatedAt: now });
    return this.db.findOneByOrFail(CodeLockSettingEntity, { companyId });
  }

  /** A company that has chosen no code lock system yet chooses VAKA by connecting with it. */
  async chooseAxemaIfNone(companyId: string, now: Date): Promise<void> {
    await this.addRow(companyId, now);
    await this.db.query(
      `update code_lock_setting set code_lock_systems_id = $2, active = true, updated_at = $3
        where company_id = $1 and code_lock_systems_id is null`,
      [companyId, axemaSystemId, now],
    );
  }

  private async addRow(companyId: string, now: Date): Promise<void> {
    await this.db.query(
      `insert into code_lock_setting (company_id, created_at, updated_at) values ($1, $2, $2)
       on conflict (company_id) do nothing`,
      [companyId, now],
    );
  }
}
