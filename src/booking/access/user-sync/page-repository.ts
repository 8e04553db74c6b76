import type { EntityManager } from 'typeorm';
import type { AxemaPerson } from '../axema/axema-client';
import type { KnownCustomer, KnownKey, Link, PageFacts, PagePlan } from './page-plan';

/** `access_key_type.id` of "Axema VAKA identity". */
export const axemaKeyType = 3;
/** `external_reference.system` of VAKA persons. */
export const axemaSystem = 'axema';

/**
 * Reads and writes what one page of a sync is about, set-based: the number of statements does not grow with the page.
 * Works in the transaction of its EntityManager.
 */
export class PageRepository {
  constructor(private readonly tx: EntityManager) {}

  /** The persons that a sync has not accounted for, each once. */
  async withoutHandled(companyId: string, jobId: string, persons: readonly AxemaPerson[]): Promise<AxemaPerson[]> {
    const byId = new Map<string, AxemaPerson>();
    for (const person of persons) if (!byId.has(person.id)) byId.set(person.id, person);
    for (const id of await this.handled(companyId, jobId, [...byId.keys()])) byId.delete(id);
    return [...byId.values()];
  }

  /** What is stored about the persons; their customers stay locked until the transaction ends. */
  async facts(companyId: string, jobId: string, persons: readonly AxemaPerson[]): Promise<PageFacts> {
    const personIds = persons.map((person) => person.id);
    const ownLinks = await this.linksOfPersons(companyId, personIds);
    const keys = await this.keys(companyId, personIds, valuesOf(persons));
    const holders = [...ownLinks, ...keys].map(({ customerId }) => customerId);
    const customers = await this.lockCustomers(companyId, holders, emailsOf(persons));
    const links = await this.linksOfCustomers(
      companyId,
      customers.map(({ id }) => id),
    );
    const formerHolders = keys.flatMap(({ personId }) => personId ?? []);
    return { customers, links, keys, handled: new Set(await this.handled(companyId, jobId, formerHolders)) };
  }

  async write(companyId: string, plan: PagePlan, now: Date): Promise<void> {
    // What gives values free comes first: they are unique, and a key may go from one customer to another.
    await this.removeKeys(companyId, plan.keysToRemove);
    await this.changeCustomers(companyId, plan.customersToChange, now);
    await this.addCustomers(companyId, plan.customersToAdd, now);
    await this.addLinks(companyId, plan.linksToAdd);
    await this.addKeys(companyId, plan.keysToAdd, now);
  }

  async recordHandled(companyId: string, jobId: string, personIds: readonly string[]): Promise<void> {
    if (personIds.length === 0) return;
    await this.tx.query(
      `insert into axema_user_sync_person (company_id, job_id, person_id) select $1, $2, unnest($3::text[])`,
      [companyId, jobId, personIds],
    );
  }

  /** Takes away the keys that came from persons whom VAKA no longer has: those that this sync did not meet. */
  async removeKeysOfMissing(companyId: string, jobId: string): Promise<void> {
    await this.tx.query(
      `delete from user_access_key key using axema_access_key origin
        where origin.access_key_id = key.id and origin.company_id = $1
          and key.company_id = $1 and key.access_key_type_id = $3 and key.created_by_sync
          and not exists (
            select from axema_user_sync_person met
             where met.company_id = $1 and met.job_id = $2 and met.person_id = origin.person_id)`,
      [companyId, jobId, axemaKeyType],
    );
  }

  /** Who is gone no longer speaks for a customer that another person shares. The last link of a customer stays. */
  async removeSharedLinksOfMissing(companyId: string, jobId: string): Promise<void> {
    await this.tx.query(
      `with met as (
         select link.external_id, link.customer_id
           from external_reference link
           join axema_user_sync_person person
             on person.company_id = $1 and person.job_id = $2 and person.person_id = link.external_id
          where link.company_id = $1 and link.system = $3)
       delete from external_reference link
        where link.company_id = $1 and link.system = $3
          and link.customer_id in (select customer_id from met)
          and link.external_id not in (select external_id from met)`,
      [companyId, jobId, axemaSystem],
    );
  }

  async forgetHandled(companyId: string, jobId: string): Promise<void> {
    await this.tx.query('delete from axema_user_sync_person where company_id = $1 and job_id = $2', [companyId, jobId]);
  }

  private async handled(companyId: string, jobId: string, personIds: readonly string[]): Promise<string[]> {
    const rows = (await this.tx.query(
      `select person_id as "personId" from axema_user_sync_person
        where company_id = $1 and job_id = $2 and person_id = any($3::text[])`,
      [companyId, jobId, personIds],
    )) as { personId: string }[];
    return rows.map(({ personId }) => personId);
  }

  private async linksOfPersons(companyId: string, personIds: readonly string[]): Promise<Link[]> {
    return this.tx.query(
      `select external_id as "personId", customer_id as "customerId" from external_reference
        where company_id = $1 and system = $2 and external_id = any($3::text[])`,
      [companyId, axemaSystem, personIds],
    );
  }

  private async linksOfCustomers(companyId: string, customerIds: readonly string[]): Promise<Link[]> {
    return this.tx.query(
      `select external_id as "personId", customer_id as "customerId" from external_reference
        where company_id = $1 and system = $2 and customer_id = any($3::uuid[])`,
      [companyId, axemaSystem, customerIds],
    );
  }

  private async keys(companyId: string, personIds: readonly string[], values: readonly string[]): Promise<KnownKey[]> {
    const rows = (await this.tx.query(
      // A key that somebody edited since is theirs now.
      `select key.id, key.value, key.customer_id as "customerId",
              case when key.created_by_sync then origin.person_id end as "personId"
         from user_access_key key left join axema_access_key origin on origin.access_key_id = key.id
        where key.company_id = $1 and key.access_key_type_id = $2 and key.value = any($3::text[])
       union
       select key.id, key.value, key.customer_id, origin.person_id
         from axema_access_key origin join user_access_key key on key.id = origin.access_key_id
        where origin.company_id = $1 and origin.person_id = any($4::text[])
          and key.company_id = $1 and key.access_key_type_id = $2 and key.created_by_sync`,
      [companyId, axemaKeyType, values, personIds],
    )) as (Omit<KnownKey, 'personId'> & { personId: string | null })[];
    return rows.map(({ personId, ...key }) => ({ ...key, ...(personId === null ? {} : { personId }) }));
  }

  private async lockCustomers(
    companyId: string,
    ids: readonly string[],
    emails: readonly string[],
  ): Promise<KnownCustomer[]> {
    // In order of their ids: a caller that locks the same rows waits instead of deadlocking.
    return this.tx.query(
      `with wanted as (
         select unnest($2::uuid[]) as id
         union
         select customer.id from unnest($3::text[]) as address(email)
           join customer on customer.company_id = $1 and customer.email is not null
            and lower(customer.email) = lower(address.email))
       select customer.id, firstname, lastname, email, phone, user_id is not null as "hasUser"
         from customer where company_id = $1 and id in (select id from wanted)
        order by customer.id for no key update of customer`,
      [companyId, ids, emails],
    );
  }

  private async removeKeys(companyId: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.tx.query('delete from user_access_key where company_id = $1 and id = any($2::uuid[])', [companyId, ids]);
  }

  private async changeCustomers(companyId: string, customers: readonly KnownCustomer[], now: Date): Promise<void> {
    if (customers.length === 0) return;
    await this.tx.query(
      `update customer set firstname = changed.firstname, lastname = changed.lastname, email = changed.email,
              phone = changed.phone, updated_at = $3
         from jsonb_to_recordset($2::jsonb) as changed(id uuid, firstname text, lastname text, email text, phone text)
        where customer.company_id = $1 and customer.id = changed.id`,
      [companyId, JSON.stringify(customers), now],
    );
  }

  private async addCustomers(companyId: string, customers: readonly KnownCustomer[], now: Date): Promise<void> {
    if (customers.length === 0) return;
    await this.tx.query(
      `insert into customer (id, company_id, firstname, lastname, email, phone, created_at, updated_at)
       select id, $1, firstname, lastname, email, phone, $3, $3
         from jsonb_to_recordset($2::jsonb) as added(id uuid, firstname text, lastname text, email text, phone text)`,
      [companyId, JSON.stringify(customers), now],
    );
  }

  private async addLinks(companyId: string, links: readonly Link[]): Promise<void> {
    if (links.length === 0) return;
    await this.tx.query(
      `insert into external_reference (company_id, system, external_id, customer_id)
       select $1, $2, "personId", "customerId"
         from jsonb_to_recordset($3::jsonb) as added("personId" text, "customerId" uuid)`,
      [companyId, axemaSystem, JSON.stringify(links)],
    );
  }

  private async addKeys(companyId: string, keys: PagePlan['keysToAdd'], now: Date): Promise<void> {
    if (keys.length === 0) return;
    await this.tx.query(
      `with added as (
         select * from jsonb_to_recordset($3::jsonb)
             as added(id uuid, value text, "customerId" uuid, "personId" text, description text)
       ), key as (
         insert into user_access_key
           (id, company_id, access_key_type_id, value, customer_id, description, created_by_sync, created_at, updated_at)
         select id, $1, $2, value, "customerId", description, true, $4, $4 from added
         returning id)
       insert into axema_access_key (access_key_id, company_id, person_id)
       select key.id, $1, added."personId" from key join added using (id)`,
      [companyId, axemaKeyType, JSON.stringify(keys), now],
    );
  }
}

function valuesOf(persons: readonly AxemaPerson[]): string[] {
  return persons.flatMap(({ identities }) => identities.map(({ value }) => value.trim()));
}
function emailsOf(persons: readonly AxemaPerson[]): string[] {
  return persons.flatMap(({ email }) => email?.trim() || []);
}
