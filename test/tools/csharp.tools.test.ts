import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as dtos from '../engine/native-types/dtos';
import * as net from '../engine/native-types/languages/dotnet-dtos';
import { typesOf } from '../engine/native-types/support';
import { generatedFolder, productCode } from './generated-files';

/**
 * Generated C# is what Mono's compiler accepts (Debian: mono-mcs). It is older than two things that `modern` writes:
 * `string?`, `= []` and `= new()`; the test takes these out.
 */
describe('mcs', () => {
  const folder = generatedFolder();
  const library = join(folder.path, 'client.dll');
  afterAll(() => folder.close());

  /** What the compiler says against these sources; nothing when it takes them. */
  function errorsOf(name: string, ...texts: string[]): string[] {
    const files = texts.map((text, index) => {
      folder.write(`${name}-${index}.cs`, text);
      return join(folder.path, `${name}-${index}.cs`);
    });
    return compile(join(folder.path, `${name}.dll`), files, [`-r:${library}`]);
  }

  beforeAll(() => {
    const stub = join(__dirname, 'csharp-client-stub.cs');

    expect(compile(library, [stub])).toEqual([]);
  }, 60_000);

  it('refuses what is wrong: the compiler is really asked', () => {
    expect(errorsOf('wrong', 'public class Wrong { public Strin Name { get; set; } }')).toEqual([
      expect.stringContaining('`Strin'),
    ]);
  });

  it('compiles /types/csharp of the product, and code that uses it', async () => {
    const texts = await productCode('csharp');
    const consumer = readFileSync(join(__dirname, 'csharp-consumer.cs'), 'utf8');

    expect(errorsOf('classic', texts.get('types-classic') ?? '', consumer)).toEqual([]);
    expect(errorsOf('modern', forOldCompiler(texts.get('types-modern') ?? ''), consumer)).toEqual([]);
  }, 120_000);

  it('compiles the pages of all operations', async () => {
    const texts = await productCode('csharp');
    const pages = [...texts].filter(([name]) => name.startsWith('page-'));
    // Pages import no namespaces of the platform beyond the default ones.
    const refused = pages.flatMap(([name, text]) => errorsOf(name, `using System.Net;\n${forOldCompiler(text)}`));

    expect(pages.length).toBeGreaterThan(80);
    expect(refused).toEqual([]);
  }, 600_000);

  it.each([
    '',
    'GlobalNamespace=My.Types&MakeInternal=True',
    'ExcludeNamespace=True&MakePartial=False',
    'AddDataContractAttributes=True&AddIndexesToDataMembers=True&MakeDataContractsExtensible=True&AddResponseStatus=True',
    'AddImplicitVersion=3&AddGeneratedCodeAttributes=True&AddDescriptionAsComments=False&MakeVirtual=False',
  ])(
    'compiles the test DTOs, texts that want to leave their place included: %s',
    (query) => {
      const requests = [
        ...[dtos.GetBook, dtos.ImportBooks, dtos.DeleteBook, dtos.GetCover, dtos.GetTitle, dtos.CountBooks],
        ...[dtos.QueryBooks, dtos.CreateBook, dtos.DescribeCard, dtos.PageOfBooks, dtos.GetPair, dtos.GetLibrary],
        ...[net.GetPeriod, net.GetItems, net.Hostile],
      ];
      const [classic, modern] = (['classic', 'modern'] as const).map((profile) =>
        typesOf('csharp', profile, requests, { query }),
      );

      expect(errorsOf('dtos-classic', classic ?? '')).toEqual([]);
      expect(errorsOf('dtos-modern', forOldCompiler(modern ?? ''))).toEqual([]);
    },
    120_000,
  );
});

function compile(output: string, files: readonly string[], more: readonly string[] = []): string[] {
  const { status, stdout, stderr, error } = spawnSync('mcs', ['-target:library', `-out:${output}`, ...more, ...files], {
    encoding: 'utf8',
  });
  if (error) throw new Error('mcs cannot be run: install mono-mcs.', { cause: error });
  const errors = `${stdout}\n${stderr}`.split('\n').filter((text) => / error CS/.test(text));
  return status === 0 || errors.length > 0 ? errors : [`mcs ended with ${status}: ${stderr}`];
}

function forOldCompiler(text: string): string {
  return text
    .replace(/ = (?:\[\]|new\(\));$/gm, '')
    .replace(/^( +(?:public )?(?:virtual )?(\S.*?))\? (\w+ \{ get; set; \})$/gm, (whole, type, name, rest) =>
      isReference(name) ? `${type} ${rest}` : whole,
    );
}

/** Whether a nullable mark is an annotation only; enums and structs of the contract have their own. */
function isReference(declared: string): boolean {
  return !/\b(?:int|long|bool|decimal|double|Guid|DateTime|TimeSpan|Step|CustomerType|HttpStatusCode)$/.test(declared);
}
