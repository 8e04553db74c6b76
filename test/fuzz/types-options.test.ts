import { languages } from '../../src/engine/native-types/languages';
import { optionKeys } from '../../src/engine/native-types/option-keys';
import { startApp, type TestApp } from '../support/start-app';

/** Options of generated code with odd values; `BaseUrl=` and `DefaultNamespaces=,` were a 500 once. */
const values = [
  '',
  'x',
  'a,b',
  ',',
  'UpdateCustomer.*',
  '{Booking}',
  '__proto__',
  'constructor',
  '/*',
  '*/',
  '</script>',
  '\n',
];
let app: TestApp;

beforeAll(async () => {
  app = await startApp({ settings: { role: 'web' } });
});
afterAll(() => app?.close());

const options = [...Object.keys(optionKeys), 'profile', 'withoutOptions', 'nope'];

async function refusals(language: string, tried: readonly string[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const option of options) {
    for (const value of tried) {
      const { status } = await fetch(`${app.url}/types/${language}?${option}=${encodeURIComponent(value)}`);
      if (status !== 200 && status !== 400) wrong.push(`${option}=${JSON.stringify(value)}: ${status}`);
    }
  }
  return wrong;
}

it.each(languages.map(({ key }) => key))('R1 answers every empty option of /types/%s', async (language) => {
  expect(await refusals(language, [''])).toEqual([]);
});

it.each(['csharp', 'metadata'])('R1 answers every odd option of /types/%s with code or 400', async (language) => {
  expect(await refusals(language, values)).toEqual([]);
});
