import type { CustomerToBook } from '../../../dtos/booking/bookings';
import { ResponseError } from '../../../dtos/common';
import { HttpError } from '../../engine';
import type { BookingCustomerRepository, CustomerAddresses } from './booking-customer-repository';

const emptyGuid = '00000000-0000-0000-0000-000000000000';

/** Who books. A `visitor` is anybody without a user: not signed in, or an application with an API key only. */
export type Booker =
  | { readonly kind: 'administrator'; readonly actor: string }
  | { readonly kind: 'user'; readonly actor: string; readonly userId: string; readonly email?: string }
  | { readonly kind: 'visitor'; readonly actor: string };

/** Who a booking is for, as it was said. */
export interface CustomerChoice {
  readonly CustomerId?: string;
  readonly Customer?: CustomerToBook;
}

/** Who a booking is for, as it is stored. */
export interface BookingContact {
  readonly customer?: CustomerAddresses;
  /** As given with the booking; an existing customer's own data stay as they are. */
  readonly firstname?: string;
  readonly lastname?: string;
  readonly email?: string;
  readonly phone?: string;
}

/**
 * Finds or creates the customer of a booking.
 *
 * Administrators name any customer, give a person's data (found by e-mail address or created), or send the empty Guid
 * for none. Users book for their own record, which their first booking creates. Visitors are found by e-mail address
 * or created; their answer does not tell which.
 * Errors: 400 for missing data; 401 and 403 for choices that are not the caller's; 404 for unknown customers.
 */
export async function customerOfBooking(
  customers: BookingCustomerRepository,
  companyId: string,
  booker: Booker,
  choice: CustomerChoice,
  now: Date,
): Promise<BookingContact> {
  const contact = contactOf(choice.Customer);
  const finder = new CustomerFinder(customers, companyId, booker, contact, choice.Customer, now);
  return { ...contact, customer: await finder.find(choice.CustomerId ?? choice.Customer?.CustomerId) };
}

type Contact = Omit<BookingContact, 'customer'>;

function contactOf(person: CustomerToBook | undefined): Contact {
  const filled = (text: string | undefined): string | undefined => text?.trim() || undefined;
  return {
    firstname: filled(person?.Firstname),
    lastname: filled(person?.Lastname),
    email: filled(person?.Email),
    phone: filled(person?.Phone),
  };
}

class CustomerFinder {
  constructor(
    private readonly customers: BookingCustomerRepository,
    private readonly companyId: string,
    private readonly booker: Booker,
    private readonly contact: Contact,
    private readonly person: CustomerToBook | undefined,
    private readonly now: Date,
  ) {}

  find(customerId: string | undefined): Promise<CustomerAddresses | undefined> {
    switch (this.booker.kind) {
      case 'administrator':
        return this.forAdministrator(customerId);
      case 'user':
        return this.forUser(this.booker, customerId);
      case 'visitor':
        return this.forVisitor(customerId);
    }
  }

  private async forAdministrator(customerId: string | undefined): Promise<CustomerAddresses | undefined> {
    if (customerId === emptyGuid) return undefined;
    if (customerId !== undefined) return this.named(customerId);
    if (this.person === undefined) {
      const way = 'CustomerId or Customer must be given; send the empty Guid to book without a customer.';
      throw HttpError.field(400, 'NotEmpty', 'CustomerId', way);
    }
    return this.byEmailOrNew();
  }

  private async forUser(
    { userId, email }: { userId: string; email?: string },
    customerId: string | undefined,
  ): Promise<CustomerAddresses> {
    if (customerId === emptyGuid) {
      throw HttpError.forbidden('Only administrators may book without a customer; leave CustomerId out.');
    }
    const own = await this.customers.findByUser(this.companyId, userId);
    // Somebody else's record is answered like an unknown one: ids of customers are not to be found out here.
    if (customerId !== undefined && customerId !== own?.id) throw this.unknown(customerId);
    if (own) return own;
    this.require('Firstname', 'Lastname');
    // An address that another record of the company has stays there: whose it is, only its owner could prove.
    const isFree = email !== undefined && !(await this.customers.findByEmail(this.companyId, email));
    const added = await this.create({ userId, email: isFree ? email : undefined });
    return added ?? this.found(await this.customers.findByUser(this.companyId, userId));
  }

  private async forVisitor(customerId: string | undefined): Promise<CustomerAddresses> {
    if (customerId !== undefined) {
      throw HttpError.unauthorized('Sign in to book with a customer id, or send the data of the person in Customer.');
    }
    this.require('Firstname', 'Lastname', 'Email');
    return this.byEmailOrNew();
  }

  private async named(customerId: string): Promise<CustomerAddresses> {
    const customer = await this.customers.find(this.companyId, customerId);
    if (!customer) throw this.unknown(customerId);
    return customer;
  }

  private async byEmailOrNew(): Promise<CustomerAddresses> {
    const { email } = this.contact;
    const find = async () => (email === undefined ? undefined : this.customers.findByEmail(this.companyId, email));
    const known = await find();
    if (known) return known;
    this.require('Firstname', 'Lastname');
    return (await this.create({ email })) ?? this.found(await find());
  }

  private create(identity: { userId?: string; email?: string }): Promise<CustomerAddresses | undefined> {
    const { firstname = '', lastname = '', phone } = this.contact;
    const subscribedToNewsletter = this.person?.SubscribedToNewsletter ?? false;
    const customer = { ...identity, firstname, lastname, phone, subscribedToNewsletter, actor: this.booker.actor };
    return this.customers.add(this.companyId, customer, this.now);
  }

  // Two first bookings of one person at once: the one that lost takes the record of the other, unless that is gone again.
  private found(customer: CustomerAddresses | undefined): CustomerAddresses {
    if (customer) return customer;
    throw HttpError.conflict('The customer was changed by another request meanwhile; try again.');
  }

  private require(...members: ('Firstname' | 'Lastname' | 'Email')[]): void {
    const given = { Firstname: this.contact.firstname, Lastname: this.contact.lastname, Email: this.contact.email };
    const missing = members.filter((member) => given[member] === undefined);
    if (missing.length === 0) return;
    throw HttpError.validation(
      missing.map(
        (member) =>
          new ResponseError({
            errorCode: 'NotEmpty',
            fieldName: `Customer.${member}`,
            message: `Customer.${member} must not be empty.`,
          }),
      ),
    );
  }

  private unknown(customerId: string): HttpError {
    return HttpError.field(404, 'NotFound', 'CustomerId', `The company has no customer ${customerId}.`);
  }
}
