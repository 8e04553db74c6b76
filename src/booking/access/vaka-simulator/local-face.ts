import type { AxemaPerson } from '../axema/axema-client';
import { type Face, ok, refuse, type SimRequest } from './http-message';
import { page } from './paging';
import type { SimAccount, VakaState } from './vaka-state';

/** The system at the customer's site. All of this wire format is assumed: it is the definition for LocalAxemaClient. */
export function localFace(state: VakaState): Face {
  return (request) => {
    const [api, version, listing, ...rest] = request.segments;
    if (api !== 'api' || version !== 'v1' || rest.length > 0) return undefined;
    const account = signedIn(request, state);
    if (!account) return { ...refuse(401, 'unauthorized'), headers: { 'www-authenticate': 'Basic realm="VAKA"' } };
    if (request.method !== 'GET') return refuse(405, 'method not allowed');

    if (listing === 'system') return ok({ name: 'VAKA-simulatorn', version: '1.0' });
    if (listing === 'persons') {
      return account.permissions.includes('Persons') ? persons(request, state) : refuse(403, 'permission Persons');
    }
    if (listing === 'groups') {
      return account.permissions.includes('Groups')
        ? page(request, 'groups', state.groups, (rows) => ({ userGroups: rows }))
        : refuse(403, 'permission Groups');
    }
    return refuse(404, 'not found');
  };
}

function persons(request: SimRequest, state: VakaState) {
  const changedSince = request.query.get('changedSince');
  if (changedSince !== null && Number.isNaN(Date.parse(changedSince))) {
    return refuse(400, 'changedSince must be a date-time');
  }
  const all = [...state.persons.values()];
  const rows = changedSince === null ? all : all.filter((person) => isChangedSince(person, Date.parse(changedSince)));
  return page(request, 'persons', rows, (slice) => ({ persons: slice, total: rows.length }));
}

function isChangedSince(person: AxemaPerson, since: number): boolean {
  return Date.parse(person?.updatedAt ?? '') >= since;
}

function signedIn({ headers }: SimRequest, state: VakaState): SimAccount | undefined {
  const [scheme, encoded = ''] = (headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const [username, ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return state.account(username, password.join(':'));
}
