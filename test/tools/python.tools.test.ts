import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { demoPassword } from '../../src/demo-data';
import * as dtos from '../engine/native-types/dtos';
import * as pythonDtos from '../engine/native-types/languages/python-dtos';
import { typesOf } from '../engine/native-types/support';
import { everyCode } from './generated-files';
import { runningProduct } from './running-product';

const standIn = resolve(__dirname, '../support/python');
const run = promisify(execFile);

/** What Python prints. `path`: where it finds generated modules, beside those of the stand-in. */
async function python(path: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, PYTHONPATH: `${path}:${standIn}`, PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout } = await run('python3', args, { cwd: standIn, env });
  return stdout;
}

const requests = [
  dtos.GetBook,
  dtos.ImportBooks,
  dtos.DeleteBook,
  dtos.QueryBooks,
  dtos.CreateBook,
  dtos.DescribeCard,
  dtos.PageOfBooks,
  dtos.GetPair,
  dtos.GetLibrary,
  pythonDtos.FindNodes,
  pythonDtos.ForgetNodes,
  pythonDtos.SetWords,
  pythonDtos.Describe,
];

describe('python3', () => {
  const { folder, url, typesOf: typesFromHost } = runningProduct();

  it('compiles /types and all pages of the product and of the test DTOs, in both profiles', async () => {
    const texts = await everyCode('python', requests);
    for (const [name, text] of texts) folder.write(`${name}.py`, text);

    expect(texts.size).toBeGreaterThan(100);
    expect(await python(folder.path, 'compile_all.py', folder.path)).toBe(`compiled ${texts.size}\n`);
  }, 120_000);

  it('imports everything that /types prints, types that refer ahead or to themselves included', async () => {
    folder.write('all_types.py', typesOf('python', 'modern', requests));

    expect(await python(folder.path, '-c', 'import all_types; print(all_types.Node([], [], {}))')).toBe(
      'Node(children=[], leaves=[], by_id={})\n',
    );
  });

  it.each(['modern', 'classic'])(
    'calls the product with the %s classes of its /types/python',
    async (profile) => {
      // Without a declaration of its own, `Object` of classic is whatever the package calls so.
      folder.write(
        'dtos.py',
        (await typesFromHost('python', profile)).replace('from enum import', 'Object = object\nfrom enum import'),
      );

      const answers = JSON.parse(await python(folder.path, 'client_calls.py', url(), demoPassword, `p-${profile}`));

      expect(answers).toEqual({
        created: 'UpdateCustomerResponse',
        isDate: true,
        updated: 'Norma',
        page: ['CustomerQueryResponse'],
        total: 1,
        refusal: [400, 'Email', ['Email']],
        batch: ['CustomerResponse'],
        registered: [`p-${profile} AB`, 'EXTERNAL', true],
        account: ['Account'],
        customers: ['Customer'],
      });
    },
    60_000,
  );
});
