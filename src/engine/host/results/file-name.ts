/**
 * The last segment of a path without control characters: what a client may say about where a file is, and nothing that
 * ends a header or says where it is to be written. May be empty.
 */
export function bareFileName(path: string): string {
  const segment = path.split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  const name = segment.toWellFormed().replace(/[\x00-\x1f\x7f]/g, '');
  return name === '.' || name === '..' ? '' : name;
}
