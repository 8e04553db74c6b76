import { join } from 'node:path';
import { findLanguage } from '../../src/engine/native-types/languages';
import { generatedFolder, outputOf } from './generated-files';
import { pageTexts, typesTexts } from './structural-texts';

/** Languages whose compilers are in no package of Debian: what is generated is at least what their grammar has. */
const languages = [
  ['dart', 'class A { int b }'],
  ['swift', 'public class A { public var b: }'],
  ['zig', 'const A = struct { b: i32 c: i32 };'],
] as const;

describe.each(languages)('the grammar of %s', (language, wrong) => {
  const folder = generatedFolder();
  afterAll(() => folder.close());

  async function check(texts: Readonly<Record<string, string>>): Promise<{ parsed: number; faults: string[] }> {
    const paths = Object.entries(texts).map(([name, text]) => {
      const file = `${name}.${findLanguage(language)?.fileExtension}`;
      folder.write(file, text);
      return join(folder.path, file);
    });
    const program = join(__dirname, 'grammar-check.mjs');
    const stdout = await outputOf(process.execPath, [program, language, ...paths]);
    return JSON.parse(stdout) as { parsed: number; faults: string[] };
  }

  it('has /types of the product and of the test DTOs, in both profiles', async () => {
    const texts = await typesTexts(language);

    expect(await check(texts)).toEqual({ parsed: 8, faults: [] });
  }, 600_000);

  it('has the pages of all operations', async () => {
    const texts = await pageTexts(language);
    const { parsed, faults } = await check(texts);

    expect(parsed).toBeGreaterThan(100);
    expect(faults).toEqual([]);
  }, 600_000);

  it('refuses what is wrong: the parser is really asked', async () => {
    expect((await check({ wrong })).faults).toHaveLength(1);
  }, 60_000);
});
