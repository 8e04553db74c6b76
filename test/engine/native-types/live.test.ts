import { demoPassword } from '../../../src/demo-data';
import { startApp, type TestApp } from '../../support/start-app';
import { asClients, ClientFolder } from './client-folder';

let app: TestApp;
const folder = new ClientFolder();
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  folder.remove();
  await app?.close();
});

const calls = `
const client = new JsonServiceClient(process.argv[2]);
const signIn = async (userName) => {
  const { bearerToken } = await client.post(new Authenticate({ provider: 'credentials', userName, password: process.argv[3] }));
  client.bearerToken = bearerToken;
};

await signIn('admin@missive.test');
const created = await client.post(new CreateCustomer({ Firstname: 'Nora', Lastname: 'Native', Phone: '0701234567', Email: process.argv[4] + '@native.test' }));
const updated = await client.put(new UpdateCustomer({ Id: created.Id, Firstname: 'Norma' }));
const page = await client.get(new CustomerQuery({ CustomerId: created.Id }));
let refusal;
try { await client.put(new UpdateCustomer({ Id: created.Id, Email: 'no address' })); } catch (error) { refusal = error; }

await signIn('tax@missive.test');
const customer = new Customer({ index: 0, name: process.argv[4] + ' AB', type: CustomerType.External, accounts: [] });
const batch = await client.post(new BatchRegisterCustomers({ customers: [customer] }));
const customers = await client.get(new RetrieveAllCustomers({ take: 1 }));

console.log(JSON.stringify({
  created, updated, page, refusal: refusal?.responseStatus ?? refusal, batch, customers,
  empty: [
    new CustomerQuery().createResponse() instanceof QueryResponsePascal,
    new RetrieveAllCustomers().createResponse() instanceof QueryResponse,
    new BatchRegisterCustomers().createResponse(),
    new UpdateCustomer().createResponse() instanceof CustomerQueryResponse,
  ],
}));
`;

const used = [
  'Authenticate',
  'BatchRegisterCustomers',
  'CreateCustomer',
  'Customer',
  'CustomerQuery',
  'CustomerQueryResponse',
  'CustomerType',
  'QueryResponse',
  'QueryResponsePascal',
  'RetrieveAllCustomers',
  'UpdateCustomer',
];

interface Told {
  readonly created: { Id: string; Firstname: string };
  readonly updated: { Id: string; Firstname: string };
  readonly page: { Results: { Id: string; Firstname: string }[] };
  readonly refusal: { errorCode: string; errors: { fieldName: string }[] };
  readonly batch: { customer: { id: number; name: string }; index: number }[];
  readonly customers: { results: { id: number; name: string }[] };
  readonly empty: unknown[];
}

const names = used.join(', ');
const asModule = (dtos: string) =>
  `import { JsonServiceClient } from '@servicestack/client';\nimport { ${names} } from './${dtos}';\n`;
const asScript = (dtos: string) =>
  `const { JsonServiceClient } = require('@servicestack/client');\nconst { ${names} } = require('./${dtos}');\n`;

type Row = readonly [language: string, profile: string, file: string, program: string];

/** Language, profile, name of the file of DTOs, and the program beside it. */
const languages: readonly Row[] = [
  ['mjs', 'modern', 'dtos.mjs', `${asModule('dtos.mjs')}${calls}`],
  ['mjs', 'classic', 'dtos.mjs', `${asModule('dtos.mjs')}${calls}`],
  ['js', 'modern', 'dtos.cjs', `${asScript('dtos.cjs')}(async () => {${calls}})();`],
  ['js', 'classic', 'dtos.cjs', `${asScript('dtos.cjs')}(async () => {${calls}})();`],
  ['typescript', 'modern', 'dtos.ts', `${asModule('dtos.js')}${calls}`],
  ['typescript', 'classic', 'dtos.ts', `${asModule('dtos.js')}${calls}`],
];

/** The program with the DTOs that the host answers, ready for Node: TypeScript as its compiler makes it. */
async function programOf([language, profile, file, program]: Row): Promise<string> {
  const below = `${language}-${profile}`;
  const dtos = await (await fetch(`${app.url}/types/${language}?profile=${profile}`)).text();
  const calling = language === 'js' ? 'calls.cjs' : 'calls.mjs';
  const [dtosPath = '', path = ''] = folder.write({ [file]: dtos, [calling]: program }, below);
  if (language === 'typescript') {
    folder.write({ 'package.json': '{ "type": "module" }' }, below);
    expect(await folder.compile([dtosPath], [...asClients, '--noEmit', 'false'])).toBe('');
  }
  return path;
}

describe('generated JavaScript and TypeScript against the live host', () => {
  it.each(languages)('%s, %s, calls both families with the typed client', async (...row) => {
    const [language, profile] = row;
    const name = `${language}-${profile}`;
    const told = JSON.parse(await folder.node(await programOf(row), app.url, demoPassword, name)) as Told;

    expect(told.created.Firstname).toBe('Nora');
    expect(told.updated).toMatchObject({ Id: told.created.Id, Firstname: 'Norma' });
    expect(told.page.Results).toMatchObject([{ Id: told.created.Id, Firstname: 'Norma' }]);
    expect(told.refusal.errors).toMatchObject([{ fieldName: 'Email' }]);
    expect(told.batch).toMatchObject([{ customer: { name: `${name} AB` }, index: 0 }]);
    expect(told.customers.results).toHaveLength(1);
    expect(told.empty).toEqual([true, true, [], true]);
  });
});
