/** One tag of a page; `attributes` with their values as they are written, still escaped. */
export interface Tag {
  readonly name: string;
  readonly isEnd: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

const voidTags = new Set(['meta']);
const tag = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>/g;

/**
 * Takes a page apart more strictly than any browser: whatever is no complete, quoted, lower-case tag, or not closed in
 * turn, is an Error. What a caller smuggled in as markup cannot pass unseen.
 */
export function takeApart(page: string): { tags: Tag[]; text: string; style: string; script: string } {
  const style = between(page, '<style>', '</style>');
  const script = between(page, '<script>', '</script>');
  const bare = page.replace('<!doctype html>', '').replace(style, '').replace(script, '');
  const tags: Tag[] = [];
  const open: string[] = [];
  const text = bare.replace(tag, (_whole, slash: string, name: string, list: string) => {
    tags.push({ name, isEnd: slash !== '', attributes: attributesOf(list) });
    if (slash !== '') {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last}>.`);
    } else if (!voidTags.has(name)) open.push(name);
    return '\n';
  });
  if (/[<>]/.test(text)) throw new Error(`a bracket is left: ${/.{0,30}[<>].{0,30}/.exec(text)?.[0]}`);
  if (open.length > 0) throw new Error(`left open: ${open.join()}`);
  return { tags, text: unescaped(text), style, script };
}

export function unescaped(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' };
  return text.replace(/&([^;\s]*);/g, (_whole, name: string) => {
    const char = entities[name];
    if (char === undefined) throw new Error(`&${name}; is unknown.`);
    return char;
  });
}

function between(page: string, start: string, end: string): string {
  const pieces = page.split(start);
  if (pieces.length !== 2) throw new Error(`${start} stands ${pieces.length - 1} times.`);
  return pieces[1]?.split(end, 1)[0] ?? '';
}

function attributesOf(list: string): Record<string, string> {
  const found = [...list.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]));
}
