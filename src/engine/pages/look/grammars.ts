import type { HLJSApi, Language } from 'highlight.js';

/** Zig, as far as generated code uses it. */
export function zig(hljs: HLJSApi): Language {
  return {
    name: 'Zig',
    keywords: {
      keyword:
        'pub const var fn struct enum union error return try catch if else for while switch test comptime inline usingnamespace',
      literal: 'true false null undefined',
      type: 'bool void anyopaque anytype usize isize u8 u16 u32 u64 i8 i16 i32 i64 f32 f64',
    },
    contains: [
      hljs.C_LINE_COMMENT_MODE,
      hljs.QUOTE_STRING_MODE,
      { scope: 'built_in', match: /@[A-Za-z]\w*/ },
      { scope: 'title.class', match: /\b[A-Z]\w*/ },
      { scope: 'number', match: /\b\d+(?:\.\d+)?\b/ },
      { scope: 'attr', match: /^\s*[a-z_]\w*(?=\s*:)/m },
    ],
  };
}

/** JSV as the samples print it: a member per line. */
export function jsv(): Language {
  return {
    name: 'JSV',
    contains: [
      { scope: 'attr', match: /^[\t ]*[A-Za-z_]\w*(?=:)/m },
      { scope: 'string', begin: '"', end: '"', contains: [{ match: '""' }] },
      { scope: 'literal', match: /(?<=:\s*)(?:True|False|true|false|null)\b/ },
      { scope: 'number', match: /(?<=[:,[\t]\s*)-?\d[\w.:+-]*/ },
      { scope: 'string', match: /(?<=[:,[\t]\s*)[A-Za-z][^\n,{}[\]]*/ },
    ],
  };
}
