import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import type { CrudPlan, CrudResult, CrudSource, RequestContext } from '../../engine';
import { fromColumn, toColumn } from './column-values';
import { type Bind, columnOf, conditionSql } from './condition-sql';
import { rowAlias } from './entity-columns';
import { EntitySource, type EntitySourceOptions } from './entity-source';
import { refusingBadChange } from './query-errors';

export interface EntityCrudSourceOptions<E extends ObjectLiteral> extends EntitySourceOptions<E> {
  /**
   * The member of `row` that is the version of a row: `xminVersion`, or a column that every update counts up. Default: rows
   * have no version.
   */
  readonly rowVersion?: string;
}

/**
 * Rows of one table that CRUD operations may write (http-contract 9.5).
 *
 * Callers set mapped columns only; never the key of a row whose key the database gives, the version or the tenant, which is
 * always the caller's. Rows of other tenants, and those that `baseFilter` hides, do not exist for changes.
 */
export function entityCrudSource<E extends ObjectLiteral>(
  dataSource: DataSource,
  entity: EntityTarget<E>,
  options: EntityCrudSourceOptions<E>,
): CrudSource {
  return new EntityCrudSource(dataSource, entity, options);
}

/** A statement in the making. */
interface Statement {
  readonly parameters: unknown[];
  readonly bind: Bind;
}

type UpdatePlan = Extract<CrudPlan, { action: 'update' | 'delete' }>;
type Values = ReadonlyMap<string, unknown>;

class EntityCrudSource<E extends ObjectLiteral> extends EntitySource<E> implements CrudSource {
  readonly rowVersion?: string;
  readonly writable: readonly string[];
  readonly isKeyGenerated: boolean;

  constructor(
    dataSource: DataSource,
    entity: EntityTarget<E>,
    protected override readonly options: EntityCrudSourceOptions<E>,
  ) {
    super(dataSource, entity, options);
    const { key, rowVersion, tenant } = options;
    const keyColumn = this.names.columnOf(key);
    if (!keyColumn) throw new Error(`The key '${key}' must be a column for rows that can be written.`);
    this.rowVersion = rowVersion;
    this.isKeyGenerated = keyColumn.isGenerated || keyColumn.default !== undefined;
    this.writable = this.members.filter((member) => {
      const column = this.names.columnOf(member);
      return column && member !== key && member !== rowVersion && column.propertyName !== tenant?.property;
    });
  }

  write(plan: CrudPlan, context: RequestContext): Promise<CrudResult> {
    return refusingBadChange(context, async () => {
      switch (plan.action) {
        case 'insert':
          return this.insert(plan, plan.key, plan.values, context);
        case 'update':
          return this.update(plan, context);
        case 'delete':
          return this.delete(plan, context);
        case 'upsert':
          return this.save(plan, context);
      }
    });
  }

  private async insert(plan: CrudPlan, key: unknown, values: Values, context: RequestContext): Promise<CrudResult> {
    const statement = newStatement();
    const sql = this.insertSql(statement, key, values, context);
    return this.execute(plan, statement, sql);
  }

  /** With a key of its own, one statement decides; else whoever is there is changed, and otherwise a new row made. */
  private async save(plan: Extract<CrudPlan, { action: 'upsert' }>, context: RequestContext): Promise<CrudResult> {
    const { key, values, onInsert } = plan;
    const all = new Map([...values, ...onInsert]);
    if (!this.isKeyGenerated) {
      const statement = newStatement();
      const insert = this.insertSql(statement, key, all, context);
      const target = this.names.primaryColumns.join(', ');
      const names = [...values.keys()].map((member) => this.columnName(member));
      const sets = names.map((name) => `${name} = excluded.${name}`);
      // Without a change of its own the row still has to be found, and nobody else's.
      const change = sets.length > 0 ? sets : [`${this.columnName(this.key)} = excluded.${this.columnName(this.key)}`];
      const where = this.ownConditions(context, statement.bind);
      const condition = where.length > 0 ? ` where ${where.join(' and ')}` : '';
      return this.execute(
        plan,
        statement,
        `${insert} on conflict (${target}) do update set ${[...change, ...this.nextVersion()].join(', ')}${condition}`,
      );
    }
    if (key !== undefined) {
      const conditions = [{ member: this.key, operator: 'equal', values: [key] }] as const;
      const changed = await this.update({ ...plan, action: 'update', conditions }, context);
      if (changed.count > 0) return changed;
    }
    return this.insert(plan, undefined, all, context);
  }

  private update(plan: UpdatePlan, context: RequestContext): Promise<CrudResult> {
    const statement = newStatement();
    const sets = [...plan.values].map(
      ([member, value]) => `${this.columnName(member)} = ${this.bindTo(member, value, statement)}`,
    );
    const key = this.columnName(this.key);
    const all = [...(sets.length > 0 ? sets : [`${key} = ${this.columns[this.key]}`]), ...this.nextVersion()];
    const where = this.conditionsOf(plan, context, statement.bind);
    return this.execute(plan, statement, `update ${this.target} set ${all.join(', ')} where ${where}`);
  }

  private delete(plan: UpdatePlan, context: RequestContext): Promise<CrudResult> {
    const statement = newStatement();
    const where = this.conditionsOf(plan, context, statement.bind);
    return this.execute(plan, statement, `delete from ${this.target} where ${where}`);
  }

  private insertSql(statement: Statement, key: unknown, values: Values, context: RequestContext): string {
    const { tenant } = this.options;
    const cells = [...values].map(
      ([member, value]) => [this.columnName(member), this.bindTo(member, value, statement)] as const,
    );
    if (key !== undefined) cells.push([this.columnName(this.key), statement.bind(key)]);
    if (tenant) {
      const column = this.names.quote(this.names.column(tenant.property).databaseName);
      cells.push([column, statement.bind(tenant.of(context))]);
    }
    if (cells.length === 0) return `insert into ${this.target} default values`;
    const [columns, places] = [cells.map(([name]) => name), cells.map(([, place]) => place)];
    return `insert into ${this.target} (${columns.join(', ')}) values (${places.join(', ')})`;
  }

  private conditionsOf(plan: UpdatePlan, context: RequestContext, bind: Bind): string {
    const own = this.ownConditions(context, bind);
    const asked = plan.conditions.map((condition) =>
      conditionSql(columnOf(this.columns, condition.member), condition, bind),
    );
    const version =
      plan.rowVersion !== undefined && this.rowVersion !== undefined
        ? [`${columnOf(this.columns, this.rowVersion)} = ${bind(plan.rowVersion)}`]
        : [];
    return [...own, ...asked, ...version].join(' and ');
  }

  /** TypeORM answers rows of a SELECT only: the statement becomes part of one. */
  private async execute(plan: CrudPlan, { parameters }: Statement, sql: string): Promise<CrudResult> {
    const version = this.rowVersion === undefined ? 'null' : columnOf(this.columns, this.rowVersion);
    const key = columnOf(this.columns, this.key);
    const [row]: { count: number; key: unknown; version: unknown }[] = await this.dataSource.query(
      `with written as (${sql} returning ${key} as key, ${version} as version)
       select (select cast(count(*) as integer) from written) as count, key, version from written limit 1`,
      parameters,
    );
    if (row?.count !== 1) return { count: row?.count ?? 0 };
    const property = plan.modelType.properties.find(({ name }) => name === this.key);
    return {
      count: 1,
      key: property && fromColumn(row.key, property),
      rowVersion: row.version === null ? undefined : Number(row.version),
    };
  }

  private get target(): string {
    return `${this.names.table} as ${this.names.quote(rowAlias)}`;
  }

  /** A version column of one's own is counted up; xmin changes by itself. */
  private nextVersion(): string[] {
    const column = this.rowVersion === undefined ? undefined : this.names.columnOf(this.rowVersion);
    return column
      ? [`${this.names.quote(column.databaseName)} = ${columnOf(this.columns, this.rowVersion ?? '')} + 1`]
      : [];
  }

  private bindTo(member: string, value: unknown, { bind }: Statement): string {
    return bind(toColumn(value, this.names.columnOf(member)?.type));
  }

  private columnName(member: string): string {
    const column = this.names.columnOf(member);
    if (!column) throw new Error(`The member '${member}' is no column that can be written.`);
    return this.names.quote(column.databaseName);
  }
}

function newStatement(): Statement {
  const parameters: unknown[] = [];
  return { parameters, bind: (value) => `$${parameters.push(value)}` };
}
