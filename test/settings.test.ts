import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSecrets, readSettings } from '../src/settings';

const folder = mkdtempSync(join(tmpdir(), 'missive-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fresh = newSecrets();
const keys = { JWT_SECRET: fresh.jwtSecret, SECRET_KEYS: fresh.secretKeys.replace('dev:', 'a:') };
const read = (env: Record<string, string>) => readSettings({ DATA_DIR: folder, ...env });

describe('settings', () => {
  it('have defaults that need nothing', () => {
    expect(read({})).toMatchObject({
      host: '127.0.0.1',
      port: 5000,
      role: 'all',
      isProduction: false,
      loadDemoData: true,
    });
  });

  it('keep development keys in the data folder, for their owner only', () => {
    const first = read({});
    const second = read({});

    expect(second.jwtSecret).toEqual(first.jwtSecret);
    expect(existsSync(join(folder, 'development-keys.json'))).toBe(true);
    expect(statSync(join(folder, 'development-keys.json')).mode & 0o777).toBe(0o600);
  });

  it.each<[env: Record<string, string>, isLoaded: boolean]>([
    [{}, true],
    [{ DEMO: '0' }, false],
    [{ HOST: '0.0.0.0' }, false],
    [{ HOST: '0.0.0.0', DEMO: '1' }, true],
    [{ DATABASE_URL: 'postgres://localhost/x' }, false],
    [{ DATABASE_URL: 'postgres://localhost/x', DEMO: '1' }, true],
    [{ NODE_ENV: 'production', ...keys }, false],
  ])('with %j demo data load: %s (decisions D34)', (env, isLoaded) => {
    expect(read(env).loadDemoData).toBe(isLoaded);
  });

  it.each<[env: Record<string, string>, message: RegExp]>([
    [{ PORT: 'http' }, /^PORT must be a whole number from 0 to 65535; it is 'http'/],
    [{ PORT: '70000' }, /^PORT/],
    [{ ROLE: 'both' }, /^ROLE must be one of all, web, worker; it is 'both'/],
    [{ ROLE: 'web' }, /^ROLE=web needs DATABASE_URL/],
    [{ WORKERS: '2' }, /^WORKERS/],
    [{ DEMO: 'yes' }, /^DEMO must be one of 0, 1/],
    [{ DEMO: '1', NODE_ENV: 'production', ...keys }, /^DEMO=1 with NODE_ENV=production/],
    [{ DATABASE_URL: 'mysql://secret@x' }, /^DATABASE_URL must be a URL that starts with postgres:\/\//],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL/],
    [{ NODE_ENV: 'production' }, /^JWT_SECRET must be set in production/],
    [{ NODE_ENV: 'production', JWT_SECRET: keys.JWT_SECRET }, /^SECRET_KEYS must be set in production/],
    [{ JWT_SECRET: 'short' }, /^JWT_SECRET must have at least 32 bytes/],
    [{ SMTP_URL: 'smtp://localhost' }, /^SMTP_FROM must be set when SMTP_URL is/],
    [{ SMS_GATEWAY_URL: 'ftp://x' }, /^SMS_GATEWAY_URL/],
    [{ PG_POOL_MAX: '0' }, /^PG_POOL_MAX/],
    [{ PG_PREPARED: 'x' }, /^PG_PREPARED must be one of 1, 0; it is 'x'/],
    [{ TRUST_PROXY: '10.0.0.0/8, proxy.example' }, /^TRUST_PROXY .* got 'proxy\.example'/],
    [{ CORS_ORIGINS: 'https://app.example/' }, /^CORS_ORIGINS .* it holds 'https:\/\/app\.example\/'/],
    [{ CORS_ORIGINS: '*' }, /^CORS_ORIGINS/],
    [{ RATE_LIMIT_USER: '0' }, /^RATE_LIMIT_USER/],
    [{ RATE_LIMIT_LOOPBACK: 'yes' }, /^RATE_LIMIT_LOOPBACK/],
    [{ BODY_LIMIT: '1MB' }, /^BODY_LIMIT/],
    [{ MAX_BATCH: '0' }, /^MAX_BATCH/],
    [{ MAX_CONNECTIONS: '-1' }, /^MAX_CONNECTIONS/],
  ])('refuse %j naming the variable', (env, message) => {
    expect(() => read(env)).toThrow(message);
  });

  it('read what the operator has arranged with Axema from a file', () => {
    const file = join(folder, 'axema.json');
    const online = {
      tokenUrl: 'https://login.example/token',
      registrations: { a: { approvalId: 'x', deviceId: 'y' } },
    };
    writeFileSync(file, JSON.stringify({ online, certificateAuthorities: { a: 'PEM' } }));

    expect(read({ AXEMA_CONFIG: file }).axema).toEqual({
      online,
      certificateAuthorities: { a: 'PEM' },
      allowPrivateHosts: false,
      allowedHosts: [],
    });
  });

  it.each([
    ['{', /AXEMA_CONFIG names .*, which cannot be read as JSON/],
    ['[]', /the file must be an object/],
    ['{"online":{"tokenUrl":1}}', /'online\.tokenUrl' must be a text/],
    [
      '{"online":{"registrations":{"a":{"device":"x"}}}}',
      /'online\.registrations\.a\.device' is unknown; known here are approvalId, deviceId/,
    ],
    ['{"online":{"hosts":"x"}}', /'online\.hosts' must be a list of texts/],
  ])('refuse the Axema file %s', (text, message) => {
    const file = join(folder, 'wrong.json');
    writeFileSync(file, text);

    expect(() => read({ AXEMA_CONFIG: file })).toThrow(message);
  });

  it.each<[what: string, env: Record<string, string>, message: RegExp]>([
    ['a placeholder', { JWT_SECRET: `change-me-${'abcdefghijklmnopqrstuvwxyz'}` }, /^JWT_SECRET .* placeholder/],
    ['a repeated letter', { JWT_SECRET: 'x'.repeat(64) }, /^JWT_SECRET .* repeats itself/],
    ['a short secret', { JWT_SECRET: 'Zm9vYmFy' }, /^JWT_SECRET must have at least 32 bytes/],
    [
      'a key of zeros',
      { SECRET_KEYS: `a:${Buffer.alloc(32).toString('base64')}` },
      /^SECRET_KEYS .* 'a' .* repeats itself/,
    ],
    ['a key for development', { SECRET_KEYS: fresh.secretKeys }, /^SECRET_KEYS .* made for development/],
    [
      'an older key that is weak',
      { SECRET_KEYS: `${keys.SECRET_KEYS},old:${Buffer.alloc(32, 7).toString('base64')}` },
      /^SECRET_KEYS .* 'old' .* repeats itself/,
    ],
  ])('refuse %s in production, without telling it', (_what, env, message) => {
    expect(() => read({ NODE_ENV: 'production', ...keys, ...env })).toThrow(message);
    expect(() => read({ NODE_ENV: 'production', ...keys, ...env })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(Object.values(env)[0] ?? '') }) as Error,
    );
  });

  it('refuse in production what was made for development in the same folder', () => {
    const { jwtSecret } = read({});

    expect(() => read({ NODE_ENV: 'production', ...keys, JWT_SECRET: Buffer.from(jwtSecret).toString() })).toThrow(
      /^JWT_SECRET .* made for development/,
    );
  });

  it('read what the environment says of HTTP', () => {
    const env = {
      TRUST_PROXY: '10.0.0.0/8, ::1',
      CORS_ORIGINS: 'https://a.example,http://localhost:3000',
      BODY_LIMIT: '4096',
    };

    expect(read(env).http).toEqual({
      trustedProxies: ['10.0.0.0/8', '::1'],
      corsOrigins: ['https://a.example', 'http://localhost:3000'],
      maxBodyBytes: 4096,
      maxBatchItems: 1_000,
      maxConnections: 10_000,
      rateLimits: { perCaller: 1_200, perAddress: 300, countsLoopback: false },
      anonymousBookingsPerHour: 20,
    });
  });

  it('never repeat a secret in an error', () => {
    expect(() => read({ DATABASE_URL: 'mysql://user:hunter2@x' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }) as Error,
    );
    expect(() => read({ JWT_SECRET: 'hunter2' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }) as Error,
    );
  });
});
