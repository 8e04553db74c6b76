import type { Operation } from '../../../src/engine/core/operation';
import { allFormats } from '../../../src/engine/host/all-formats';
import { productOperations } from '../native-types/product';
import { bare, published } from '../native-types/support';
import { bodyOf, formatOf, textsOf } from './samples-support';

type Lines = readonly [first: number, last: number];

/** The samples of the published pages: file, operation, format, host, lines of the request and of the response. */
const pages: readonly (readonly [string, string, string, string, Lines, Lines])[] = [
  ['000-create-axema-user-sync.dart.jsonl.txt', 'CreateAxemaUserSync', 'jsonl', 'api.bokamera.se', [75, 80], [81, 84]],
  [
    '001-batch-register-customers.mjs.jsv.txt',
    'BatchRegisterCustomers',
    'jsv',
    'taxfiling.pwc.de',
    [219, 288],
    [289, 289],
  ],
  [
    '002-batch-register-accounts-async.typescript.jsv.txt',
    'BatchRegisterAccountsAsync',
    'jsv',
    'taxfiling.pwc.de',
    [148, 207],
    [208, 208],
  ],
  ['003-update-customer.mjs.jsonl.txt', 'UpdateCustomer', 'jsonl', 'api.bokamera.se', [236, 241], [242, 242]],
  [
    '004-create-resource-time-exception.vbnet.jsv.txt',
    'CreateResourceTimeException',
    'jsv',
    'testapi.bokamera.se',
    [323, 351],
    [352, 438],
  ],
];

describe('samples', () => {
  let operations: readonly Operation[];
  beforeAll(async () => {
    operations = await productOperations();
  });

  const samplesOfPage = (name: string, format: string, host: string) => {
    const operation = operations.find((candidate) => candidate.name === name);
    if (!operation) throw new Error(`There is no operation ${name}.`);
    return textsOf(operation, format, { host });
  };

  it.each(pages)('equal what %s was published with', (file, operation, format, host, request, response) => {
    const samples = samplesOfPage(operation, format, host);

    expect(bare(samples.request)).toBe(bare(published(file, ...request)));
    expect(bare(samples.response ?? '')).toBe(bare(published(file, ...response)));
  });

  it('are there for every operation in every format, and readable where they have a body', () => {
    const requests = operations.flatMap((operation) =>
      allFormats.map(({ key }) => ({ operation, key, ...textsOf(operation, key, { host: 'api.test' }) })),
    );
    const withBody = requests.filter(({ request }) => request.includes('\n\n'));
    const read = withBody.map(({ operation, key, request }) => {
      const format = formatOf(/^(?:xml|jsv)$/.test(key) ? key : 'json');
      return format.read?.(Buffer.from(bodyOf(request)), { type: operation.request, isBatch: false }).value;
    });

    expect(operations.length).toBeGreaterThan(50);
    expect(requests.length).toBe(operations.length * allFormats.length);
    expect(withBody.length).toBeGreaterThan(100);
    expect(read.map((value) => typeof value)).toEqual(withBody.map(() => 'object'));
  });

  it('SMP-19 equal the page whose white space was kept, blank by blank', () => {
    const samples = samplesOfPage('CreateResourceTimeException', 'jsv', 'testapi.bokamera.se');
    const file = '004-create-resource-time-exception.vbnet.jsv.txt';

    expect(samples.request).toBe(published(file, 323, 351));
    expect(samples.response).toBe(published(file, 352, 438).trimEnd());
  });
});
