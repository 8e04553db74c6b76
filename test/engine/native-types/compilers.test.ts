import type { TypesProfile } from '../../../src/engine/metadata/metadata-config';
import { type NativeTypes, nativeTypesOf } from '../../../src/engine/native-types/native-types';
import { asClients, asModules, ClientFolder } from './client-folder';
import { productOperations } from './product';

/** What a client writes with the generated classes; the classes of both families, both kinds of lists. */
const consumer = `
import { JsonServiceClient } from '@servicestack/client';
import {
  Authenticate, BatchRegisterCustomers, CollidingBookingOptions, CreateResourceTimeException, Customer, CustomerQuery,
  CustomerType, DeleteCustomer, RetrieveAllCustomers, UpdateCustomer,
} from './dtos';

const client = new JsonServiceClient('http://localhost');

export async function use(): Promise<unknown[]> {
  const session = await client.post(new Authenticate({ provider: 'credentials', userName: 'a', password: 'b' }));
  const token: string | undefined = session.bearerToken;
  const page = await client.get(new CustomerQuery({ Search: 'x', Take: 5 }));
  const firstname: string | undefined = page.Results?.[0]?.Firstname;
  const customers = await client.get(new RetrieveAllCustomers({ skip: 1 }));
  const name: string | undefined = customers.results?.[0]?.name;
  const updated = await client.put(new UpdateCustomer({ Id: '1', SubscribedToNewsletter: true }));
  const gone = await client.delete(new DeleteCustomer({ Id: updated.Id }));
  const customer = new Customer({ name: 'x', type: CustomerType.External });
  const answers = await client.post(new BatchRegisterCustomers({ customers: [customer] }));
  const index: number | undefined = answers[0]?.index;
  const added = await client.post(
    new CreateResourceTimeException({
      ResourceIds: [1],
      CollidingBookingOptions: CollidingBookingOptions.AddAndCancelCollidingBookings,
    }),
  );
  const message: string | undefined = added.ResponseStatus?.Message;
  // @ts-expect-error No such member.
  new UpdateCustomer({ Firstnam: 'x' });
  // @ts-expect-error Another type.
  new UpdateCustomer({ SubscribedToNewsletter: 'yes' });
  // @ts-expect-error The answer has no such member.
  answers[0].Index;
  return [token, firstname, name, gone, index, message];
}
`;

const ambientConsumer = `
const request: UpdateCustomer = { Id: '1', createResponse: () => ({ Firstname: 'x' }) };
const type: CustomerType = 'External';
// @ts-expect-error No such text.
const wrong: CustomerType = 'Elsewhere';
const answer: CustomerQueryResponse | undefined = request.createResponse();
`;

let nativeTypes: NativeTypes;
let folder: ClientFolder;
beforeAll(async () => {
  nativeTypes = nativeTypesOf({ operations: await productOperations() });
  folder = new ClientFolder();
});
afterAll(() => folder?.remove());

/** What the compiler says of some files; empty: nothing. */
function compile(name: string, files: Record<string, string>, flags: readonly string[]): Promise<string> {
  return folder.compile(folder.write(files, name), flags);
}

describe('the TypeScript of the whole product', () => {
  const text = (language: string, profile: TypesProfile) => nativeTypes.types(language, `profile=${profile}`);

  it('compiles strictly in modern as it is, with what a client writes', async () => {
    const files = { 'dtos.ts': text('typescript', 'modern'), 'consumer.ts': consumer };

    expect(await compile('modern', files, asModules)).toBe('');
  });

  it('compiles strictly in modern without @ts-nocheck', async () => {
    const checked = text('typescript', 'modern').replace('// @ts-nocheck', '');

    expect(await compile('checked', { 'dtos.ts': checked, 'consumer.ts': consumer }, asClients)).toBe('');
  });

  it('compiles strictly in classic', async () => {
    const files = { 'dtos.ts': text('typescript', 'classic'), 'consumer.ts': consumer };

    expect(await compile('classic', files, asClients)).toBe('');
  });

  it.each(['classic', 'modern'] as const)('compiles strictly as declarations in %s', async (profile) => {
    const declarations = text('typescript.d', profile).replace('// @ts-nocheck', '');

    expect(await compile(`d-${profile}`, { 'dtos.d.ts': declarations, 'consumer.ts': ambientConsumer }, [])).toBe('');
  });

  it('does not compile when it is broken, so that the tests above say something', async () => {
    const broken = text('typescript', 'classic').replace('export class InvoiceAddress', 'export class Elsewhere');

    expect(await compile('broken', { 'dtos.ts': broken, 'consumer.ts': consumer }, asClients)).toContain(
      'InvoiceAddress',
    );
  });

  it('compiles page by page', async () => {
    const pages = nativeTypes.model('classic').operations.map(({ request }) => request.name);
    const files = Object.fromEntries(
      pages.map((name) => [`${name}.ts`, withUnlisted(nativeTypes.page('typescript', name, { profile: 'classic' }))]),
    );

    expect(pages.length).toBeGreaterThan(50);
    expect(await compile('pages', files, asClients)).toBe('');
  });
});

/**
 * A page names types without declaring them (metadata-and-types 1.5): interfaces, ResponseStatus, those of `System`, and
 * what stands inside an argument's own arguments, as Order does in `Dictionary<int,List<Order>>`.
 */
function withUnlisted(page: string): string {
  const interfaces = [...page.matchAll(/ implements ([^\n{]+)$/gm)].flatMap((match) => match[1]?.split(', ') ?? []);
  const others = ['ResponseStatus', 'HttpStatusCode', 'Order'].filter(
    (name) => !page.includes(`export class ${name}\n`),
  );
  return `${page}${[...new Set([...interfaces, ...others])].map((name) => `interface ${name} {}\n`).join('')}`;
}
