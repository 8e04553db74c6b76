import { entities, migrations } from './src/app-data';
import { createDataSource } from './src/data';

const { DATABASE_URL: url, DATA_DIR: dataDir = './data' } = process.env;

/**
 * For TypeORM's command line; the server itself migrates without it (src/migrate.ts), under a lock.
 *
 *     node -r ./swc-register.cjs node_modules/typeorm/cli.js migration:show -d ormconfig.ts
 *
 * `DATABASE_URL` names a server. Without it: the embedded database in `DATA_DIR`, while no server has it open.
 */
export const dataSource = createDataSource({
  url: url === '' ? undefined : url,
  dataDir: `${dataDir}/database`,
  entities,
  migrations,
});
