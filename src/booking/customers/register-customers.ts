import type { DataSource } from 'typeorm';
import { ApiKeyRepository } from '../../data';
import type { Clock, HostBuilder } from '../../engine';
import { AccessKeyRepository } from '../access-keys/access-key-repository';
import { AccessKeyServices } from '../access-keys/access-key-services';
import { ApiKeyServices } from '../api-keys/api-key-services';
import { CustomFieldRepository } from '../custom-fields/custom-field-repository';
import { CustomFieldServices } from '../custom-fields/custom-field-services';
import { unknownCompany } from '../database-errors';
import { CustomerCommentRepository } from './customer-comment-repository';
import { CustomerCommentServices } from './customer-comment-services';
import { CustomerRepository } from './customer-repository';
import { CustomerServices } from './customer-services';
import { CustomerWriter } from './customer-writer';

/** Adds the operations of customers, custom fields, access keys and API keys to the booking feature. */
export function registerCustomers(host: HostBuilder, deps: { dataSource: DataSource; clock: Clock }): void {
  const { dataSource, clock } = deps;
  const db = dataSource.manager;
  const customers = new CustomerRepository(db);
  const fields = new CustomFieldRepository(db);
  const writer = new CustomerWriter(dataSource, clock);
  const comments = new CustomerCommentRepository(db);
  const accessKeys = new AccessKeyRepository(db);
  const apiKeys = new ApiKeyRepository(db);

  host.service(CustomerServices, () => new CustomerServices(customers, fields, writer));
  host.service(CustomerCommentServices, () => new CustomerCommentServices(comments, customers, clock));
  host.service(CustomFieldServices, () => new CustomFieldServices(dataSource, clock));
  host.service(AccessKeyServices, () => new AccessKeyServices(accessKeys));
  host.service(ApiKeyServices, () => new ApiKeyServices(apiKeys, clock));
  host.exceptionMapper(unknownCompany);
}
