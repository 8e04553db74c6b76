import { languages } from '../../src/engine/native-types/languages';
import { optionKeys } from '../../src/engine/native-types/option-keys';
import { startApp, type TestApp } from '../support/start-app';

/** Every option of generated code with odd values, in every language; `BaseUrl=` was a 500 once. */
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

it.each([...languages.map(({ key }) => key), 'metadata'])(
  'R1 answers every option of /types/%s with code or 400',
  async (language) => {
    const wrong: string[] = [];
    for (const option of [...Object.keys(optionKeys), 'profile', 'withoutOptions', 'nope']) {
      for (const value of values) {
        const { status } = await fetch(`${app.url}/types/${language}?${option}=${encodeURIComponent(value)}`);
        if (status !== 200 && status !== 400) wrong.push(`${option}=${JSON.stringify(value)}: ${status}`);
      }
    }

    expect(wrong).toEqual([]);
  },
  60_000,
);
