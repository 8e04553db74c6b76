import { join } from 'node:path';
import { pageTexts, typesTexts, Workshop } from './jvm-tools';

/** Generated Java is what the compiler of Java accepts. Pages lack the interfaces of the host by rule, which are added. */
describe('javac', () => {
  const workshop = new Workshop();
  let library: string;
  beforeAll(() => {
    library = workshop.compileLibrary();
  }, 60_000);
  afterAll(() => workshop.remove());

  const compile = (name: string, texts: Record<string, string>, more: Record<string, string> = {}) => {
    const files = Object.fromEntries(Object.entries(texts).map(([folder, text]) => [`${folder}/dtos.java`, text]));
    return workshop.javac(
      workshop.write({ ...files, ...more }, name),
      join(workshop.folder, `${name}-classes`),
      library,
    );
  };

  it.each(['classic', 'modern'] as const)(
    'compiles /types/java of the product and of the test DTOs, %s',
    async (profile) => {
      const texts = await typesTexts('java', profile);

      expect(Object.keys(texts).length).toBeGreaterThanOrEqual(4);
      expect(errorsOf(compile(`types-${profile}`, texts))).toEqual([]);
    },
    240_000,
  );

  it.each(['classic', 'modern'] as const)(
    'compiles the pages of all operations, %s',
    async (profile) => {
      const texts = await pageTexts('java', profile, (name) => `package ${name};`);
      const said = compile(`pages-${profile}`, texts, hostInterfaces(texts));

      expect(Object.keys(texts).length).toBeGreaterThan(40);
      expect(errorsOf(said)).toEqual([]);
    },
    240_000,
  );

  it('refuses what is wrong: the compiler is really asked', () => {
    const said = compile('wrong', { wrong: 'package wrong;\npublic class dtos { public Strin name = null; }' });

    expect(errorsOf(said)).toEqual([expect.stringContaining('cannot find symbol')]);
  });
});

function errorsOf(said: string): string[] {
  return said.split('\n').filter((line) => /: error:|cannot be run|ended with/.test(line));
}

/** For each package the interfaces that its classes name and its page leaves out. */
function hostInterfaces(texts: Record<string, string>): Record<string, string> {
  const files = Object.entries(texts).flatMap(([name, text]) => {
    const named = [...text.matchAll(/ implements (.+)$/gm)].flatMap((match) => (match[1] ?? '').split(/, (?![^<]*>)/));
    const own = new Set(named.filter((item) => /^I(?:Company|Has\w*(?:Name|Title))$/.test(item)));
    return [...own].map((item) => [`${name}/${item}.java`, `package ${name};\npublic interface ${item} {}`] as const);
  });
  return Object.fromEntries(files);
}
