import { JsonServiceClient } from '@servicestack/client';
import { Dto, Prop, ReturnsVoid } from '../../../dtos';
import { CancelRequest } from '../../../dtos/cancel-request';
import { AppHost, Handles, Service } from '../../../src/engine';
import { CancellationFeature } from '../../../src/engine/host/cancellation-feature';

@ReturnsVoid()
@Dto()
class WaitForEver {
  @Prop('string') name?: string;
}

let started: (aborted: Promise<Error>) => void = () => undefined;

class WaitingService extends Service {
  @Handles(WaitForEver)
  async any(): Promise<void> {
    const aborted = new Promise<Error>((resolve) => {
      this.signal.addEventListener('abort', () => resolve(this.signal.reason as Error));
    });
    started(aborted);
    throw await aborted;
  }
}

const host = new AppHost({ services: [WaitingService], features: [new CancellationFeature()] });
beforeAll(() => host.listen(0));
afterAll(() => host.close());

describe('requests with a tag', () => {
  it('7.6: are ended by CancelRequest, and answer that they were', async () => {
    const running = new Promise<void>((resolve) => {
      // Without an argument: a promise would be waited for.
      started = () => resolve();
    });
    const hangUp = new AbortController();
    const waiting = fetch(`${host.url}/api/WaitForEver`, { headers: { 'x-tag': 't1' }, signal: hangUp.signal });
    await running;

    const cancelled = await new JsonServiceClient(host.url).api(new CancelRequest({ tag: 't1' }));
    // Ends the request also where nothing has cancelled it.
    if (!cancelled.succeeded) hangUp.abort();
    const reply = await waiting.catch((error: Error) => error);
    const again = await new JsonServiceClient(host.url).api(new CancelRequest({ tag: 't1' }));

    expect(cancelled.response).toMatchObject({ tag: 't1', elapsed: expect.stringMatching(/^PT[\d.]+S$/) });
    expect(reply).toMatchObject({ status: 409 });
    expect(again.error?.errorCode).toBe('NotFound');
  });

  it('7.6: fire the signal of the Service when the client hangs up', async () => {
    const hangUp = new AbortController();
    const aborted = new Promise<Error>((resolve) => {
      started = (signal) => {
        void signal.then(resolve);
        hangUp.abort();
      };
    });

    const waiting = fetch(`${host.url}/api/WaitForEver`, { signal: hangUp.signal });

    await expect(waiting).rejects.toThrow();
    expect((await aborted).message).toBe('The client hung up.');
  });
});
