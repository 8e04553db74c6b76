import { DataSource } from 'typeorm';
import { entities } from '../../../src/app-data';
import { BookingFeature } from '../../../src/booking/booking-feature';
import { ApiKeyRepository, SecretBox, UserRepository } from '../../../src/data';
import { AppHost, AuthFeature, type Feature, type Jobs, silentLog, systemClock } from '../../../src/engine';
import type { Operation } from '../../../src/engine/core/operation';
import { newSecrets, readSettings } from '../../../src/settings';
import { apiKeyStore, userStore } from '../../../src/stores';
import { TaxFilingFeature } from '../../../src/tax-filing/tax-filing-feature';

/**
 * The operations of the whole product, without a database: features are registered and never started.
 *
 * What they register is real; only what a running call would use (connections, jobs) leads nowhere.
 */
export async function productOperations(): Promise<readonly Operation[]> {
  const host = await productHost();
  return host.operations;
}

export async function productHost(more: readonly Feature[] = []): Promise<AppHost> {
  const secrets = newSecrets();
  const settings = readSettings({ JWT_SECRET: secrets.jwtSecret, SECRET_KEYS: secrets.secretKeys });
  const dataSource = new DataSource({ type: 'postgres', entities });
  // Repositories ask for the entities' columns when they are made; only `initialize` reads them otherwise.
  await (dataSource as unknown as { buildMetadatas(): Promise<void> }).buildMetadatas();
  const [clock, log] = [systemClock, silentLog];
  const features: Feature[] = [
    new AuthFeature({
      users: userStore(new UserRepository(dataSource.manager)),
      apiKeys: apiKeyStore(new ApiKeyRepository(dataSource.manager)),
      tokens: { secret: settings.jwtSecret },
      clock,
    }),
    new BookingFeature({
      dataSource,
      jobs: noJobs,
      clock,
      log,
      secrets: SecretBox.parse(settings.secretKeys),
      messages: settings.messages,
      axema: settings.axema,
    }),
    new TaxFilingFeature({ dataSource, clock, jobs: noJobs, secrets: SecretBox.parse(settings.secretKeys), log }),
  ];
  const registered = features.map(
    ({ name, presentation, register }, index): Feature => ({
      name,
      presentation,
      register: register.bind(features[index]),
    }),
  );
  const host = new AppHost({ name: 'missive', features: [...registered, ...more] });
  await host.start();
  return host;
}

const unreachable = () => Promise.reject(new Error('Nothing runs here.'));
const noJobs: Jobs = { handle: () => undefined, enqueue: unreachable, enqueueMany: unreachable };
