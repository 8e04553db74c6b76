import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { TypesProfile } from '../../../src/engine/metadata/metadata-config';
import { languages } from '../../../src/engine/native-types/languages';
import { nativeTypesOf } from '../../../src/engine/native-types/native-types';
import { productOperations } from './product';

export const goldenFolder = join(__dirname, 'golden');
const profiles: readonly TypesProfile[] = ['classic', 'modern'];

/** Pages that stand in full: the published ones, and one each of lists, deletes and the engine's own. */
const shownInFull = new Set([
  'CreateAxemaUserSync',
  'BatchRegisterCustomers',
  'BatchRegisterAccountsAsync',
  'UpdateCustomer',
  'CreateResourceTimeException',
  'CustomerQuery',
  'RetrieveAllCustomers',
  'DeleteCustomer',
  'Authenticate',
]);

/**
 * Path below `golden/` → text: for each language and profile the whole product, and the pages of all operations.
 *
 * Pages repeat each other's types: most stand as a digest, whose difference shows in the text of the whole product too.
 */
export async function goldenFiles(): Promise<ReadonlyMap<string, string>> {
  const nativeTypes = nativeTypesOf({ operations: await productOperations() });
  const answer = { baseUrl: 'https://api.example.test', date: new Date('2026-01-02T03:04:05Z') };
  const files = new Map<string, string>();
  for (const { key } of languages) {
    for (const profile of profiles) {
      const operations = nativeTypes.model(profile).operations.map(({ request }) => request.name);
      const pages = operations.map((name) => {
        const text = nativeTypes.page(key, name, { profile });
        return shownInFull.has(name) ? `==== ${name}\n${text}` : `==== ${name} ${digest(text)}\n`;
      });
      files.set(`${key}/${profile}-types.txt`, nativeTypes.types(key, `profile=${profile}`, answer));
      files.set(`${key}/${profile}-pages.txt`, pages.join('\n'));
    }
  }
  return files;
}

function digest(text: string): string {
  return `${text.length} characters, sha256 ${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}
