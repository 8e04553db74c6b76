import type { DataSource } from 'typeorm';
import { AccessKeyTypeQuery } from '../../../dtos/booking/access-keys';
import { CustomFieldValidationsQuery } from '../../../dtos/booking/custom-fields';
import { ApiKeyRepository, entitySource } from '../../data';
import { addOperation, type Clock, type HostBuilder, type QuerySource } from '../../engine';
import { AccessKeyTypeEntity } from '../access-keys/access-key-entity';
import { ApiKeyServices } from '../api-keys/api-key-services';
import { CustomFieldValidationEntity } from '../custom-fields/custom-field-entity';
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
  const apiKeys = new ApiKeyRepository(db);

  // First, as on the reference server: the first of a family decides what its pages show of QueryResponse<T>.
  addOperation(host, AccessKeyTypeQuery, accessKeyTypes(dataSource));
  host.service(CustomerServices, () => new CustomerServices(customers, fields, writer));
  host.service(CustomerCommentServices, () => new CustomerCommentServices(comments, customers, clock));
  host.service(CustomFieldServices, () => new CustomFieldServices(dataSource, clock));
  host.service(ApiKeyServices, () => new ApiKeyServices(apiKeys, clock));
  addOperation(host, CustomFieldValidationsQuery, fieldValidations(dataSource));
  host.exceptionMapper(unknownCompany);
}

/** The kinds of access keys; the same for all companies. */
function accessKeyTypes(dataSource: DataSource): QuerySource {
  return entitySource(dataSource, AccessKeyTypeEntity, {
    row: { Id: 'id', KeyType: 'keyType', Description: 'description' },
    key: 'Id',
  });
}

/** The common patterns of custom fields; the same for all companies. */
function fieldValidations(dataSource: DataSource): QuerySource {
  return entitySource(dataSource, CustomFieldValidationEntity, {
    row: { Id: 'id', Name: 'name', Description: 'description', RegExCode: 'regExCode', ErrorMessage: 'errorMessage' },
    key: 'Id',
  });
}
