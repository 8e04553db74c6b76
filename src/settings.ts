import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AxemaConfig, readAxemaConfig } from './axema-config';
import { checkedUrl, type Environment, flag, integer, list, needed, oneOf, text } from './environment';
import { type HttpSettings, readHttpSettings } from './http-settings';
import { type OperationsSettings, readOperationsSettings } from './operations-settings';
import { readTokenConfig, type TokenConfig } from './token-config';
import { refuseWeakSecrets } from './weak-secrets';

/** What the environment says, checked once at start. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  /** PostgreSQL 15 or newer; absent: the embedded database in `dataDir`. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  /** Most database connections of this process. */
  readonly poolSize: number;
  /** `PG_PREPARED=0` behind a proxy that gives each transaction another connection. */
  readonly preparedStatements: boolean;
  /** Whether this process answers HTTP, does background jobs, or both. */
  readonly role: 'web' | 'worker' | 'all';
  readonly jobConcurrency: number;
  readonly isProduction: boolean;
  readonly logLevel: string;
  readonly loadDemoData: boolean;
  /** The secret of HS256. */
  readonly jwtSecret: Uint8Array;
  readonly tokens: TokenConfig;
  /** Passes every guard (http-contract 6.9); absent: there is none. */
  readonly authSecret?: string;
  /** Keys that seal stored secrets, as `SecretBox.parse` reads them. */
  readonly secretKeys: string;
  readonly messages: {
    readonly smtp?: { readonly url: string; readonly from: string };
    readonly sms?: { readonly url: string; readonly key: string; readonly from: string };
  };
  readonly http: HttpSettings;
  readonly operations: OperationsSettings;
  readonly axema: AxemaConfig & { readonly allowPrivateHosts: boolean; readonly allowedHosts: readonly string[] };
}

/** Reads the environment. Errors: Error that names the variable, its value unless it is a secret, and what is allowed. */
export function readSettings(env: Environment = process.env): Settings {
  const isProduction = env.NODE_ENV === 'production';
  const databaseUrl = text(env, 'DATABASE_URL');
  const host = text(env, 'HOST') ?? '127.0.0.1';
  const dataDir = text(env, 'DATA_DIR') ?? './data';
  const role = oneOf(env, 'ROLE', ['all', 'web', 'worker']);
  refuseManyEmbedded(env, databaseUrl, role);
  const secrets = readSecrets(env, dataDir, isProduction);
  return {
    host,
    port: integer(env, 'PORT', 5000, 0, 65_535),
    databaseUrl:
      databaseUrl === undefined ? undefined : checkedUrl('DATABASE_URL', databaseUrl, ['postgres:', 'postgresql:']),
    dataDir,
    poolSize: integer(env, 'PG_POOL_MAX', 10, 1, 200),
    preparedStatements: oneOf(env, 'PG_PREPARED', ['1', '0']) === '1',
    role,
    jobConcurrency: integer(env, 'JOB_CONCURRENCY', 4, 1, 64),
    isProduction,
    logLevel: oneOf(env, 'LOG_LEVEL', ['info', 'trace', 'debug', 'warn', 'error', 'fatal', 'silent']),
    loadDemoData: readDemo(env, isProduction, databaseUrl === undefined && isLoopback(host)),
    ...secrets,
    ...readTokenConfig(env, secrets.jwtSecret, isProduction),
    messages: readMessages(env),
    http: readHttpSettings(env),
    operations: readOperationsSettings(env),
    axema: {
      ...readAxema(env),
      allowPrivateHosts: flag(env, 'AXEMA_ALLOW_PRIVATE_HOSTS'),
      allowedHosts: list(env, 'AXEMA_ALLOWED_HOSTS'),
    },
  };
}

/** Demo data load by themselves only where nobody else can see them (decisions D34). */
function readDemo(env: Environment, isProduction: boolean, isPrivate: boolean): boolean {
  const wanted = flag(env, 'DEMO');
  if (wanted && isProduction) {
    throw new Error('DEMO=1 with NODE_ENV=production is refused: demo users have the password "demo".');
  }
  return wanted || (isPrivate && !isProduction && env.DEMO !== '0');
}

function readAxema(env: Environment): AxemaConfig {
  const file = text(env, 'AXEMA_CONFIG');
  return file === undefined ? {} : readAxemaConfig(file);
}

/** One process at a time can hold the embedded database (decisions D40). */
function refuseManyEmbedded(env: Environment, databaseUrl: string | undefined, role: string): void {
  if (integer(env, 'WORKERS', 1, 1, 64) > 1)
    throw new Error('WORKERS above 1 is not supported by this version; start more processes.');
  if (databaseUrl === undefined && role !== 'all') {
    throw new Error(`ROLE=${role} needs DATABASE_URL: the embedded database belongs to one process.`);
  }
}

function readMessages(env: Environment): Settings['messages'] {
  const smtpUrl = text(env, 'SMTP_URL');
  const smsUrl = text(env, 'SMS_GATEWAY_URL');
  return {
    smtp:
      smtpUrl === undefined
        ? undefined
        : { url: checkedUrl('SMTP_URL', smtpUrl, ['smtp:', 'smtps:']), from: needed(env, 'SMTP_FROM', 'SMTP_URL') },
    sms:
      smsUrl === undefined
        ? undefined
        : {
            url: checkedUrl('SMS_GATEWAY_URL', smsUrl, ['http:', 'https:']),
            key: needed(env, 'SMS_GATEWAY_KEY', 'SMS_GATEWAY_URL'),
            from: needed(env, 'SMS_FROM', 'SMS_GATEWAY_URL'),
          },
  };
}

/**
 * The signing and sealing keys. Outside production they are made once and kept in the data folder, so that tokens and
 * sealed secrets survive a restart; in production the environment has to bring them.
 */
function readSecrets(
  env: Environment,
  dataDir: string,
  isProduction: boolean,
): Pick<Settings, 'jwtSecret' | 'secretKeys'> {
  const jwtSecret = text(env, 'JWT_SECRET');
  const secretKeys = text(env, 'SECRET_KEYS');
  const needsNoSecret = jwtSecret !== undefined || text(env, 'JWT_PRIVATE_KEY') !== undefined;
  if (isProduction && !needsNoSecret)
    throw new Error(
      'JWT_SECRET must be set in production: at least 32 random bytes. (Or JWT_ALGORITHM and JWT_PRIVATE_KEY.)',
    );
  if (isProduction && secretKeys === undefined)
    throw new Error('SECRET_KEYS must be set in production: <key id>:<base64 of 32 bytes>.');
  if (jwtSecret !== undefined && Buffer.byteLength(jwtSecret) < 32)
    throw new Error('JWT_SECRET must have at least 32 bytes.');
  if (isProduction) refuseWeakSecrets({ jwtSecret, secretKeys }, developmentSecrets(dataDir));
  const kept = needsNoSecret && secretKeys !== undefined ? undefined : keptSecrets(dataDir);
  return {
    jwtSecret: Buffer.from(jwtSecret ?? kept?.jwtSecret ?? ''),
    secretKeys: secretKeys ?? kept?.secretKeys ?? '',
  };
}

interface KeptSecrets {
  jwtSecret: string;
  secretKeys: string;
}

function keptSecrets(dataDir: string): KeptSecrets {
  const kept = developmentSecrets(dataDir);
  if (kept) return kept;
  const fresh = newSecrets();
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(developmentFile(dataDir), JSON.stringify(fresh, undefined, 2), { mode: 0o600 });
  return fresh;
}

function developmentFile(dataDir: string): string {
  return join(dataDir, 'development-keys.json');
}

function developmentSecrets(dataDir: string): KeptSecrets | undefined {
  const file = developmentFile(dataDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptSecrets) : undefined;
}

/** Fresh random keys, for development and tests. */
export function newSecrets(): KeptSecrets {
  return { jwtSecret: randomBytes(48).toString('base64url'), secretKeys: `dev:${randomBytes(32).toString('base64')}` };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
