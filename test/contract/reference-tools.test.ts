import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asClients, ClientFolder } from '../engine/native-types/client-folder';
import { startApp, type TestApp } from '../support/start-app';

/** Names of the tool's programs and the file that each makes; what the header's options stand behind when unset. */
const references = [
  ['ts-ref', 'dtos.ts', '//'],
  ['tsd-ref', 'dtos.d.ts', '//'],
  ['csharp-ref', 'dtos.cs', '//'],
  ['vbnet-ref', 'dtos.vb', "'''"],
  ['java-ref', 'dtos.java', '//'],
  ['kotlin-ref', 'dtos.kt', '//'],
  ['swift-ref', 'dtos.swift', '//'],
  ['dart-ref', 'dtos.dart', '//'],
] as const;

const consumer = `
import { JsonServiceClient } from '@servicestack/client';
import { UpdateCustomer } from './dtos';

export async function rename(client: JsonServiceClient): Promise<string | undefined> {
  const { Firstname } = await client.put(new UpdateCustomer({ Id: '1', Firstname: 'Nora' }));
  return Firstname;
}
`;

let app: TestApp;
let folder: ClientFolder;
beforeAll(async () => {
  folder = new ClientFolder();
  app = await startApp({ settings: { role: 'web' } });
});
afterAll(async () => {
  folder?.remove();
  await app?.close();
});

const programs = join(dirname(require.resolve('@servicestack/cli/package.json')), 'bin');
/** What a program of the tool prints, started in the client's folder as its author has it. */
const tool = (name: string, ...args: string[]) => folder.node(join(programs, `${name}.js`), ...args);
const textOf = (file: string) => readFileSync(join(folder.path, file), 'utf8');
/** The file with one line replaced, as somebody edits it. */
const edit = (file: string, line: string, by: string) => {
  const text = textOf(file);
  expect(text.split('\n')).toContain(line);
  folder.write({ [file]: text.replace(`\n${line}\n`, `\n${by}\n`) });
};

describe('the real @servicestack/cli', () => {
  it('adds a TypeScript reference, updates it with an option that was edited, and both compile', async () => {
    expect(await tool('ts-ref', app.url)).toBe('Saved to: dtos.ts\n');
    const added = textOf('dtos.ts');
    const [consumerFile = ''] = folder.write({ 'consumer.ts': consumer });
    const files = [join(folder.path, 'dtos.ts'), consumerFile];
    expect(await folder.compile(files)).toBe('');

    edit('dtos.ts', '//IncludeTypes: ', 'IncludeTypes: UpdateCustomer.*');
    edit('dtos.ts', '//MakePropertiesOptional: False', 'MakePropertiesOptional: True');
    expect(await tool('ts-ref', 'dtos.ts')).toBe('Updated: dtos.ts\n');

    const updated = textOf('dtos.ts');
    expect(added).toContain('export class BatchRegisterCustomers ');
    expect(updated).not.toContain('export class BatchRegisterCustomers ');
    expect(updated).toContain('\nIncludeTypes: UpdateCustomer.*\n');
    expect(updated).toContain('\nMakePropertiesOptional: True\n');
    expect(await folder.compile(files, [...asClients, '--strictPropertyInitialization', 'true'])).toBe('');
  });

  it.each(references)('%s adds a reference of its language, and keeps an edited option', async (name, file, unset) => {
    const own = `${name}.${file}`;
    expect(await tool(name, app.url, own)).toBe(`Saved to: ${own}\n`);
    expect(textOf(own)).toContain(`BaseUrl: ${app.url}\n`);
    expect(textOf(own)).toMatch(/\bUpdateCustomer\b/);

    const set = name === 'vbnet-ref' ? "'" : '';
    edit(own, `${unset}AddDescriptionAsComments: True`, `${set}AddDescriptionAsComments: False`);
    edit(own, `${unset}IncludeTypes: `, `${set}IncludeTypes: DeleteCustomer`);
    expect(await tool(name, own)).toBe(`Updated: ${own}\n`);

    expect(textOf(own)).toContain(`\n${set}AddDescriptionAsComments: False\n`);
    expect(textOf(own)).toContain(`\n${set}IncludeTypes: DeleteCustomer\n`);
    expect(textOf(own)).not.toMatch(/\bUpdateCustomer\b/);
  });

  it('fsharp-ref adds a reference, and updates a short one: it takes all lines of code with a colon for options', async () => {
    expect(await tool('fsharp-ref', `${app.url}/types/fsharp?IncludeTypes=DeleteCustomer.*`)).toBe(
      'Saved to: dtos.fs\n',
    );
    edit('dtos.fs', '//AddDescriptionAsComments: True', 'AddDescriptionAsComments: False');
    expect(await tool('fsharp-ref', 'dtos.fs')).toBe('Updated: dtos.fs\n');

    expect(textOf('dtos.fs')).toContain('\nAddDescriptionAsComments: False\n');
    expect(textOf('dtos.fs')).toContain('\nIncludeTypes: DeleteCustomer.*\n');
    expect(textOf('dtos.fs')).toMatch(/\btype DeleteCustomer\b/);
  });

  it('refuses an address that has no such language, so that the tests above say something', async () => {
    await expect(tool('ts-ref', `${app.url}/nowhere`)).rejects.toThrow('Invalid Response');
  });
});
