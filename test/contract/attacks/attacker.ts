import { type DemoUser, startApp, type TestApp, type TestAppOptions } from '../../support/start-app';

/** One request, as somebody with bad intentions writes it. */
export interface Shot {
  readonly verb?: string;
  readonly path: string;
  /** Whatever is no text or bytes is sent as JSON. */
  readonly body?: unknown;
  readonly type?: string;
  /** Default: nobody. */
  readonly user?: DemoUser;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Hit {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of a refusal; empty where there is none. */
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
}

const users: readonly DemoUser[] = [
  'super@missive.test',
  'admin@missive.test',
  'reader@missive.test',
  'admin-b@missive.test',
  'customer@missive.test',
  'tax@missive.test',
  'tax-reader@missive.test',
];

/** The product with everybody signed in, for raw requests. Without workers nothing but the requests changes a row. */
export class Attacker {
  private constructor(
    readonly app: TestApp,
    private readonly authorization: ReadonlyMap<string, string>,
  ) {}

  static async open(options: TestAppOptions = {}): Promise<Attacker> {
    const app = await startApp({ ...options, settings: { role: 'web', ...options.settings } });
    const authorization = new Map<string, string>();
    for (const user of users) authorization.set(user, `Bearer ${(await app.clientFor(user)).bearerToken}`);
    return new Attacker(app, authorization);
  }

  async send({ verb = 'POST', path, body, type = 'application/json', user, headers }: Shot): Promise<Hit> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${this.app.url}${path}`, {
      method: verb,
      body: body === undefined ? undefined : ((isRaw ? body : JSON.stringify(body)) as BodyInit),
      headers: {
        ...(body !== undefined && { 'content-type': type }),
        ...(user !== undefined && { authorization: this.authorization.get(user) ?? '' }),
        ...headers,
      },
      redirect: 'manual',
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, ...refusalIn(text) };
  }

  /** All rows of a query on the database behind the product. */
  rows<T>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return this.app.database.dataSource.query(sql, [...values]);
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

function refusalIn(text: string): Pick<Hit, 'code' | 'message' | 'fields'> {
  const parsed = parsedOrNothing(text) as Record<string, Record<string, unknown>> | null;
  const status = parsed?.ResponseStatus ?? parsed?.responseStatus ?? {};
  const errors = (status.Errors ?? status.errors ?? []) as Record<string, string>[];
  return {
    code: String(status.ErrorCode ?? status.errorCode ?? ''),
    message: String(status.Message ?? status.message ?? ''),
    fields: errors.map((error) => error.FieldName ?? error.fieldName ?? ''),
  };
}

/** Other formats than JSON hold no refusal that is read here. */
function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Figures are printed for whoever reads the run; on a shared machine they are no gate (decisions D44). */
export function printFigure(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The same work for all items, so many at a time; results in the items' order. */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array<R>(items.length);
  let next = 0;
  const run = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, run));
  return results;
}
