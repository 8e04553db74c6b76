import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateAxemaUserSync } from '../../dtos/booking/axema';
import { DemoSession } from '../../src/demo/demo-session';
import { Printer } from '../../src/demo/print';
import { runDemo } from '../../src/demo/run-demo';
import { demoPassword } from '../../src/demo-data';
import { startApp, type TestApp } from '../support/start-app';

const root = join(__dirname, '..', '..');
const operations = [
  'CreateAxemaUserSync',
  'UpdateCustomer',
  'CreateResourceTimeException',
  'BatchRegisterCustomers',
  'BatchRegisterAccountsAsync',
];

let app: TestApp;
let printed: string[];
let printer: Printer;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(() => {
  printed = [];
  printer = new Printer({ write: (text) => printed.push(text) });
});

describe('the demo', () => {
  it('gets every answer that it expects, the second time too', async () => {
    const { url } = app;

    const first = await runDemo({ url, password: demoPassword, printer, suffix: 'first' });
    const second = await runDemo({ url, password: demoPassword, printer, suffix: 'second' });

    expect(first).toEqual([]);
    expect(second).toEqual([]);
  });

  it('shows each operation with its route, one answer and one refusal', async () => {
    await runDemo({ url: app.url, password: demoPassword, printer, suffix: 'shown' });

    const sections = printed.join('').split('\n\n');
    const shown = sections.filter((section) => operations.includes(section.trim().split(' ')[0] ?? ''));
    expect(shown).toHaveLength(operations.length);
    for (const section of shown) {
      expect(section).toMatch(/^ {4}200 {2}/m);
      expect(section).toMatch(/^ {4}4\d\d {2}/m);
    }
    expect(printed.join('')).toMatch(/█{24} {2}\d+\/\d+ {2}Completed/);
  });

  it('says what differed', async () => {
    const demo = new DemoSession(app.url, printer, demoPassword);
    const reader = await demo.signIn('reader@missive.test');

    await demo.step('CreateAxemaUserSync', () =>
      demo.refused(
        { by: reader, request: new CreateAxemaUserSync(), says: 'start a sync' },
        { status: 401, errorCode: 'Forbidden', fields: [] },
      ),
    );
    await demo.step('CreateAxemaUserSync', () =>
      demo
        .answered(
          { by: reader, request: new CreateAxemaUserSync(), says: 'start a sync' },
          () => [],
          () => [],
        )
        .then(() => undefined),
    );

    expect(demo.differences).toEqual([
      'CreateAxemaUserSync: status is 403, expected 401',
      'CreateAxemaUserSync: answered 403 Forbidden, expected 200',
    ]);
  });

  it('names the user whose password is wrong', async () => {
    const attempt = runDemo({ url: app.url, password: 'wrong', printer, suffix: 'x' });

    await expect(attempt).rejects.toThrow(/^Signing in as [a-z-]+@missive\.test brought no token: /);
  });
});

describe('npm run demo', () => {
  it('runs on a database of its own and exits with 0', async () => {
    const env = { ...process.env, DATABASE_URL: '', NODE_ENV: '', NO_COLOR: '1' };

    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['-r', './swc-register.cjs', 'src/demo/demo.ts'],
      { cwd: root, env, timeout: 60_000 },
    );

    expect(stderr).toBe('');
    expect(stdout).toContain('every answer as expected');
  }, 60_000);
});
