import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'missive-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The README's first code block, on a port that is free. */
const hello = (/```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? '').replace(
  'listen(5000)',
  'listen(0)',
);

describe('the packed package', () => {
  beforeAll(async () => {
    await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
    const modules = join(folder, 'node_modules');
    mkdirSync(join(modules, 'missive'), { recursive: true });
    await run('tar', ['-xzf', join(folder, tarball), '-C', join(modules, 'missive'), '--strip-components=1']);
    // Its dependencies are the ones that are installed here: the test needs no network.
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    for (const name of ['@servicestack/client', '@types/node', ...Object.keys(dependencies)]) {
      mkdirSync(join(modules, name, '..'), { recursive: true });
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
    }
    const compilerOptions = {
      target: 'ES2022',
      module: 'node20',
      strict: true,
      experimentalDecorators: true,
      useDefineForClassFields: false,
      types: ['node'],
      skipLibCheck: false,
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['hello.ts'] }));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'stranger', private: true, type: 'commonjs' }));
  }, 120_000);

  it('shows code by line 15 of the README, in about twenty lines', () => {
    const lines = readFileSync(join(root, 'README.md'), 'utf8').split('\n');

    expect(lines.slice(0, 15).join('\n')).toContain("from 'missive'");
    expect(hello.trim().split('\n').length).toBeLessThanOrEqual(24);
  });

  it('compiles the Hello of the README with strict types, runs it and answers its call', async () => {
    writeFileSync(join(folder, 'hello.ts'), `${hello}\nsetTimeout(() => process.exit(0), 1500);\n`);

    await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
    const { stdout } = await run(process.execPath, [join(folder, 'hello.js')], { cwd: folder });

    expect(stdout).toBe('Hello, World!\n');
  }, 60_000);

  it('can be imported from an ES module', async () => {
    writeFileSync(
      join(folder, 'module.mjs'),
      "import { AppHost } from 'missive';\nimport { Dto, UpdateCustomer } from 'missive/dtos';\nconsole.log(typeof AppHost, typeof Dto, new UpdateCustomer().getTypeName());\n",
    );

    const { stdout } = await run(process.execPath, [join(folder, 'module.mjs')], { cwd: folder });

    expect(stdout).toBe('function function UpdateCustomer\n');
  });

  it('holds no test, no source of the repository and no lock file', () => {
    const names = readdirSync(join(folder, 'node_modules/missive'), { recursive: true, encoding: 'utf8' });

    expect(names).toContain(join('dist', 'src', 'engine', 'index.d.ts'));
    expect(names.filter((name) => /(^|\/)(test|bench)\/|package-lock|\.test\./.test(name))).toEqual([]);
  });
});
