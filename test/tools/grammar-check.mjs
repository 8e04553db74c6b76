// Parses files with a grammar of tree-sitter, as the packages web-tree-sitter and @cursorless/tree-sitter-wasms have them.
//   node grammar-check.mjs swift a.swift b.swift …      prints what the grammar has no rule for, as JSON
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { Language, Parser } = await import(pathToFileURL(require.resolve('web-tree-sitter')).href);
const [, , grammar, ...files] = process.argv;

await Parser.init();
const parser = new Parser();
parser.setLanguage(
  await Language.load(require.resolve(`@cursorless/tree-sitter-wasms/out/tree-sitter-${grammar}.wasm`)),
);

const faults = [];
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const tree = parser.parse(text);
  collect(tree.rootNode, (row) => faults.push(`${basename(file)}:${row + 1} ${text.split('\n')[row]}`));
  tree.delete();
}
console.log(JSON.stringify({ parsed: files.length, faults }));

function collect(node, report) {
  if (node.isError || node.isMissing) report(node.startPosition.row);
  else if (node.hasError) for (const child of node.children) collect(child, report);
}
