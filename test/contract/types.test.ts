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

  it('answers readable text for a language that there is none of', async () => {
    const response = await fetch(`${app.url}/types/klingon`);

    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('text/plain'),
    ]);
  });
});
