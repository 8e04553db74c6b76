import { parseQueryString } from './query-string';

/** What a patch is to set to defaults: the request's member `reset`, else the query string's (http-contract 9.5). */
export function resetNames(request: object, queryString: string): string[] {
  const own = Object.entries(request).find(([name]) => name.toLowerCase() === 'reset')?.[1] as unknown;
  const texts = own === undefined || own === null ? resetParameters(queryString) : [own].flat().map(String);
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

function resetParameters(queryString: string): string[] {
  return parseQueryString(queryString)
    .filter(([name]) => name.toLowerCase() === 'reset')
    .map(([, text]) => text);
}
