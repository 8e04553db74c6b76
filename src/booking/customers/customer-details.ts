import { type NamedStatement, namedStatement } from '../../data';
import type { UserAccessKeyEntity } from '../access-keys/access-key-entity';
import type { CustomerEntity } from './customer-entity';
import type { InvoiceAddressEntity } from './invoice-address-entity';

/** What belongs to a customer and is read only where it is asked for. */
export interface CustomerParts {
  readonly fieldValues: boolean;
  readonly comments: boolean;
  readonly accessKeys: boolean;
  readonly invoiceAddress: boolean;
}

export interface CommentRow {
  readonly id: number;
  readonly customerId: string;
  readonly comments: string;
  readonly imageUrl: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
export interface AccessKeyRow
  extends Pick<UserAccessKeyEntity, 'id' | 'companyId' | 'accessKeyTypeId' | 'value' | 'customerId' | 'description'> {
  /** As JSON has it. */
  readonly createdAt: string;
}
export type InvoiceAddressRow = Omit<InvoiceAddressEntity, 'companyId' | 'customerId'>;

/** A customer and its parts; a part that was not asked for is absent. */
export interface CustomerDetails extends CustomerEntity {
  /** Of active and inactive fields; field id → value. */
  readonly fieldValues?: ReadonlyMap<number, string>;
  /** Newest first. */
  readonly comments?: readonly CommentRow[];
  /** Oldest first. */
  readonly accessKeys?: readonly AccessKeyRow[];
  readonly invoiceAddress?: InvoiceAddressRow | null;
}

const accessKeyJson = `json_build_object(
       'id', k.id, 'companyId', k.company_id, 'accessKeyTypeId', k.access_key_type_id, 'value', k.value,
       'customerId', k.customer_id, 'description', k.description, 'createdAt', k.created_at)`;
const invoiceAddressJson = `json_build_object(
       'corporateIdentityNumber', a.corporate_identity_number, 'invoiceAddress1', a.invoice_address1,
       'invoiceAddress2', a.invoice_address2, 'invoiceCity', a.invoice_city,
       'invoicePostalCode', a.invoice_postal_code, 'invoiceCountryCode', a.invoice_country_code)`;
/** An access key `k` and an invoice address `a` as answers of statements carry them. */
export const rowJson = { accessKey: accessKeyJson, invoiceAddress: invoiceAddressJson } as const;

/** Each part as one column of a customer `c`: a page of customers with all parts is one statement. */
export const partSql: Record<keyof CustomerParts, string> = {
  fieldValues: `
    (select coalesce(json_object_agg(d.custom_field_id, d.value), '{}') from custom_field_data d
     where d.company_id = c.company_id and d.customer_id = c.id) as "fieldValues"`,
  comments: `
    (select coalesce(json_agg(json_build_object(
       'id', m.id, 'customerId', m.customer_id, 'comments', m.comments, 'imageUrl', m.image_url,
       'createdAt', m.created_at, 'updatedAt', m.updated_at) order by m.id desc), '[]')
     from customer_comment m where m.company_id = c.company_id and m.customer_id = c.id) as "comments"`,
  accessKeys: `
    (select coalesce(json_agg(${accessKeyJson} order by k.created_at, k.id), '[]')
     from user_access_key k where k.company_id = c.company_id and k.customer_id = c.id) as "accessKeys"`,
  invoiceAddress: `
    (select ${invoiceAddressJson}
     from invoice_address a where a.company_id = c.company_id and a.customer_id = c.id) as "invoiceAddress"`,
};

export const customerColumnsSql = `
  c.id, c.company_id as "companyId", c.user_id as "userId", c.firstname, c.lastname, c.email, c.phone,
  c.image_url as "imageUrl", c.subscribed_to_newsletter as "subscribedToNewsletter",
  c.newsletter_changed_at as "newsletterChangedAt", c.newsletter_changed_by as "newsletterChangedBy",
  c.visible, c.created_at as "createdAt", c.updated_at as "updatedAt"`;

const detailsStatements = new Map<string, NamedStatement>();

/** Parameters: company id, customer ids. */
export function detailsStatement(parts: CustomerParts): NamedStatement {
  const wanted = (Object.keys(partSql) as (keyof CustomerParts)[]).filter((part) => parts[part]);
  const key = wanted.join();
  const known = detailsStatements.get(key);
  if (known) return known;
  const columns = [customerColumnsSql, ...wanted.map((part) => partSql[part])].join(',');
  const made = namedStatement(
    'customer_details',
    `select ${columns} from customer c where c.company_id = $1 and c.id = any($2::uuid[])`,
  );
  detailsStatements.set(key, made);
  return made;
}

/** A row of `detailsStatement`, as the driver reads it. */
export type DetailsRow = Omit<CustomerDetails, 'fieldValues' | 'comments'> & {
  readonly fieldValues?: Readonly<Record<string, string>>;
  readonly comments?: readonly (Omit<CommentRow, 'createdAt' | 'updatedAt'> & {
    createdAt: string;
    updatedAt: string;
  })[];
};

export function toDetails(row: DetailsRow): CustomerDetails {
  const { fieldValues, comments, ...customer } = row;
  return {
    ...customer,
    ...(fieldValues && { fieldValues: new Map(Object.entries(fieldValues).map(([id, value]) => [Number(id), value])) }),
    ...(comments && {
      comments: comments.map((comment) => ({
        ...comment,
        createdAt: new Date(comment.createdAt),
        updatedAt: new Date(comment.updatedAt),
      })),
    }),
  };
}
