import { createLog } from '../src/log';

function logged(write: (log: ReturnType<typeof createLog>) => void): {
  text: string;
  lines: Record<string, unknown>[];
} {
  const written: string[] = [];
  write(createLog('trace', { write: (line: string) => void written.push(line) }));
  const text = written.join('');
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { text, lines };
}

describe('the log (reliability 3.2 #23)', () => {
  const secret = 'hunter2-7f3a';

  it.each([
    'password',
    'Password',
    'currentPassword',
    'secret',
    'clientSecret',
    'token',
    'bearerToken',
    'refreshToken',
    'accessToken',
    'salt',
    'passwordHash',
    'digestHa1Hash',
    'authorization',
    'Authorization',
    'cookie',
    'set-cookie',
    'x-api-key',
    'apiKey',
    'JWT_PRIVATE_KEY',
    'SECRET_KEYS',
    'authSecret',
    'pwd',
    'credentials',
  ])('reliability 3.2 #23: never holds the value of %s, at any depth', (name) => {
    const { text, lines } = logged((log) => {
      log.info({ [name]: secret, request: { [name]: secret, list: [{ [name]: [secret] }] } }, 'A sign-in failed.');
    });

    expect(text).not.toContain(secret);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ [name]: '***', request: { [name]: '***', list: [{ [name]: '***' }] } });
  });

  it.each([
    [`/auth/credentials?userName=anna&password=${secret}`],
    [`/api/Hello?ss-tok=${secret}&name=a`],
    [`https://x.example/cb?access_token=${secret}#top`],
    [`Authorization: Bearer ${secret}`],
    [`Basic ${secret}`],
    [`postgres://app:${secret}@db.example/app`],
    [`userName=anna&Password=${secret}`],
  ])('reliability 3.2 #23: takes the secret out of the text %s', (text) => {
    const found = logged((log) => log.warn({ url: text, err: new Error(text) }));

    expect(found.text).not.toContain(secret);
    expect(found.text).toContain('***');
  });

  it('reliability 3.2 #23: has one line per event, whatever stands in it', () => {
    const { lines } = logged((log) => {
      log.info({ name: 'a\n{"level":60,"msg":"forged"}\r\n\u2028' }, 'first\n{"level":60}');
      log.error({ err: new Error('second\nline') }, 'second');
    });

    expect(lines.map(({ level }) => level)).toEqual([30, 50]);
    expect(lines[0]?.name).toBe('a\n{"level":60,"msg":"forged"}\r\n\u2028');
  });

  it('reliability 3.2 #23: of errors keeps what tells the cause, and nothing that libraries hang on to them', () => {
    const cause = Object.assign(new TypeError('inner'), {
      code: '23505',
      constraint: 'uq_a',
      detail: `Key (x)=(${secret})`,
    });
    const error = Object.assign(new Error('outer', { cause }), { parameters: [secret], query: `select '${secret}'` });

    const { text, lines } = logged((log) => log.error({ err: error, requestId: 'r1' }, 'An operation failed.'));

    expect(text).not.toContain(secret);
    expect(lines[0]).toMatchObject({
      requestId: 'r1',
      err: {
        type: 'Error',
        message: 'outer',
        stack: expect.stringContaining('outer'),
        cause: { type: 'TypeError', message: 'inner', code: '23505', constraint: 'uq_a' },
      },
    });
  });

  it('leaves what is no secret as it is', () => {
    const fields = {
      userName: 'anna',
      timeMs: 3,
      ok: true,
      none: null,
      at: new Date(0),
      tags: ['a'],
      id: 7n.toString(),
    };

    const { lines } = logged((log) => log.info(fields));

    expect(lines[0]).toMatchObject({ ...fields, at: '1970-01-01T00:00:00.000Z' });
  });
});
