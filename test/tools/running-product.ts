import { demoPassword } from '../../src/demo-data';
import { startApp, type TestApp } from '../support/start-app';
import { generatedFolder } from './generated-files';

/** A program of a language that calls the product with generated classes. */
export interface ClientProgram {
  readonly language: string;
  /** Name of the file that the program takes the classes from. */
  readonly file: string;
  /** Runs it on the product and tells what it prints; `name` tells its records from others'. */
  run(args: readonly [url: string, password: string, name: string]): Promise<string>;
  /** What the text needs that the language's package brings. Default: nothing. */
  complete?(text: string): string;
  /** What the program is to print, as JSON. */
  answers(name: string): unknown;
}

/** Runs the product for the tests of one `describe`; gives a folder for what it generates. */
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
  /** Declares the test that the classes of both profiles call the product. */
  const callsProduct = ({ language, file, run, complete = (text) => text, answers }: ClientProgram) => {
    it.each(['modern', 'classic'])(
      `calls the product with the %s classes of its /types/${language}`,
      async (profile) => {
        const { url = '' } = app ?? {};
        const response = await fetch(`${url}/types/${language}?profile=${profile}`);
        const text = await response.text();
        expect([response.status, text.slice(0, 200)]).toEqual([200, expect.any(String)]);
        folder.write(file, complete(text));
        const name = `${language}-${profile}`;

        expect(JSON.parse(await run([url, demoPassword, name]))).toEqual(answers(name));
      },
      60_000,
    );
  };
  return { folder, callsProduct };
}
