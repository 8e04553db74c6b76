import type { EntityManager } from 'typeorm';
import { type NamedStatement, namedQuery, namedStatement } from '../../data';
import type { ChangedAccessKey, KeyIdentity } from '../access-keys/access-key-repository';
import type { FieldValueChanges } from '../custom-fields/field-values';
import type { ContactChanges } from './contact';
import {
  type AccessKeyRow,
  type CustomerDetails,
  customerColumnsSql,
  type InvoiceAddressRow,
  rowJson,
} from './customer-details';
import type { CustomerEntity } from './customer-entity';
import type { CustomerState } from './customer-state';
import type { InvoiceAddressChanges } from './invoice-address';
import type { NewsletterChange } from './newsletter-change';

/** What an update writes. Absent members of `contact` and `invoiceAddress` stay as they are. */
export interface CustomerWrites {
  readonly contact: ContactChanges;
  readonly newsletter?: NewsletterChange;
  readonly fieldValues: FieldValueChanges;
  readonly invoiceAddress: InvoiceAddressChanges;
  readonly accessKeys: {
    readonly deletes: readonly string[];
    readonly updates: readonly ChangedAccessKey[];
    readonly creates: readonly (KeyIdentity & { readonly description: string | null })[];
  };
}

/** The row that a save answers: the customer as it is stored now, and what was written of its parts. */
export interface SavedRow extends CustomerEntity {
  readonly invoiceAddress?: InvoiceAddressRow;
  readonly changedKeys?: readonly AccessKeyRow[];
  readonly addedKeys?: readonly AccessKeyRow[];
}

/** Which parts a save writes: what it does not write costs nothing, neither planning nor running. */
interface SavedParts {
  readonly fieldValues: boolean;
  readonly invoiceAddress: boolean;
  readonly accessKeys: boolean;
}

/** `changed` is empty when the row has another version by now, and with it everything that is written from it. */
const customerSql = `
  changed as (
    update customer c set
      firstname = coalesce($5, c.firstname), lastname = coalesce($6, c.lastname), email = coalesce($7, c.email),
      phone = case when $8::boolean then $9 else c.phone end,
      subscribed_to_newsletter = coalesce($10, c.subscribed_to_newsletter),
      newsletter_changed_by = coalesce($11, c.newsletter_changed_by),
      newsletter_changed_at = case when $11::text is null then c.newsletter_changed_at else $4::timestamptz end,
      -- Never the same twice: it is the version that If-Match names.
      updated_at = greatest($4::timestamptz, c.updated_at + interval '1 millisecond')
    where c.company_id = $1 and c.id = $2 and c.xmin::text = $3
    returning ${customerColumnsSql})`;

const addressColumns = {
  corporateIdentityNumber: 'corporate_identity_number',
  invoiceAddress1: 'invoice_address1',
  invoiceAddress2: 'invoice_address2',
  invoiceCity: 'invoice_city',
  invoicePostalCode: 'invoice_postal_code',
  invoiceCountryCode: 'invoice_country_code',
} as const satisfies Record<keyof InvoiceAddressRow, string>;
const addressPairs = Object.entries(addressColumns);

/** One parameter, an object: its members are written, null included; what it lacks stays. */
function addressSql(parameter: string): string {
  const columns = addressPairs.map(([, column]) => column).join(', ');
  const values = addressPairs.map(([member]) => `${parameter}::jsonb ->> '${member}'`).join(', ');
  const changes = addressPairs.map(
    ([member, column]) =>
      `${column} = case when ${parameter}::jsonb ? '${member}' then excluded.${column} else a.${column} end`,
  );
  return `
  address as (
    insert into invoice_address as a (company_id, customer_id, ${columns})
    select c."companyId", c.id, ${values} from changed c
    on conflict (customer_id) do update set ${changes.join(', ')}
    returning ${rowJson.invoiceAddress} as row)`;
}

function fieldValuesSql(cleared: string, stored: string): string {
  return `
  cleared as (
    delete from custom_field_data d using changed c
    where d.company_id = c."companyId" and d.customer_id = c.id and d.custom_field_id = any(${cleared}::integer[])),
  stored as (
    insert into custom_field_data (company_id, customer_id, custom_field_id, value)
    select c."companyId", c.id, s."fieldId", s.value
    from changed c, jsonb_to_recordset(${stored}::jsonb) as s ("fieldId" integer, value text)
    on conflict (customer_id, custom_field_id) do update set value = excluded.value)`;
}

/**
 * Deletes, then updates, then creates (domain 2.6): each counts the rows of those before it, which makes the server
 * finish them first. New keys in the order of the unique index: two transactions that add the same keys then wait for
 * each other in one direction.
 */
function accessKeysSql(deletes: string, updates: string, creates: string): string {
  return `
  removed_keys as (
    delete from user_access_key k using changed c
    where k.company_id = c."companyId" and k.customer_id = c.id and k.id = any(${deletes}::uuid[])
    returning k.id),
  changed_keys as (
    update user_access_key k
    set access_key_type_id = n."accessKeyTypeId", value = n.value, description = n.description, updated_at = $4
    from changed c, jsonb_to_recordset(${updates}::jsonb)
      as n (id uuid, "accessKeyTypeId" integer, value text, description text)
    where k.company_id = c."companyId" and k.customer_id = c.id and k.id = n.id
      and (select count(*) from removed_keys) >= 0
    returning ${rowJson.accessKey} as row),
  added_keys as (
    insert into user_access_key as k
      (company_id, customer_id, access_key_type_id, value, description, created_at, updated_at)
    select c."companyId", c.id, n."accessKeyTypeId", n.value, n.description, $4, $4
    from changed c, jsonb_to_recordset(${creates}::jsonb)
      as n ("accessKeyTypeId" integer, value text, description text)
    where (select count(*) from removed_keys) + (select count(*) from changed_keys) >= 0
    order by n."accessKeyTypeId", n.value
    returning ${rowJson.accessKey} as row)`;
}

/** The statement for one choice of parts; its parameters from $12 on are those of the parts, in the order below. */
function textOf(parts: SavedParts): string {
  const steps = [customerSql];
  const columns = ['c.*'];
  let last = 11;
  const next = (): string => `$${++last}`;
  if (parts.fieldValues) steps.push(fieldValuesSql(next(), next()));
  if (parts.invoiceAddress) {
    steps.push(addressSql(next()));
    columns.push('(select row from address) as "invoiceAddress"');
  }
  if (parts.accessKeys) {
    steps.push(accessKeysSql(next(), next(), next()));
    columns.push(`(select coalesce(json_agg(row), '[]') from changed_keys) as "changedKeys"`);
    columns.push(`(select coalesce(json_agg(row), '[]') from added_keys) as "addedKeys"`);
  }
  return `with ${steps.join(',')}
  select ${columns.join(', ')} from changed c`;
}

const statements = new Map<string, NamedStatement>();

function statementFor(parts: SavedParts): NamedStatement {
  const key = Object.values(parts).join();
  const known = statements.get(key);
  if (known) return known;
  const made = namedStatement('customer_save', textOf(parts));
  statements.set(key, made);
  return made;
}

/** The statement that writes an update of a customer who is still as `state` says, and its parameters. */
export function saveStatement(
  companyId: string,
  { customer, version }: CustomerState,
  writes: CustomerWrites,
  at: Date,
): { statement: NamedStatement; values: unknown[] } {
  const { contact, newsletter, fieldValues, invoiceAddress, accessKeys } = writes;
  const { firstname, lastname, email, phone } = contact;
  const { deletes, updates, creates } = accessKeys;
  const parts: SavedParts = {
    fieldValues: fieldValues.stored.length + fieldValues.cleared.length > 0,
    invoiceAddress: Object.keys(invoiceAddress).length > 0,
    accessKeys: deletes.length + updates.length + creates.length > 0,
  };
  const values: unknown[] = [
    ...[companyId, customer.id, version, at],
    ...[firstname, lastname, email, phone !== undefined, phone],
    ...[newsletter?.subscribed, newsletter?.changedBy],
  ];
  if (parts.fieldValues) values.push(fieldValues.cleared, JSON.stringify(fieldValues.stored));
  if (parts.invoiceAddress) values.push(JSON.stringify(invoiceAddress));
  if (parts.accessKeys) values.push(deletes, JSON.stringify(updates), JSON.stringify(creates));
  return { statement: statementFor(parts), values };
}

/** The customer after a save: its row as the database answered it, its parts as they were with what was written. */
export function savedDetails(
  { customer: before }: CustomerState,
  { fieldValues, accessKeys }: CustomerWrites,
  saved: SavedRow,
): CustomerDetails {
  const { invoiceAddress = before.invoiceAddress, changedKeys = [], addedKeys = [], ...row } = saved;
  const values = new Map(before.fieldValues);
  for (const id of fieldValues.cleared) values.delete(id);
  for (const { fieldId, value } of fieldValues.stored) values.set(fieldId, value);
  const changed = new Map(changedKeys.map((key) => [key.id, key]));
  const kept = (before.accessKeys ?? []).filter(({ id }) => !accessKeys.deletes.includes(id));
  return {
    ...row,
    fieldValues: values,
    comments: before.comments,
    accessKeys: [...kept.map((key) => changed.get(key.id) ?? key), ...addedKeys].sort(byAge),
    invoiceAddress,
  };
}

/** The order of `partSql.accessKeys`. */
function byAge(a: AccessKeyRow, b: AccessKeyRow): number {
  return Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1);
}

const letGoStatement = namedStatement(
  'access_keys_let_go',
  `update user_access_key set value = 'changing ' || id where company_id = $1 and id = any($2::uuid[])`,
);

/** Frees the values of keys that exchange them: within the transaction that gives them new ones. */
export async function letGoOfValues(tx: EntityManager, companyId: string, ids: readonly string[]): Promise<void> {
  await namedQuery(tx, letGoStatement, [companyId, ids]);
}
