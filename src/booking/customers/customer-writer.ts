import type { DataSource, EntityManager } from 'typeorm';
import type { AddUserAccessKey, DeleteUserAccessKey } from '../../../dtos/booking/access-keys';
import type { AddCustomField } from '../../../dtos/booking/custom-fields';
import type { CreateCustomer, InvoiceAddress, UpdateCustomer } from '../../../dtos/booking/customers';
import { ResponseError } from '../../../dtos/common';
import { inTransaction } from '../../data';
import { type Clock, HttpError } from '../../engine';
import { AccessKeyRepository } from '../access-keys/access-key-repository';
import { type AccessKeyPlan, type KeyOwner, planAccessKeys, takenKey } from '../access-keys/plan-access-keys';
import { CustomFieldRepository } from '../custom-fields/custom-field-repository';
import { type FieldConfig, type StoredValues, visibleFields } from '../custom-fields/field-config';
import { type FieldValueChanges, readFieldValues } from '../custom-fields/field-values';
import { isDeadlock } from '../database-errors';
import { refuse } from '../error-codes';
import { readContact } from './contact';
import type { AccessKeyRow, CustomerDetails, CustomerParts } from './customer-details';
import type { CustomerEntity } from './customer-entity';
import { CustomerRepository } from './customer-repository';
import { type Caller, type CustomerRights, firstRefusal, rightsOver } from './customer-rights';
import { type InvoiceAddressChanges, readInvoiceAddress } from './invoice-address';

/** Who changes something; `actor` stands in evidence of consent: `user:<id>` or `apikey:<id>`. */
export interface WritingCaller extends Caller {
  readonly actor: string;
}
/** A customer after a change, with the company's active custom fields. */
export interface SavedCustomer {
  readonly customer: CustomerDetails;
  readonly fields: readonly FieldConfig[];
}

/** What an update or a creation sends for other tables. */
interface SentParts {
  readonly CustomFields?: readonly AddCustomField[];
  readonly AccessKeys?: readonly AddUserAccessKey[];
  readonly AccessKeysToDelete?: readonly DeleteUserAccessKey[];
  readonly InvoiceAddress?: InvoiceAddress;
}
interface PartChanges {
  readonly fieldValues: FieldValueChanges;
  readonly accessKeys: AccessKeyPlan;
  readonly invoiceAddress: InvoiceAddressChanges;
}

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
  update(companyId: string, request: UpdateCustomer, caller: WritingCaller): Promise<SavedCustomer> {
    return this.inTransaction(async (stores) => {
      const stored = (await stores.customers.lock(companyId, request.Id)) ?? unknownCustomer(request.Id);
      const rights = allowedRights(request, stored, caller);
      const fields = await stores.fields.activeFields(companyId);
      const contact = readContact(request, { isNew: false });
      const owner = { companyId, customerId: stored.id };
      const parts = await readParts(stores, request, { owner, fields, rights }, contact.errors);

      const newsletter = newsletterChange(request.SubscribedToNewsletter, stored.subscribedToNewsletter, caller);
      await stores.customers.change(companyId, stored.id, { ...contact.changes, newsletter }, this.clock.now());
      await this.saveParts(stores, { companyId, customerId: stored.id }, parts);
      return saved(stores, companyId, stored.id, fields);
    });
  }

  /** `caller` is an administrator. Errors: as `update`, but for what cannot happen to a new customer. */
  create(companyId: string, request: CreateCustomer, caller: WritingCaller): Promise<SavedCustomer> {
    return this.inTransaction(async (stores) => {
      const fields = await stores.fields.activeFields(companyId);
      const { changes, errors } = readContact(request, { isNew: true });
      const rights = { mayChangePersonalData: true, mayChangeAccessKeys: true, mayFillAllFields: true };
      const parts = await readParts(stores, request, { owner: { companyId }, fields, rights }, [
        ...chosenIdErrors(request.CustomerId),
        ...errors,
      ]);

      const newsletter = newsletterChange(request.SubscribedToNewsletter, false, caller);
      const { firstname = '', lastname = '', ...contact } = changes;
      const customer = { firstname, lastname, ...contact, newsletter };
      const customerId = await stores.customers.add(companyId, customer, this.clock.now());
      await this.saveParts(stores, { companyId, customerId }, parts);
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

  private async saveParts(stores: Stores, owner: Required<KeyOwner>, parts: PartChanges): Promise<void> {
    const { companyId, customerId } = owner;
    const { deletes, updates, creates } = parts.accessKeys;
    await stores.customers.changeInvoiceAddress(companyId, customerId, parts.invoiceAddress);
    await stores.fields.storeValues(companyId, customerId, parts.fieldValues);
    const at = this.clock.now();
    await stores.accessKeys.remove(companyId, deletes);
    await stores.accessKeys.change(companyId, updates, at);
    await stores.accessKeys.add(
      companyId,
      creates.map((key) => ({ ...key, customerId })),
      at,
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

function allowedRights(request: UpdateCustomer, stored: CustomerEntity, caller: Caller): CustomerRights {
  const rights = rightsOver(stored, caller);
  if (!rights) throw HttpError.unauthorized('You may only update your own customer record.');
  const refusal = firstRefusal(request, stored, rights);
  if (refusal) throw HttpError.field(401, 'Unauthorized', refusal.fieldName, refusal.message);
  return rights;
}

/**
 * Everything but the personal data: what the request changes, once nothing is wrong with any of it.
 *
 * `contactErrors`: what is wrong with the personal data, so that all errors are answered together.
 */
async function readParts(
  stores: Stores,
  request: SentParts,
  known: { owner: KeyOwner; fields: readonly FieldConfig[]; rights: CustomerRights },
  contactErrors: readonly ResponseError[],
): Promise<PartChanges> {
  const { owner, fields, rights } = known;
  const { CustomFields: sentFields = [], AccessKeys: wanted = [], AccessKeysToDelete: unwanted = [] } = request;
  const stored = await storedParts(stores, owner, {
    fieldValues: sentFields.length > 0 || fields.some((field) => field.isMandatory),
    accessKeys: wanted.length > 0 || unwanted.length > 0,
  });
  const fieldValues = readFieldValues(visibleFields(fields, rights.mayFillAllFields), sentFields, stored.fieldValues);
  const types = await stores.accessKeys.knownTypes(wanted.flatMap((key) => key.AccessKeyTypeId ?? []));
  const accessKeys = planAccessKeys(owner, stored.accessKeys, wanted, unwanted, types);
  const invoiceAddress = readInvoiceAddress(request.InvoiceAddress);

  const errors = [...contactErrors, ...fieldValues.errors, ...accessKeys.errors, ...invoiceAddress.errors];
  if (errors.length > 0) throw HttpError.validation(errors);
  if (accessKeys.unknown.length > 0) throw unknownKeys(accessKeys.unknown);
  const holders = await stores.accessKeys.holding(owner.companyId, [...accessKeys.updates, ...accessKeys.creates]);
  const taken = takenKey(accessKeys, holders);
  if (taken) throw keyTaken(`${taken.path}.Value`);
  return { fieldValues: fieldValues.changes, accessKeys, invoiceAddress: invoiceAddress.changes };
}

/** What the checks compare with; nothing is read that no check asks for. */
async function storedParts(
  stores: Stores,
  { companyId, customerId }: KeyOwner,
  parts: Pick<CustomerParts, 'fieldValues' | 'accessKeys'>,
): Promise<{ fieldValues: StoredValues; accessKeys: readonly AccessKeyRow[] }> {
  const isNeeded = parts.fieldValues || parts.accessKeys;
  const [stored] =
    customerId !== undefined && isNeeded
      ? await stores.customers.details(companyId, [customerId], { ...parts, comments: false, invoiceAddress: false })
      : [];
  return { fieldValues: stored?.fieldValues ?? new Map(), accessKeys: stored?.accessKeys ?? [] };
}

function newsletterChange(wanted: boolean | undefined, stored: boolean, { actor }: WritingCaller) {
  return wanted === undefined || wanted === stored ? undefined : { subscribed: wanted, changedBy: actor };
}

function chosenIdErrors(customerId: string | undefined): ResponseError[] {
  if (customerId === undefined || customerId === '00000000-0000-0000-0000-000000000000') return [];
  const message = 'CustomerId must be empty for a new customer; PUT /customers/{Id} changes an existing one.';
  return [new ResponseError({ errorCode: 'Predicate', fieldName: 'CustomerId', message })];
}

function unknownKeys(fieldNames: readonly string[]): HttpError {
  const message = 'The customer has no access key of this id.';
  const errors = fieldNames.map((fieldName) => new ResponseError({ errorCode: 'NotFound', fieldName, message }));
  return HttpError.notFound(message, { errors });
}

function keyTaken(fieldName: string): HttpError {
  return refuse('AccessKeyAlreadyExists', fieldName, 'The company already has an access key of this type and value.');
}
