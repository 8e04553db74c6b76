import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Answered } from '../../contract/authorization/send';
import type { IdName, Ids, Message, Step } from './booking-scenario';
import type { CompanyRun } from './company-run';

/** What a request about another company's thing is answered, beside one about nothing. */
export interface Probe {
  /** `UpdateCustomer.customer` */
  readonly name: string;
  readonly isReading: boolean;
  readonly foreign: Comparable;
  readonly unknown: Comparable;
}

export interface Comparable {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

/** Asks for the same with an id of `other`, and with one that nobody has. */
export async function probe(run: CompanyRun, other: Partial<Ids>, step: Step, name: IdName): Promise<Probe> {
  const answerTo = async (id: unknown): Promise<Comparable> => {
    const message: Message = run.message(step, { [name]: id } as Partial<Ids>);
    return comparable(await run.send(step, message), String(id));
  };
  const theirs = other[name];
  const foreign = await answerTo(theirs);
  const unknown = await answerTo(typeof theirs === 'number' ? 987_654_321 : unknownText(String(theirs)));
  return { name: `${step.operation}.${name}`, isReading: step.verb === 'GET', foreign, unknown };
}

/** Of the same form: a Guid, or a code of as many letters. */
function unknownText(like: string): string {
  return like.length === 36 ? randomUUID() : 'Z'.repeat(like.length);
}

/** Differ from one answer to the next, whatever was asked. */
const passing: ReadonlySet<string> = new Set(['date', 'x-request-id', 'content-length']);

/** The answer byte for byte, but for the id that was asked for, which it may repeat. */
function comparable({ status, headers, body }: Answered, id: string): Comparable {
  const kept: string[] = [];
  for (let at = 0; at < headers.length; at += 2) {
    const [name = '', value = ''] = headers.slice(at, at + 2);
    if (!passing.has(name.toLowerCase())) kept.push(`${name}: ${value}`);
  }
  return { status, headers: kept, body: body.replace(new RegExp(`(?<!\\w)${id}(?!\\w)`, 'g'), '<id>') };
}

/** What a company has, table by table. */
export async function stateOf(pool: Pool, tables: ReadonlySet<string>, companyId: string): Promise<string[]> {
  const parts = [...tables].map(
    (table) =>
      `select '${table}' as name, count(*) || ' rows ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as state
         from ${table} t where company_id = $1`,
  );
  const { rows } = await pool.query<{ name: string; state: string }>(parts.join(' union all '), [companyId]);
  return rows.map(({ name, state }) => `${name}: ${state}`).sort();
}
