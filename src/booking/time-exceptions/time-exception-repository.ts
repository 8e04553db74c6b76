import type { EntityManager } from 'typeorm';
import { ResourceTimeExceptionQuery } from '../../../dtos/booking/time-exceptions';
import { entityList, namedQuery, namedStatement, type Pager, type PlanPage } from '../../data';
import type { Interval } from './interval';
import type { Schedule } from './recurrence';
import { TimeExceptionEntity } from './time-exception-entity';

/** What a time exception says beside when it is. */
export interface TimeExceptionTexts {
  readonly reasonText: string;
  readonly reasonTextPublic: string | null;
  readonly color: string | null;
  readonly blockTime: boolean;
  readonly private: boolean;
}

/** A time exception with everything that belongs to it. */
export interface TimeException extends TimeExceptionTexts {
  readonly id: number;
  readonly companyId: string;
  readonly schedule: Schedule;
  readonly imported: boolean;
  readonly createdAt: Date;
  /** In id order. */
  readonly resources: readonly TimeExceptionResource[];
}
export interface TimeExceptionResource {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly color: string | null;
  readonly imageUrl: string | null;
}

/** What is stored of a time exception. */
export interface TimeExceptionValues extends TimeExceptionTexts {
  readonly schedule: Schedule;
  /** The schedule, expanded. */
  readonly intervals: readonly Interval[];
  readonly resourceIds: readonly number[];
}

export interface TimeExceptionFilter {
  readonly resourceIds?: readonly number[];
  /** Those that are going on at some time between; either may be absent. */
  readonly start?: Date;
  readonly end?: Date;
  readonly isRecurring?: boolean;
  readonly isBlocking?: boolean;
}

/** By their first day, unless the request says otherwise. The reason is left out: not everybody sees it. */
export const timeExceptionList = entityList(ResourceTimeExceptionQuery, {
  columns: {
    Id: 'exception.id',
    From: 'exception.fromDay',
    To: 'exception.toDay',
    BlockTime: 'exception.blockTime',
    Created: 'exception.createdAt',
  },
  defaultOrder: 'From',
  key: 'Id',
});
// Any number that no other advisory lock of the product begins with.
const lockClass = 3_004;

/** Answers questions about time exceptions and writes them. */
export class TimeExceptionRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): TimeExceptionRepository {
    return new TimeExceptionRepository(tx);
  }

  /** Ids only. */
  list(companyId: string, filter: TimeExceptionFilter, pageOf: Pager): Promise<PlanPage<TimeExceptionEntity>> {
    const query = this.db
      .createQueryBuilder(TimeExceptionEntity, 'exception')
      .where('exception.companyId = :companyId', { companyId });
    for (const [condition, parameters] of conditionsOf(filter)) query.andWhere(condition, parameters);
    return pageOf(query);
  }

  /** In the order of `ids`; those that the company has not are left out. */
  async details(companyId: string, ids: readonly number[]): Promise<TimeException[]> {
    if (ids.length === 0) return [];
    const rows = await namedQuery<TimeExceptionRow>(this.db, detailsStatement, [companyId, ids]);
    return rows.map(({ fromDay, toDay, fromTime, toTime, weekdays, ...rest }) => ({
      ...rest,
      schedule: { fromDay, toDay, fromTime, toTime, weekdays },
    }));
  }

  async find(companyId: string, id: number): Promise<TimeException | undefined> {
    const [found] = await this.details(companyId, [id]);
    return found;
  }

  /**
   * Lets one transaction at a time change a time exception.
   *
   * An advisory lock and not the row's own: whoever deletes a resource holds the resource and then deletes time
   * exceptions, while a change needs the time exception to know which resources to hold.
   */
  async serialise(id: number): Promise<void> {
    await this.db.query('select pg_advisory_xact_lock($1, $2)', [lockClass, id]);
  }

  /** Answers the id. One statement, whatever belongs to it. */
  async add(companyId: string, values: TimeExceptionValues, now: Date): Promise<number> {
    const { fromDay, toDay, fromTime, toTime } = values.schedule;
    const [row] = await namedQuery<{ id: number }>(this.db, addStatement, [
      companyId,
      ...partColumns(values),
      ...[fromDay, toDay, fromTime, toTime],
      ...textColumns(values),
      now,
    ]);
    if (!row) throw new Error('The insert of a time exception answered no id.');
    return row.id;
  }

  /** Replaces all of a time exception; its old days, resources and occurrences are removed. */
  async replace(companyId: string, id: number, values: TimeExceptionValues, now: Date): Promise<void> {
    const { fromDay, toDay, fromTime, toTime } = values.schedule;
    await namedQuery(this.db, changeStatement, [
      ...[companyId, id, fromDay, toDay, fromTime, toTime],
      ...textColumns(values),
      now,
    ]);
    await namedQuery(this.db, addPartsStatement, [companyId, ...partColumns(values), id]);
  }

  async remove(companyId: string, id: number): Promise<void> {
    await this.db.delete(TimeExceptionEntity, { companyId, id });
  }
}

type TimeExceptionRow = Omit<TimeException, 'schedule'> & Schedule;

function textColumns(texts: TimeExceptionTexts): unknown[] {
  return [texts.reasonText, texts.reasonTextPublic, texts.color, texts.blockTime, texts.private];
}

function partColumns({ resourceIds, schedule, intervals }: TimeExceptionValues): unknown[] {
  return [resourceIds, schedule.weekdays, intervals.map(({ start }) => start), intervals.map(({ end }) => end)];
}

/** Steps of a statement that add what belongs to the time exception of `source`: parameters $1 to $5, as `partColumns`. */
function partsSql(source: string): string {
  return `
  resources as (
    insert into time_exception_resource (company_id, time_exception_id, resource_id)
    select $1, e.id, unnest($2::integer[]) from ${source} e),
  days as (
    insert into time_exception_day (company_id, time_exception_id, day_of_week)
    select $1, e.id, unnest($3::smallint[]) from ${source} e),
  intervals as (
    insert into time_exception_interval (company_id, time_exception_id, during)
    select $1, e.id, tstzrange(i.starts_at, i.ends_at)
    from ${source} e, unnest($4::timestamptz[], $5::timestamptz[]) as i (starts_at, ends_at))`;
}

const addStatement = namedStatement(
  'time_exception_add',
  `with added as (
    insert into time_exception (company_id, from_day, to_day, from_seconds, to_seconds, reason_text,
      reason_text_public, color, block_time, private, created_at, updated_at)
    values ($1, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15) returning id),
  ${partsSql('added')}
  select id from added`,
);
const addPartsStatement = namedStatement(
  'time_exception_add_parts',
  `with changed as (select $6::integer as id), ${partsSql('changed')} select id from changed`,
);
// The new parts are another statement's: they may be equal to old ones, which have to be gone by then.
const changeStatement = namedStatement(
  'time_exception_change',
  `with resources as (delete from time_exception_resource where company_id = $1 and time_exception_id = $2),
  days as (delete from time_exception_day where company_id = $1 and time_exception_id = $2),
  intervals as (delete from time_exception_interval where company_id = $1 and time_exception_id = $2)
  update time_exception set from_day = $3, to_day = $4, from_seconds = $5, to_seconds = $6, reason_text = $7,
    reason_text_public = $8, color = $9, block_time = $10, private = $11, updated_at = $12
  where company_id = $1 and id = $2`,
);

function* conditionsOf(filter: TimeExceptionFilter): Generator<[string, object]> {
  const { resourceIds, start, end, isRecurring, isBlocking } = filter;
  if (resourceIds?.length) {
    yield [
      `exception.id in (select o.time_exception_id from time_exception_resource o
         where o.company_id = :companyId and o.resource_id = any(cast(:resourceIds as integer[])))`,
      { resourceIds },
    ];
  }
  if (start !== undefined || end !== undefined) {
    yield [
      `exception.id in (select i.time_exception_id from time_exception_interval i where i.company_id = :companyId
         and i.during && tstzrange(cast(:start as timestamptz), cast(:end as timestamptz)))`,
      { start: start ?? null, end: end ?? null },
    ];
  }
  if (isRecurring !== undefined) {
    const days = 'select from time_exception_day d where d.time_exception_id = exception.id';
    yield [`${isRecurring ? '' : 'not '}exists (${days})`, {}];
  }
  if (isBlocking !== undefined) yield ['exception.blockTime = :isBlocking', { isBlocking }];
}

// Days as text: the driver would make them midnights of this machine's zone.
const detailsStatement = namedStatement(
  'time_exception_details',
  `select e.id, e.company_id as "companyId", e.from_day::text as "fromDay", e.to_day::text as "toDay",
    e.from_seconds as "fromTime", e.to_seconds as "toTime", e.reason_text as "reasonText",
    e.reason_text_public as "reasonTextPublic", e.color, e.block_time as "blockTime", e.private, e.imported,
    e.created_at as "createdAt",
    (select coalesce(json_agg(d.day_of_week order by d.day_of_week), '[]')
     from time_exception_day d where d.company_id = e.company_id and d.time_exception_id = e.id) as weekdays,
    (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'description', r.description,
        'color', r.color, 'imageUrl', r.image_url) order by r.id), '[]')
     from time_exception_resource o
     join resource r on r.company_id = o.company_id and r.id = o.resource_id
     where o.company_id = e.company_id and o.time_exception_id = e.id) as resources
  from unnest($2::integer[]) with ordinality as asked (id, place)
  join time_exception e on e.company_id = $1 and e.id = asked.id
  order by asked.place`,
);
