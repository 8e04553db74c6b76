import type { JsonServiceClient } from '@servicestack/client';
import {
  AppHost,
  type AuthProvider,
  Handles,
  HttpError,
  HttpResult,
  type RequestContext,
  Service,
  Session,
  type WireSettings,
} from '../../../src/engine';
import { HelloResponse, HelloService } from '../../support/hello';
import {
  GetAccessToken,
  GetAccessTokenResponse,
  Managed,
  RawBytes,
  RawText,
  Refusals,
  Remove,
  Replace,
  Secured,
  SetCookies,
  TakesRaw,
  TakesRawResponse,
  Upload,
  UploadedPart,
  UploadResponse,
  UploadVoid,
  Values,
  ValuesResponse,
} from './client-operations';

/** Every message that has reached a Service: name, then what tells it from others. */
export const reached: string[] = [];

const tokens: ReadonlyMap<string, Session> = new Map(
  ['good', 'fresh', 'manager'].map((token) => [
    token,
    new Session({ isAuthenticated: true, userName: token, roles: token === 'manager' ? ['Manager'] : [] }),
  ]),
);

/** Tokens with telling names; `expired` is refused. Bearer header first, then the cookie `ss-tok`. */
const byToken: AuthProvider = {
  name: 'token',
  priority: 1,
  authenticate: async ({ headers }) => {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? cookie(headers.cookie, 'ss-tok');
    if (token === 'expired') throw new HttpError(401, 'TokenException', 'Token has expired');
    return token === undefined ? undefined : tokens.get(token);
  },
};

function cookie(header: string | undefined, name: string): string | undefined {
  const pair = header?.split('; ').find((text) => text.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

function headersOf({ headers }: RequestContext): Record<string, string> {
  const shown = ['content-type', 'accept', 'authorization', 'cookie', 'x-tag', 'x-global', 'content-length'];
  return Object.fromEntries(shown.flatMap((name) => (headers[name] === undefined ? [] : [[name, `${headers[name]}`]])));
}

class ValuesService extends Service {
  @Handles(Values)
  any(values: Values): ValuesResponse {
    return this.seen(values);
  }

  @Handles(Replace)
  put(request: Replace): HelloResponse {
    reached.push(`Replace ${request.name}`);
    return new HelloResponse({ result: `${this.context.verb} ${request.name}` });
  }

  @Handles(Remove)
  delete(request: Remove): void {
    reached.push(`Remove ${request.id}`);
  }

  @Handles(Secured, 'ANY')
  secured(request: Secured): ValuesResponse {
    return this.seen(new Values({ text: request.text }));
  }

  @Handles(Managed, 'ANY')
  managed(request: Managed): ValuesResponse {
    return this.seen(new Values({ text: request.text }));
  }

  private seen(values: Values): ValuesResponse {
    const { verb, path, queryString: query } = this.context;
    reached.push(`${verb} ${path}`);
    return new ValuesResponse({ verb, path, query, headers: headersOf(this.context), values });
  }
}

class RawService extends Service {
  @Handles(RawText, 'ANY')
  text({ text }: RawText): string {
    return text ?? '0x10';
  }

  @Handles(RawBytes, 'ANY')
  bytes({ length = 4, type }: RawBytes): unknown {
    const bytes = Buffer.from(Array.from({ length }, (_, index) => 255 - index));
    return type === undefined ? bytes : new HttpResult({ response: bytes, contentType: type });
  }

  @Handles(TakesRaw, 'ANY')
  raw({ id, name }: TakesRaw): TakesRawResponse {
    const { verb, headers, rawBody } = this.context;
    return new TakesRawResponse({ id, name, verb, contentType: headers['content-type'], body: rawBody?.toString() });
  }
}

class UploadService extends Service {
  @Handles(Upload, 'ANY')
  upload({ name, tags }: Upload): UploadResponse {
    return new UploadResponse({ verb: this.context.verb, name, tags, files: this.files() });
  }

  @Handles(UploadVoid, 'ANY')
  uploadVoid({ name }: UploadVoid): void {
    reached.push(`UploadVoid ${name} ${this.files().length}`);
  }

  private files(): UploadedPart[] {
    return this.context.files.map(
      ({ name, fileName, contentType, contentLength, bytes }) =>
        new UploadedPart({ field: name, fileName, contentType, length: contentLength, text: bytes.toString() }),
    );
  }
}

const refusals: Readonly<Record<string, () => unknown>> = {
  badRequest: () => HttpError.badRequest('not like this'),
  field: () => HttpError.field(400, 'Taken', 'reason', 'The reason is taken.'),
  unauthorized: () => HttpError.unauthorized('not for you'),
  forbidden: () => HttpError.forbidden('not yours'),
  notFound: () => HttpError.notFound('not here'),
  conflict: () => HttpError.conflict('already there'),
  teapot: () => new HttpError(418, 'Teapot'),
  defect: () => new Error('secret detail'),
};

class RefusalService extends Service {
  @Handles(Refusals)
  post({ how = '' }: Refusals): ValuesResponse {
    reached.push(`Refusals ${how}`);
    throw refusals[how]?.() ?? HttpError.badRequest(`how must be one of ${Object.keys(refusals)}; it is '${how}'.`);
  }
}

class TokenService extends Service {
  @Handles(GetAccessToken)
  any({ refreshToken }: GetAccessToken): GetAccessTokenResponse {
    const fromCookie = cookie(this.context.headers.cookie, 'ss-reftok');
    const token = refreshToken ?? fromCookie;
    reached.push(`GetAccessToken ${token}`);
    if (token === 'expired') throw new HttpError(401, 'TokenException', 'Token has expired');
    if (token !== 'refresh' && token !== 'useless') {
      throw new HttpError(400, 'ArgumentException', 'Illegal base64url string!');
    }
    const accessToken = token === 'refresh' ? 'fresh' : 'unknown';
    if (refreshToken !== undefined) return new GetAccessTokenResponse({ accessToken });
    this.context.responseHeaders['Set-Cookie'] = [`ss-tok=${accessToken}; path=/; samesite=lax; httponly`];
    return new GetAccessTokenResponse();
  }

  @Handles(SetCookies, 'ANY')
  cookies({ kind }: SetCookies): void {
    const expires = 'expires=Thu, 01 Jan 2044 00:00:00 GMT; path=/; samesite=lax; httponly';
    const { responseHeaders } = this.context;
    if (kind === 'tokens') {
      responseHeaders['Set-Cookie'] = [`ss-tok=expired; ${expires}`, `ss-reftok=refresh; ${expires}`];
      responseHeaders['X-Cookies'] = 'ss-tok,ss-reftok';
    } else if (kind === 'logout') {
      responseHeaders['Set-Cookie'] = ['ss-id=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/'];
    } else responseHeaders['Set-Cookie'] = [`ss-id=AbC-_1; path=/; httponly`, `ss-pid=x; ${expires}`];
  }
}

/** A host for the client to talk to: the operations of `client-operations` and of `hello`. */
export function clientHost(wire: Partial<WireSettings> = {}): AppHost {
  return new AppHost({
    wire,
    services: [HelloService, ValuesService, RawService, UploadService, RefusalService, TokenService],
    features: [{ name: 'tokens', register: (host) => host.authProvider(byToken) }],
  });
}

/** Every URL that the client asks for, as path and query. */
export function urlsOf(client: JsonServiceClient): string[] {
  const urls: string[] = [];
  client.urlFilter = (url) => void urls.push(url.slice(new URL(url).origin.length));
  return urls;
}
