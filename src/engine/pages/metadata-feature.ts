import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Feature, HostBuilder } from '../core/feature';
import { HttpError } from '../core/http-error';
import type { RequestContext } from '../core/request-context';
import { originOf } from '../core/request-origin';
import { baseUrlOf } from '../metadata/base-url';
import { inTextCase } from '../metadata/metadata-json';
import { assets } from './look/assets';
import { type Asked, errorPage, MetadataPages } from './metadata-pages';
import { navigationAnswer } from './navigation';
import { operationSummaries } from './operation-summaries';
import { PageCatalog } from './page-catalog';
import { pageHeaders } from './page-policy';
import { type MetadataFeatureOptions, type PageSettings, pageSettings } from './page-settings';
import { isShownTo } from './restriction';

/**
 * Metadata pages over HTTP: `/metadata`, `/{format}/metadata?op=Name[&lang=dart]`, `/operations/metadata`,
 * `/metadata/nav`, and what the pages load.
 *
 * ```ts
 * const nativeTypes = new NativeTypesFeature({ operations: () => host.operations });
 * const pages = new MetadataFeature({ operations: () => host.operations, nativeTypes: nativeTypes.nativeTypes, formats: allFormats });
 * ```
 *
 * Errors: at start, Error for a `visibility`, a `@Restrict` or a feature's formats that mean nothing.
 */
export class MetadataFeature implements Feature {
  readonly name = 'metadata';
  private readonly settings: PageSettings;
  private readonly catalog: PageCatalog;
  private readonly pages: MetadataPages;
  private readonly addresses: readonly Address[];

  constructor(options: MetadataFeatureOptions) {
    this.settings = pageSettings(options);
    this.catalog = new PageCatalog(this.settings, options);
    this.pages = new MetadataPages(this.settings, this.catalog);
    this.addresses = this.listAddresses();
  }

  register(host: HostBuilder): void {
    host.rawHandler({
      matches: (verb, path) => (verb === 'GET' || verb === 'HEAD') && this.find(path) !== undefined,
      handle: (request, response, context) => this.respond(request, response, context),
    });
  }

  async start(): Promise<void> {
    this.catalog.check();
  }

  private listAddresses(): readonly Address[] {
    const { settings, catalog, pages } = this;
    const formats = settings.formats.map(({ key }) => key.replace(/[^\w-]/g, '\\$&')).join('|');
    return [
      { path: /^\/metadata$/i, write: (asked) => page(pages.index(asked)) },
      {
        path: new RegExp(`^/(${formats})/metadata$`, 'i'),
        write: (asked) => this.ofFormat(asked, asked.match[1] ?? ''),
      },
      {
        path: /^\/operations\/metadata(?:\.json)?$/i,
        isJson: true,
        write: (asked) =>
          json(inTextCase(operationSummaries(catalog.sections(pages.viewerOf(asked))), settings.textCase)),
      },
      {
        path: /^\/metadata\/nav(?:\/([^/]+))?$/i,
        isJson: true,
        write: ({ baseUrl, match }) => json(navigationAnswer(settings, baseUrl, match[1])),
      },
    ];
  }

  /** What is at a path, a slash at its end ignored. */
  private find(path: string): Found | undefined {
    const asset = assets.find((candidate) => candidate.path === path);
    if (asset) return { asset };
    for (const address of this.addresses) {
      const match = address.path.exec(path.replace(/(?<=.)\/$/, ''));
      if (match) return { address, match };
    }
    return undefined;
  }

  private async respond(request: IncomingMessage, response: ServerResponse, context: RequestContext): Promise<void> {
    const found = this.find(context.path);
    if (!found) throw HttpError.notFound('Nothing answers at this address.');
    const reply = 'asset' in found ? ofAsset(found.asset) : this.answer(request, context, found);
    const { status = 200, headers, body } = reply;
    response.writeHead(status, {
      ...this.settings.wire.globalHeaders,
      ...context.responseHeaders,
      'X-Content-Type-Options': 'nosniff',
      ...headers,
      'Content-Length': Buffer.byteLength(body),
    });
    response.end(body);
  }

  /** Refusals of pages are pages; those of JSON addresses are answered as the host answers any error. */
  private answer(request: IncomingMessage, context: RequestContext, { address, match }: FoundAddress): Reply {
    const mount = (request as { baseUrl?: string }).baseUrl ?? '';
    if (context.path.endsWith('/')) return redirect(`${mount}${match[0]}`, context.queryString);
    try {
      this.checkAvailable(context);
      const baseUrl = baseUrlOf(request);
      return address.write({ path: match[0], match, mount, baseUrl, host: originOf(request).host, context });
    } catch (error) {
      if (address.isJson || !(error instanceof HttpError) || error.status >= 500) throw error;
      return { ...page(errorPage(error, match[0], context)), status: error.status };
    }
  }

  private ofFormat(asked: Asked, key: string): Reply {
    try {
      return page(this.pages.ofFormat(asked, key));
    } catch (error) {
      if (!(error instanceof HttpError) || error.status >= 500) throw error;
      return { ...page(this.pages.refusal(error, asked, key)), status: error.status };
    }
  }

  private checkAvailable(context: RequestContext): void {
    const { isAvailable, visibility, networkOf } = this.settings;
    if (!isAvailable) throw HttpError.forbidden('Metadata Not Available');
    if (!isShownTo(visibility, networkOf(context))) throw HttpError.forbidden('Metadata Not Visible');
  }
}

interface AddressAsked extends Asked {
  readonly match: RegExpExecArray;
}
interface Address {
  readonly path: RegExp;
  readonly isJson?: boolean;
  readonly write: (asked: AddressAsked) => Reply;
}
interface FoundAddress {
  readonly address: Address;
  readonly match: RegExpExecArray;
}
type Found = FoundAddress | { readonly asset: (typeof assets)[number] };

interface Reply {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function page(body: string): Reply {
  return { headers: pageHeaders, body };
}

function json(value: unknown): Reply {
  return {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'private, no-cache' },
    body: JSON.stringify(value),
  };
}

/** Assets have their hash in their path: what is there never changes. */
function ofAsset({ contentType, body }: (typeof assets)[number]): Reply {
  return { headers: { 'Content-Type': contentType, 'Cache-Control': 'public, max-age=31536000, immutable' }, body };
}

/** Within this host, whatever it was called by (decisions D39). */
function redirect(path: string, queryString: string): Reply {
  const location = queryString === '' ? path : `${path}?${queryString}`;
  return { status: 302, headers: { Location: location, 'Cache-Control': 'private, no-cache' }, body: '' };
}
