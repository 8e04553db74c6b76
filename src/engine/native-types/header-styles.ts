import type { HeaderStyle } from './language';

/** Of most languages: typescript, mjs, js, java, csharp, php, go. */
export const slashHeader: HeaderStyle = { open: '/* Options:', close: '*/', unset: '//' };

/** The same, in languages whose block comments nest: dart, kotlin, swift, rust. */
export const nestingHeader: HeaderStyle = { ...slashHeader, nests: '/*' };

/** F# reads texts in its comments too, in which a comment does not end: there may be none. */
export const fsharpHeader: HeaderStyle = {
  open: '(* Options:',
  close: '*)',
  unset: '//',
  nests: '(*',
  safe: (text) => text.replaceAll('"', ''),
};

export const pythonHeader: HeaderStyle = { open: '""" Options:', close: '"""', unset: '#' };

/** Line comments only: three quotes where the query said nothing, one where it did. */
export const vbHeader: HeaderStyle = {
  open: "' Options:",
  line: "'",
  unset: "'''",
  set: "'",
  tip: "''",
  typeSeparator: ', ',
};

export const rubyHeader: HeaderStyle = {
  preamble: ['# frozen_string_literal: true', '# encoding: utf-8', ''],
  open: '# Options:\n=begin',
  close: '=end',
  unset: '#',
  tip: '//',
};

/** Comments of a line each, which the declaration below them takes as its own. */
export const zigHeader: HeaderStyle = {
  open: '/// Options:',
  line: '/// ',
  unset: '/// ///',
  set: '/// ',
  tip: '///',
};
