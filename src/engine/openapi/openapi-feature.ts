import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Feature, HostBuilder } from '../core/feature';
import type { HostContext } from '../core/host-context';
import { HttpError } from '../core/http-error';
import type { Operation } from '../core/operation';
import type { RequestContext } from '../core/request-context';
import { allFormats } from '../host/all-formats';
import { baseUrlOf } from '../metadata/base-url';
import { type DocumentOptions, openApiDocument } from './document';
import type { Info, OpenApiDocument } from './openapi-types';
import { type StaticContent, sendStatic, staticContent } from './static-answer';
import { uiFiles, uiPolicy } from './swagger-ui';

export interface OpenApiFeatureOptions extends Partial<Omit<DocumentOptions, 'info'>> {
  /** The host's operations, once it has started: `() => host.operations`. */
  readonly operations: () => readonly Operation[];
  /** Default: the host's name, version 1.0. */
  readonly info?: Partial<Info>;
}

const about =
  'Each operation answers at its routes and at `/api/{Name}`; also at `/{format}/reply/{Name}`, one-way at ' +
  '`/{format}/oneway/{Name}`, and several at once at `/api/{Name}[]`. Errors have one shape in every format.';

/** Callers choose the `Host` that the document names: of so many of them it is kept. */
const mostBaseUrls = 16;

/**
 * The OpenAPI 3.1 document of the host at `/openapi.json` (and `/openapi`), and Swagger UI for it at `/swagger-ui/`.
 *
 * ```ts
 * const host: AppHost = new AppHost({ features: [booking, new OpenApiFeature({ operations: () => host.operations })] });
 * ```
 *
 * Formats: default all that the engine has; give those of the host where it has fewer.
 */
export class OpenApiFeature implements Feature {
  readonly name = 'openapi';
  private document?: OpenApiDocument;
  private readonly texts = new Map<string, Promise<StaticContent>>();
  private readonly files = new Map<string, Promise<StaticContent>>();

  constructor(private readonly options: OpenApiFeatureOptions) {}

  register(host: HostBuilder): void {
    host.rawHandler({
      matches: (verb, path) => (verb === 'GET' || verb === 'HEAD') && isOurs(path),
      handle: (request, response, context) => this.answer(request, response, context),
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse, context: RequestContext): Promise<void> {
    const path = context.path;
    if (isDocument(path)) return sendStatic(await this.textFor(request, context), request, response, context);
    if (isUiWithoutSlash(path)) return redirect(response, context);
    const name = path.slice(path.indexOf('/', 1) + 1).toLowerCase();
    const content = this.files.get(name) ?? this.addFile(name);
    sendStatic(await content, request, response, context);
  }

  /** Errors: 400 for a `Host` that is none. */
  private textFor(request: IncomingMessage, context: RequestContext): Promise<StaticContent> {
    const baseUrl = baseUrlOf(request);
    const known = this.texts.get(baseUrl);
    if (known) return known;
    if (this.texts.size >= mostBaseUrls) this.texts.clear();
    const { info, ...rest } = this.documentOf(context.host);
    const { openapi, ...others } = rest;
    const text = JSON.stringify({ openapi, info, servers: [{ url: baseUrl }], ...others });
    const content = staticContent(Buffer.from(text), { contentType: 'application/json; charset=utf-8', maxAge: 0 });
    this.texts.set(baseUrl, content);
    return content;
  }

  private documentOf({ name, profile }: HostContext): OpenApiDocument {
    const { operations, info, formats = allFormats, ...rest } = this.options;
    this.document ??= openApiDocument(operations(), {
      profile,
      ...rest,
      formats,
      info: { title: name, version: '1.0', description: about, ...info },
    });
    return this.document;
  }

  /** Errors: 404 for a name that is none of the files. */
  private addFile(name: string): Promise<StaticContent> {
    const file = uiFiles.get(name);
    if (!file) throw HttpError.notFound('Swagger UI has no such file.');
    const { contentType, maxAge } = file;
    const headers = { 'Content-Security-Policy': uiPolicy };
    const content = file.read().then((plain) => staticContent(plain, { contentType, maxAge, headers }));
    this.files.set(name, content);
    // A file that could not be read is tried again.
    content.catch(() => this.files.delete(name));
    return content;
  }
}

function isDocument(path: string): boolean {
  return /^\/openapi(?:\.json)?\/?$/i.test(path);
}

function isUiWithoutSlash(path: string): boolean {
  return /^\/swagger-ui$/i.test(path);
}

function isOurs(path: string): boolean {
  return isDocument(path) || /^\/swagger-ui(?:\/|$)/i.test(path);
}

/** Relative, so that neither the mount path nor a `Host` header decides where it leads (decisions D39). */
function redirect(response: ServerResponse, context: RequestContext): void {
  response.writeHead(302, { ...context.responseHeaders, Location: 'swagger-ui/', 'Content-Length': 0 });
  response.end();
}
