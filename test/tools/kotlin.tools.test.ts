import { join } from 'node:path';
import { leftOutOf, pageTexts, run, typesTexts, Workshop } from './jvm-tools';

/**
 * Generated Kotlin is what the compiler of Kotlin accepts. In classic, members neither open nor override, as the
 * specification has it: what a base class or an interface declares too is refused, and nothing else may be.
 */
describe('kotlinc', () => {
  const workshop = new Workshop();
  let library: string;
  beforeAll(() => {
    library = workshop.compileLibrary();
  }, 60_000);
  afterAll(() => workshop.remove());

  const errorsOf = (name: string, texts: Record<string, string>) => {
    const files = Object.fromEntries(Object.entries(texts).map(([folder, text]) => [`${folder}/dtos.kt`, text]));
    const into = join(workshop.folder, `${name}-classes`);
    const said = run('kotlinc', ['-nowarn', '-cp', library, '-d', into, ...workshop.write(files, name)]);
    return said.split('\n').filter((line) => /(?:^|: )(?:error|exception): |cannot be run|ended with/.test(line));
  };

  it('compiles /types/kotlin of the product and of the test DTOs, modern', async () => {
    const texts = await typesTexts('kotlin', 'modern');

    expect(Object.keys(texts).length).toBeGreaterThanOrEqual(5);
    expect(errorsOf('types-modern', texts)).toEqual([]);
  }, 400_000);

  it('compiles them in classic but for what needs an override', async () => {
    const errors = errorsOf('types-classic', await typesTexts('kotlin', 'classic'));

    expect(errors.filter((line) => !needsOverride.test(line))).toEqual([]);
    expect(errors).not.toEqual([]);
  }, 400_000);

  it('compiles the pages of all operations, modern', async () => {
    const pages = await pageTexts('kotlin', 'modern', (name) => `package ${name}`);
    const texts = { ...pages };
    for (const [name, page] of Object.entries(pages)) {
      const leftOut = await leftOutOf('kotlin', 'modern', name, page);
      if (leftOut !== undefined) texts[`${name}/more`] = leftOut;
    }

    expect(Object.keys(pages).length).toBeGreaterThan(40);
    expect(errorsOf('pages-modern', texts)).toEqual([]);
  }, 400_000);

  it('refuses what is wrong: the compiler is really asked', () => {
    const texts = { wrong: 'package wrong\nopen class Wrong { var name:Strin? = null }' };

    expect(errorsOf('wrong', texts)).toEqual([expect.stringContaining('unresolved reference: Strin')]);
  }, 120_000);
});

const needsOverride =
  /hides member of supertype '\w+' and needs 'override' modifier|does not implement abstract member/;
