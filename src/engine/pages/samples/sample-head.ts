import type { Operation } from '../../core/operation';
import type { ContentFormat } from '../../formats/content-format';
import type { SampleOptions } from './sample-options';

const withBody = ['POST', 'PUT', 'PATCH'];
const withoutBody = ['GET', 'DELETE'];

export interface RequestLine {
  readonly verb: string;
  readonly path: string;
  readonly hasBody: boolean;
}

/** The verb and the address that a sample calls an operation by (metadata-and-types 2.1); a list by its pre-defined one. */
export function requestLine(
  operation: Operation,
  formatKey: string,
  { handlerPrefix, isList = false }: Pick<SampleOptions, 'handlerPrefix' | 'isList'> = {},
): RequestLine {
  const prefix = handlerPrefix ? `/${handlerPrefix}` : '';
  if (isList) return { verb: 'POST', path: `${prefix}${preDefinedPath(operation, formatKey)}[]`, hasBody: true };
  const verb = sampleVerb(operation.routes);
  return { verb, path: prefix + samplePath(operation, formatKey), hasBody: withBody.includes(verb) };
}

/** Verbs up to the first route that takes any; what carries a body is preferred. */
function sampleVerb(routes: Operation['routes']): string {
  const takesAny = routes.findIndex(({ verbs }) => verbs.length === 0);
  const listed = (takesAny < 0 ? routes : routes.slice(0, takesAny)).flatMap(({ verbs }) => verbs);
  const verbs = takesAny < 0 ? listed : [...listed, 'POST'];
  return [...withBody, ...withoutBody].find((verb) => verbs.includes(verb)) ?? 'POST';
}

function samplePath(operation: Operation, formatKey: string): string {
  const { routes } = operation;
  const route = routes.find(({ verbs }) => verbs.length === 0 || verbs.includes('POST')) ?? routes[0];
  return route?.path ?? preDefinedPath(operation, formatKey);
}

function preDefinedPath({ name, response }: Operation, formatKey: string): string {
  return `/${formatKey}/${response ? 'reply' : 'oneway'}/${name}`;
}

/** Pages call JSV by its old name; the host answers it as `application/jsv` to whoever asks for either. */
export function pageContentType({ key, contentType }: ContentFormat): string {
  return key === 'jsv' ? 'text/jsv' : contentType;
}
