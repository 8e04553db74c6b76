import { entities, migrations } from './app-data';
import type { AxemaOptions } from './booking/access/register-access';
import { startVakaSimulator, type VakaSimulator } from './booking/access/vaka-simulator/vaka-simulator';
import { apiKeyPrefix } from './booking/api-keys/api-key-services';
import { BookingFeature } from './booking/booking-feature';
import {
  ApiKeyRepository,
  type Database,
  databaseErrors,
  migrate,
  openDatabase,
  PostgresAttemptCounter,
  PostgresEventRelay,
  PostgresFailedMessages,
  PostgresIdempotencyStore,
  RevokedTokenRepository,
  SecretBox,
  SessionRepository,
  UserRepository,
} from './data';
import { loadDemoData } from './demo-data';
import {
  AppHost,
  AuthFeature,
  allFormats,
  CancellationFeature,
  type Clock,
  JobQueue,
  JobRunner,
  type Log,
  MetadataFeature,
  NativeTypesFeature,
  OpenApiFeature,
  type OperationsFeature,
  ServerEventsFeature,
  signInLimiter,
  systemClock,
} from './engine';
import { httpFeatures, httpOptions } from './http-features';
import { createLog } from './log';
import { productOperations } from './operations';
import type { Settings } from './settings';
import { apiKeyStore, revokedTokenStore, senderNow, sessionStore, userStore } from './stores';
import { TaxFilingFeature } from './tax-filing/tax-filing-feature';

export interface StartOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  /** An open database to use instead of opening one; it is not closed with the application. */
  readonly database?: Database;
  /** Changes to what the settings say of Axema, for tests. */
  readonly axema?: Partial<AxemaOptions>;
}

/** A client that keeps its connection has that long to hear, with the answer to its next request, that it should leave. */
const drainLingerMs = 1_000;

/** The running product. */
export interface Missive {
  readonly host: AppHost;
  readonly database: Database;
  /** `http://127.0.0.1:5000`; absent for a process that only does jobs. */
  readonly url?: string;
  /** Tells probes that the process is about to stop; it goes on answering. Before `close`, on a signal. */
  drain(): void;
  /** HTTP first, then jobs, then the database. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Composes the product: database, migrations, job engine, host with both families, demo data, HTTP.
 *
 * Closes what it has opened when a step fails.
 */
export async function startMissive(settings: Settings, options: StartOptions = {}): Promise<Missive> {
  const { clock = systemClock, log = createLog(settings.logLevel) } = options;
  const opened: (() => Promise<void>)[] = [];
  const close = () => closeAll(opened);
  try {
    const database = options.database ?? (await openOwnDatabase(settings, log));
    if (!options.database) opened.push(() => database.close());
    await migrate(database);
    const jobs = new JobRunner(database.pool, {
      clock,
      log,
      concurrency: settings.jobConcurrency,
      isSoleProcess: database.isEmbedded,
      onAttempt: (attempt) => operations.countJobAttempt(attempt),
    });
    const operations = productOperations(settings.operations, { database, jobs, log });
    await jobs.migrate();
    const secrets = SecretBox.parse(settings.secretKeys);
    const simulator = settings.loadDemoData ? await startDemo(database, secrets, clock) : undefined;
    if (simulator) opened.push(() => simulator.close());
    const parts = { database, jobs, operations, secrets, clock, log, simulator, axema: options.axema };
    const host = createHost(settings, parts);
    await host.start();
    opened.push(() => host.close());
    if (settings.role !== 'web') {
      await jobs.start();
      opened.push(() => jobs.stop());
    }
    if (settings.role !== 'worker') {
      await host.listen(settings.port, settings.host);
      // HTTP stops before the jobs that its last requests enqueue.
      opened.push(() => host.stopListening(operations.isDraining ? drainLingerMs : 0));
    }
    const url = settings.role === 'worker' ? undefined : host.url;
    return { host, database, url, drain: () => operations.drain(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The last opened first; a step that fails keeps none of the others from running. Errors: the first failure. */
async function closeAll(opened: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let next = opened.pop(); next; next = opened.pop()) {
    await next().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

function openOwnDatabase(settings: Settings, log: Log): Promise<Database> {
  const { databaseUrl: url, dataDir, poolSize, preparedStatements, operations } = settings;
  return openDatabase({
    url,
    dataDir: url === undefined ? `${dataDir}/database` : undefined,
    entities,
    migrations,
    poolSize,
    preparedStatements,
    patience: url === undefined ? undefined : operations.database,
    log,
  });
}

interface Parts {
  readonly database: Database;
  readonly jobs: JobRunner;
  readonly operations: OperationsFeature;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly log: Log;
  readonly simulator?: VakaSimulator;
  readonly axema?: Partial<AxemaOptions>;
}

function createHost(settings: Settings, parts: Parts): AppHost {
  const { database, jobs, operations, secrets, clock, log, simulator, axema } = parts;
  const { dataSource } = database;
  const { manager } = dataSource;
  // The demo's simulator is on this machine, where a setting that users type in may otherwise not point.
  const allowedHosts = [...settings.axema.allowedHosts, ...(simulator ? [new URL(simulator.url).host] : [])];
  const relay = database.isEmbedded ? undefined : new PostgresEventRelay(database.pool, { log });
  const serverEvents = new ServerEventsFeature({ clock, log, relay });
  const nativeTypes = new NativeTypesFeature({ operations: () => host.operations, formats: allFormats });
  const attempts = new PostgresAttemptCounter(database.pool, clock);
  const users = new UserRepository(manager);
  const apiKeys = new ApiKeyRepository(manager);
  const queue = new JobQueue(jobs, dataSource, {
    log,
    secrets,
    senderNow: senderNow({ users, apiKeys, clock }),
    failures: new PostgresFailedMessages(dataSource, clock),
  });
  const host: AppHost = new AppHost({
    name: 'missive',
    clock,
    log,
    ...httpOptions(settings.http),
    queue,
    idempotency: new PostgresIdempotencyStore(dataSource, { secrets, clock }),
    features: [
      operations,
      ...httpFeatures(settings.http, { database, clock, log }),
      {
        name: 'data',
        register: (host) => host.exceptionMapper(databaseErrors),
      },
      new AuthFeature({
        users: userStore(users),
        apiKeys: apiKeyStore(apiKeys),
        sessions: { store: sessionStore(new SessionRepository(manager)) },
        limiter: signInLimiter(attempts),
        tokens: { ...settings.tokens, revoked: revokedTokenStore(new RevokedTokenRepository(manager), clock) },
        apiKey: { prefix: apiKeyPrefix },
        authSecret: settings.authSecret,
        clock,
      }),
      new BookingFeature({
        dataSource,
        jobs,
        clock,
        log,
        secrets,
        events: serverEvents.events,
        anonymousBookings: { attempts, perHour: settings.http.anonymousBookingsPerHour },
        messages: settings.messages,
        axema: { ...settings.axema, allowedHosts, ...axema },
      }),
      new TaxFilingFeature({ dataSource, clock, jobs, secrets, log }),
      serverEvents,
      new CancellationFeature(),
      nativeTypes,
      new OpenApiFeature({ operations: () => host.operations, formats: allFormats }),
      new MetadataFeature({
        operations: () => host.operations,
        nativeTypes: nativeTypes.nativeTypes,
        formats: allFormats,
        honoursKeys: true,
        pluginLinks: [
          { label: 'OpenAPI', href: 'openapi.json' },
          { label: 'Swagger UI', href: 'swagger-ui/' },
        ],
      }),
    ],
  });
  queue.deliverTo(host);
  return host;
}

async function startDemo(database: Database, secrets: SecretBox, clock: Clock): Promise<VakaSimulator> {
  const simulator = await startVakaSimulator();
  try {
    await loadDemoData({ database, secrets, clock, simulatorUrl: simulator.url });
    return simulator;
  } catch (error) {
    await simulator.close();
    throw error;
  }
}
