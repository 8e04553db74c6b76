import { JsonServiceClient } from '@servicestack/client';
import {
  Authenticate,
  CreateApiKey,
  CreateAxemaUserSync,
  CreateBooking,
  CreateCustomer,
  CreateResourceTimeException,
  CustomerQuery,
  ResourceToBook,
} from '../../dtos';
import { companyA, demoPassword } from '../../src/demo-data';
import type { Identities } from './fuzz-case';

/** What the running host knows, so that requests may name what is there. */
export interface KnownValues {
  readonly customers: readonly string[];
  readonly apiKeys: readonly string[];
  readonly syncs: readonly string[];
  readonly bookings: readonly { readonly id: number; readonly code: string }[];
  readonly comments: readonly { readonly id: number; readonly customerId: string }[];
}

const demoUsers = [
  'super@missive.test',
  'admin@missive.test',
  'reader@missive.test',
  'admin-b@missive.test',
  'customer@missive.test',
  'tax@missive.test',
  'tax-reader@missive.test',
];

/** Everybody who may call, signed in. */
export async function signIn(url: string): Promise<Identities> {
  const authorization = new Map<string, string>();
  for (const userName of demoUsers) {
    const request = new Authenticate({ provider: 'credentials', userName, password: demoPassword });
    const { bearerToken } = await new JsonServiceClient(url).post(request);
    authorization.set(userName, `Bearer ${bearerToken}`);
  }
  authorization.set('nobody with a token', 'Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.AAAA');
  return { names: [...demoUsers, 'anonymous', 'nobody with a token'], authorization };
}

/** So many that they are not all deleted soon. */
const several = Array.from({ length: 50 }, (_, number) => number);

/** Makes what the demo data lack, and tells the ids of what is there. */
export async function furnish(url: string, { authorization }: Identities): Promise<KnownValues> {
  const admin = new JsonServiceClient(url);
  admin.bearerToken = (authorization.get('admin@missive.test') ?? '').replace('Bearer ', '');
  const keys = await admin.sendAll(several.map((number) => new CreateApiKey({ Notes: `key ${number}` })));
  const bookings = await admin.sendAll(several.map(aBooking));
  await admin.sendAll(several.map(aTimeException));
  await admin.sendAll(several.map(aCustomer));
  const sync = await admin.post(new CreateAxemaUserSync());
  const { Results: customers } = await admin.get(new CustomerQuery({ take: 100, IncludeComments: true }));
  return {
    customers: customers.map((row) => row.Id),
    apiKeys: keys.map((key) => key.ApiKey),
    syncs: [sync.Id],
    bookings: bookings.map(({ Id: id, CancellationCode: code = '' }) => ({ id, code })),
    comments: customers.flatMap(({ Id: customerId, Comments = [] }) =>
      Comments.map(({ Id: id }) => ({ id, customerId })),
    ),
  };
}

function aCustomer(number: number): CreateCustomer {
  const digits = String(1_000 + number);
  return new CreateCustomer({
    Firstname: 'Known',
    Lastname: digits,
    Phone: `+4670174${digits}`,
    Email: `k${digits}@example.org`,
  });
}

function aTimeException(number: number): CreateResourceTimeException {
  const day = dayOf(number);
  return new CreateResourceTimeException({
    From: day,
    To: day,
    ResourceIds: [1],
    FromTime: 'PT8H',
    ToTime: 'PT9H',
    ReasonText: 'known',
  });
}

function dayOf(number: number): string {
  return new Date(Date.UTC(2029, 4, 1 + number)).toISOString().slice(0, 10);
}

function aBooking(number: number): CreateBooking {
  const at = (hour: string) => `${dayOf(number)}T${hour}:00:00Z`;
  return new CreateBooking({
    CompanyId: companyA,
    From: at('09'),
    To: at('10'),
    ServiceId: 2,
    CustomerId: '00000000-0000-0000-0000-000000000000',
    Resources: [new ResourceToBook({ ResourceTypeId: 2, ResourceId: 3 })],
  });
}
