import {
  AccountResponse,
  AccountsBatchResponse,
  CancelAccountsBatch,
  CancelCustomersBatch,
  CustomerResponse,
  CustomersBatchResponse,
  GetAccountsBatch,
  GetCustomersBatch,
} from '../../../dtos/tax-filing';
import { Handles, Service } from '../../engine';
import { toInstant } from '../wire-values';
import type { StoredBatch } from './async-batch-repository';
import type { AsyncBatches } from './async-batches';
import { batchStatusName } from './batch-state';

/** Reads and stops batches that are worked on in the background. */
export class AsyncBatchServices extends Service {
  constructor(private readonly batches: AsyncBatches) {
    super();
  }

  @Handles(GetCustomersBatch, 'GET')
  async getCustomers({ batchId }: GetCustomersBatch): Promise<CustomersBatchResponse> {
    const batch = await this.batches.get('customers', batchId);
    return toCustomersBatch(batch, await this.batches.results<CustomerResponse>(batch));
  }

  @Handles(GetAccountsBatch, 'GET')
  async getAccounts({ batchId }: GetAccountsBatch): Promise<AccountsBatchResponse> {
    const batch = await this.batches.get('accounts', batchId);
    return toAccountsBatch(batch, await this.batches.results<AccountResponse>(batch));
  }

  @Handles(CancelCustomersBatch, 'DELETE')
  async cancelCustomers({ batchId }: CancelCustomersBatch): Promise<CustomersBatchResponse> {
    return toCustomersBatch(await this.batches.cancel('customers', batchId));
  }

  @Handles(CancelAccountsBatch, 'DELETE')
  async cancelAccounts({ batchId }: CancelAccountsBatch): Promise<AccountsBatchResponse> {
    return toAccountsBatch(await this.batches.cancel('accounts', batchId));
  }
}

export function toCustomersBatch(batch: StoredBatch, results?: CustomerResponse[]): CustomersBatchResponse {
  return new CustomersBatchResponse({ ...toStatus(batch), results });
}

export function toAccountsBatch(batch: StoredBatch, results?: AccountResponse[]): AccountsBatchResponse {
  return new AccountsBatchResponse({ ...toStatus(batch), results });
}

function toStatus({ id, status, total, succeeded, failed, errorMessage, createdAt, updatedAt }: StoredBatch) {
  return {
    batchId: id,
    status,
    statusName: batchStatusName(status),
    total,
    succeeded,
    failed,
    createdDate: toInstant(createdAt),
    updatedDate: toInstant(updatedAt),
    errorMessage: errorMessage ?? undefined,
  };
}
