import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSettings } from '../src/settings';

const root = resolve(__dirname, '..');
const example = readFileSync(join(root, '.env.example'), 'utf8');
const listed = [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name ?? '').toSorted();

/** Names that the readers of settings mention: `integer(env, 'PORT', …)`, `env.NODE_ENV`, and lists of names. */
function mentioned(): string[] {
  const files = readdirSync(join(root, 'src')).filter((name) => name.endsWith('.ts'));
  const names = files.flatMap((name) => {
    const text = readFileSync(join(root, 'src', name), 'utf8');
    if (!/from '\.\/environment'/.test(text)) return [];
    const inCalls = text.matchAll(/\b(?:text|needed|integer|oneOf|flag|list)\(\s*env,\s*'([A-Z][A-Z0-9_]*)'/g);
    const members = text.matchAll(/\benv\.([A-Z][A-Z0-9_]*)/g);
    return [...inCalls, ...members].map(([, found]) => found ?? '');
  });
  return [...new Set(names)].toSorted();
}

describe('.env.example', () => {
  it('reliability 6.1: lists every variable that the settings read, and no other', () => {
    expect(mentioned().length).toBeGreaterThan(25);
    expect(listed.filter((name, index) => listed.indexOf(name) !== index)).toEqual([]);
    expect(listed).toEqual(expect.arrayContaining(mentioned()));
    // Those that are named in a list of names only.
    expect(listed.filter((name) => !mentioned().includes(name))).toEqual(
      ['OIDC_CLAIMS', 'OIDC_JWKS_URL'].filter((name) => !mentioned().includes(name)),
    );
  });

  it('reliability 6.1: holds nothing that is asked for at run time and not listed', () => {
    const asked = new Set<string>();
    const env = new Proxy<Record<string, string>>(
      {
        JWT_SECRET: 'x'.repeat(32),
        SECRET_KEYS: `a:${Buffer.alloc(32).toString('base64')}`,
        SMTP_URL: 'smtp://a',
        SMTP_FROM: 'a@b.example',
      },
      {
        get: (target, name) => {
          asked.add(String(name));
          return target[String(name)];
        },
      },
    );

    readSettings(env);

    expect(asked.size).toBeGreaterThan(25);
    expect([...asked].filter((name) => !listed.includes(name))).toEqual([]);
  });

  it('tells the defaults that are in force', () => {
    const defaults = Object.fromEntries(
      [...example.matchAll(/^#([A-Z][A-Z0-9_]*)=(\d+)$/gm)].map(([, name, value]) => [name, value]),
    );
    const keys = { JWT_SECRET: 'x'.repeat(32), SECRET_KEYS: `a:${Buffer.alloc(32).toString('base64')}` };

    expect(Object.keys(defaults).length).toBeGreaterThan(8);
    expect(readSettings({ ...keys, ...defaults })).toEqual(readSettings(keys));
  });
});
