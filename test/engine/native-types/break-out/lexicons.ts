import type { Lexicon } from './code-only';

const escaped = (quote: string) => ({ quote, escape: '\\' });
const slashes = { line: ['//'], blocks: [{ open: '/*', close: '*/' }] } as const;
const nesting = { line: ['//'], blocks: [{ open: '/*', close: '*/', nests: true }] } as const;

const javascript: Lexicon = {
  ...slashes,
  strings: [escaped('"'), escaped("'"), { ...escaped('`'), isMultiline: true, computes: /\$\{/ }],
  lineEnds: '\r\n\u2028\u2029',
};

/** By language: what its comments and literals look like to its own compiler. */
export const lexicons: Readonly<Record<string, Lexicon>> = {
  typescript: javascript,
  'typescript.d': javascript,
  mjs: javascript,
  js: javascript,
  csharp: {
    ...slashes,
    strings: [{ quote: '@"', isMultiline: true }, escaped('"'), escaped("'")],
    lineEnds: '\r\n\u0085\u2028\u2029',
  },
  vbnet: {
    line: ["'", '‘', '’'],
    // Two quotes side by side stand for one: a literal, then another one.
    strings: [{ quote: '"' }],
    lineEnds: '\r\n\u0085\u2028\u2029',
    // To VB all of these are the same quote.
    prepare: (text) => text.replace(/[“”＂]/g, '"'),
  },
  fsharp: {
    line: ['//'],
    blocks: [{ open: '(*', close: '*)', nests: true, quote: '"' }],
    strings: [
      { quote: '"""', isMultiline: true },
      { ...escaped('"'), isMultiline: true },
    ],
  },
  java: {
    ...slashes,
    strings: [{ ...escaped('"""'), isMultiline: true }, escaped('"'), escaped("'")],
    // Java reads these before anything else.
    prepare: (text) =>
      text.replace(/\\(?:\\|u+([0-9a-fA-F]{4}))/g, (whole, hex?: string) =>
        hex === undefined ? whole : String.fromCharCode(Number.parseInt(hex, 16)),
      ),
  },
  kotlin: {
    ...nesting,
    strings: [
      { quote: '"""', isMultiline: true, computes: /\$\{?/ },
      { ...escaped('"'), computes: /\$\{?/ },
      escaped("'"),
    ],
  },
  dart: {
    ...nesting,
    strings: ['"""', "'''", '"', "'"].map((quote) => ({
      ...escaped(quote),
      isMultiline: quote.length > 1,
      computes: /\$\{?/,
    })),
  },
  swift: {
    ...nesting,
    strings: [
      { ...escaped('"""'), isMultiline: true, computes: /\\\(/ },
      { ...escaped('"'), computes: /\\\(/ },
    ],
  },
  python: {
    line: ['#'],
    strings: ['"""', "'''", '"', "'"].map((quote) => ({ ...escaped(quote), isMultiline: quote.length > 1 })),
  },
  php: {
    line: ['//', '# '],
    blocks: slashes.blocks,
    strings: [
      { ...escaped('"'), isMultiline: true, computes: /\{?\$\{?/ },
      { ...escaped("'"), isMultiline: true },
    ],
    // It ends the code of PHP, in a comment of a line too.
    prepare: (text) => text.replaceAll('?>', '\n?>'),
  },
  go: { ...slashes, strings: [{ quote: '`', isMultiline: true }, escaped('"'), escaped("'")] },
  // No characters in single quotes: those are lifetimes too.
  rust: { ...nesting, strings: [{ ...escaped('"'), isMultiline: true }] },
  ruby: {
    line: ['#'],
    blocks: [{ open: '=begin', close: '=end', atLineStart: true }],
    strings: [
      { ...escaped('"'), isMultiline: true, computes: /#[{$@]/ },
      { ...escaped("'"), isMultiline: true },
    ],
    // The program ends there, whatever follows.
    prepare: (text) => text.replace(/^__END__$[\s\S]*/m, ''),
  },
  // A line that begins with two backslashes is a literal.
  zig: { line: ['//', '\\\\'], strings: [escaped('"'), escaped("'")] },
};
