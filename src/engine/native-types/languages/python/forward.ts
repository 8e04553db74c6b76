/**
 * A type's text with the names quoted that stand further down: Python evaluates annotations where they stand.
 *
 * `List[Node]` → `List['Node']`; a generic one is quoted with its arguments, `Page[Node]` → `'Page[Node]'`.
 */
export function quoteForward(text: string, isForward: (name: string) => boolean): string {
  const name = /[\w.]+/g;
  let result = '';
  let at = 0;
  for (let match = name.exec(text); match; match = name.exec(text)) {
    const end = isForward(match[0]) ? endOfArguments(text, name.lastIndex) : name.lastIndex;
    const found = text.slice(match.index, end);
    result += text.slice(at, match.index) + (isForward(match[0]) ? `'${found}'` : found);
    at = end;
    name.lastIndex = end;
  }
  return result + text.slice(at);
}

/** Past the brackets that open at `start`, where some do. */
function endOfArguments(text: string, start: number): number {
  if (text[start] !== '[') return start;
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '[') depth += 1;
    if (text[at] === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
