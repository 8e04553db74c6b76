import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

// Imported for its effect, before what needs the packages: installs those of `bench/package.json` where nobody has yet.
ensurePackages();

/** Errors: Error when npm fails. */
function ensurePackages(): void {
  const folder = join(__dirname, '..');
  if (existsSync(join(folder, 'node_modules/fastify'))) return;
  process.stderr.write('Installing the packages of bench/package.json …\n');
  const { npm_execpath: npm } = process.env;
  const [command, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync(command as string, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}
