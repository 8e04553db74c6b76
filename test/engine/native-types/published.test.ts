import type { Operation } from '../../../src/engine/core/operation';
import type { TypesProfile } from '../../../src/engine/metadata/metadata-config';
import { type NativeTypes, nativeTypesOf } from '../../../src/engine/native-types/native-types';
import { productOperations } from './product';
import { bare, published } from './support';

/**
 * The code of the published pages, which lost their white space: file, lines of the code, language, operation, profile.
 * The pages as a whole are compared by `test/pages/published/compare.mjs`.
 */
const pages: readonly (readonly [string, number, number, string, string, TypesProfile])[] = [
  ['001-batch-register-customers.mjs.jsv.txt', 4, 215, 'mjs', 'BatchRegisterCustomers', 'classic'],
  [
    '002-batch-register-accounts-async.typescript.jsv.txt',
    4,
    144,
    'typescript',
    'BatchRegisterAccountsAsync',
    'classic',
  ],
  ['003-update-customer.mjs.jsonl.txt', 3, 232, 'mjs', 'UpdateCustomer', 'classic'],
];

describe('generated code', () => {
  let operations: readonly Operation[];
  let nativeTypes: NativeTypes;
  beforeAll(async () => {
    operations = await productOperations();
    nativeTypes = nativeTypesOf({ operations });
  });

  it.each(pages)('equals what %s was published with', (file, first, last, language, operation, profile) => {
    const wanted = bare(published(file, first, last));

    expect(wanted.length).toBeGreaterThan(3_000);
    expect(bare(nativeTypes.page(language, operation, { profile }))).toBe(wanted);
  });

  it('is found by the operation’s name in any letter case', () => {
    expect(nativeTypes.page('MJS', 'updatecustomer')).toBe(nativeTypes.page('mjs', 'UpdateCustomer'));
  });

  it('is the same for an operation whatever else its host has', () => {
    const alone = operations.filter(({ name }) => name === 'UpdateCustomer');

    expect(nativeTypesOf({ operations: alone }).page('mjs', 'UpdateCustomer')).toBe(
      nativeTypes.page('mjs', 'UpdateCustomer'),
    );
  });

  it('says what there is of a language or an operation that there is not, and echoes no language', () => {
    expect(() => nativeTypes.page('<cobol>', 'UpdateCustomer')).toThrow(
      expect.objectContaining({
        status: 404,
        message: expect.stringMatching(/^Unknown language, Supported languages: .*\btypescript\b.*\bmjs\b/),
      }),
    );
    expect(() => nativeTypes.page('mjs', 'Nothing')).toThrow(
      expect.objectContaining({ status: 404, message: 'Could not find operation: Nothing' }),
    );
  });
});
