import { JsonServiceClient } from '@servicestack/client';
import { CancelRequest } from '../../../dtos/cancel-request';
import { AppHost, type AuthProvider, HttpError, type RequestContext, Session } from '../../../src/engine';
import { CancellationFeature, RunningRequests } from '../../../src/engine/host/cancellation-feature';
import { MovingClock } from '../../support/moving-clock';

const clock = new MovingClock(new Date('2026-11-25T12:00:00Z'));

interface Caller {
  readonly userId?: string;
  readonly apiKeyId?: string;
  readonly remoteAddress?: string;
}

/** The parts of a context that the registry looks at. */
function contextOf({ remoteAddress = '192.0.2.1', ...caller }: Caller, tag?: string): RequestContext {
  const isAuthenticated = caller.userId !== undefined || caller.apiKeyId !== undefined;
  return {
    headers: tag === undefined ? {} : { 'x-tag': tag },
    session: new Session({ isAuthenticated, ...caller }),
    remoteAddress,
    host: { clock },
  } as unknown as RequestContext;
}

describe('running requests', () => {
  const anna: Caller = { userId: 'anna' };

  it('7.6: fire the signal of the tagged request, with what it is to be answered with', () => {
    const running = new RunningRequests();
    const reasons: Error[] = [];
    running.begin(contextOf(anna, 't1'), (reason) => reasons.push(reason));
    clock.advance(1500);

    const elapsedMs = running.cancel('t1', contextOf(anna));

    expect(elapsedMs).toBe(1500);
    expect(reasons).toEqual([expect.objectContaining({ status: 409, errorCode: 'RequestCancelled' })]);
    expect(reasons[0]).toBeInstanceOf(HttpError);
  });

  it('7.6: are cancelled together when one caller gave them the same tag', () => {
    const running = new RunningRequests();
    const aborted: string[] = [];
    running.begin(contextOf(anna, 't'), () => aborted.push('first'));
    clock.advance(1000);
    const end = running.begin(contextOf(anna, 't'), () => aborted.push('second'));
    running.begin(contextOf(anna, 'T'), () => aborted.push('other tag'));
    clock.advance(500);

    expect(running.cancel('t', contextOf(anna))).toBe(1500);
    expect(aborted).toEqual(['first', 'second']);

    end?.();
    running.cancel('t', contextOf(anna));
    expect(aborted).toEqual(['first', 'second', 'first']);
  });

  it.each<[string, Caller, Caller, boolean]>([
    ['the same user from elsewhere', anna, { userId: 'anna', remoteAddress: '192.0.2.9' }, true],
    ['another user', anna, { userId: 'bo' }, false],
    ['nobody', anna, {}, false],
    ['an API key of the same name', anna, { apiKeyId: 'anna' }, false],
    ['the same API key', { apiKeyId: 'k' }, { apiKeyId: 'k' }, true],
    ['nobody at the same address', {}, {}, true],
    ['nobody at another address', {}, { remoteAddress: '192.0.2.9' }, false],
    ['a user, of a request of nobody', {}, anna, false],
  ])('7.6: belong to their caller: %s', (_, owner, caller, isAllowed) => {
    const running = new RunningRequests();
    let isAborted = false;
    running.begin(contextOf(owner, 't'), () => {
      isAborted = true;
    });

    const elapsedMs = running.cancel('t', contextOf(caller));

    expect([isAborted, elapsedMs !== undefined]).toEqual([isAllowed, isAllowed]);
  });

  it('7.6: belong to who was found to be calling after they began', () => {
    const running = new RunningRequests();
    const context = contextOf({}, 't');
    running.begin(context, () => undefined);
    context.session = new Session({ isAuthenticated: true, userId: 'anna' });

    expect(running.cancel('t', contextOf(anna))).toBe(0);
  });

  it('7.6: never cancel the request that cancels', () => {
    const running = new RunningRequests();
    const context = contextOf(anna, 't');
    running.begin(context, () => undefined);

    expect(running.cancel('t', context)).toBeUndefined();
  });

  it('are forgotten when they end, and not noted without a tag', () => {
    const running = new RunningRequests();
    const end = running.begin(contextOf(anna, 't'), () => undefined);

    end?.();
    end?.();

    expect(running.cancel('t', contextOf(anna))).toBeUndefined();
    expect(running.begin(contextOf(anna), () => undefined)).toBeUndefined();
    expect(running.begin(contextOf(anna, ''), () => undefined)).toBeUndefined();
  });
});

describe('CancelRequest', () => {
  const byHeader: AuthProvider = {
    name: 'header',
    priority: 1,
    authenticate: async ({ headers }) =>
      headers['x-user'] === undefined
        ? undefined
        : new Session({ isAuthenticated: true, userId: String(headers['x-user']) }),
  };
  const cancellation = new CancellationFeature();
  const host = new AppHost({
    features: [cancellation, { name: 'header-auth', register: (builder) => builder.authProvider(byHeader) }],
    clock,
  });
  beforeAll(() => host.listen(0));
  afterAll(() => host.close());

  async function post(path: string, body: object, user: string): Promise<{ status: number; text: string }> {
    const headers = { 'content-type': 'application/json', 'x-user': user };
    const response = await fetch(`${host.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
    return { status: response.status, text: await response.text() };
  }

  it('HTTP-10 answers 404 for an unknown tag', async () => {
    const reply = await post('/current-requests/t1/cancel', {}, 'anna');

    expect(reply.status).toBe(404);
    expect(JSON.parse(reply.text).responseStatus).toMatchObject({
      errorCode: 'NotFound',
      message: 'Request with Tag does not exist',
    });
  });

  it('HTTP-10 answers 404 for a tag of another user, and the same as for none', async () => {
    const end = cancellation.running.begin(contextOf({ userId: 'bo' }, 't1'), () => {
      throw new Error('It was not theirs.');
    });

    const foreign = await post('/api/CancelRequest', { tag: 't1' }, 'anna');
    end?.();
    const unknown = await post('/api/CancelRequest', { tag: 't1' }, 'anna');

    expect(foreign).toEqual(unknown);
    expect(foreign.status).toBe(404);
  });

  it('HTTP-10 answers tag and elapsed time for a running request of the caller', async () => {
    const end = cancellation.running.begin(contextOf({ userId: 'anna' }, 't2'), () => undefined);
    clock.advance(61_001);

    const reply = await post('/current-requests/t2/cancel', {}, 'anna');
    end?.();

    expect(reply).toEqual({ status: 200, text: '{"tag":"t2","elapsed":"PT1M1.001S"}' });
  });

  it('7.6: answers 400 without a tag', async () => {
    const reply = await post('/api/CancelRequest', {}, 'anna');

    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text).responseStatus).toMatchObject({
      errorCode: 'ArgumentNullException',
      message: "Value cannot be null. (Parameter 'tag')",
      errors: [{ errorCode: 'ArgumentNullException', fieldName: 'tag', message: 'Value cannot be null.' }],
    });
  });

  it('HTTP-10 reaches the typed client', async () => {
    const api = await new JsonServiceClient(host.url).api(new CancelRequest({ tag: 'nobody’s' }));

    expect(api.error?.errorCode).toBe('NotFound');
  });

  it('is nothing that a link could do', async () => {
    expect((await fetch(`${host.url}/current-requests/t1/cancel`)).status).toBe(404);
    expect((await fetch(`${host.url}/api/CancelRequest?tag=t1`)).status).toBe(405);
  });
});
