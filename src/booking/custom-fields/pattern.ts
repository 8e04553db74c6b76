import { RE2JS } from 're2js';

/** Longest pattern that a field may have. */
export const maxPatternLength = 500;
/**
 * Most instructions of a compiled pattern. Matching takes at most instructions × characters steps, so that this and
 * the field's MaxLength bound the time that a value may take.
 */
export const maxPatternSize = 500;

export type CompiledPattern = { readonly regEx: RE2JS } | { readonly problem: string };

/**
 * Compiles a pattern of a custom field.
 *
 * RE2 syntax: patterns are data of strangers, and a backtracking engine can be held for minutes by 31 characters. What
 * cannot be matched in linear time (look-around, back references) is refused.
 */
export function compilePattern(pattern: string): CompiledPattern {
  if (pattern.length > maxPatternLength) return { problem: `it is longer than ${maxPatternLength} characters` };
  try {
    const regEx = RE2JS.compile(pattern);
    return regEx.programSize() > maxPatternSize ? { problem: 'it repeats too much' } : { regEx };
  } catch {
    return { problem: 'it is no regular expression in RE2 syntax, which has no look-around and no back references' };
  }
}

const compiled = new Map<string, CompiledPattern>();
const maxCompiled = 1_000;

/** Whether the whole value matches. Errors: an Error for a pattern that saving a field would have refused. */
export function matchesWhole(pattern: string, value: string): boolean {
  const known = compiled.get(pattern) ?? remember(pattern);
  if ('problem' in known) throw new Error(`A stored pattern of a custom field cannot be used: ${known.problem}.`);
  return known.regEx.matches(value);
}

function remember(pattern: string): CompiledPattern {
  if (compiled.size >= maxCompiled) compiled.clear();
  const result = compilePattern(pattern);
  compiled.set(pattern, result);
  return result;
}
