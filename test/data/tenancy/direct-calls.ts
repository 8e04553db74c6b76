import type { DataSource } from 'typeorm';
import { AxemaUserSyncRepository } from '../../../src/booking/access/user-sync/axema-user-sync-repository';
import { AccessKeyRepository } from '../../../src/booking/access-keys/access-key-repository';
import { CustomFieldRepository } from '../../../src/booking/custom-fields/custom-field-repository';
import { CustomerRepository } from '../../../src/booking/customers/customer-repository';
import { OutboxRepository } from '../../../src/booking/messages/outbox-repository';
import { ApiKeyRepository, inTransaction } from '../../../src/data';

/** Calls what no operation comes to in the scenario: what is asked in tests only, and what happens when others fail. */
export async function callTheRest(dataSource: DataSource, companyId: string, customerId: string): Promise<void> {
  const { manager } = dataSource;
  await new AccessKeyRepository(manager).ofCustomer(companyId, customerId);
  await new ApiKeyRepository(manager).list(companyId, { activeOnly: true });
  await new CustomFieldRepository(manager).findValidation(1);
  const customers = new CustomerRepository(manager);
  await customers.linkExternalId(companyId, 'axema', `link-${companyId}`, customerId);
  await customers.findByExternalId(companyId, 'axema', `link-${companyId}`);
  const outbox = new OutboxRepository(manager);
  await outbox.ofBooking(companyId, 1);
  await outbox.recordFailure(companyId, '1', { attempt: 1, error: 'refused', isFinal: false });
  await failSyncs(dataSource, companyId);
}

async function failSyncs(dataSource: DataSource, companyId: string): Promise<void> {
  const [past, now] = [new Date('2020-01-01T00:00:00Z'), new Date()];
  await inTransaction(dataSource, async (tx) => {
    const syncs = new AxemaUserSyncRepository(tx);
    const job = await syncs.add(companyId, past);
    const claim = job && (await syncs.claim(companyId, job.id, now));
    if (!claim) throw new Error('The company has a running sync.');
    await syncs.runningId(companyId);
    await syncs.fail(claim, 'Unreachable.', now);
    await syncs.add(companyId, past);
    await syncs.failStale(now, now, companyId);
  });
}
