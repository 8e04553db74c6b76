import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startApp, type TestApp } from '../support/start-app';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ settings: { role: 'web' } });
});
afterAll(() => app?.close());

describe('the published pages', () => {
  it('are generated again by the running product, every segment of them', async () => {
    const program = join(__dirname, 'published/compare.mjs');

    // Differences are told on the output, which a failure of the child would otherwise hide.
    const { stdout } = await promisify(execFile)(process.execPath, [program, app.url]).catch(
      (error: { stdout: string }) => error,
    );

    expect(stdout.trim()).toBe('42 passed, 0 failed');
  });
});
