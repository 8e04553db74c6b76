import type { DataSource, EntityManager } from 'typeorm';
import type { UpdateCustomer } from '../../../dtos/booking/customers';
import { inTransaction } from '../../data';
import { type Clock, HttpError } from '../../engine';
import { AccessKeyRepository } from '../access-keys/access-key-repository';
import { type AccessKeyPlan, exchangesValues } from '../access-keys/plan-access-keys';
import type { FieldConfig } from '../custom-fields/field-config';
import { isDeadlock } from '../database-errors';
import { readContact } from './contact';
import type { CustomerDetails } from './customer-details';
import type { CustomerEntity } from './customer-entity';
import { namedKeyTypes, newsletterChange, readParts, refuseTakenKeys, type WritingCaller } from './customer-parts';
import { CustomerRepository } from './customer-repository';
import { type Caller, type CustomerRights, firstRefusal, rightsOver } from './customer-rights';
import { type CustomerWrites, letGoOfValues } from './customer-save';
import type { CustomerState } from './customer-state';

/** Throws when the stored customer, which the caller may change, is not the one that the change was made for. */
export type AcceptStored = (stored: CustomerEntity) => void;

/** A customer after a change, with the company's active custom fields. */
export interface SavedCustomer {
  readonly customer: CustomerDetails;
  readonly fields: readonly FieldConfig[];
}

/** Saves that may find the customer changed since it was read; after them its row is held first. */
const freeAttempts = 2;
const maxAttempts = 5;

/**
 * Updates one customer with two statements: one reads everything that the rules ask about, one writes everything, if
 * nobody changed the customer in between. Else both come again; no transaction is open while the rules are looked at.
 */
export class CustomerUpdater {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Errors: as `CustomerWriter.update`. */
  async update(
    companyId: string,
    request: UpdateCustomer,
    caller: WritingCaller,
    accept: AcceptStored = () => undefined,
  ): Promise<SavedCustomer> {
    const call = new UpdateCall(companyId, request, caller, accept);
    for (let attempt = 1; ; attempt++) {
      try {
        const saved = await this.attempt(call, attempt > freeAttempts);
        if (saved) return saved;
      } catch (error) {
        // Two calls may each hold an e-mail address or key that the other wants next: the database undoes one of them.
        if (isDeadlock(error) && attempt < maxAttempts) continue;
        await call.refuseTakenKeys(this.dataSource.manager, error);
        throw error;
      }
    }
  }

  private attempt(call: UpdateCall, holdsRow: boolean): Promise<SavedCustomer | undefined> {
    const at = this.clock.now();
    if (!holdsRow && !call.isExchange) return call.save(this.dataSource.manager, at);
    return inTransaction(this.dataSource, async (tx) => {
      await call.hold(tx);
      return call.save(tx, at);
    });
  }
}

/** One request to update a customer, over all its attempts. */
class UpdateCall {
  /** Keys of the request exchange values: they need a transaction, with a moment in which none has its own. */
  isExchange = false;
  private planned?: AccessKeyPlan;

  constructor(
    private readonly companyId: string,
    private readonly request: UpdateCustomer,
    private readonly caller: WritingCaller,
    private readonly accept: AcceptStored,
  ) {}

  async hold(tx: EntityManager): Promise<void> {
    await new CustomerRepository(tx).lock(this.companyId, this.request.Id);
  }

  /** `undefined`: not saved. Somebody changed the customer meanwhile, or a transaction is needed and there is none. */
  async save(db: EntityManager, at: Date): Promise<SavedCustomer | undefined> {
    const { companyId, request } = this;
    const customers = new CustomerRepository(db);
    const state = await customers.state(companyId, request.Id, namedKeyTypes(request));
    if (!state) throw HttpError.notFound(`The company has no customer ${request.Id}.`);
    const { accessKeys, ...writes } = planUpdate(companyId, request, state, this.caller);
    this.accept(state.customer);
    this.planned = accessKeys;
    this.isExchange = exchangesValues(accessKeys, state.customer.accessKeys ?? []);
    if (this.isExchange) {
      if (!db.queryRunner) return undefined;
      await letGoOfValues(
        db,
        companyId,
        accessKeys.updates.map(({ id }) => id),
      );
    }
    const customer = await customers.save(companyId, state, { accessKeys, ...writes }, at);
    return customer && { customer, fields: state.fields };
  }

  /**
   * Says which of the planned keys another customer has, after a save that met a taken value. Asked only then, and
   * first: a taken key is told before a taken e-mail address.
   */
  async refuseTakenKeys(db: EntityManager, error: unknown): Promise<void> {
    const isTaken = error instanceof HttpError && takenCodes.includes(error.errorCode);
    if (!isTaken || !this.planned) return;
    const { updates, creates } = this.planned;
    const holders = await new AccessKeyRepository(db).holding(this.companyId, [...updates, ...creates]);
    refuseTakenKeys(this.planned, holders);
  }
}

const takenCodes: readonly string[] = ['EmailAlreadyExists', 'AccessKeyAlreadyExists'];

function planUpdate(companyId: string, request: UpdateCustomer, state: CustomerState, caller: WritingCaller) {
  const { customer, fields, keyTypes } = state;
  const rights = allowedRights(request, customer, caller);
  const contact = readContact(request, { isNew: false });
  const owner = { companyId, customerId: customer.id };
  const parts = readParts(request, { owner, fields, rights, keyTypes, stored: customer }, contact.errors);
  const newsletter = newsletterChange(request.SubscribedToNewsletter, customer.subscribedToNewsletter, caller);
  return { contact: contact.changes, newsletter, ...parts } satisfies CustomerWrites;
}

function allowedRights(request: UpdateCustomer, stored: CustomerEntity, caller: Caller): CustomerRights {
  const rights = rightsOver(stored, caller);
  if (!rights) throw HttpError.unauthorized('You may only update your own customer record.');
  const refusal = firstRefusal(request, stored, rights);
  if (refusal) throw HttpError.field(401, 'Unauthorized', refusal.fieldName, refusal.message);
  return rights;
}
