import { resolve } from 'node:path';
import * as pythonDtos from '../engine/native-types/languages/python-dtos';
import { typesOf } from '../engine/native-types/support';
import { bookRequests, everyCode, outputOf } from './generated-files';
import { runningProduct } from './running-product';

const standIn = resolve(__dirname, '../support/python');

/** What Python prints. `path`: where it finds generated modules, beside those of the stand-in. */
function python(path: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, PYTHONPATH: `${path}:${standIn}`, PYTHONDONTWRITEBYTECODE: '1' };
  return outputOf('python3', args, { cwd: standIn, env });
}

const requests = [
  ...bookRequests,
  pythonDtos.FindNodes,
  pythonDtos.ForgetNodes,
  pythonDtos.SetWords,
  pythonDtos.Describe,
];

describe('python3', () => {
  const { folder, callsProduct } = runningProduct();

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

  callsProduct({
    language: 'python',
    file: 'dtos.py',
    run: (args) => python(folder.path, 'client_calls.py', ...args),
    // Without a declaration of its own, `Object` of classic is whatever the package calls so.
    complete: (text) => text.replace('from enum import', 'Object = object\nfrom enum import'),
    answers: (name) => ({
      created: 'UpdateCustomerResponse',
      isDate: true,
      updated: 'Norma',
      page: ['CustomerQueryResponse'],
      total: 1,
      refusal: [400, 'Email', ['Email']],
      batch: ['CustomerResponse'],
      registered: [`${name} AB`, 'EXTERNAL', true],
      account: ['Account'],
      customers: ['Customer'],
    }),
  });
});
