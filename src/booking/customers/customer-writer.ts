import type { DataSource, EntityManager } from 'typeorm';
import type { CreateCustomer, UpdateCustomer } from '../../../dtos/booking/customers';
import { ResponseError } from '../../../dtos/common';
import { inTransaction } from '../../data';
import { type Clock, HttpError } from '../../engine';
import { AccessKeyRepository } from '../access-keys/access-key-repository';
import type { KeyOwner } from '../access-keys/plan-access-keys';
import { CustomFieldRepository } from '../custom-fields/custom-field-repository';
import type { FieldConfig } from '../custom-fields/field-config';
import { isDeadlock } from '../database-errors';
import { readContact } from './contact';
import type { CustomerParts } from './customer-details';
import {
  namedKeyTypes,
  newsletterChange,
  type PartChanges,
  readParts,
  refuseTakenKeys,
  type WritingCaller,
} from './customer-parts';
import { CustomerRepository } from './customer-repository';
import { type AcceptStored, CustomerUpdater, type SavedCustomer } from './customer-updater';

const allParts: CustomerParts = { fieldValues: true, comments: true, accessKeys: true, invoiceAddress: true };
const maxAttempts = 4;

/** Changes customers, all or nothing: each method is one transaction (domain 2.9). */
export class CustomerWriter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Errors: 404 for an id that the company does not have, 401 when the caller may not change that customer or a part
   * of it, 400 with all field errors, 404 for unknown access keys, 409 for an e-mail address or key that is taken.
   */
  update(
    companyId: string,
    request: UpdateCustomer,
    caller: WritingCaller,
    accept?: AcceptStored,
  ): Promise<SavedCustomer> {
    return new CustomerUpdater(this.dataSource, this.clock).update(companyId, request, caller, accept);
  }

  /** `caller` is an administrator. Errors: as `update`, but for what cannot happen to a new customer. */
  create(companyId: string, request: CreateCustomer, caller: WritingCaller): Promise<SavedCustomer> {
    return this.inTransaction(async (stores) => {
      const fields = await stores.fields.activeFields(companyId);
      const { changes, errors } = readContact(request, { isNew: true });
      const rights = { mayChangePersonalData: true, mayChangeAccessKeys: true, mayFillAllFields: true };
      const keyTypes = await stores.accessKeys.knownTypes(namedKeyTypes(request));
      const parts = readParts(request, { owner: { companyId }, fields, rights, keyTypes }, [
        ...chosenIdErrors(request.CustomerId),
        ...errors,
      ]);
      refuseTakenKeys(parts.accessKeys, await stores.accessKeys.holding(companyId, parts.accessKeys.creates));

      const newsletter = newsletterChange(request.SubscribedToNewsletter, false, caller);
      const { firstname = '', lastname = '', ...contact } = changes;
      const customer = { firstname, lastname, ...contact, newsletter };
      const customerId = await stores.customers.add(companyId, customer, this.clock.now());
      await this.addParts(stores, { companyId, customerId }, parts);
      return saved(stores, companyId, customerId, fields);
    });
  }

  /** Answers the customer as it was. Errors: 404 for an id that the company does not have. */
  remove(companyId: string, customerId: string): Promise<SavedCustomer> {
    return this.inTransaction(async (stores) => {
      if (!(await stores.customers.lock(companyId, customerId))) unknownCustomer(customerId);
      const removed = await saved(stores, companyId, customerId, await stores.fields.activeFields(companyId));
      await stores.customers.remove(companyId, customerId);
      return removed;
    });
  }

  private async addParts(stores: Stores, owner: Required<KeyOwner>, parts: PartChanges): Promise<void> {
    const { companyId, customerId } = owner;
    await stores.customers.changeInvoiceAddress(companyId, customerId, parts.invoiceAddress);
    await stores.fields.storeValues(companyId, customerId, parts.fieldValues);
    await stores.accessKeys.add(
      companyId,
      parts.accessKeys.creates.map((key) => ({ ...key, customerId })),
      this.clock.now(),
    );
  }

  // Two calls may each hold an e-mail address or key that the other wants next: the database undoes one of them.
  private async inTransaction<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await inTransaction(this.dataSource, (tx) => work(storesIn(tx)));
      } catch (error) {
        if (!isDeadlock(error) || attempt === maxAttempts) throw error;
      }
    }
  }
}

interface Stores {
  readonly customers: CustomerRepository;
  readonly fields: CustomFieldRepository;
  readonly accessKeys: AccessKeyRepository;
}

function storesIn(tx: EntityManager): Stores {
  return {
    customers: new CustomerRepository(tx),
    fields: new CustomFieldRepository(tx),
    accessKeys: new AccessKeyRepository(tx),
  };
}

async function saved(
  stores: Stores,
  companyId: string,
  customerId: string,
  fields: readonly FieldConfig[],
): Promise<SavedCustomer> {
  const [customer] = await stores.customers.details(companyId, [customerId], allParts);
  return { customer: customer ?? unknownCustomer(customerId), fields };
}

function unknownCustomer(id: string): never {
  throw HttpError.notFound(`The company has no customer ${id}.`);
}

function chosenIdErrors(customerId: string | undefined): ResponseError[] {
  if (customerId === undefined || customerId === '00000000-0000-0000-0000-000000000000') return [];
  const message = 'CustomerId must be empty for a new customer; PUT /customers/{Id} changes an existing one.';
  return [new ResponseError({ errorCode: 'Predicate', fieldName: 'CustomerId', message })];
}
