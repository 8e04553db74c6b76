import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

interface SqlColumn {
  readonly property: string;
  readonly column: string;
  readonly type: string;
}

function columnsOf(db: EntityManager, entity: EntityTarget<ObjectLiteral>): { table: string; columns: SqlColumn[] } {
  const metadata = db.connection.getMetadata(entity);
  const columns = metadata.columns.map((column) => ({
    property: column.propertyName,
    column: column.databaseName,
    type: `${column.type}${column.isArray ? '[]' : ''}`,
  }));
  return { table: metadata.tableName, columns };
}

/** The columns of an entity for a select, each under the name of its property: `account.user_name as "userName"`. */
export function selectList(db: EntityManager, entity: EntityTarget<ObjectLiteral>, alias: string): string {
  const { columns } = columnsOf(db, entity);
  return columns.map(({ property, column }) => `${alias}.${column} as "${property}"`).join(', ');
}

/**
 * Writes all rows with one statement and one parameter, however many there are: as bind parameters, 1,771 accounts
 * would be more than the protocol allows (65,535).
 */
export async function insertRows<T extends ObjectLiteral>(
  db: EntityManager,
  entity: EntityTarget<T>,
  rows: readonly T[],
): Promise<void> {
  if (rows.length === 0) return;
  const { table, columns } = columnsOf(db, entity);
  const names = columns.map(({ column }) => column).join(', ');
  const values = columns.map(({ property }) => `"${property}"`).join(', ');
  const record = columns.map(({ property, type }) => `"${property}" ${type}`).join(', ');
  await db.query(
    `insert into ${table} (${names}) select ${values} from json_to_recordset($1::json) as row (${record})`,
    [JSON.stringify(rows)],
  );
}
