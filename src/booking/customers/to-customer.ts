import { UserAccessKeys } from '../../../dtos/booking/access-keys';
import { CustomerCommentsResponse, CustomerQueryResponse } from '../../../dtos/booking/customers';
import { type FieldConfig, toConfigData, toFieldValues, visibleFields } from '../custom-fields/field-config';
import { toInstant } from '../instant';
import type { AccessKeyRow, CommentRow, CustomerDetails } from './customer-details';
import type { CustomerView } from './customer-rights';
import { toInvoiceAddress } from './invoice-address';

/**
 * A customer as its caller may see it (domain 2.10).
 *
 * `fields`: the company's active fields; parts that were not read are left out, as is the configuration of fields when
 * `showsFields` is false.
 */
export function toCustomer(
  customer: CustomerDetails,
  fields: readonly FieldConfig[],
  view: CustomerView,
  options: { showsFields: boolean } = { showsFields: true },
): CustomerQueryResponse {
  const visible = visibleFields(fields, view.seesAllFields);
  return new CustomerQueryResponse({
    Id: customer.id,
    Firstname: customer.firstname,
    Lastname: customer.lastname,
    Email: customer.email ?? undefined,
    Phone: customer.phone ?? undefined,
    ImageUrl: customer.imageUrl ?? undefined,
    CustomFields: options.showsFields ? visible.map(toConfigData) : undefined,
    CustomFieldValues: customer.fieldValues && toFieldValues(visible, customer.fieldValues),
    Comments: view.seesComments ? customer.comments?.map(toComment) : undefined,
    AccessKeys: customer.accessKeys?.map(toAccessKey),
    Updated: toInstant(customer.updatedAt),
    Created: toInstant(customer.createdAt),
    SubscribedToNewsletter: customer.subscribedToNewsletter,
    InvoiceAddress: toInvoiceAddress(customer.invoiceAddress),
  });
}

export function toAccessKey(key: AccessKeyRow): UserAccessKeys {
  return new UserAccessKeys({
    CompanyId: key.companyId,
    AccessKeyTypeId: key.accessKeyTypeId,
    Value: key.value,
    CustomerId: key.customerId,
    Description: key.description ?? undefined,
    Id: key.id,
  });
}

export function toComment(comment: CommentRow): CustomerCommentsResponse {
  return new CustomerCommentsResponse({
    Id: comment.id,
    CustomerId: comment.customerId,
    Comments: comment.comments,
    Updated: toInstant(comment.updatedAt),
    Created: toInstant(comment.createdAt),
    ImageUrl: comment.imageUrl ?? undefined,
  });
}
