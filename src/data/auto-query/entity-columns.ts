import type { DataSource, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import type { Columns } from './condition-sql';

/** The alias that mapping expressions use for the entity's table. */
export const rowAlias = 'row';
/** For the member of a row's version: PostgreSQL's own, which changes with every write of the row. */
export const xminVersion = `cast(cast(${rowAlias}.xmin as text) as bigint)`;

const systemColumns: ReadonlySet<string> = new Set(['xmin', 'ctid', 'tableoid']);

/**
 * How an entity's properties stand in SQL. Expressions name columns as `row.property`.
 *
 * Errors: Error for a name that is no property, when the source is made.
 */
export class EntityColumns {
  private readonly metadata: EntityMetadata;

  constructor(
    private readonly dataSource: DataSource,
    readonly entity: EntityTarget<ObjectLiteral>,
    private readonly mapping: Columns,
  ) {
    this.metadata = dataSource.getMetadata(entity);
  }

  get table(): string {
    return this.metadata.tablePath
      .split('.')
      .map((part) => this.quote(part))
      .join('.');
  }
  get primaryColumns(): string[] {
    return this.metadata.primaryColumns.map((column) => this.quote(column.databaseName));
  }

  /** Member → expression, for conditions and order. */
  all(): Columns {
    return this.map((expression) => this.physical(expression));
  }

  /** Member → expression, for answers: the driver would make a `date` the midnight of this machine's zone. */
  shown(): Columns {
    return this.map((expression) => {
      const isDate = /^\w+$/.test(expression) && this.column(expression).type === 'date';
      return isDate ? `cast(${this.physical(expression)} as text)` : this.physical(expression);
    });
  }

  /** The column behind a member that is no expression. */
  columnOf(member: string): ColumnMetadata | undefined {
    const expression = Object.hasOwn(this.mapping, member) ? this.mapping[member] : undefined;
    return expression !== undefined && /^\w+$/.test(expression) ? this.column(expression) : undefined;
  }

  /** `lastname`, or `lower(row.lastname)`, with quoted names of the database. */
  physical(expression: string): string {
    if (/^\w+$/.test(expression)) return this.qualified(expression);
    return expression.replace(new RegExp(`\\b${rowAlias}\\.(\\w+)`, 'g'), (_, name: string) => this.qualified(name));
  }

  column(property: string): ColumnMetadata {
    const column = this.metadata.findColumnWithPropertyName(property);
    if (column) return column;
    throw new Error(`${this.metadata.name} has no property '${property}'.`);
  }

  quote(name: string): string {
    return this.dataSource.driver.escape(name);
  }

  private qualified(property: string): string {
    const name = systemColumns.has(property) ? property : this.column(property).databaseName;
    return `${this.quote(rowAlias)}.${this.quote(name)}`;
  }

  private map(change: (expression: string) => string): Columns {
    return Object.fromEntries(Object.entries(this.mapping).map(([member, expression]) => [member, change(expression)]));
  }
}
