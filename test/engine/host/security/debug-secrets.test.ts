import { Dto, Prop, Returns } from '../../../../dtos';
import { AppHost, Handles, redacted, Service } from '../../../../src/engine';

const secret = 'hunter2-7f3a';

@Dto()
class InnerSecrets {
  @Prop('string') passwordHash?: string;
  @Prop('string') name?: string;
}
@Returns('string')
@Dto()
class Confide {
  @Prop('string') password?: string;
  @Prop('string') apiKey?: string;
  @Prop('string') digestHa1Hash?: string;
  @Prop('string') salt?: string;
  @Prop('string') bearerToken?: string;
  @Prop('List<InnerSecrets>') inner?: InnerSecrets[];
  @Prop('string') visible?: string;
}
class ConfideService extends Service {
  @Handles(Confide)
  any(): string {
    throw new Error('It went wrong.');
  }
}

describe('secrets in debug mode (reliability 3.2 #23)', () => {
  const host = new AppHost({ services: [ConfideService], isDebug: true });
  beforeAll(() => host.listen(0));
  afterAll(() => host.close());

  it('reliability 3.2 #23: the trace shows the request without its secrets', async () => {
    const request = {
      password: secret,
      apiKey: secret,
      digestHa1Hash: secret,
      salt: secret,
      bearerToken: secret,
      inner: [{ passwordHash: secret, name: 'inside' }],
      visible: 'in sight',
    };

    const reply = await fetch(`${host.url}/api/Confide`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    const text = await reply.text();

    expect(reply.status).toBe(500);
    expect(text).not.toContain(secret);
    expect(text).toContain('in sight');
    expect(text).toContain('inside');
  });

  it('what may be shown is a copy, and what is too deep is left out', () => {
    const original = { password: secret, list: [new Map([['token', secret]])], bytes: Buffer.from(secret), many: {} };
    let deepest: Record<string, unknown> = original.many;
    for (let depth = 0; depth < 20; depth++) {
      const next = {};
      deepest.next = next;
      deepest = next;
    }

    const shown = redacted(original) as Record<string, unknown>;

    expect(JSON.stringify(shown)).not.toContain(secret);
    expect(shown).toMatchObject({ password: '***', list: [{ token: '***' }], bytes: '12 bytes' });
    expect(JSON.stringify(shown.many)).toContain('…');
    expect(original.password).toBe(secret);
  });
});
