import type { RequestContext } from '../core/request-context';

/**
 * The text that a message carries in a member by which its type says that it brings credentials: `IHasBearerToken` and
 * `bearerToken`. Without the interface a member of that name is the message's own business.
 */
export function messageMember(
  { request, operation }: Pick<RequestContext, 'request' | 'operation'>,
  name: 'BearerToken' | 'RefreshToken' | 'AuthSecret' | 'SessionId',
): string | undefined {
  if (!request || !operation?.request.implements.includes(`IHas${name}`)) return undefined;
  const member = operation.request.properties.find(({ declaredName }) => declaredName === name)?.name;
  const value = member && (request as Readonly<Record<string, unknown>>)[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether the message asks for a way of signing in to be passed over: `meta: { ignore: 'jwt' }` (http-contract 6.4). */
export function ignores({ request }: Pick<RequestContext, 'request'>, provider: string): boolean {
  const { meta, Meta } = (request ?? {}) as { meta?: unknown; Meta?: unknown };
  const found = meta ?? Meta;
  return typeof found === 'object' && found !== null && (found as { ignore?: unknown }).ignore === provider;
}
