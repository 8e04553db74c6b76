import { languages } from '../../src/engine/native-types/languages';
import { startApp, type TestApp } from '../support/start-app';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ settings: { role: 'web' } });
});
afterAll(() => app?.close());

describe('the DTOs of the product in other languages', () => {
  it('lists the languages at /types', async () => {
    const response = await fetch(`${app.url}/types`);

    expect(response.status).toBe(200);
    expect(await response.text()).toContain('/types/typescript');
  });

  it.each(['typescript', 'mjs', 'javascript'])('answers /types/%s with the five main messages', async (language) => {
    const text = await (await fetch(`${app.url}/types/${language}`)).text();

    for (const name of [
      'CreateAxemaUserSync',
      'UpdateCustomer',
      'CreateResourceTimeException',
      'BatchRegisterCustomers',
      'BatchRegisterAccountsAsync',
    ]) {
      expect(text).toContain(`class ${name} `);
    }
    expect(text).toContain(`BaseUrl: ${app.url}`);
  });

  // `get-dtos <lang> <url>` reads these addresses, with `?IncludeTypes=` for its `--include`.
  it.each([...languages.map(({ key }) => key), 'javascript', 'swift4'])(
    'answers /types/%s with a header that the update of a reference tool can read',
    async (language) => {
      const query = 'IncludeTypes=DeleteCustomer.*&AddDescriptionAsComments=False';
      const text = await (await fetch(`${app.url}/types/${language}?${query}`)).text();
      const lines = text.slice(text.indexOf('Options:')).split('\n');

      expect(text).toContain('Options:');
      expect(lines.find((line) => /BaseUrl: /.test(line))).toMatch(new RegExp(`BaseUrl: ${app.url}$`));
      expect(lines.find((line) => /IncludeTypes: /.test(line))).toMatch(
        /^(?:'|\/\/\/ )?IncludeTypes: DeleteCustomer\.\*$/,
      );
      expect(text).toMatch(/\bDeleteCustomer\b/);
      expect(text).not.toMatch(/\bUpdateCustomer\b/);
    },
  );

  it('answers readable text for a language that there is none of', async () => {
    const response = await fetch(`${app.url}/types/klingon`);

    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('text/plain'),
    ]);
  });
});
