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
      const said = compile(`pages-${profile}`, texts, leftOutOf(texts));

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

/** For each package what its classes name and pages leave out by rule: interfaces, arguments of arguments, enums of the platform. */
function leftOutOf(texts: Record<string, string>): Record<string, string> {
  const files = Object.entries(texts).flatMap(([name, text]) => {
    const interfaces = text.match(/ implements .+$/gm)?.flatMap((list) => list.match(/\bI[A-Z]\w+/g) ?? []) ?? [];
    const nested = text.match(/(?<=\b(?:ICreateDb|,ArrayList)<)\w+/g) ?? [];
    const others = [...nested.filter((type) => !/^(?:String|Integer)$/.test(type)), 'HttpStatusCode'];
    const isDeclared = (type: string) => clientInterfaces.test(type) || text.includes(`class ${type}\n`);
    const declare = (kind: string) => (type: string) =>
      [`${name}/${type}.java`, `package ${name};\npublic ${kind} ${type} {}`] as const;
    const missing = (types: readonly string[]) => [...new Set(types)].filter((type) => !isDeclared(type));
    return [...missing(interfaces).map(declare('interface')), ...missing(others).map(declare('class'))];
  });
  return Object.fromEntries(files);
}

const clientInterfaces =
  /^I(?:Get|Post|Put|Delete|Patch|Meta|Has(?:SessionId|BearerToken|Version)|(?:Create|Update|Patch|Delete|Save)Db)$/;
