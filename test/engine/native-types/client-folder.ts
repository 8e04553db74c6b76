import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const packages = resolve(__dirname, '../../../node_modules');
const run = promisify(execFile);

/** Generated code as modules of a client. */
export const asModules = ['--module', 'preserve', '--skipLibCheck'];
/** The same where classes declare members without initialiser, and some declare a base's member again. */
export const asClients = [
  ...asModules,
  '--strictPropertyInitialization',
  'false',
  '--useDefineForClassFields',
  'false',
];

/** A folder outside the repository with the repository's packages, as a client of the host has it. */
export class ClientFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'missive-client-'));

  constructor() {
    symlinkSync(packages, join(this.path, 'node_modules'), 'dir');
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /** Writes files, into a folder below if one is named; gives their paths. */
  write(files: Readonly<Record<string, string>>, below = ''): string[] {
    mkdirSync(join(this.path, below), { recursive: true });
    return Object.entries(files).map(([name, text]) => {
      const path = join(this.path, below, name);
      writeFileSync(path, text);
      return path;
    });
  }

  /** What TypeScript's compiler says of some files; empty: nothing. */
  async compile(paths: readonly string[], flags: readonly string[] = asClients): Promise<string> {
    const strict = ['--noEmit', '--strict', '--noImplicitReturns'];
    const platform = ['--target', 'es2022', '--lib', 'es2022,dom', '--types', ''];
    const tsc = join(packages, 'typescript/bin/tsc');
    return this.node(tsc, ...strict, ...platform, ...flags, ...paths).catch((error: { stdout?: string }) => {
      return error.stdout || String(error);
    });
  }

  /** What a program of its own Node process prints, started in this folder. Errors: when it fails, with what it printed. */
  async node(file: string, ...args: readonly string[]): Promise<string> {
    const env = { ...process.env, SERVICESTACK_TELEMETRY_OPTOUT: '1' };
    const { stdout } = await run(process.execPath, [file, ...args], { cwd: this.path, env, maxBuffer: 1 << 26 });
    return stdout;
  }
}
