import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseQueryString } from '../binding/query-string';
import type { Feature, HostBuilder } from '../core/feature';
import { HttpError } from '../core/http-error';
import type { Operation } from '../core/operation';
import type { RequestContext } from '../core/request-context';
import type { CallerNetwork } from '../core/restriction';
import type { ContentFormat } from '../formats/content-format';
import { type AppInfo, toAppMetadata } from '../metadata/app-metadata';
import { baseUrlOf } from '../metadata/base-url';
import { includesNetwork, networkOf, visibilityOf } from '../metadata/restriction';
import { findLanguage, languages } from './languages';
import { type NativeTypes, type NativeTypesOptions, nativeTypesOf, nativeTypesVersion } from './native-types';

export interface NativeTypesFeatureOptions extends NativeTypesOptions {
  /** The host's operations, once it has started: `() => host.operations`. */
  readonly operations: () => readonly Operation[];
  /** What `/metadata/app` says of the host. Default: its name. */
  readonly app?: Partial<AppInfo>;
  /** In `contentTypeFormats` of `/metadata/app`. Default: none. */
  readonly formats?: readonly ContentFormat[];
  /** In `plugins` of `/metadata/app`. Default: `auth`, where the host has an operation to sign in. */
  readonly plugins?: Readonly<Record<string, unknown>>;
  /** Whether callers see only what `@Restrict` shows to their network. Default: true. */
  readonly enableAccessRestrictions?: boolean;
  /** Where a caller is. Default: by the address of the connection, or what a trusted proxy says of it. */
  readonly networkOf?: (context: RequestContext) => CallerNetwork;
}

/**
 * Native types over HTTP: `/types`, `/types/{lang}`, `/types/metadata`, `/metadata/app`.
 *
 * ```ts
 * const host: AppHost = new AppHost({ features: [booking, new NativeTypesFeature({ operations: () => host.operations })] });
 * ```
 */
export class NativeTypesFeature implements Feature {
  readonly name = 'native-types';
  /** Of all operations. */
  readonly nativeTypes: NativeTypes;
  private readonly shownTo = new Map<CallerNetwork, NativeTypes>();

  constructor(private readonly options: NativeTypesFeatureOptions) {
    const source = {
      get operations() {
        return options.operations();
      },
    };
    this.nativeTypes = nativeTypesOf(source, options);
  }

  register(host: HostBuilder): void {
    const answers = this.answers();
    host.rawHandler({
      matches: (verb, path) => (verb === 'GET' || verb === 'HEAD') && find(answers, path) !== undefined,
      handle: (request, response, context) => respond(find(answers, context.path), request, response, context),
    });
  }

  private answers(): readonly Answer[] {
    return [
      { path: /^\/types$/, write: ({ baseUrl }) => json(typesLinks(baseUrl)) },
      {
        path: /^\/types\/metadata(?:\.json)?$/,
        write: ({ query, baseUrl, context }) => json(this.typesFor(context).metadata(query, baseUrl)),
      },
      { path: /^\/metadata\/app(?:\.json)?$/, write: (call) => json(this.appMetadata(call)) },
      {
        path: /^\/types\/([^/]+)$/,
        write: ({ query, baseUrl, match, context }) => {
          const key = match[1] ?? '';
          const body = this.typesFor(context).types(key, query, { baseUrl, date: context.host.clock.now() });
          return { contentType: `${findLanguage(key)?.contentType ?? 'text/plain'}; charset=utf-8`, body };
        },
      },
    ];
  }

  private appMetadata({ query, baseUrl, context }: Call): object {
    const view = parseQueryString(query).find(([name]) => name.toLowerCase() === 'view')?.[1];
    const { app, formats = [], plugins, textCase = 'camelCase' } = this.options;
    const input = {
      app: { serviceName: context.host.name, ...app },
      baseUrl,
      date: context.host.clock.now(),
      version: nativeTypesVersion,
      textCase,
      isDebug: context.host.isDebug,
      contentTypeFormats: Object.fromEntries(formats.map(({ contentType, key }) => [contentType, key])),
      plugins,
      api: this.typesFor(context).chosen(query),
    };
    return toAppMetadata(input, view);
  }

  /** Without the operations, and the types that only they use, which the caller may not see (metadata-and-types 3). */
  private typesFor(context: RequestContext): NativeTypes {
    const { operations, enableAccessRestrictions = true, networkOf: find } = this.options;
    if (!enableAccessRestrictions) return this.nativeTypes;
    const network = find ? find(context) : networkOf(context.remoteAddress);
    const isShown = ({ request }: Operation) => includesNetwork(visibilityOf(request), network);
    if (operations().every(isShown)) return this.nativeTypes;
    const source = {
      get operations() {
        return operations().filter(isShown);
      },
    };
    const known = this.shownTo.get(network) ?? nativeTypesOf(source, this.options);
    this.shownTo.set(network, known);
    return known;
  }
}

interface Call {
  readonly query: string;
  readonly baseUrl: string;
  readonly match: RegExpExecArray;
  readonly context: RequestContext;
}
interface Written {
  readonly contentType: string;
  readonly body: string;
}
interface Answer {
  readonly path: RegExp;
  readonly write: (call: Call) => Written;
}

/** Address of each language and of the model, by label (TM-13). */
function typesLinks(baseUrl: string): Record<string, string> {
  const links = languages.map(({ key, label }) => [label, `${baseUrl}/types/${key}`]);
  return Object.fromEntries([['Metadata', `${baseUrl}/types/metadata`], ...links]);
}

function json(value: object): Written {
  return { contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

function find(answers: readonly Answer[], path: string): { answer: Answer; match: RegExpExecArray } | undefined {
  const plain = path.toLowerCase().replace(/(?<=.)\/$/, '');
  for (const answer of answers) {
    const match = answer.path.exec(plain);
    if (match) return { answer, match };
  }
  return undefined;
}

/** Refusals are told in words: tools show them to people. Everything else is the host's to answer. */
async function respond(
  found: ReturnType<typeof find>,
  request: IncomingMessage,
  response: ServerResponse,
  context: RequestContext,
): Promise<void> {
  if (!found) throw HttpError.notFound('Nothing answers at this address.');
  try {
    const call = { query: context.queryString, baseUrl: baseUrlOf(request), match: found.match, context };
    send(response, context, 200, found.answer.write(call));
  } catch (error) {
    if (!(error instanceof HttpError) || error.status >= 500) throw error;
    send(response, context, error.status, { contentType: 'text/plain; charset=utf-8', body: `${error.message}\n` });
  }
}

function send(response: ServerResponse, context: RequestContext, status: number, { contentType, body }: Written): void {
  response.writeHead(status, {
    ...context.responseHeaders,
    'Content-Type': contentType,
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
