import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { readSettings } from '../../src/settings';

const root = resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const isThere = (file: string): boolean => existsSync(join(root, file));
/** The source of a compiled file. */
const sourceOf = (file: string): string => file.replace(/^dist\//, '').replace(/\.js$/, '.ts');

const dockerfile = read('Dockerfile');
const instructions = dockerfile
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => ({ name: line.split(' ')[0], text: line.slice(line.indexOf(' ') + 1) }));
const finalStage = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  stop_grace_period?: string;
}
const services: Record<string, Service> = parse(read('compose.yaml'), { merge: true }).services;

describe('Dockerfile', () => {
  it('reliability 6.1: copies files that are there and that .dockerignore lets through', () => {
    const copied = instructions
      .filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from='))
      .flatMap(({ text }) => text.split(' ').slice(0, -1));
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));

    expect(copied.length).toBeGreaterThan(8);
    expect(copied.filter((file) => !isThere(file.replace(/^\.\//, '')))).toEqual([]);
    expect(copied.filter((file) => !allowed.includes(file.replace(/^\.\//, '')))).toEqual([]);
    expect(allowed.filter((file) => !isThere(file))).toEqual([]);
  });

  it('reliability 6.1: is built in stages of which the last one has neither sources nor what only the build needs', () => {
    const stages = instructions.filter(({ name }) => name === 'FROM').map(({ text }) => text);

    expect(stages).toEqual(['node:20-slim AS build', 'node:20-slim AS dependencies', 'node:20-slim']);
    expect(dockerfile).toContain('npm ci --omit=dev');
    const brought = finalStage.filter(({ name }) => name === 'COPY').map(({ text }) => text);
    expect(brought).toEqual([
      '--from=dependencies /app/node_modules ./node_modules',
      '--from=build /app/dist ./dist',
      'package.json LICENSE ./',
    ]);
    expect(JSON.parse(read('package.json')).scripts.build).toContain('tsc -p tsconfig.build.json');
  });

  it('reliability 6.1: runs node itself as process 1, as a user without rights, with a health check', () => {
    const of = (wanted: string): string[] => finalStage.filter(({ name }) => name === wanted).map(({ text }) => text);

    expect(of('USER')).toEqual(['node']);
    expect(of('ENTRYPOINT')).toEqual([]);
    expect(of('CMD').map((text) => JSON.parse(text))).toEqual([['node', 'dist/src/main.js']]);
    const [check = ''] = of('HEALTHCHECK');
    const command: string[] = JSON.parse(check.slice(check.indexOf('[')));
    expect(command).toEqual(['node', 'dist/src/health-check.js']);
    expect(['dist/src/main.js', ...command.slice(1)].filter((file) => !isThere(sourceOf(file)))).toEqual([]);
  });
});

describe('compose.yaml', () => {
  const { app1, app2, migrate, postgres, nginx } = services;

  it('reliability 6.1: runs two processes of one image behind nginx, on PostgreSQL 17, after one migration', () => {
    expect(Object.keys(services).toSorted()).toEqual(['app1', 'app2', 'migrate', 'nginx', 'postgres']);
    expect(postgres?.image).toBe('postgres:17');
    expect(app1).toEqual(app2);
    expect(app1?.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } });
    expect(migrate?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(nginx?.depends_on).toEqual({
      app1: { condition: 'service_healthy' },
      app2: { condition: 'service_healthy' },
    });
    expect(migrate?.command?.[0]).toBe('node');
    expect(isThere(sourceOf(migrate?.command?.[1] ?? ''))).toBe(true);
  });

  it('mounts files that are there', () => {
    const mounted = Object.values(services)
      .flatMap(({ volumes = [] }) => volumes)
      .filter((volume) => volume.startsWith('./'))
      .map((volume) => volume.split(':')[0] ?? '');

    expect(mounted).toEqual(['./deploy/nginx.conf']);
    expect(mounted.filter((file) => !isThere(file))).toEqual([]);
  });

  it('sets what the settings read, in a way that they accept in production', () => {
    const { environment = {} } = app1 ?? {};
    const given: Record<string, string> = {
      POSTGRES_PASSWORD: 'p'.repeat(20),
      JWT_SECRET: Buffer.from('0123456789abcdef0123456789abcdef').toString('base64'),
      SECRET_KEYS: `k1:${Buffer.from('fedcba9876543210fedcba9876543210').toString('base64')}`,
    };
    const env = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        value.replace(/\$\{(\w+):[?-]\}/g, (_whole, variable: string) => given[variable] ?? ''),
      ]),
    );
    const listed = [...read('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);

    const settings = readSettings({ ...env, NODE_ENV: 'production' });

    expect(Object.keys(environment).filter((name) => !listed.includes(name))).toEqual([]);
    expect(settings.databaseUrl).toBe(`postgres://missive:${given.POSTGRES_PASSWORD}@postgres:5432/missive`);
    const { prestopMs, shutdownGraceMs } = settings.operations;
    expect(Number.parseInt(app1?.stop_grace_period ?? '', 10) * 1_000).toBeGreaterThan(prestopMs + shutdownGraceMs);
  });

  it('has both processes in the configuration of nginx, which keeps metrics and idle connections to itself', () => {
    const nginxConf = read('deploy/nginx.conf');
    const port = /\bPORT=(\d+)/.exec(dockerfile)?.[1];

    const servers = [...nginxConf.matchAll(/^\s*server (\w+):(\d+) /gm)].map((match) => match.slice(1));

    expect(servers).toEqual([
      ['app1', port],
      ['app2', port],
    ]);
    expect(nginxConf).toMatch(/location = \/metrics \{\s*return 404;/);
    // The host keeps them for 65 s: whoever ends one has to be the side that sends requests.
    expect(Number(/keepalive_timeout (\d+)s/.exec(nginxConf)?.[1])).toBeLessThan(65);
  });
});
