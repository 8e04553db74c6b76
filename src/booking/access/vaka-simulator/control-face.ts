import type { AxemaPerson } from '../axema/axema-client';
import { readFault } from './faults';
import { type Face, ok, refuse, type SimAnswer, type SimRequest } from './http-message';
import type { VakaState } from './vaka-state';

/** How tests and demos steer the simulator; answers this machine only. */
export function controlFace(state: VakaState): Face {
  return (request) => {
    const [sim, subject, id] = request.segments;
    if (sim !== '__sim' || !request.isFromLoopback) return undefined;
    try {
      return answer(request, subject, id, state);
    } catch (error) {
      return refuse(400, error instanceof Error ? error.message : 'bad request');
    }
  };
}

function answer(request: SimRequest, subject: string, id: string | undefined, state: VakaState): SimAnswer {
  switch (`${request.method} ${subject}`) {
    case 'POST reset':
      state.reset({ seed: 1, ...(JSON.parse(request.body || '{}') as object) });
      return ok({ persons: state.persons.size, groups: state.groups.length });
    case 'PUT persons':
      return putPerson(id, JSON.parse(request.body) as Partial<AxemaPerson>, state);
    case 'DELETE persons':
      return id !== undefined && state.persons.delete(id) ? { status: 204 } : refuse(404, 'unknown person');
    case 'POST faults':
      state.faults.add(readFault(JSON.parse(request.body)));
      return { status: 204 };
    case 'DELETE faults':
      state.faults.clear();
      return { status: 204 };
    case 'GET requests':
      return ok({ requests: state.requests });
    default:
      return refuse(404, 'not found');
  }
}

function putPerson(id: string | undefined, changes: Partial<AxemaPerson>, state: VakaState): SimAnswer {
  if (id === undefined) return refuse(404, 'unknown person');
  const empty: AxemaPerson = { id, name: '', identities: [] };
  const person = { ...(state.persons.get(id) ?? empty), ...changes, id, updatedAt: state.now().toISOString() };
  state.persons.set(id, person);
  return ok(person);
}
