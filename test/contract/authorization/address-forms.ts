/** One HTTP request. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A way of addressing an operation over HTTP (reliability 4.3). */
export interface AddressForm {
  readonly name: string;
  /** Whether the address is a declared route, or made of the type's name. */
  readonly by: 'route' | 'type';
  /** One of the few that callers try who differ only in how they prove who they are. */
  readonly isMain?: true;
  /** The verb that the request stands for. Default: the one that is tried. */
  readonly verb?: (tried: string) => string;
  /** `at`: a path of a route, or the type's name. */
  readonly ask: (at: string, verb: string) => Asked;
}

const json = { 'content-type': 'application/json' };
const withBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

// Bodies say nothing, so that whoever is admitted finds nothing to change or is told what is missing.
function plain(pathOf: (at: string) => string, body: string | null = '{}'): AddressForm['ask'] {
  return (at, method) => ({
    method,
    path: pathOf(at),
    headers: body === null ? {} : json,
    body: withBody.has(method) && body !== null ? body : undefined,
  });
}

function batch(pathOf: (at: string) => string): AddressForm['ask'] {
  return (at, method) => ({ method, path: pathOf(at), headers: json, body: '[{}]' });
}

function override(method: string, pathOf: (at: string) => string): AddressForm['ask'] {
  return (at, verb) => ({
    method,
    path: pathOf(at),
    headers: { ...json, 'x-http-method-override': verb },
    body: method === 'POST' ? '{}' : undefined,
  });
}

function escaped(name: string): string {
  return `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`;
}

const routes: readonly AddressForm[] = [
  { name: 'route', by: 'route', isMain: true, ask: plain((path) => path) },
  ...['json', 'jsv', 'csv', 'jsonl', 'xml'].map(
    (format): AddressForm => ({ name: `route.${format}`, by: 'route', ask: plain((path) => `${path}.${format}`) }),
  ),
  { name: 'route%2ejson', by: 'route', ask: plain((path) => `${path}%2ejson`) },
  { name: 'route?format=', by: 'route', ask: plain((path) => `${path}?format=xml`) },
  { name: 'ROUTE', by: 'route', ask: plain((path) => path.toUpperCase()) },
  { name: 'route/', by: 'route', ask: plain((path) => `${path}/`) },
  { name: '//route', by: 'route', ask: plain((path) => path.replaceAll('/', '//')) },
  { name: 'POST route, override', by: 'route', ask: override('POST', (path) => path) },
];

const types: readonly AddressForm[] = [
  { name: '/api/Op', by: 'type', isMain: true, ask: plain((name) => `/api/${name}`) },
  { name: '/api/Op.csv', by: 'type', ask: plain((name) => `/api/${name}.csv`, null) },
  { name: '/api/Op%2ecsv', by: 'type', ask: plain((name) => `/api/${name}%2ecsv`, null) },
  { name: '/api/Op?format=', by: 'type', ask: plain((name) => `/api/${name}?format=jsv`) },
  { name: '/api/op', by: 'type', ask: plain((name) => `/api/${name.toLowerCase()}`) },
  { name: '/API/Op/', by: 'type', ask: plain((name) => `/API/${name}/`) },
  { name: '/api/x/Op', by: 'type', ask: plain((name) => `/api/x/${name}`) },
  { name: '/api/%4fp', by: 'type', ask: plain((name) => `/api/${escaped(name)}`) },
  { name: '/api/Op[]', by: 'type', isMain: true, ask: batch((name) => `/api/${name}[]`) },
  { name: '/api/op%5B%5D', by: 'type', ask: batch((name) => `/api/${name.toLowerCase()}%5B%5D`) },
  { name: '/json/reply/Op', by: 'type', isMain: true, ask: plain((name) => `/json/reply/${name}`) },
  { name: '/jsv/reply/Op', by: 'type', ask: plain((name) => `/jsv/reply/${name}`) },
  { name: '/csv/reply/Op', by: 'type', ask: plain((name) => `/csv/reply/${name}`, null) },
  { name: '/xml/reply/Op', by: 'type', ask: plain((name) => `/xml/reply/${name}`, null) },
  { name: '/json/oneway/Op', by: 'type', ask: plain((name) => `/json/oneway/${name}`) },
  { name: '/JSON/Reply/op/', by: 'type', ask: plain((name) => `/JSON/Reply/${name.toLowerCase()}/`) },
  { name: '/json/reply/Op[]', by: 'type', ask: batch((name) => `/json/reply/${name}[]`) },
  { name: '/json/oneway/Op[]', by: 'type', isMain: true, ask: batch((name) => `/json/oneway/${name}[]`) },
  { name: 'POST /api/Op, override', by: 'type', isMain: true, ask: override('POST', (name) => `/api/${name}`) },
  // Decisions D32: a verb is overridden from POST only.
  {
    name: 'GET /api/Op, override',
    by: 'type',
    verb: () => 'GET',
    ask: override('GET', (name) => `/api/${name}`),
  },
];

export const addressForms: readonly AddressForm[] = [...routes, ...types];
export const verbs: readonly string[] = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
