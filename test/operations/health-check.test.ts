import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { AppHost, OperationsFeature } from '../../src/engine';

const root = resolve(__dirname, '../..');
const host = new AppHost({ features: [new OperationsFeature()] });
let port = '';

beforeAll(async () => {
  await host.listen(0);
  port = new URL(host.url).port;
});
afterAll(() => host.close());

/** The exit code of the container's health check in this environment. */
async function check(env: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, ['-r', './swc-register.cjs', 'src/health-check.ts'], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  const [code] = await once(child, 'exit');
  return code;
}

describe('the health check of the container', () => {
  it('reliability 6.1: is passed by a process that answers, and by one that listens nowhere', async () => {
    expect(await check({ PORT: port })).toBe(0);
    expect(await check({ PORT: '1', ROLE: 'worker' })).toBe(0);
  });

  it('fails where nobody answers', async () => {
    expect(await check({ PORT: '1' })).toBe(1);
  });
});
