import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TypesProfile } from '../../../src/engine/metadata/metadata-config';
import { nativeTypesOf } from '../../../src/engine/native-types/native-types';
import { productOperations } from './product';

const folder = join(__dirname, 'by-hand');
const files = readdirSync(folder);

/**
 * The page of one operation, written down from the rules of metadata-and-types 4 before it was generated: unlike the golden
 * files these are never rewritten by what the generators say.
 */
describe('the page of GetAxemaUserSyncJob', () => {
  const operations = productOperations();

  it('is written down for the eleven languages of the pages, in both profiles', () => {
    expect(files).toHaveLength(22);
  });

  it.each(files.map((file) => file.split('.')))('in %s, %s, is what the rules say', async (language, profile) => {
    const nativeTypes = nativeTypesOf({ operations: await operations });
    const options = { profile: profile as TypesProfile, baseUrl: 'https://api.bokamera.se' };

    expect(nativeTypes.page(language as string, 'GetAxemaUserSyncJob', options)).toBe(
      readFileSync(join(folder, `${language}.${profile}.txt`), 'utf8'),
    );
  });
});
