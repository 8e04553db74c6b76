import { CreateAxemaUserSync } from '../../dtos';
import { companyChannel } from '../../src/engine';
import { StreamParser } from '../support/event-source';
import { companyA, startApp } from '../support/start-app';

describe('server events of the product', () => {
  it('tell a company of its sync, and let the application stop while they are open', async () => {
    const app = await startApp();
    const admin = await app.clientFor('admin@missive.test');
    const response = await fetch(`${app.url}/event-stream?channels=${encodeURIComponent(companyChannel(companyA))}`, {
      headers: { authorization: `Bearer ${admin.bearerToken}` },
    });
    const received: string[] = [];
    const parser = new StreamParser((message) => received.push(message.data));
    const ended = readAll(response, parser);

    const job = await admin.post(new CreateAxemaUserSync());
    await until(() => received.some((data) => data.includes(job.Id) && data.includes('"Completed"')));
    await app.close();
    await ended;

    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(received[0]).toMatch(/^cmd\.onConnect \{/);
    expect(
      received.filter((data) => data.startsWith(`${companyChannel(companyA)}@axema.userSync`)).length,
    ).toBeGreaterThan(1);
  });
});

async function readAll(response: Response, parser: StreamParser): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
}

async function until(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error('It did not happen within 20 s.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
