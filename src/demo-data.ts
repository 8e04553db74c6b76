import { loadAccessDemoData } from './booking/access/access-demo-data';
import { loadSchedulingDemoData } from './booking/bookings/scheduling-demo-data';
import { loadCustomerDemoData } from './booking/customers/customers-demo-data';
import { CompanyRepository, type Database, type NewUser, type SecretBox, UserRepository } from './data';
import { type Clock, hashPassword } from './engine';
import { loadTaxFilingDemoData } from './tax-filing/tax-filing-demo-data';

export const companyA = '11111111-1111-4111-8111-111111111111';
export const companyB = '22222222-2222-4222-8222-222222222222';
export const demoPassword = 'demo';

const write = 'bookingsupplier-administrator-write';
const read = 'bookingsupplier-administrator-read';
const allPermissions = ['CanAccess', 'CanAdd', 'CanEdit', 'CanDelete'];

/** Users of the demo (decisions D34); all have the password `demo`. */
const users: readonly (NewUser & { userName: string })[] = [
  { userName: 'super@missive.test', displayName: 'Sara Super', roles: ['superadmin'] },
  { userName: 'admin@missive.test', displayName: 'Anna Admin', companyId: companyA, roles: [write] },
  { userName: 'reader@missive.test', displayName: 'Rolf Reader', companyId: companyA, roles: [read] },
  { userName: 'admin-b@missive.test', displayName: 'Björn Admin', companyId: companyB, roles: [write] },
  { userName: 'customer@missive.test', displayName: 'Karin Kund', companyId: companyA },
  { userName: 'tax@missive.test', displayName: 'Tom Tax', roles: ['Admin'], permissions: allPermissions },
  { userName: 'tax-reader@missive.test', displayName: 'Tina Tax', permissions: ['CanAccess'] },
];

export interface DemoDataOptions {
  readonly database: Database;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  /** Where the VAKA simulator of company A listens. */
  readonly simulatorUrl: string;
}

/** Two companies with everything in them, and users for every role. Idempotent: what is there already stays. */
export async function loadDemoData({ database, secrets, clock, simulatorUrl }: DemoDataOptions): Promise<void> {
  const { dataSource } = database;
  await addCompanies(new CompanyRepository(dataSource.manager));
  await addUsers(new UserRepository(dataSource.manager));
  for (const companyId of [companyA, companyB]) {
    await loadCustomerDemoData(dataSource, companyId, { clock });
    await loadSchedulingDemoData(dataSource, companyId, clock);
  }
  await loadAccessDemoData(dataSource, secrets, companyA, simulatorUrl);
  await loadTaxFilingDemoData(dataSource);
}

async function addCompanies(companies: CompanyRepository): Promise<void> {
  for (const [id, name] of [
    [companyA, 'Aspens Gym'],
    [companyB, 'Björkens Bad'],
  ] as const) {
    if (!(await companies.find(id))) await companies.add({ id, name });
  }
}

async function addUsers(repository: UserRepository): Promise<void> {
  for (const user of users) {
    if (await repository.findByUserName(user.userName)) continue;
    await repository.add({ ...user, email: user.userName, passwordHash: await hashPassword(demoPassword) });
  }
}
