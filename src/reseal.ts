import { entities, migrations } from './app-data';
import { AxemaSettingRepository } from './booking/access/settings/axema-setting-repository';
import { openDatabase, SecretBox } from './data';
import { readSettings } from './settings';

/**
 * `npm run reseal`: seals every stored secret with the first of `SECRET_KEYS`, so that the others can be dropped. Safe while
 * the server runs, as long as its processes have the new key too.
 */
async function main(): Promise<void> {
  const { databaseUrl: url, dataDir, secretKeys } = readSettings();
  const database = await openDatabase({
    url,
    dataDir: url === undefined ? `${dataDir}/database` : undefined,
    entities,
    migrations,
  });
  try {
    const settings = new AxemaSettingRepository(database.dataSource.manager, SecretBox.parse(secretKeys));
    const count = await settings.resealStale();
    process.stdout.write(count === 0 ? 'Nothing to seal anew.\n' : `Sealed ${count} secrets anew.\n`);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
