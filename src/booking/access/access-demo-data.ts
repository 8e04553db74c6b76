import type { DataSource } from 'typeorm';
import { inTransaction, type SecretBox } from '../../data';
import { AxemaSettingRepository } from './settings/axema-setting-repository';
import { CodeLockSettingRepository } from './settings/code-lock-setting-repository';
import { simAccount } from './vaka-simulator/vaka-state';

/**
 * Connects a company with a VAKA simulator. A setting that is there already is pointed at this simulator, whose port is
 * another one at every start; a setting that leads elsewhere stays.
 */
export async function loadAccessDemoData(
  dataSource: DataSource,
  secrets: SecretBox,
  companyId: string,
  simulatorUrl: string,
): Promise<void> {
  const url = new URL(simulatorUrl);
  const apiEndpoint = `http://${url.hostname}`;
  const apiPort = Number(url.port);
  const { username, password } = simAccount;
  const now = new Date();
  await inTransaction(dataSource, async (tx) => {
    const settings = new AxemaSettingRepository(tx, secrets);
    if (await settings.add(companyId, { apiEndpoint, apiPort, username, password }, now)) {
      return new CodeLockSettingRepository(tx).chooseAxemaIfNone(companyId, now);
    }
    const stored = await settings.find(companyId);
    if (stored?.apiEndpoint === apiEndpoint && stored.username === username) {
      await settings.update(companyId, { apiPort, password }, now);
    }
  });
}
