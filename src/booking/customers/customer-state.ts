import { namedStatement } from '../../data';
import { activeFieldsSql } from '../custom-fields/custom-field-repository';
import type { FieldConfig } from '../custom-fields/field-config';
import { type CustomerDetails, customerColumnsSql, type DetailsRow, partSql, toDetails } from './customer-details';

/** A customer with all parts, and what else the rules of an update ask about: all as of one moment. */
export interface CustomerState {
  readonly customer: CustomerDetails;
  /** Another one as soon as anybody changes the customer's row. */
  readonly version: string;
  /** The company's active fields, in slot order. */
  readonly fields: readonly FieldConfig[];
  /** Those of the asked types of access keys that exist. */
  readonly keyTypes: ReadonlySet<number>;
}

/** A row of `stateStatement`, as the driver reads it. */
export type StateRow = DetailsRow & {
  readonly version: string;
  readonly fields: readonly FieldConfig[];
  readonly keyTypes: readonly number[];
};

/** Parameters: company id, table of the fields, customer id, ids of access key types. */
export const stateStatement = namedStatement(
  'customer_state',
  `select ${[customerColumnsSql, ...Object.values(partSql)].join(',')},
    c.xmin::text as version,
    (select coalesce(json_agg(field), '[]') from (${activeFieldsSql}) field) as fields,
    array(select t.id from access_key_type t where t.id = any($4::integer[])) as "keyTypes"
   from customer c where c.company_id = $1 and c.id = $3`,
);

export function toState({ version, fields, keyTypes, ...row }: StateRow): CustomerState {
  return { customer: toDetails(row), version, fields, keyTypes: new Set(keyTypes) };
}
