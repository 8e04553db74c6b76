/**
 * The code of a language whose block comments nest, without its comments. A second reader: it shares nothing with the
 * generators. Errors: Error for a comment that is never closed, or closed twice.
 */
export function withoutNestedComments(text: string): string {
  let [code, depth] = ['', 0];
  for (let at = 0; at < text.length; ) {
    const pair = text.slice(at, at + 2);
    if (pair === '/*' || (pair === '*/' && depth > 0)) {
      depth += pair === '/*' ? 1 : -1;
      at += 2;
    } else if (pair === '*/') throw new Error(`A comment is closed twice: ${text.slice(at - 40, at + 2)}`);
    else if (pair === '//' && depth === 0) at = Math.max(text.indexOf('\n', at), at + 2);
    else {
      if (depth === 0) code += text[at];
      at += 1;
    }
  }
  if (depth > 0) throw new Error('A comment is never closed.');
  return code;
}
