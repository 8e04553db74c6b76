/**
 * CLR type expressions: `List<AddCustomField>`, `Guid?`, `int[]`, `Dictionary<string,string>` (metadata-and-types 5.2).
 *
 *     type   := name args? suffix*      args := '<' type (',' type)* '>'      suffix := '?' | '[]'
 */
export interface TypeExpression {
  readonly name: string;
  readonly args: readonly TypeExpression[];
  readonly suffixes: readonly ('?' | '[]')[];
}

const token = /\s*([A-Za-z_][\w.]*|<|>|,|\?|\[\])/y;

/** Errors: Error that shows the text and the place where it stops to make sense. */
export function parseTypeExpression(text: string): TypeExpression {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match?.[1]) throw new Error(`'${text}' is no type expression: unexpected text at character ${at + 1}.`);
    tokens.push(match[1]);
  }
  let next = 0;

  function type(): TypeExpression {
    const name = tokens[next];
    if (name === undefined || !/^\w/.test(name)) {
      throw new Error(
        `'${text}' is no type expression: a type name is expected after '${tokens.slice(0, next).join('')}'.`,
      );
    }
    next += 1;
    const args: TypeExpression[] = [];
    if (tokens[next] === '<') {
      do {
        next += 1;
        args.push(type());
      } while (tokens[next] === ',');
      if (tokens[next] !== '>') throw new Error(`'${text}' is no type expression: '>' is missing.`);
      next += 1;
    }
    const suffixes: ('?' | '[]')[] = [];
    for (let suffix = tokens[next]; suffix === '?' || suffix === '[]'; suffix = tokens[next]) {
      suffixes.push(suffix);
      next += 1;
    }
    return { name, args, suffixes };
  }

  const result = type();
  if (next < tokens.length) throw new Error(`'${text}' is no type expression: '${tokens[next]}' is too much.`);
  return result;
}
