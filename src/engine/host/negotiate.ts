import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { TextParameters } from '../binding/query-string';
import type { Presentation } from '../core/presentation';
import type { WireSettings } from '../core/wire-settings';
import type { ContentFormat } from '../formats/content-format';
import type { ContentTypes } from '../formats/content-types';
import { applyJsConfig, parseJsConfig } from '../formats/jsconfig';
import { jsvDumpFormat } from '../formats/jsv-format';
import type { Address } from './address';
import { safeCallback } from './jsonp';
import { mediaType } from './request-body';
import { styleOf, type Wire } from './wire';

export interface Asked {
  readonly request: IncomingMessage;
  readonly address: Address;
  readonly verb: string;
  readonly path: string;
  readonly url: string;
  readonly query: TextParameters;
}

/** How the answer is to be written, and how strictly the request is to be read. */
export interface Asking extends Wire {
  readonly isStrict: boolean;
  readonly isLenient: boolean;
}

/** How the answer will be written, before anything is read or refused, so that refusals are written so too (http-contract 4.2). */
export function negotiate(
  asked: Asked,
  presentation: Presentation,
  contentTypes: ContentTypes,
  settings: WireSettings,
): Asking {
  const callback = settings.allowJsonp ? parameter(asked.query, 'callback') : undefined;
  const format = callback === undefined ? dumped(asked, chosenFormat(asked, contentTypes)) : contentTypes.json;
  const base = { style: styleOf(presentation, settings), isIndented: false, isStrict: undefined, isLenient: undefined };
  const jsConfig = settings.allowJsConfig ? parameter(asked.query, 'jsconfig') : undefined;
  const { style, isIndented, isStrict, isLenient } =
    jsConfig === undefined ? base : applyJsConfig(base.style, parseJsConfig(jsConfig));
  return {
    format,
    style,
    isIndented,
    isStrict: isStrict ?? settings.isStrict,
    // Who reads snake_case writes it too (http-contract 3.2).
    isLenient: isLenient ?? style.names === 'snake_case',
    isForPeople: isForPeople(asked.request.headers),
    callback: callback === undefined ? undefined : safeCallback(callback),
    // Links to the same answer are GETs: what was sent otherwise has no address to link to.
    url: /^(?:GET|HEAD)$/.test(asked.verb) ? asked.url : undefined,
  };
}

/**
 * Whether a browser asks without a program that would read the answer: an address that is opened, in a frame too, or a link
 * that downloads, for which the Fetch standard says `no-cors`.
 */
function isForPeople(headers: IncomingHttpHeaders): boolean {
  const { 'sec-fetch-dest': destination, 'sec-fetch-mode': mode } = headers;
  return destination === 'document' || mode === 'navigate' || mode === 'no-cors';
}

/** `?debug` on a JSV answer asks for it laid out for people (http-contract 4.7). */
function dumped({ query }: Asked, format: ContentFormat): ContentFormat {
  return format.key === 'jsv' && query.some(([key]) => key.toLowerCase() === 'debug') ? jsvDumpFormat : format;
}

function chosenFormat({ request, address, path, query }: Asked, contentTypes: ContentTypes): ContentFormat {
  // At pre-defined addresses ?format= beats the path's own format; on routes the extension beats everything.
  const isRoute = address.kind === 'route';
  if (isRoute && address.format) return address.format;
  const wanted = parameter(query, 'format');
  const named = wanted === undefined ? undefined : contentTypes.find(wanted);
  if (named) return named;
  if (!isRoute) return address.format ?? contentTypes.json;
  const accept = request.headersDistinct?.accept ?? [];
  return contentTypes.forRoute({ path, accept, contentType: mediaType(request) });
}

function parameter(query: TextParameters, name: string): string | undefined {
  const found = query.find(([key, value]) => value !== '' && key.toLowerCase() === name);
  return found?.[1];
}
