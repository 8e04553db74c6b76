import { asBookingList, type BookingList } from '../../../dtos/booking/common';
import {
  CreateCustomer,
  CustomerQuery,
  CustomerQueryResponse,
  DeleteCustomer,
  UpdateCustomer,
  UpdateCustomerResponse,
} from '../../../dtos/booking/customers';
import { entityList, toQueryResponse } from '../../data';
import { Handles, HttpError, requireMatch } from '../../engine';
import { BookingService } from '../booking-service';
import type { CustomFieldRepository } from '../custom-fields/custom-field-repository';
import { toInstant } from '../instant';
import type { CustomerDetails } from './customer-details';
import type { WritingCaller } from './customer-parts';
import type { CustomerRepository } from './customer-repository';
import { viewOf } from './customer-rights';
import type { CustomerWriter } from './customer-writer';
import { toAccessKey, toCustomer } from './to-customer';

const columns = {
  Id: 'customer.id',
  Firstname: 'customer.firstname',
  Lastname: 'customer.lastname',
  Email: 'customer.email',
  Phone: 'customer.phone',
  SubscribedToNewsletter: 'customer.subscribedToNewsletter',
  Updated: 'customer.updatedAt',
  Created: 'customer.createdAt',
};
const customerList = entityList(CustomerQuery, { columns, defaultOrder: 'Lastname,Firstname', key: 'Id' });

/** Customers: the company's administrators change them, and customers with an account themselves (domain 2). */
export class CustomerServices extends BookingService {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly fields: CustomFieldRepository,
    private readonly writer: CustomerWriter,
  ) {
    super();
  }

  @Handles(CustomerQuery)
  async get(request: CustomerQuery): Promise<BookingList<CustomerQueryResponse>> {
    const { companyId, caller } = this;
    const query = this.customers.matching(companyId, {
      customerId: request.CustomerId,
      userId: request.UserId,
      visible: request.Visible,
      search: request.Search,
    });
    if (!caller.isReader) query.andWhere('customer.userId = :self', { self: this.userId });
    const page = await customerList(request, this.context)(query);
    if (request.CustomerId && page.items.length === 0 && page.plan.offset === 0 && page.plan.take > 0) {
      throw HttpError.notFound(`The company has no customer ${request.CustomerId}.`);
    }

    const showsFields = request.IncludeCustomFields ?? false;
    const parts = {
      fieldValues: request.IncludeCustomFieldValues ?? false,
      comments: (request.IncludeComments ?? false) && viewOf(caller).seesComments,
      accessKeys: request.IncludeAccessKeys ?? false,
      invoiceAddress: request.IncludeInvoiceAddress ?? false,
    };
    const ids = page.items.map((customer) => customer.id);
    const details = Object.values(parts).includes(true) ? await this.customers.details(companyId, ids, parts) : [];
    const fields = showsFields || parts.fieldValues ? await this.fields.activeFields(companyId) : [];
    const byId = new Map<string, CustomerDetails>(details.map((customer) => [customer.id, customer]));
    const toRow = (customer: CustomerDetails) =>
      toCustomer(byId.get(customer.id) ?? customer, fields, viewOf(caller), { showsFields });
    return asBookingList(toQueryResponse(page, toRow));
  }

  /** The version of a customer, for `If-Match`, is its `Updated` as it was answered. */
  @Handles(UpdateCustomer)
  async put(request: UpdateCustomer): Promise<CustomerQueryResponse> {
    const { companyId, caller } = this;
    const { customer, fields } = await this.writer.update(companyId, request, caller, ({ updatedAt }) =>
      requireMatch(this.context, toInstant(updatedAt)),
    );
    return toCustomer(customer, fields, viewOf(caller));
  }

  @Handles(CreateCustomer)
  async post(request: CreateCustomer): Promise<UpdateCustomerResponse> {
    const { companyId, caller } = this;
    const { customer, fields } = await this.writer.create(companyId, request, caller);
    return new UpdateCustomerResponse({
      ...toCustomer(customer, fields, viewOf(caller)),
      UserId: customer.userId ?? undefined,
      CompanyId: customer.companyId,
      CreatedDate: toInstant(customer.createdAt),
      DeletedAccessKeys: [],
      CreatedOrUpdatedAccessKeys: (customer.accessKeys ?? []).map(toAccessKey),
    });
  }

  @Handles(DeleteCustomer)
  async delete(request: DeleteCustomer): Promise<CustomerQueryResponse> {
    const { customer, fields } = await this.writer.remove(this.companyId, request.Id);
    return toCustomer(customer, fields, viewOf(this.caller));
  }

  private get caller(): WritingCaller {
    const { userId, apiKeyId } = this.session;
    const { isSuperadmin, isAdministrator, isReader } = this;
    const actor = userId === undefined ? `apikey:${apiKeyId}` : `user:${userId}`;
    return { userId, isSuperadmin, isAdministrator, isReader, actor };
  }
}
