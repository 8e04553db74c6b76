import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { violatedConstraint } from '../database-errors';
import { refuse } from '../error-codes';
import type { ContactChanges } from './contact';
import {
  type CustomerDetails,
  type CustomerParts,
  customerColumnsSql,
  type DetailsRow,
  detailsSql,
  toDetails,
} from './customer-details';
import { CustomerEntity } from './customer-entity';
import { ExternalReferenceEntity } from './external-reference-entity';
import type { InvoiceAddressChanges } from './invoice-address';
import { InvoiceAddressEntity } from './invoice-address-entity';

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
/** A change of consent with its evidence: who made it, as `user:<id>` or `apikey:<id>`. */
export interface NewsletterChange {
  readonly subscribed: boolean;
  readonly changedBy: string;
}
/** Absent members stay as they are. */
export interface CustomerChanges extends ContactChanges {
  readonly newsletter?: NewsletterChange;
}

export interface CustomerFilter {
  readonly customerId?: string;
  readonly userId?: string;
  readonly visible?: boolean;
  /** Every word must stand somewhere in the names, e-mail address or phone number. */
  readonly search?: string;
}

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
    const rows: CustomerEntity[] = await this.db.query(
      `select ${customerColumnsSql} from customer c where c.company_id = $1 and c.id = $2 for update`,
      [companyId, id],
    );
    return rows[0];
  }

  /** Customers with the parts that are asked for: one statement, in any order, unknown ids left out. */
  async details(companyId: string, ids: readonly string[], parts: CustomerParts): Promise<CustomerDetails[]> {
    if (ids.length === 0) return [];
    const rows: DetailsRow[] = await this.db.query(detailsSql(parts), [companyId, ids]);
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
    const added = await refusingTakenEmail(() =>
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

  /** Also moves `updatedAt`, with or without changes. Errors: EmailAlreadyExists. */
  async change(companyId: string, id: string, changes: CustomerChanges, at: Date): Promise<void> {
    const { firstname, lastname, email, phone, newsletter } = changes;
    // Written by hand: the one statement of every update, and TypeORM's builder costs more than the statement itself.
    await refusingTakenEmail(() =>
      this.db.query(
        `update customer set
           firstname = coalesce($3, firstname), lastname = coalesce($4, lastname), email = coalesce($5, email),
           phone = case when $6::boolean then $7 else phone end,
           subscribed_to_newsletter = coalesce($8, subscribed_to_newsletter),
           newsletter_changed_by = coalesce($9, newsletter_changed_by),
           newsletter_changed_at = case when $9::text is null then newsletter_changed_at else $10 end,
           updated_at = $10
         where company_id = $1 and id = $2`,
        [
          companyId,
          id,
          firstname,
          lastname,
          email,
          phone !== undefined,
          phone,
          newsletter?.subscribed,
          newsletter?.changedBy,
          at,
        ],
      ),
    );
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

async function refusingTakenEmail<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedConstraint(error) !== 'uq_customer_email') throw error;
    const message = 'Another customer of the company has this e-mail address.';
    throw refuse('EmailAlreadyExists', 'Email', message, { cause: error });
  }
}
