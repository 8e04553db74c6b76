import { Account } from '../../dtos/tax-filing/accounts';
import { BatchRegisterAccountsAsync, BatchRegisterCustomers } from '../../dtos/tax-filing/batches';
import { Customer, CustomerType } from '../../dtos/tax-filing/customers';
import type { Caller, DemoSession } from './demo-session';
import type { Fact } from './print';

const profileUrl = 'https://demo.test/profile';

/** Registers two customers, one of them with an account, beside one that is wrong. Answers the id of the first. */
export async function registerCustomers(demo: DemoSession, tax: Caller, suffix: string): Promise<number> {
  demo.printer.operation('BatchRegisterCustomers', 'POST /sync/customers/batch');
  const account = new Account({ userName: `clerk.${suffix}`, profileUrl, email: `clerk.${suffix}@demo.test` });
  const results = await demo.answered(
    {
      by: tax,
      request: new BatchRegisterCustomers({
        customers: [
          new Customer({ name: `Nordlicht ${suffix} GmbH`, country: 'DE', accounts: [account] }),
          new Customer({ name: ' ' }),
          new Customer({ name: `Südwind ${suffix} AG`, type: CustomerType.External, accounts: [] }),
        ],
      }),
      says: 'three customers, the second without a name',
    },
    (items) =>
      items.map(({ index, customer, responseStatus }) => itemFact(index, customer?.name, customer?.id, responseStatus)),
    (items) => [
      ['index', items.map(({ index }) => index), [0, 1, 2]],
      ['refusals', items.map(({ responseStatus }) => responseStatus?.errorCode), [undefined, 'NotEmpty', undefined]],
      ['accounts of the first', items[0]?.customer?.accounts.map(({ userName }) => userName), [account.userName]],
      ['refId of its account', items[0]?.customer?.accounts[0]?.refId, items[0]?.customer?.id],
      ['type of the third', items[2]?.customer?.type, CustomerType.External],
    ],
  );
  await demo.refused(
    { by: tax, request: new BatchRegisterCustomers({ customers: [] }), says: 'no customers at all' },
    { status: 400, errorCode: 'NotEmpty', fields: ['customers'] },
  );
  const id = results[0]?.customer?.id;
  if (id === undefined) throw new Error('the first customer has no id');
  return id;
}

/** Registers three accounts, of which one takes a user name twice and one belongs to nobody. */
export async function registerAccounts(
  demo: DemoSession,
  callers: { tax: Caller; taxReader: Caller },
  customerId: number,
  suffix: string,
): Promise<void> {
  demo.printer.operation('BatchRegisterAccountsAsync', 'POST /async/accounts/batch');
  const anna = new Account({
    refId: customerId,
    userName: `anna.${suffix}`,
    profileUrl,
    displayName: 'Anna',
    salt: 'c2FsdA==',
    passwordHash: 'aGFzaA==',
  });
  const accounts = [
    anna,
    new Account({ ...anna, userName: `ANNA.${suffix}`, displayName: 'Another Anna' }),
    new Account({ ...anna, userName: `bo.${suffix}`, refId: 2_000_000_000 }),
  ];
  await demo.answered(
    {
      by: callers.tax,
      request: new BatchRegisterAccountsAsync({ accounts }),
      says: 'three accounts: a new one, its user name again, one of no customer',
    },
    (items) =>
      items.map(({ index, account, responseStatus }) =>
        itemFact(index, account?.userName, account?.id, responseStatus),
      ),
    (items) => [
      ['index', items.map(({ index }) => index), [0, 1, 2]],
      ['refusals', items.map(({ responseStatus }) => responseStatus?.errorCode), [undefined, 'Conflict', 'NotFound']],
      ['refId', items[0]?.account?.refId, customerId],
      [
        'secrets in the answer',
        items.map(({ account }) => account?.salt ?? account?.passwordHash),
        [undefined, undefined, undefined],
      ],
    ],
  );
  await demo.refused(
    {
      by: callers.taxReader,
      request: new BatchRegisterAccountsAsync({ accounts }),
      says: 'the same without the role Admin',
    },
    { status: 403, errorCode: 'Forbidden', fields: [] },
  );
}

/** One line per item of a batch: what became of it. */
function itemFact(
  index: number,
  name: string | undefined,
  id: number | undefined,
  refusal: { errorCode?: string; message?: string } | undefined,
): Fact {
  return [
    `${index}  ${name?.trim() || '(no name)'}`,
    refusal ? `${refusal.errorCode}: ${refusal.message}` : `id ${id}`,
  ];
}
