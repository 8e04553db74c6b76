import type { AxemaPerson } from '../axema/axema-client';
import { type Face, ok, refuse, type SimAnswer, type SimRequest } from './http-message';
import { page } from './paging';
import type { VakaState } from './vaka-state';

/** Called with the doors that were opened, to tell the registered webhooks. */
export type OnUnlock = (doorId: string, correlationId: string) => void;

/** Axema's cloud service (axema-vaka.md 2 and 4.1). */
export function onlineFace(state: VakaState, onUnlock: OnUnlock): Face {
  return (request) => {
    if (request.path === '/oauth2/v2.0/token') return token(request, state);
    const [version, area, ...rest] = request.segments;
    if (version !== 'v1') return undefined;

    const bearer = request.headers.authorization?.replace(/^Bearer /i, '') ?? '';
    if ((state.tokens.get(bearer) ?? 0) <= state.now().getTime()) return refuse(401, 'invalid_token');
    if (area === 'apikey') return apiKey(rest, state);
    if (!state.apiKeys.has(String(request.headers['x-api-key'] ?? ''))) return refuse(403, 'api key');
    return (
      routes[area]?.(request, rest, state) ??
      (area === 'doors' ? unlock(request, rest, state, onUnlock) : refuse(404, 'not found'))
    );
  };
}

function token({ method, body }: SimRequest, state: VakaState): SimAnswer {
  if (method !== 'POST') return refuse(405, 'method not allowed');
  const form = new URLSearchParams(body);
  if (form.get('grant_type') !== 'client_credentials') return refuse(400, 'unsupported_grant_type');
  if (!/^api:\/\/.+\/\.default$/.test(form.get('scope') ?? '')) return refuse(400, 'invalid_scope');
  if (!state.account(form.get('client_id') ?? '', form.get('client_secret') ?? ''))
    return refuse(401, 'invalid_client');
  const accessToken = `sim-token-${state.random.uuid()}`;
  state.tokens.set(accessToken, state.now().getTime() + state.tokenLifeSeconds * 1_000);
  return ok({ token_type: 'Bearer', expires_in: state.tokenLifeSeconds, access_token: accessToken });
}

function apiKey([action, approvalId]: readonly string[], state: VakaState): SimAnswer {
  if (action !== 'generate' || approvalId !== state.approvalId) return refuse(404, 'unknown approval');
  const key = `sim-key-${state.random.uuid()}`;
  state.apiKeys.add(key);
  return ok({ apiKey: key });
}

type Route = (request: SimRequest, rest: readonly string[], state: VakaState) => SimAnswer;

const routes: Readonly<Record<string, Route | undefined>> = {
  usergroups: (request, [deviceId, all], state) => {
    if (deviceId !== state.deviceId) return refuse(403, 'foreign device');
    if (all !== 'all') return refuse(404, 'not found');
    return page(request, 'usergroups', state.groups, (rows) => ({ userGroups: rows }));
  },
  reservations: (request, rest, state) => {
    if (rest[0] === 'users') return reservationUsers(request, rest.slice(1), state);
    if (rest[0] !== state.deviceId) return refuse(403, 'foreign device');
    if (rest[1] !== 'all') return refuse(404, 'not found');
    return page(request, 'reservations', state.reservations, (rows) => ({ reservations: rows }));
  },
  webhooks: ({ method, body }, [id], state) => {
    if (method === 'GET') return ok({ webhooks: [...state.webhooks.values()] });
    if (method === 'DELETE') return state.webhooks.delete(id) ? { status: 204 } : refuse(404, 'unknown webhook');
    return addWebhook(body, state);
  },
};

function reservationUsers({ query }: SimRequest, [by, key]: readonly string[], state: VakaState): SimAnswer {
  if (by === 'fetch') {
    if (key !== state.deviceId) return refuse(403, 'foreign device');
    return ok({ userAccounts: [...state.persons.values()].map(toReservationUser) });
  }
  const group = state.groups.find((one) => (by === 'reference' ? one.referenceId : one.apartmentId) === key);
  if (!group || (by !== 'reference' && by !== 'apartment')) return refuse(404, 'unknown group');
  const members = [...state.persons.values()].filter((person) => person?.groupId === group.id);
  const withResources = query.get('includeReservationResources') !== 'false';
  return ok({
    userAccounts: members.map((person) => ({
      deviceId: state.deviceId,
      ...(toReservationUser(person) as object),
      ...(withResources ? { reservationResources: resourcesOf(person, state) } : {}),
    })),
  });
}

/** What the cloud tells of a person. Persons that a test made unreadable go out as they are. */
function toReservationUser(person: AxemaPerson | null): unknown {
  if (person === null || typeof person !== 'object') return person;
  const { id, name, email = null, groupId = null } = person;
  return { userId: id, name, email, userGroupId: groupId };
}

function resourcesOf(person: AxemaPerson, state: VakaState): string[] {
  const own = state.reservations.filter((reservation) => reservation.userId === person.id);
  return [...new Set(own.map((reservation) => reservation.resourceId))];
}

function addWebhook(body: string, state: VakaState): SimAnswer {
  let url: unknown;
  try {
    url = (JSON.parse(body) as { url?: unknown } | null)?.url;
  } catch {
    return refuse(400, 'not JSON');
  }
  if (typeof url !== 'string' || !URL.canParse(url)) return refuse(400, 'url');
  const webhook = { id: state.random.uuid(), url };
  state.webhooks.set(webhook.id, webhook);
  return { status: 201, body: webhook };
}

function unlock({ method }: SimRequest, rest: readonly string[], state: VakaState, onUnlock: OnUnlock): SimAnswer {
  const [doorId, remote, action] = rest;
  if (method !== 'POST' || remote !== 'remotecontrols' || action !== 'unlock') return refuse(404, 'not found');
  const correlationId = state.random.uuid();
  onUnlock(doorId, correlationId);
  return { status: 202, body: { correlationId, timestamp: state.now().toISOString() } };
}
