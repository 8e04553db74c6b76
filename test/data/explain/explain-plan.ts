import { escapeLiteral, type PoolClient } from 'pg';
import type { TestDatabase } from '../../support/database';
import type { SentStatement } from './sent-statements';

/** A node of a plan, as `explain (format json)` answers it. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** What a statement's plans do with tables: `Seq Scan customer`, `Index Scan pk_customer`, each once. */
export async function scansOf(database: TestDatabase, statement: SentStatement): Promise<readonly string[]> {
  const client = await database.pool.connect();
  try {
    const plans = [await planOf(client, statement, 'force_custom_plan')];
    // A server that has seen a named statement five times may plan it without its values.
    if (statement.isNamed) plans.push(await planOf(client, statement, 'force_generic_plan'));
    return [...new Set(plans.flatMap((plan) => [...scansIn(plan)]))];
  } finally {
    client.release();
  }
}

/** Whether there is anything to plan: not for BEGIN, NOTIFY or a function call. */
export function isPlanned({ text }: SentStatement): boolean {
  return /^\s*(with|select|insert|update|delete)\b/i.test(text) && /\b(from|into|update)\b/i.test(text);
}

async function planOf(client: PoolClient, { text, values }: SentStatement, mode: string): Promise<PlanNode> {
  await client.query(`prepare explained as ${text}`);
  await client.query('begin');
  try {
    await client.query(`set local plan_cache_mode = ${mode}`);
    const parameters = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
    const { rows } = await client.query(`explain (format json) execute explained${parameters}`);
    return (rows[0] as { 'QUERY PLAN': readonly { Plan: PlanNode }[] })['QUERY PLAN'][0]?.Plan as PlanNode;
  } finally {
    await client.query('rollback');
    await client.query('deallocate explained');
  }
}

function* scansIn(node: PlanNode): Generator<string> {
  const type = node['Node Type'];
  if (type.includes('Scan') && type !== 'Bitmap Heap Scan') {
    const name = type === 'Seq Scan' ? node['Relation Name'] : (node['Index Name'] ?? '');
    if (name) yield `${type} ${name}`;
  }
  for (const child of node.Plans ?? []) yield* scansIn(child);
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return escapeLiteral(textOf(value));
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (Array.isArray(value)) return `{${value.map(elementOf).join()}}`;
  return String(value);
}

function elementOf(value: unknown): string {
  return value === null || value === undefined ? 'null' : JSON.stringify(textOf(value));
}
