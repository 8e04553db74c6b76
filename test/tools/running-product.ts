import { startApp, type TestApp } from '../support/start-app';
import { generatedFolder } from './generated-files';

/** The running product for the tests of one `describe`, and a folder for what it generates. */
export function runningProduct() {
  const folder = generatedFolder();
  let app: TestApp | undefined;
  beforeAll(async () => {
    app = await startApp();
    // An embedded database on a machine that compiles at the same time.
  }, 120_000);
  afterAll(async () => {
    folder.close();
    await app?.close();
  });
  const url = () => app?.url ?? '';
  return {
    folder,
    url,
    /** What it answers as the DTOs of a language. */
    typesOf: async (language: string, profile: string) =>
      (await fetch(`${url()}/types/${language}?profile=${profile}`)).text(),
  };
}
