import type { DataSource } from 'typeorm';
import { QueryAxemaUserSyncJobs } from '../../../dtos/booking/axema';
import type { SecretBox } from '../../data';
import { addOperation, type Clock, type HostBuilder, type Jobs, type Log, type ServerEvents } from '../../engine';
import { AxemaClients, type OnlineSettings } from './axema/axema-clients';
import { type AxemaLimits, defaultAxemaLimits } from './axema/axema-limits';
import { type Resolver, systemResolver } from './axema/resolve-target';
import { sleep } from './axema/retry';
import { AxemaSettingRepository } from './settings/axema-setting-repository';
import { AxemaSettingServices } from './settings/axema-setting-services';
import { CodeLockSettingServices } from './settings/code-lock-setting-services';
import { AxemaUserSync, axemaUserSyncTask } from './user-sync/axema-user-sync';
import { AxemaUserSyncServices } from './user-sync/axema-user-sync-services';
import { defaultStaleAfterMs, StaleSyncs } from './user-sync/stale-syncs';
import { syncJobSource } from './user-sync/sync-job-source';
import { SyncProgress } from './user-sync/sync-progress';
import { defaultSyncTiming, type SyncTiming } from './user-sync/sync-timing';

/** What the operator decides about connections to VAKA systems. */
export interface AxemaOptions {
  /** Whether settings may lead to private hosts, and to any host without TLS. Never in production. */
  readonly allowPrivateHosts: boolean;
  /** Hosts, as `host` or `host:port`, that are exempt from that. */
  readonly allowedHosts: readonly string[];
  /** Registration at VAKA Online. Default: none; only local systems can be reached. */
  readonly online?: OnlineSettings;
  /** Company id → PEM of the authority that signed its local controller's certificate. Default: public authorities. */
  readonly certificateAuthorities?: Readonly<Record<string, string>>;
  /** Silence after which a sync counts as interrupted. Default: 10 min. */
  readonly staleAfterMs?: number;
  /** Changes to `defaultAxemaLimits`. */
  readonly limits?: Partial<AxemaLimits>;
  /** Changes to `defaultSyncTiming`. */
  readonly timing?: Partial<SyncTiming>;
  /** Default: the system's resolver. */
  readonly resolve?: Resolver;
}

export interface AccessDependencies {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly secrets: SecretBox;
  readonly axema: AxemaOptions;
  readonly log: Log;
  /** Tells a company's connected users how far its sync has come. Default: nobody is told. */
  readonly events?: ServerEvents;
}

/** What is left to do when the host starts. */
export interface AccessPart {
  /** Gives up the syncs that were interrupted and that nobody will go on with (domain 1.8). After the migrations. */
  start(): Promise<void>;
}

/** Code lock settings, and the sync of users from Axema VAKA. Before the host starts. */
export function registerAccess(host: HostBuilder, deps: AccessDependencies): AccessPart {
  const { dataSource, clock, jobs, secrets, axema, log, events } = deps;
  const clients = toClients(axema, clock);
  const settings = new AxemaSettingRepository(dataSource.manager, secrets);
  const progress = new SyncProgress(deps);
  const staleSyncs = new StaleSyncs(deps, axema.staleAfterMs ?? defaultStaleAfterMs, progress);
  const timing = { ...defaultSyncTiming, ...axema.timing };
  const sync = new AxemaUserSync({ dataSource, secrets, clients, clock, log, timing, events });

  jobs.handle(axemaUserSyncTask, (payload, context) => sync.run(payload, context));
  host.service(
    AxemaUserSyncServices,
    () => new AxemaUserSyncServices({ dataSource, jobs, clock, settings, staleSyncs, progress }),
  );
  addOperation(host, QueryAxemaUserSyncJobs, syncJobSource(dataSource), { defaultOrder: '-CreatedDate' });
  host.service(AxemaSettingServices, () => new AxemaSettingServices(dataSource, settings, clients, clock));
  host.service(CodeLockSettingServices, () => new CodeLockSettingServices(dataSource, clock));
  return { start: () => staleSyncs.fail() };
}

function toClients(axema: AxemaOptions, clock: Clock): AxemaClients {
  return new AxemaClients({
    policy: { allowPrivateHosts: axema.allowPrivateHosts, allowedHosts: axema.allowedHosts },
    online: axema.online ?? {},
    certificateAuthorities: axema.certificateAuthorities,
    limits: { ...defaultAxemaLimits, ...axema.limits },
    resolve: axema.resolve ?? systemResolver,
    clock,
    sleep,
    random: Math.random,
  });
}
