import { join, resolve } from 'node:path';
import * as phpDtos from '../engine/native-types/languages/php-dtos';
import { typesOf } from '../engine/native-types/support';
import { bookRequests, everyCode, outputOf, productCode } from './generated-files';
import { runningProduct } from './running-product';

const standIn = resolve(__dirname, '../support/php');
const php = (...args: string[]) => outputOf('php', ['-d', 'display_errors=stderr', ...args]);

const requests = [...bookRequests, phpDtos.GetKinds, phpDtos.GetMore];

/** Pages print the library's types that they list (metadata-and-types 1.6, 8), which a file cannot both declare and use. */
function withoutDoubleNames(text: string): string {
  const declared = [...text.matchAll(/^class (\w+)/gm)].map(([, name]) => name);
  return text.replace(/^use ServiceStack\\\{(.*)\};$/gm, (_line, names: string) => {
    const used = names.split(',').filter((name) => !declared.includes(name));
    return `use ServiceStack\\{${used.join(',')}};`;
  });
}

describe('php', () => {
  const { folder, callsProduct } = runningProduct();

  it('parses /types and all pages of the product and of the test DTOs, in both profiles', async () => {
    const texts = await everyCode('php', requests);
    const files = [...texts.keys()].map((name) => join(folder.path, `${name}.php`));
    for (const [name, text] of texts) folder.write(`${name}.php`, withoutDoubleNames(text));
    // One process for all: each start of PHP costs more than the parsing.
    const said = await php(join(standIn, 'parse_all.php'), ...files);

    expect(texts.size).toBeGreaterThan(100);
    expect(said).toBe(`parsed ${texts.size}\n`);
  }, 120_000);

  it.each(['classic', 'modern'] as const)('lints the whole of %s, declarations included', async (profile) => {
    folder.write('whole.php', (await productCode('php')).get(`types-${profile}`) ?? '');
    folder.write('tests.php', typesOf('php', profile, requests));

    for (const name of ['whole.php', 'tests.php']) {
      expect(await php('-l', join(folder.path, name))).toContain('No syntax errors detected');
    }
  });

  it('runs derived classes whose base has no member, or none that is set', async () => {
    folder.write('derived.php', typesOf('php', 'classic', requests));

    expect(JSON.parse(await php(join(standIn, 'derived.php'), join(folder.path, 'derived.php')))).toEqual([
      { id: 3, name: 'x' },
      { id: 0 },
      { titleContains: 'a' },
      'b',
    ]);
  });

  callsProduct({
    language: 'php',
    file: 'dtos.php',
    run: (args) => php(join(standIn, 'client_calls.php'), join(folder.path, 'dtos.php'), ...args),
    answers: (name) => ({
      created: 'dtos\\UpdateCustomerResponse',
      isDate: true,
      updated: 'Norma',
      rows: 1,
      refusal: [400, 'Email', 'Email'],
      registered: [`${name} AB`, 'External', true],
      account: 'dtos\\Account',
    }),
  });
});
