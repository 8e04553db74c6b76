import type { MetadataRoute } from '../../metadata/metadata-types';

/** Where a member of the request travels (metadata-and-types 1.5), unless its author says it. */
export function parameterKind(name: string, routes: readonly MetadataRoute[]): 'path' | 'query' | 'body' {
  const variable = `{${name}}`.toLowerCase();
  if (routes.some(({ path }) => path.toLowerCase().includes(variable))) return 'path';
  // A route for every verb lists none of them, and PATCH does not count: published pages show `query` for both.
  const takesBody = routes.some(({ verbs = '' }) => /\b(?:POST|PUT)\b/.test(verbs));
  return takesBody ? 'body' : 'query';
}
