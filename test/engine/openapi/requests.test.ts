import type { OpenApiDocument, Parameter, Schema } from '../../../src/engine/openapi/openapi-types';
import { startApp, type TestApp } from '../../support/start-app';
import { bodyOf, type JudgedValue, judge, type ListedOperation, listedOperations, responseOf } from './support';

let app: TestApp;
let document: OpenApiDocument;
const tokens = new Map<string, string>();

beforeAll(async () => {
  app = await startApp();
  document = (await (await fetch(`${app.url}/openapi.json`)).json()) as OpenApiDocument;
  for (const user of ['super@missive.test', 'admin@missive.test', 'tax@missive.test'] as const) {
    tokens.set(user, (await app.clientFor(user)).bearerToken ?? '');
  }
});
afterAll(() => app.close());

interface Sent {
  readonly listed: ListedOperation;
  readonly user: string;
  readonly contentType?: string;
  readonly status: number;
  readonly body: unknown;
  readonly errorCode?: string;
}

/** An address with the examples of what it requires; what is optional is left out. */
function addressOf({ path, object }: ListedOperation): string {
  const parameters = object.parameters ?? [];
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((text, parameter) => text.replace(`{${parameter.name}}`, encodeURIComponent(textOf(parameter))), path);
  const query = new URLSearchParams();
  for (const parameter of parameters.filter((found) => found.in === 'query' && found.required)) {
    query.append(parameter.name, textOf(parameter));
  }
  return `${app.url}${filled}?${query}`;
}

function textOf({ name, example, content }: Parameter): string {
  const value = content ? content['application/json']?.example : example;
  if (value === undefined) throw new Error(`The parameter ${name} has no example.`);
  return content ? JSON.stringify(value) : String(value);
}

async function send(listed: ListedOperation, user: string, contentType?: string, text?: string): Promise<Sent> {
  const response = await fetch(addressOf(listed), {
    method: listed.verb,
    headers: {
      Accept: 'application/json',
      Authorization: `Bearer ${tokens.get(user)}`,
      ...(contentType && { 'Content-Type': contentType }),
    },
    body: text,
  });
  const answer = await response.text();
  const body = answer === '' ? undefined : (JSON.parse(answer) as Record<string, Record<string, string> | undefined>);
  const status = body?.responseStatus ?? body?.ResponseStatus;
  const errorCode = status?.errorCode ?? status?.ErrorCode;
  return { listed, user, contentType, status: response.status, body, errorCode };
}

/** Everything that a text can be sent as: each format with an example, and a form made of the JSON. */
function bodiesOf({ object }: ListedOperation): [contentType: string, text: string][] {
  const content = bodyOf(document, object)?.content ?? {};
  return Object.entries(content).flatMap(([type, { example }]): [string, string][] => {
    if (type === 'application/json') return example === undefined ? [] : [[type, JSON.stringify(example)]];
    if (type === 'application/x-www-form-urlencoded') return [[type, formOf(content['application/json']?.example)]];
    return typeof example === 'string' ? [[type, example]] : [];
  });
}

function formOf(example: unknown): string {
  const fields = Object.entries((example ?? {}) as Record<string, unknown>).map(([name, value]): [string, string] => {
    const isPlainList = Array.isArray(value) && value.every((item) => typeof item !== 'object');
    return [name, isPlainList ? value.join() : typeof value === 'object' ? JSON.stringify(value) : String(value)];
  });
  return new URLSearchParams(fields).toString();
}

const told = ({ listed, user, contentType, status, errorCode }: Sent) =>
  `${listed.verb} ${listed.path} ${contentType ?? ''} as ${user}: ${status} ${errorCode ?? ''}`;

describe('requests that are made of the document of the product', () => {
  it('reach their operation and bind, in every format, and are answered as the document says', async () => {
    // Signing out takes the tokens with it.
    const isEnd = ({ path }: ListedOperation) => /logout|session-?to-?token/i.test(path);
    const all = listedOperations(document).sort((a, b) => Number(isEnd(a)) - Number(isEnd(b)));
    const sent: Sent[] = [];
    for (const listed of all) {
      for (const user of tokens.keys()) {
        const bodies = bodiesOf(listed);
        if (bodies.length === 0) sent.push(await send(listed, user));
        // Each format binds as the others do: one user is enough for them.
        for (const [type, text] of user === 'super@missive.test' ? bodies : bodies.slice(0, 1)) {
          // Routes read a format by its content type; pre-defined addresses read JSON and forms only.
          if (listed.path.startsWith('/api/') && !/json$|form/.test(type)) continue;
          sent.push(await send(listed, user, type, text));
        }
      }
    }

    const isLost = ({ status, errorCode, listed }: Sent) =>
      status >= 500 ||
      status === 415 ||
      // The one operation that says "not in this way" with 405 (http-contract 6.2).
      (status === 405 && !listed.object.operationId.startsWith('AuthenticateGet')) ||
      errorCode === 'SerializationException' ||
      (errorCode === 'TokenException' && !isEnd(listed));

    expect(all.length).toBeGreaterThan(100);
    expect(sent.filter(isLost).map(told)).toEqual([]);
    expect(sent.filter(({ status }) => status === 200).length).toBeGreaterThan(80);

    const values = sent.flatMap((one): JudgedValue[] => {
      const schema = schemaOf(one);
      return schema && one.body !== undefined ? [{ name: told(one), document: 0, schema, value: one.body }] : [];
    });
    const verdict = await judge([document], values);

    expect(values.length).toBe(sent.filter(({ body }) => body !== undefined).length);
    expect(verdict.values.flat()).toEqual([]);
  }, 240_000);
});

function schemaOf({ listed, status }: Sent): Schema | undefined {
  const key = String(status) in listed.object.responses ? String(status) : 'default';
  return responseOf(document, listed.object, key).content?.['application/json']?.schema;
}
