import type { IncomingMessage } from 'node:http';
import type { TextParameters } from '../binding/query-string';
import { mediaType } from './request-body';

/**
 * `X-Http-Method-Override`: for clients behind something that lets GET and POST through only (http-contract 2.5). Header
 * beats query beats form field. Only from POST: a GET that turned into a PUT would pass what protects GETs (decisions D32).
 */
const name = 'x-http-method-override';

/** The verb that a request stands for, as far as header and query tell. */
export function effectiveVerb(request: IncomingMessage, url: string): string {
  const verb = (request.method ?? 'GET').toUpperCase();
  return (verb === 'POST' ? verbInHead(request, url) : undefined) ?? verb;
}

/** Whether a form field may still name another verb: nobody knows before the body has been read. */
export function mayNameVerbInForm(request: IncomingMessage, url: string): boolean {
  return (
    request.method === 'POST' &&
    mediaType(request) === 'application/x-www-form-urlencoded' &&
    verbInHead(request, url) === undefined
  );
}

export function verbInForm(form: TextParameters): string | undefined {
  return asVerb(form.find(([field]) => field.toLowerCase() === name)?.[1]);
}

function verbInHead(request: IncomingMessage, url: string): string | undefined {
  const header = request.headers[name];
  return asVerb(typeof header === 'string' ? header : undefined) ?? asVerb(inQuery.exec(url)?.[1]);
}
const inQuery = /[?&]X-Http-Method-Override=([A-Za-z]+)/i;

function asVerb(text: string | undefined): string | undefined {
  return text !== undefined && /^[A-Za-z]{1,20}$/.test(text) ? text.toUpperCase() : undefined;
}
