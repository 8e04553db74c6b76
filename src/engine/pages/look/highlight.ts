import hljs from 'highlight.js/lib/core';
import csharp from 'highlight.js/lib/languages/csharp';
import dart from 'highlight.js/lib/languages/dart';
import fsharp from 'highlight.js/lib/languages/fsharp';
import go from 'highlight.js/lib/languages/go';
import http from 'highlight.js/lib/languages/http';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import php from 'highlight.js/lib/languages/php';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import vbnet from 'highlight.js/lib/languages/vbnet';
import xml from 'highlight.js/lib/languages/xml';
import { escapeHtml } from '../../formats/html/markup';
import { jsv, zig } from './grammars';

const grammars = {
  csharp,
  dart,
  fsharp,
  go,
  http,
  java,
  javascript,
  json,
  jsv,
  kotlin,
  php,
  python,
  ruby,
  rust,
  swift,
  typescript,
  vbnet,
  xml,
  zig,
} as const;
for (const [name, grammar] of Object.entries(grammars)) hljs.registerLanguage(name, grammar);

/** Codes of `/types` and format keys whose grammar has another name. */
const otherNames: Readonly<Record<string, string>> = {
  mjs: 'javascript',
  js: 'javascript',
  'typescript.d': 'typescript',
  jsonl: 'json',
};

/** Longer texts are shown plain: colouring takes about a millisecond per kilobyte. */
const maxLength = 200_000;

/** The latest results by grammar and text: readers of a page open others of the same operation, and come in groups. */
const kept = new Map<string, string>();
const maxKept = 64;

/** Code as HTML: the same text, escaped, with spans of the highlighter's classes around its parts. */
export function highlighted(language: string, code: string): string {
  const grammar = otherNames[language] ?? language;
  if (!Object.hasOwn(grammars, grammar) || code.length > maxLength) return escapeHtml(code);
  const key = `${grammar} ${code}`;
  const markup = kept.get(key) ?? hljs.highlight(code, { language: grammar, ignoreIllegals: true }).value;
  kept.delete(key);
  kept.set(key, markup);
  if (kept.size > maxKept) kept.delete(kept.keys().next().value ?? '');
  return markup;
}

/** A sample message: header lines, then maybe a blank line and a body. The placeholder `length` gets the class that contracts name. */
export function highlightedSample(text: string, marksLength: boolean): string {
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text : text.slice(0, end);
  const coloured = highlighted('http', head);
  const marked = marksLength ? coloured.replace(/length$/m, '<span class="value">length</span>') : coloured;
  if (end < 0) return marked;
  const body = text.slice(end + 2);
  const grammar = bodyGrammar(head, body);
  const markup = highlighted(grammar, body);
  return `${marked}\n\n${grammar === 'json' ? breakable(markup) : markup}`;
}

/** Compact JSON has no blank to break its one line at: it may break behind commas, and before long texts. The text stays the same. */
function breakable(json: string): string {
  return json
    .replaceAll('<span class="hljs-punctuation">,</span>', '$&<wbr>')
    .replace(/:<\/span>(?=<span class="hljs-string">[^<]{30})/g, '$&<wbr>');
}

/** Pages show JSON under the content types of several formats. */
function bodyGrammar(head: string, body: string): string {
  const format = /^Content-Type: *[\w.-]+\/(?:x-)?([\w.-]+)/im.exec(head)?.[1]?.toLowerCase() ?? '';
  if (format === 'jsv' || format === 'xml') return format;
  return /^\s*[[{]/.test(body) ? 'json' : 'text';
}
