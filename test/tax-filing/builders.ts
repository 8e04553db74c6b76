import { Account, Customer, CustomerType } from '../../dtos/tax-filing';

/** A good account of which only what matters to the case is stated. */
export function anAccount(more: Partial<Account> = {}): Account {
  return new Account({ id: 0, index: 0, userName: 'anna', profileUrl: 'https://example.com/anna', ...more });
}

/** A good customer without accounts. */
export function aCustomer(more: Partial<Customer> = {}): Customer {
  return new Customer({ id: 0, index: 0, name: 'Muster GmbH', type: CustomerType.Internal, accounts: [], ...more });
}

export const secrets = { salt: 'c2FsdA==', passwordHash: 'aGFzaA==', digestHa1Hash: 'A'.repeat(32) };
