import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { goldenFiles, goldenFolder } from './golden-files';

/** Rewrites the golden files, or with `--check` refuses a difference. `only`: languages; none named means all. */
async function main(isCheck: boolean, only: readonly string[]): Promise<void> {
  const wanted = await goldenFiles();
  const found = existsSync(goldenFolder)
    ? readdirSync(goldenFolder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.txt'))
    : [];
  const isSame = (path: string) => {
    const file = join(goldenFolder, path);
    return existsSync(file) && readFileSync(file, 'utf8') === wanted.get(path);
  };
  const isChosen = (path: string) => only.length === 0 || only.some((key) => path.startsWith(`${key}/`));
  const changed = [...new Set([...wanted.keys(), ...found])].filter((path) => isChosen(path) && !isSame(path));
  for (const path of changed) console.log(`${isCheck ? 'differs' : 'written'}: ${path}`);
  if (isCheck) {
    console.log(
      `${wanted.size} golden files, ${changed.length} differ${changed.length > 0 ? '; npm run golden rewrites them' : ''}`,
    );
    process.exitCode = changed.length > 0 ? 1 : 0;
    return;
  }
  for (const path of changed) {
    const text = wanted.get(path);
    if (text === undefined) rmSync(join(goldenFolder, path));
    else {
      mkdirSync(dirname(join(goldenFolder, path)), { recursive: true });
      writeFileSync(join(goldenFolder, path), text);
    }
  }
}

const only = process.argv.slice(2).filter((argument) => argument !== '--check');
main(process.argv.includes('--check'), only).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
