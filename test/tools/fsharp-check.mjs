// Checks F# with the compiler that the packages fable-standalone and fable-metadata bring along; needs no .NET.
//   node fsharp-check.mjs a.fs b.fs …      the files of one project, in order; prints its diagnostics as JSON
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { init } = await import(pathToFileURL(require.resolve('fable-standalone')).href);
const compiler = (init ?? globalThis.__FABLE_STANDALONE__.init)();

const assemblies = join(dirname(require.resolve('fable-metadata/package.json')), 'lib');
const references = readdirSync(assemblies)
  .filter((name) => name.endsWith('.dll'))
  .map((name) => name.slice(0, -4));
const read = (path) => new Uint8Array(readFileSync(join(assemblies, basename(path.replaceAll('\\', '/')))));
const checker = compiler.CreateChecker(references, read, []);

const files = process.argv.slice(2);
const sources = files.map((file) => readFileSync(file, 'utf8'));
const result = compiler.ParseAndCheckProject(
  checker,
  'generated.fsproj',
  files.map((file) => basename(file)),
  sources,
);
const said = compiler.GetErrors?.(result) ?? result.Errors;
const diagnostics = [...said].map(({ FileName, StartLine, Message }) => `${FileName}:${StartLine} ${Message}`);
console.log(JSON.stringify(diagnostics));
