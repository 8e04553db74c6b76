import { join } from 'node:path';
import * as dtos from '../engine/native-types/dtos';
import * as net from '../engine/native-types/languages/dotnet-dtos';
import { typesOf } from '../engine/native-types/support';
import { generatedFolder, outputOf, productCode } from './generated-files';

/** Generated F# is what the compiler of F# accepts, in the form that the npm packages fable-standalone and fable-metadata have it. */
describe('F# compiler', () => {
  const folder = generatedFolder();
  afterAll(() => folder.close());

  async function diagnosticsOf(texts: ReadonlyMap<string, string>): Promise<string[]> {
    const files = [...texts].map(([name, text]) => {
      folder.write(`${name}.fs`, text);
      return join(folder.path, `${name}.fs`);
    });
    const [check, stub] = ['fsharp-check.mjs', 'fsharp-client-stub.fs'].map((name) => join(__dirname, name));
    const stdout = await outputOf(process.execPath, [check ?? '', stub ?? '', ...files]);
    return JSON.parse(stdout) as string[];
  }

  it('refuses what is wrong: the compiler is really asked', async () => {
    const said = await diagnosticsOf(new Map([['wrong', 'namespace Wrong\n\ntype A() = \n    inherit Missing()\n']]));

    expect(said).toEqual(expect.arrayContaining([expect.stringContaining("The type 'Missing' is not defined")]));
  }, 120_000);

  it.each(['classic', 'modern'])(
    'compiles /types/fsharp of the product, %s',
    async (profile) => {
      const text = (await productCode('fsharp')).get(`types-${profile}`) ?? '';

      expect(text).toContain('type UpdateCustomer() = ');
      expect(await diagnosticsOf(new Map([[`types-${profile}`, text]]))).toEqual([]);
    },
    240_000,
  );

  it.each(['classic', 'modern'])(
    'compiles the pages of all operations, %s',
    async (profile) => {
      const pages = [...(await productCode('fsharp'))].filter(
        ([name]) => name.startsWith('page-') && name.endsWith(profile),
      );
      // Each in a namespace of its own. Pages open no namespaces of the platform beyond the default ones.
      const texts = pages.map(([name, text], index) => {
        return [name, text.replace(/^namespace .*\n/, `namespace Page${index}\n\nopen System.Net\n`)] as const;
      });

      expect(texts.length).toBeGreaterThan(40);
      expect(await diagnosticsOf(new Map(texts))).toEqual([]);
    },
    600_000,
  );

  it.each([
    '',
    'AddDataContractAttributes=True&AddIndexesToDataMembers=True&MakeDataContractsExtensible=True&AddResponseStatus=True',
    'AddImplicitVersion=3&AddGeneratedCodeAttributes=True&AddDescriptionAsComments=False&InitializeCollections=True',
  ])(
    'compiles the test DTOs, texts that want to leave their place included: %s',
    async (query) => {
      // Not those that need each other, which F# cannot have in one file without saying so.
      const requests = [
        ...[dtos.DeleteBook, dtos.GetCover, dtos.GetTitle, dtos.CountBooks, dtos.QueryMarkers],
        ...[net.GetPeriod, net.GetItems, net.Hostile, net.GetDescribed],
      ];

      expect(await diagnosticsOf(new Map([['dtos', typesOf('fsharp', 'modern', requests, { query })]]))).toEqual([]);
    },
    120_000,
  );
});
