import type { EntityManager } from 'typeorm';

export interface NewBookingCustomer {
  readonly userId?: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly email?: string;
  readonly phone?: string;
  readonly subscribedToNewsletter: boolean;
  /** Who gave the consent to the newsletter: `user:<id>`, `apikey:<id>` or `anonymous`. */
  readonly actor: string;
}

/** What a customer record says about how to reach its person. */
export interface CustomerAddresses {
  readonly id: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** The questions about customers that booking asks. Never changes an existing customer. */
export class BookingCustomerRepository {
  constructor(private readonly db: EntityManager) {}

  find(companyId: string, id: string): Promise<CustomerAddresses | undefined> {
    return this.one('company_id = $1 and id = $2', [companyId, id]);
  }
  findByUser(companyId: string, userId: string): Promise<CustomerAddresses | undefined> {
    return this.one('company_id = $1 and user_id = $2', [companyId, userId]);
  }
  /** Whatever the case of the address. */
  findByEmail(companyId: string, email: string): Promise<CustomerAddresses | undefined> {
    return this.one('company_id = $1 and lower(email) = lower($2)', [companyId, email]);
  }

  /** Answers `undefined` when the e-mail address or the user has a customer already, made by somebody else just now. */
  async add(companyId: string, customer: NewBookingCustomer, now: Date): Promise<CustomerAddresses | undefined> {
    const rows: CustomerAddresses[] = await this.db.query(
      `insert into customer (company_id, user_id, firstname, lastname, email, phone, subscribed_to_newsletter,
         newsletter_changed_at, newsletter_changed_by, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, case when $7 then $8::timestamptz end, case when $7 then $9::text end, $8, $8)
       on conflict do nothing returning id, email, phone`,
      [
        companyId,
        customer.userId ?? null,
        customer.firstname,
        customer.lastname,
        customer.email ?? null,
        customer.phone ?? null,
        customer.subscribedToNewsletter,
        now,
        customer.actor,
      ],
    );
    return rows[0];
  }

  /** Keeps the record from being deleted until the transaction is over: the booking will refer to it. */
  private async one(condition: string, parameters: unknown[]): Promise<CustomerAddresses | undefined> {
    const rows: CustomerAddresses[] = await this.db.query(
      `select id, email, phone from customer where ${condition} for key share`,
      parameters,
    );
    return rows[0];
  }
}
