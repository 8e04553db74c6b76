import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { demoPassword } from '../../../src/demo-data';
import { nativeTypesOf } from '../../../src/engine/native-types/native-types';
import { startApp, type TestApp } from '../../support/start-app';

const root = resolve(__dirname, '../../..');

let app: TestApp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'missive-live-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  app = await startApp();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
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

/** Runs a program of its own Node process with the generated DTOs beside it; answers what it prints. */
async function run(language: string, name: string, program: string): Promise<Told> {
  const file = join(folder, name);
  writeFileSync(file, program);
  const { stdout } = await promisify(execFile)(process.execPath, [file, app.url, demoPassword, language]);
  return JSON.parse(stdout) as Told;
}

const languages = [
  [
    'mjs',
    'modern',
    `import { JsonServiceClient } from '@servicestack/client';\nimport { ${used.join(', ')} } from './mjs.dtos.mjs';\n${calls}`,
  ],
  [
    'js',
    'classic',
    `const { JsonServiceClient } = require('@servicestack/client');\nconst { ${used.join(', ')} } = require('./js.dtos.cjs');\n(async () => {${calls}})();`,
  ],
] as const;

describe('generated JavaScript against the live host', () => {
  it.each(languages)('%s calls both families with the typed client', async (language, profile, program) => {
    const extension = language === 'mjs' ? 'mjs' : 'cjs';
    const text = nativeTypesOf(app.host).types(language, `profile=${profile}`, { baseUrl: app.url });
    writeFileSync(join(folder, `${language}.dtos.${extension}`), text);

    const told = await run(language, `${language}-calls.${extension}`, program);

    expect(told.created.Firstname).toBe('Nora');
    expect(told.updated).toMatchObject({ Id: told.created.Id, Firstname: 'Norma' });
    expect(told.page.Results).toMatchObject([{ Id: told.created.Id, Firstname: 'Norma' }]);
    expect(told.refusal.errors).toMatchObject([{ fieldName: 'Email' }]);
    expect(told.batch).toMatchObject([{ customer: { name: `${language} AB` }, index: 0 }]);
    expect(told.customers.results).toHaveLength(1);
    expect(told.empty).toEqual([true, true, [], true]);
  });
});
