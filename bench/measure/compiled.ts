import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformSync } from '@swc/core';

const root = join(__dirname, '../..');
const target = join(root, 'node_modules/.cache/missive-bench');
const swcrc = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8')) as object;
let isDone = false;

/**
 * The JavaScript of a TypeScript file of the bench. Peers run as they would in production: a compiler in their process
 * would stand in their memory and their start-up.
 */
export function compiled(file: string): string {
  if (!isDone) compileAll();
  isDone = true;
  return join(target, relative(root, file)).replace(/\.ts$/, '.js');
}

function compileAll(): void {
  rmSync(target, { recursive: true, force: true });
  for (const file of ['src', 'dtos', 'bench'].flatMap(sourcesBelow)) {
    const out = join(target, relative(root, file)).replace(/\.ts$/, '.js');
    mkdirSync(dirname(out), { recursive: true });
    const options = { ...swcrc, filename: file, swcrc: false, sourceMaps: false };
    writeFileSync(out, transformSync(readFileSync(file, 'utf8'), options).code);
  }
  symlinkSync(join(root, 'bench/node_modules'), join(target, 'bench/node_modules'), 'junction');
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesBelow(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [join(root, path)] : [];
  });
}
