import type { TextCase } from '../core/presentation';
import { apiJson, compact, inTextCase, type Json } from './metadata-json';
import type { MetadataTypes } from './metadata-types';

/** How a host shows itself to tools and forms (metadata-and-types 3, AppMetadata). */
export interface AppInfo {
  readonly serviceName: string;
  readonly serviceDescription?: string;
  readonly serviceIconUrl?: string;
  readonly brandUrl?: string;
  readonly brandImageUrl?: string;
  readonly textColor?: string;
  readonly linkColor?: string;
  readonly backgroundColor?: string;
  readonly backgroundImageUrl?: string;
  readonly iconUrl?: string;
  /** Default: `1.0`. */
  readonly apiVersion?: string;
  readonly meta?: Readonly<Record<string, string>>;
}

export interface AppMetadataInput {
  readonly app: AppInfo;
  readonly baseUrl: string;
  readonly date: Date;
  /** `0.10` */
  readonly version: string;
  readonly textCase: TextCase;
  readonly isDebug: boolean;
  /** Content type → key. */
  readonly contentTypeFormats: Readonly<Record<string, string>>;
  /** Parts of the host that have something to say: `auth`, `autoQuery` … Default: what the operations tell. */
  readonly plugins?: Readonly<Record<string, unknown>>;
  /** The part of the host's types that is asked for. */
  readonly api: MetadataTypes;
}

/** Plugins that a view keeps; a view that is not here keeps all. */
const pluginsOfView: Readonly<Record<string, readonly string[]>> = {
  explorer: ['loaded', 'auth', 'apiKey', 'filesUpload'],
  locode: ['loaded', 'auth', 'apiKey', 'autoQuery', 'validation', 'filesUpload'],
};

/**
 * What `/metadata/app` answers.
 *
 * `view`: `explorer`, `locode` keep the plugins that they need; `admin-ui` the operations tagged `admin`; `plugins` leaves
 *         out types and looks, `plugins:a,b` also all other plugins. Anything else means nothing.
 */
export function toAppMetadata(input: AppMetadataInput, view = ''): Json {
  const plugins = { loaded: ['metadata', 'native-types', ...Object.keys(input.plugins ?? {})], ...pluginsOf(input) };
  const [kind, names] = view.split(':');
  const whole = {
    date: input.date.toISOString().replace(/\.\d+Z$/, 'Z'),
    app: appJson(input),
    ui: uiJson(),
    config: { debugMode: input.isDebug },
    contentTypeFormats: input.contentTypeFormats,
    httpHandlers: { 'ApiHandlers.Json': '/api/{Request}' },
    plugins: pick(plugins, kind === 'plugins' ? names?.split(',') : pluginsOfView[kind ?? '']),
    customPlugins: {},
    api: apiJson(kind === 'admin-ui' ? taggedAdmin(input.api) : input.api),
    meta: {},
  };
  const { date, app, config } = whole;
  const shown = kind === 'plugins' ? { date, app, config, plugins: whole.plugins } : whole;
  return inTextCase(shown, input.textCase) as Json;
}

function appJson({ app, baseUrl, version, textCase }: AppMetadataInput): Json {
  return compact({
    baseUrl,
    serviceStackVersion: Number(version),
    apiVersion: '1.0',
    ...app,
    jsTextCase: textCase === 'camelCase' ? 'CamelCase' : 'PascalCase',
  });
}

function uiJson(): Json {
  return {
    hideTags: ['auth'],
    modules: [],
    alwaysHideTags: [],
    adminLinks: [],
    adminLinksOrder: [],
    explorer: { tags: { default: 'other', other: 'other' } },
  };
}

function pluginsOf({ plugins = {}, api }: AppMetadataInput): Readonly<Record<string, unknown>> {
  const signIn = api.operations.find(({ request }) => request.name === 'Authenticate');
  if (!signIn || plugins.auth !== undefined) return plugins;
  const routes = (signIn.routes ?? []).map(({ path }) => path);
  const auth = {
    hasAuthSecret: false,
    hasAuthRepository: true,
    includesRoles: true,
    includesOAuthTokens: false,
    authProviders: [{ name: 'credentials', label: 'Sign in', type: 'credentials' }],
    serviceRoutes: { Authenticate: routes },
  };
  return { auth, ...plugins };
}

function pick(plugins: Readonly<Record<string, unknown>>, names: readonly string[] | undefined): Json {
  if (!names) return plugins;
  const wanted = names.map((name) => name.trim());
  return Object.fromEntries(Object.entries(plugins).filter(([name]) => wanted.includes(name)));
}

function taggedAdmin(api: MetadataTypes): MetadataTypes {
  return { ...api, operations: api.operations.filter(({ tags }) => tags?.includes('admin')), types: [] };
}
