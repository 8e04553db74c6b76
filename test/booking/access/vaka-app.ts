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
import type { VakaSimulator } from '../../../src/booking/access/vaka-simulator/vaka-simulator';
import { simAccount } from '../../../src/booking/access/vaka-simulator/vaka-state';
import type { Settings } from '../../../src/settings';
import { eventually } from '../../support/eventually';
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
