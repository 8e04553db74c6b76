import type { JsonServiceClient } from '@servicestack/client';
import {
  AddAxemaCodeLockSetting,
  type AxemaUserSyncJobResponse,
  AxemaUserSyncStatus,
  CreateAxemaUserSync,
  GetAxemaUserSyncJob,
  UpdateAxemaCodeLockSetting,
} from '../../../dtos/booking/axema';
import { CustomerQuery, type CustomerQueryResponse } from '../../../dtos/booking/customers';
import type { AxemaPerson } from '../../../src/booking/access/axema/axema-client';
import type { AxemaOptions } from '../../../src/booking/access/register-access';
import { startVakaSimulator, type VakaSimulator } from '../../../src/booking/access/vaka-simulator/vaka-simulator';
import { simAccount } from '../../../src/booking/access/vaka-simulator/vaka-state';
import type { Settings } from '../../../src/settings';
import { eventually } from '../../support/eventually';
import { startApp, type TestApp } from '../../support/start-app';
import { attempt } from '../refusal';

/** Settings of an application whose companies may have their VAKA system on this machine, and that is in a hurry. */
export function axemaSettings(changes: Partial<AxemaOptions> = {}): Pick<Settings, 'axema'> {
  const axema: AxemaOptions = {
    allowPrivateHosts: true,
    allowedHosts: [],
    limits: { firstDelayMs: 20, maxDelayMs: 80 },
    ...changes,
  };
  return { axema };
}

/** The application with a simulator that the administrator's company is connected with. */
export interface VakaApp {
  readonly app: TestApp;
  readonly simulator: VakaSimulator;
  readonly admin: JsonServiceClient;
  /** No customers, no syncs, the simulator as seeded: what a test finds is its own. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function startVakaApp(changes: Partial<AxemaOptions> = {}): Promise<VakaApp> {
  const simulator = await startVakaSimulator();
  let app: TestApp | undefined;
  const close = async (): Promise<void> => {
    await app?.close();
    await simulator.close();
  };
  try {
    app = await startApp({ settings: axemaSettings(changes) });
    const admin = await app.clientFor('admin@missive.test');
    const { dataSource } = app.database;
    const reset = async (): Promise<void> => {
      await dataSource.query(
        `truncate customer, axema_user_sync_job, axema_setting, code_lock_setting, booking restart identity cascade`,
      );
      simulator.state.reset({ seed: 1 });
      await connectTo(admin, simulator);
    };
    return { app, simulator, admin, reset, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What became of the persons of a sync, those that the wire doesn't tell included. */
export async function countersOf({ app }: VakaApp, jobId: string): Promise<Record<string, number>> {
  const [row] = await app.database.dataSource.query(
    `select users_found as found, users_created as created, users_updated as updated, users_unchanged as unchanged,
            users_skipped as skipped from axema_user_sync_job where id = $1`,
    [jobId],
  );
  return row;
}

/** Points the company of a client at a simulator. */
export async function connectTo(
  client: JsonServiceClient,
  simulator: VakaSimulator,
  changes: Partial<AddAxemaCodeLockSetting> = {},
): Promise<void> {
  const values = {
    ApiEndpoint: 'http://127.0.0.1',
    ApiPort: simulator.port,
    Username: simAccount.username,
    Password: simAccount.password,
    ...changes,
  };
  const update = await attempt(client, (api) => api.put(new UpdateAxemaCodeLockSetting(values)));
  if ('refusal' in update) await client.post(new AddAxemaCodeLockSetting(values));
}

export const isOver = ({ Status }: AxemaUserSyncJobResponse): boolean =>
  Status === AxemaUserSyncStatus.Completed || Status === AxemaUserSyncStatus.Failed;

/** The job as soon as it is as expected. */
export async function jobWhen(
  client: JsonServiceClient,
  jobId: string,
  isExpected: (job: AxemaUserSyncJobResponse) => boolean,
  withinMs?: number,
): Promise<AxemaUserSyncJobResponse> {
  let job!: AxemaUserSyncJobResponse;
  await eventually(
    `job ${jobId} as expected`,
    async () => {
      job = await client.get(new GetAxemaUserSyncJob({ Id: jobId }));
      return isExpected(job);
    },
    withinMs,
  );
  return job;
}

/** Starts a sync and waits for its end. */
export async function syncUsers(client: JsonServiceClient): Promise<AxemaUserSyncJobResponse> {
  const { Id } = await client.post(new CreateAxemaUserSync());
  return jobWhen(client, Id, isOver);
}

/** All customers, with their access keys. */
export async function customersOf(client: JsonServiceClient): Promise<CustomerQueryResponse[]> {
  const { Results } = await client.get(new CustomerQuery({ IncludeAccessKeys: true, take: 1_000 }));
  return Results;
}

/** Puts exactly these persons into a simulator. */
export function people(simulator: VakaSimulator, ...persons: (Partial<AxemaPerson> & { id: string })[]): void {
  simulator.state.reset({
    seed: 1,
    persons: persons.map((person) => ({ name: `Last-${person.id} First-${person.id}`, identities: [], ...person })),
  });
}
