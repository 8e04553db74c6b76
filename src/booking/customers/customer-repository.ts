import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { namedQuery, namedStatement } from '../../data';
import type { HttpError } from '../../engine';
import { keyTaken } from '../access-keys/access-key-repository';
import { fieldDeleted } from '../custom-fields/custom-field-repository';
import { customerTable } from '../custom-fields/slots';
import { violatedConstraint } from '../database-errors';
import { refuse } from '../error-codes';
import {
  type CustomerDetails,
  type CustomerParts,
  customerColumnsSql,
  type DetailsRow,
  detailsStatement,
  toDetails,
} from './customer-details';
import { CustomerEntity } from './customer-entity';
import { type CustomerWrites, type SavedRow, savedDetails, saveStatement } from './customer-save';
import { type CustomerState, type StateRow, stateStatement, toState } from './customer-state';
import { ExternalReferenceEntity } from './external-reference-entity';
import type { InvoiceAddressChanges } from './invoice-address';
import { InvoiceAddressEntity } from './invoice-address-entity';
import type { NewsletterChange } from './newsletter-change';

export interface NewCustomer {
  readonly firstname: string;
  readonly lastname: string;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly userId?: string;
  readonly imageUrl?: string;
  /** Default: not subscribed. */
  readonly newsletter?: NewsletterChange;
  /** Default: true. */
  readonly visible?: boolean;
}
export interface CustomerFilter {
  readonly customerId?: string;
  readonly userId?: string;
  readonly visible?: boolean;
  /** Every word must stand somewhere in the names, e-mail address or phone number. */
  readonly search?: string;
}

/** What a violated constraint means to whoever wrote a customer. */
const conflicts: Readonly<Record<string, (cause: unknown) => HttpError>> = {
  uq_customer_email: (cause) => {
    const message = 'Another customer of the company has this e-mail address.';
    return refuse('EmailAlreadyExists', 'Email', message, { cause });
  },
  uq_user_access_key_value: (cause) => keyTaken('AccessKeys', cause),
  fk_custom_field_data_field: fieldDeleted,
};

const lockStatement = namedStatement(
  'customer_lock',
  `select ${customerColumnsSql} from customer c where c.company_id = $1 and c.id = $2 for update`,
);
const searchedText = `concat_ws(' ', customer.firstname, customer.lastname, customer.email, customer.phone)`;
const maxSearchWords = 10;

/** A company's customers and what belongs to each alone. */
export class CustomerRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): CustomerRepository {
    return new CustomerRepository(tx);
  }

  find(companyId: string, id: string): Promise<CustomerEntity | null> {
    return this.db.findOneBy(CustomerEntity, { companyId, id });
  }

  /** Whatever the address' case. */
  findByEmail(companyId: string, email: string): Promise<CustomerEntity | null> {
    return this.db
      .createQueryBuilder(CustomerEntity, 'customer')
      .where('customer.companyId = :companyId and lower(customer.email) = lower(:email)', { companyId, email })
      .getOne();
  }

  /** The customer, held against changes by others until the transaction ends. */
  async lock(companyId: string, id: string): Promise<CustomerEntity | undefined> {
    const rows = await namedQuery<CustomerEntity>(this.db, lockStatement, [companyId, id]);
    return rows[0];
  }

  /** Customers with the parts that are asked for: one statement, in any order, unknown ids left out. */
  async details(companyId: string, ids: readonly string[], parts: CustomerParts): Promise<CustomerDetails[]> {
    if (ids.length === 0) return [];
    const rows = await namedQuery<DetailsRow>(this.db, detailsStatement(parts), [companyId, ids]);
    return rows.map(toDetails);
  }

  /** For lists: alias `customer`, filtered by company. */
  matching(companyId: string, filter: CustomerFilter): SelectQueryBuilder<CustomerEntity> {
    const { customerId, userId, visible, search } = filter;
    const query = this.db
      .createQueryBuilder(CustomerEntity, 'customer')
      .where('customer.companyId = :companyId', { companyId });
    if (customerId !== undefined) query.andWhere('customer.id = :customerId', { customerId });
    if (userId !== undefined) query.andWhere('customer.userId = :userId', { userId });
    if (visible !== undefined) query.andWhere('customer.visible = :visible', { visible });
    for (const [index, word] of wordsOf(search).entries()) {
      query.andWhere(`${searchedText} ilike :word${index}`, { [`word${index}`]: `%${escapeLike(word)}%` });
    }
    return query;
  }

  /** Answers the new customer's id. Errors: EmailAlreadyExists. */
  async add(companyId: string, customer: NewCustomer, at: Date): Promise<string> {
    const added = await refusingConflicts(() =>
      this.db.insert(CustomerEntity, {
        companyId,
        userId: customer.userId ?? null,
        firstname: customer.firstname,
        lastname: customer.lastname,
        email: customer.email ?? null,
        phone: customer.phone ?? null,
        imageUrl: customer.imageUrl ?? null,
        ...newsletterColumns(customer.newsletter, at),
        visible: customer.visible ?? true,
        createdAt: at,
        updatedAt: at,
      }),
    );
    return (added.identifiers[0] as { id: string }).id;
  }

  /** What the rules of an update ask about. `keyTypes`: those whose existence is asked. */
  async state(companyId: string, id: string, keyTypes: readonly number[]): Promise<CustomerState | undefined> {
    const rows = await namedQuery<StateRow>(this.db, stateStatement, [companyId, customerTable, id, keyTypes]);
    return rows[0] && toState(rows[0]);
  }

  /**
   * Writes an update, all of it or nothing, with one statement. Also moves `updatedAt`, with or without changes.
   *
   * `undefined`: the customer is not any more what `state` was planned with; plan again.
   * Errors: EmailAlreadyExists, AccessKeyAlreadyExists, CustomFieldNotFound.
   */
  async save(
    companyId: string,
    state: CustomerState,
    writes: CustomerWrites,
    at: Date,
  ): Promise<CustomerDetails | undefined> {
    const { statement, values } = saveStatement(companyId, state, writes, at);
    const [row] = await refusingConflicts(() => namedQuery<SavedRow>(this.db, statement, values));
    return row && savedDetails(state, writes, row);
  }

  /** Everything that belongs to the customer goes with it, by the foreign keys of the tables that hold it. */
  async remove(companyId: string, id: string): Promise<void> {
    await this.db.delete(CustomerEntity, { companyId, id });
  }

  /** Absent members stay as they are. */
  async changeInvoiceAddress(companyId: string, customerId: string, changes: InvoiceAddressChanges): Promise<void> {
    if (Object.keys(changes).length === 0) return;
    await this.db.upsert(InvoiceAddressEntity, { companyId, customerId, ...changes }, ['customerId']);
  }

  /** The customer that another system (`axema`) knows under this id. */
  async findByExternalId(companyId: string, system: string, externalId: string): Promise<CustomerEntity | null> {
    const reference = await this.db.findOneBy(ExternalReferenceEntity, { companyId, system, externalId });
    return reference && this.find(companyId, reference.customerId);
  }

  /** A reference that exists already is moved to this customer. */
  async linkExternalId(companyId: string, system: string, externalId: string, customerId: string): Promise<void> {
    const keys = ['companyId', 'system', 'externalId'];
    await this.db.upsert(ExternalReferenceEntity, { companyId, system, externalId, customerId }, keys);
  }
}

function newsletterColumns(newsletter: NewsletterChange | undefined, at: Date) {
  if (!newsletter) return {};
  return {
    subscribedToNewsletter: newsletter.subscribed,
    newsletterChangedAt: at,
    newsletterChangedBy: newsletter.changedBy,
  };
}

function wordsOf(search: string | undefined): string[] {
  const words = (search ?? '').split(/\s+/).filter((word) => word !== '');
  return words.slice(0, maxSearchWords);
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

async function refusingConflicts<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw conflicts[violatedConstraint(error) ?? '']?.(error) ?? error;
  }
}
